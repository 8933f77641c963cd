"""Each role's token at each address for programs, for somebody else's case."""

import json
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

import pytest
from django.test import Client
from django.urls import URLResolver, get_resolver

from lizhi.accounts import actions as accounts
from lizhi.common import clock
from tests import inside
from tests.access.table import AUDIENCES
from tests.access.test_pages import REFUSED, browser
from tests.access.traces import Writes, counted
from tests.inside import World

pytestmark = [pytest.mark.slow, pytest.mark.django_db]
ROOMS = ("cases", "handover", "offboarding", "people", "settlement", "signing", "vouchers")
SCOPES = [f"{room}:{way}" for room in ROOMS for way in ("read", "write")]
TABLE = """
cases            get   people       cases/
case             get   party        cases/{case}
events           get   party        cases/{case}/events
papers           get   party        cases/{case}/papers
pdf              get   pay          cases/papers/{paper}/pdf
items            get   handover     handover/{case}/items
give             post  leaver       handover/items/{item}/give
receive          post  receiver     handover/items/{item}/receive
missing          post  receiver     handover/items/{item}/missing
resign           post  employed       offboarding/resignations
register         post  HR           offboarding/letters
tasks            get   people       offboarding/tasks
acknowledge      put   nobody       offboarding/tasks/{task}/acknowledgement
comment          post  party        offboarding/cases/{case}/comments
press            post  pressing     offboarding/cases/{case}/press
ask_to_withdraw  post  leaver       offboarding/cases/{case}/withdrawal-request
scheme_cities    get   shapers      offboarding/schemes/cities
scheme_people    get   shapers      offboarding/schemes/people?city=深圳
schemes_of       get   schemes      offboarding/schemes/cases/{case}
scheme_done      put   HR           offboarding/schemes/cases/{case}/pension
scheme_not_done  post  HR           offboarding/schemes/cases/{case}/injury/not-done
employments      get   people       people/employments
employment       get   record       people/employments/{staff}
roster_import    get   their-staff  people/imports/{batch}
settlement       get   money        settlement/{case}
draft            post  finance      settlement/{case}/draft
send             post  finance      settlement/{case}/send
hand_over        post  finance      settlement/{case}/hand-over
approve          post  finance      settlement/{case}/approve
send_back        post  finance      settlement/{case}/return
answer           post  leaver       settlement/{case}/answer
reply            post  finance      settlement/{case}/lines/{line}/reply
figures_table    get   keepers      settlement/figures/table
enter_figure     post  their-keepers    settlement/figures/entries
entered_figure   get   their-keepers settlement/figures/entries/{figure}
answer_figure    post  their-keepers settlement/figures/entries/{figure}/answer
figure_settlements get their-keepers settlement/figures/entries/{figure}/settlements
pay_rows         post  bringers     settlement/payroll/rows/pay
pay_batch_read   get   finance      settlement/payroll/batches/{pay}
suppose_person   post  what-if      settlement/what-if/person
suppose_place    post  what-if      settlement/what-if/place
pay_batch_undo   post  finance      settlement/payroll/batches/{pay}/undo
envelope         get   signed       signing/envelopes/{envelope}
vouchers         get   finance      vouchers/{entity}
book             post  finance      vouchers/{entity}
voucher_file     post  finance      vouchers/{entity}/of/{voucher}/csv
ledger           post  finance      vouchers/{entity}/ledger/{voucher}
make_batch       post  finance      vouchers/{entity}/payments
batch            get   finance      vouchers/{entity}/payments/{payments}
batch_file       post  finance      vouchers/{entity}/payments/{payments}/file/csv
paid             post  finance      vouchers/{entity}/payments/{payments}/paid
undo             post  finance      vouchers/{entity}/payments/{payments}/undo
"""
MORE = {
    "handover": AUDIENCES["arrangers"] | AUDIENCES["leaver"] | AUDIENCES["receivers"],
    "schemes": AUDIENCES["HR"] | AUDIENCES["leaver"],
    "money": frozenset({"leaver", "finance"}),
    "employed": AUDIENCES["people"] - {"former employee"},
    "record": AUDIENCES["their-staff"] | {"leaver", "manager", "finance"},
    "signed": frozenset({"leaver", "HR", "group HR"}),
}
OPEN = {"openapi-json", "api-root"}
"""What is said about the addresses, and their beginning; nobody's case is in it."""


@dataclass(frozen=True)
class Call:
    """One call of a program."""

    name: str
    method: str
    audience: frozenset[str]
    path: str


def _call(line: str) -> Call:
    name, method, audience, path = line.split()
    return Call(name, method, {**AUDIENCES, **MORE}[audience], f"/api/v1/{path}")


CALLS = [_call(line) for line in TABLE.strip().splitlines()]


def test_every_address_stands_in_the_table() -> None:
    (api,) = [
        one
        for one in get_resolver().url_patterns
        if isinstance(one, URLResolver) and one.namespace == "api"
    ]
    assert {str(getattr(one, "name", "")) for one in api.url_patterns} == {
        call.name for call in CALLS
    } | OPEN


@pytest.mark.parametrize("role", inside.ROLES)
def test_a_session_opens_nothing(world: World, role: str) -> None:
    client = browser(world, role)
    opened = {call.name: _ask(client, world, call).status_code for call in CALLS}
    assert set(opened.values()) == {HTTPStatus.UNAUTHORIZED}


@pytest.mark.parametrize("role", [role for role in inside.ROLES if role in AUDIENCES["people"]])
def test_a_token_reaches_as_far_as_its_person(world: World, role: str) -> None:
    user = world.people[role]
    assert user
    token = accounts.make_token(user, name="考勤", scopes=SCOPES, at=clock.now())
    client = Client(headers={"Authorization": f"Bearer {token}"})
    before, wrong = counted(), []
    for call in CALLS:
        allowed = role in call.audience
        with inside.undone(), Writes() as writes:
            answer = _ask(client, world, call)
        refused = answer.status_code in REFUSED
        if allowed == refused or (not allowed and writes.tables - {"accounts_apitoken"}):
            wrong.append(f"{call.name}: {answer.status_code} {answer.content.decode()[:120]}")
    assert wrong == []
    assert counted() == before


@pytest.mark.parametrize(
    ("role", "hears"),
    [
        ("leaver", {"reason", "proofs", "money"}),
        ("HR", {"reason", "proofs", "money"}),
        ("finance", {"money"}),
        ("manager", set[str]()),
    ],
)
def test_a_story_tells_a_program_what_the_page_tells_its_person(
    world: World, role: str, hears: set[str]
) -> None:
    user = world.people[role]
    assert user
    token = accounts.make_token(user, name="考勤", scopes=SCOPES, at=clock.now())
    client = Client(headers={"Authorization": f"Bearer {token}"})
    story = client.get(f"/api/v1/cases/{world.case.number}/events").json()
    arrival = next(event for event in story if event["kind"] == "notice_arrived")
    told = {name for name in ("reason", "proofs") if name in arrival["facts"]}
    if any(event["kind"].startswith("settlement_") for event in story):
        told.add("money")
    assert told == hears


def _ask(client: Client, world: World, call: Call) -> Any:
    path = path_of(world, call)
    if call.method == "get":
        return client.get(path)
    body: dict[str, Any] = {
        "key": "k1",
        "words": "少一样",
        "wished_day": "2026-12-31",
        "staff_number": world.fresh.employment.number,
        "arrived_at": "2026-11-26T01:00:00Z",
        "handover_to": world.case.employment.number,
        "version": 1,
        "reply": "kept",
        "city": "无锡",
        "name": "averages.month",
        "since": "2025-01-01",
        "value": "9000",
        "title": "公报",
        "link": "https://tj.example.cn/1",
        "published": "2026-05-20",
        "then": "decline",
        "who": world.case.employment.number,
        "last_day": "2026-12-31",
        "rows": [{"number": world.case.employment.number, "month": "2026-10", "wage_due": "1"}],
    }
    if "/schemes/" in path:
        body |= {"on": "2026-11-26", "month": "2026-11", "reference": "回执 1"}
        body |= {"reason": "是别人的"}
    if "/vouchers/" in path:
        body |= {"month": "2026-11", "number": "记-1", "reason": "要另一种格式"}
        body |= {"paid_on": "2026-11-26", "reference": "BK1"}
    return getattr(client, call.method)(path, json.dumps(body), content_type="application/json")


def path_of(world: World, call: Call) -> str:
    """Its address, for the case of 张敏 or what belongs to it."""
    case = world.case
    item = case.handover_items.order_by("pk")[0]
    return call.path.format(
        case=case.number,
        item=item.pk,
        paper=case.papers.valid().get(kind="settlement").number,
        task=case.tasks.filter(run__step="answer")[0].pk,
        staff=case.employment.number,
        batch=world.batch.number,
        line=case.settlements.get().lines.order_by("pk")[1].key,
        figure=world.figure.pk,
        pay=world.pay.number,
        entity=case.entity_id,
        voucher=world.voucher.voucher_id,
        payments=world.batch_to_pay.number,
        envelope=case.envelopes.get(purpose="separation_agreement").biz_no,
    )
