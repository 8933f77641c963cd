"""Programs are promised what docs/reference/openapi.json says, and get it.

Schemathesis reads the document as a stranger would, and asks what it allows and much that it does
not: each call comes once as it was thought up, and once for the case of 张敏, by whoever may ask
that. What is asked follows from document and seed; `make torture` asks more.
"""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import pytest

from lizhi.common import clock
from lizhi.config.api_errors import ROOT
from tests import inside, make, stories
from tests.access.conftest import kept_world
from tests.access.test_programs import SCOPES
from tests.config import contract
from tests.config.contract import BY_NAME, Case, Programs, ask, case_of
from tests.inside import World

__all__ = ["kept_world"]
pytestmark = [pytest.mark.slow, pytest.mark.torture, pytest.mark.django_db]
SAID = {"key": "k1", "words": "少一样"}
LETTER = {"key": "k1", "wished_day": "2027-01-31", "arrived_at": "2026-11-26T01:00:00Z"}
AT_ONCE: dict[str, Any] = {
    **dict.fromkeys(("cases", "case", "events", "papers", "pdf", "items", "tasks", "employments")),
    **dict.fromkeys(("employment", "roster_import", "settlement", "envelope")),
    **dict.fromkeys(("vouchers", "voucher_file", "batch", "batch_file")),
    **dict.fromkeys(("figures_table", "entered_figure", "figure_settlements", "pay_batch_read")),
    **dict.fromkeys(("scheme_cities", "scheme_people", "schemes_of")),
    "scheme_done": {"key": "k1", "on": "2026-11-26", "month": "2026-11", "reference": "回执 1"},
    "enter_figure": {
        "city": "深圳",
        "name": "averages.month",
        "since": "2025-06-30",
        "value": "13000",
        "title": "公报",
        "link": "https://tjj.example.cn/9",
        "published": "2026-05-20",
    },
    "answer_figure": {"then": "confirm"},
    "pay_rows": {"key": "k1", "rows": [{"number": "", "month": "2026-05", "wage_due": "8700"}]},
    "suppose_person": {"who": "", "last_day": "2026-12-31", "other_day": "2027-01-31"},
    "suppose_place": {"last_day": "2026-12-31", "bonus": "3000.00", "taxed_as": "wages"},
    "book": {"month": "2026-11"},
    "ledger": {"number": "记-1"},
    "paid": {"paid_on": "2026-11-26", "reference": "BK1"},
    "undo": {"reason": "格式不对"},
    "resign": {"key": "k1", "wished_day": "2027-01-31"},
    "register": {**LETTER, "staff_number": ""},
    "acknowledge": {"key": "k1", "handover_to": ""},
    "comment": SAID,
    "press": {},
    "draft": {"key": "k1", "tax": "3.00", "unpaid_days": "0.5", "version": 1},
}
"""What goes well at once where the case stands; the rest needs something to have gone before."""
GOES_ON = {
    *("give", "receive", "missing", "ask_to_withdraw"),
    *("send", "hand_over", "approve", "send_back", "answer", "reply", "make_batch"),
    *("pay_batch_undo", "scheme_not_done"),
}


@pytest.fixture(scope="module")
def programs(kept_world: World) -> Iterator[Programs]:
    """Their tokens are made when the world stands still."""
    with clock.at(inside.moment(inside.NOW)), inside.undone():
        yield Programs(kept_world)


@pytest.fixture(scope="module")
def calls(kept_world: World) -> dict[str, Any]:
    """What the document says, by name of the call; it is asked of the product."""
    with contract.one_connection():
        return contract.read()


@pytest.fixture(autouse=True)
def now(monday: object) -> Iterator[None]:
    """It is the moment at which the world stands."""
    with clock.at(inside.moment(inside.NOW)), inside.undone(), contract.one_connection():
        yield


def test_every_call_is_promised_and_its_success_is_tried(calls: dict[str, Any]) -> None:
    assert set(calls) == set(BY_NAME) == set(AT_ONCE) | GOES_ON


@pytest.mark.parametrize("name", BY_NAME)
def test_every_answer_is_as_promised(calls: dict[str, Any], programs: Programs, name: str) -> None:
    def tried(case: Case) -> None:
        contract.ask_in_vain(case, programs.tokens["HR"])
        if case.method == case.operation.method.upper():
            same = programs.at_home(case.operation, case.body, case.query)
            contract.ask_in_vain(same, programs.of(name))

    contract.everything(calls[name], tried)


@pytest.mark.parametrize("name", AT_ONCE)
def test_what_fits_goes_well(calls: dict[str, Any], programs: Programs, name: str) -> None:
    answer = ask(programs.at_home(calls[name], AT_ONCE[name]), programs.of(name))

    assert answer.status_code in {200, 201, 204}


def test_a_settlement_goes_to_and_fro(calls: dict[str, Any], programs: Programs) -> None:
    case = programs.world.case
    path = f"{ROOT}settlement/{case.number}"
    finance, leaver = programs.tokens["finance"], programs.tokens["leaver"]
    line = case.settlements.get().lines.order_by("pk")[1].key
    asked = {"key": "k1", "version": 1, "disputed": {line: "少一天"}}
    kept = {"key": "k2", "reply": "changed", "words": "看过考勤，少了一天"}
    drafted = {"key": "k3", "tax": "3.00"}

    assert ask(case_of(calls["answer"], f"{path}/answer", asked), leaver).status_code == 200
    reply = case_of(calls["reply"], f"{path}/lines/{line}/reply", kept)
    assert ask(reply, finance).status_code == 200
    version = ask(case_of(calls["draft"], f"{path}/draft", drafted), finance).json()["version"]
    sent = case_of(calls["send"], f"{path}/send", {"key": "k4", "version": version})
    assert ask(sent, finance).json()["state"] == "sent"


def test_a_second_person_looks(calls: dict[str, Any], programs: Programs) -> None:
    world = programs.world
    case, entity = world.case, world.case.entity
    entity.two_persons_above = Decimal(1)
    entity.save()
    second = stories.hire(world.company, "顾晓芸", 39, department="财务部").user
    make.grant(second, "finance", at=case.branch)
    finance, other = programs.tokens["finance"], contract.token(second, "settlement:write")
    path = f"{ROOT}settlement/{case.number}"

    def goes(name: str, address: str, who: dict[str, str], **body: Any) -> dict[str, Any]:
        answer: dict[str, Any] = ask(case_of(calls[name], f"{path}/{address}", body), who).json()
        return answer

    version = goes("draft", "draft", finance, key="k1", tax="3.00")["version"]
    waiting = goes("hand_over", "hand-over", finance, key="k2", version=version)
    assert waiting["state"] == "waiting"
    back = goes("send_back", "return", other, key="k3", version=version, words="再看个税")
    assert back["state"] == "draft"
    goes("hand_over", "hand-over", finance, key="k4", version=version)
    assert goes("approve", "approve", other, key="k5", version=version)["state"] == "sent"


def test_a_batch_of_payroll_is_taken_back(calls: dict[str, Any], programs: Programs) -> None:
    finance = programs.tokens["finance"]
    made = ask(programs.at_home(calls["pay_rows"], AT_ONCE["pay_rows"]), finance).json()
    path = f"{ROOT}settlement/payroll/batches/{made['number']}/undo"
    undone = ask(case_of(calls["pay_batch_undo"], path, {"words": "发错了"}), finance)

    assert undone.json()["state"] == "undone"


def test_a_scheme_is_stopped_and_taken_back(calls: dict[str, Any], programs: Programs) -> None:
    hr = programs.tokens["HR"]
    path = f"{ROOT}offboarding/schemes/cases/{programs.world.case.number}/pension"
    said = AT_ONCE["scheme_done"]
    done = ask(case_of(calls["scheme_done"], path, said), hr).json()
    again = {"key": "k2", "reason": "是别人的"}
    undone = ask(case_of(calls["scheme_not_done"], f"{path}/not-done", again), hr).json()

    assert (done[0]["done_on"], done[0]["reference"]) == ("2026-11-26", "回执 1")
    assert undone[0]["done_on"] is None


def test_a_handover_goes_to_and_fro(calls: dict[str, Any], programs: Programs) -> None:
    case = programs.world.under_way
    item = case.handover_items.filter(state="open").order_by("pk")[0]
    giver, receiver = (
        contract.token(one, "handover:write") for one in (case.leaver, item.receiver)
    )

    def goes(name: str, who: dict[str, str], **body: str) -> str:
        path = f"{ROOT}handover/items/{item.pk}/{name}"
        return str(ask(case_of(calls[name], path, body), who).json()["state"])

    assert goes("give", giver) == "given"
    assert goes("missing", receiver, words="没有电源线") == "missing"
    assert goes("give", giver) == "given"
    assert goes("receive", receiver) == "received"
    wish = f"{ROOT}offboarding/cases/{case.number}/withdrawal-request"
    stays = contract.token(case.leaver, "offboarding:write")
    asked = case_of(calls["ask_to_withdraw"], wish, {"key": "k1"})
    assert ask(asked, stays).status_code == 204


@pytest.mark.parametrize("name", BY_NAME)
def test_who_may_not_is_told_so(calls: dict[str, Any], programs: Programs, name: str) -> None:
    """Without a token, with one that is none, and with one for all other rooms."""
    case = programs.at_home(calls[name], AT_ONCE.get(name, SAID))
    room = BY_NAME[name].path.removeprefix(ROOT).partition("/")[0]
    others = [scope for scope in SCOPES if not scope.startswith(f"{room}:")]
    elsewhere = contract.token(programs.world.people["group HR"], *others)
    expected = [
        (contract.PLAIN, 401, "no_token"),
        (contract.PLAIN | {"Authorization": "Bearer none"}, 401, "no_token"),
        (elsewhere, 403, "missing_scope"),
    ]
    for headers, status, code in expected:
        answer = ask(case, headers)
        assert (answer.status_code, answer.json()["code"]) == (status, code)
