"""Programs settle up through the same actions, within the reach of the person they act for."""

import json
from typing import Any

import pytest
from django.test import Client

from lizhi.accounts.models import ApiToken, User
from lizhi.accounts.rules import token_hash
from lizhi.cases.models import Case
from lizhi.common import clock
from lizhi.people.models import Employment
from lizhi.settlement import actions
from tests import make
from tests.settlement import world

pytestmark = pytest.mark.django_db


class Program:
    """Something that holds a token."""

    def __init__(self, user: User) -> None:
        self.token = world.key()
        ApiToken.objects.create(
            user=user,
            name="工资系统",
            token_hash=token_hash(self.token),
            scopes=["settlement:read", "settlement:write"],
        )

    def call(self, method: str, path: str, **content: object) -> Any:
        return Client().generic(
            method,
            f"/api/v1/settlement/{path}",
            data=json.dumps(content),
            content_type="application/json",
            headers={"Authorization": f"Bearer {self.token}"},
        )


FIGURES = {
    "average": "8700",
    "insurance": "913.50",
    "insurance_how": "8,700 × 10.5%",
    "fund": "435",
    "fund_how": "8,700 × 5%",
    "tax": "0",
    "tax_how": "没到",
}


def test_finance_computes_and_sends_and_the_employee_answers(
    case: Case, chen_jie: User, zhang_min: Employment
) -> None:
    finance, employee = Program(chen_jie), Program(zhang_min.user)
    number = case.number
    assert employee.call("GET", number).status_code == 404

    made = finance.call("POST", f"{number}/draft", key=world.key(), **FIGURES).json()
    assert (made["version"], made["net"], made["missing"]) == (1, "9051.50", 0)
    assert employee.call("GET", number).status_code == 404
    sent = finance.call("POST", f"{number}/send", key=world.key(), version=1)
    assert sent.json()["state"] == "sent"
    asked = {"unused_leave": "还有 2 天"}
    answered = employee.call(
        "POST", f"{number}/answer", key=world.key(), version=1, disputed=asked
    ).json()
    assert {line["key"]: line["answer"] for line in answered["lines"]}["wages"] == "accepted"
    reply = finance.call(
        "POST", f"{number}/lines/unused_leave/reply", key=world.key(), reply="kept", words="查过了"
    )
    assert reply.json()["reply"] == "kept"


def test_a_program_does_not_overwrite_what_it_has_not_seen(case: Case, chen_jie: User) -> None:
    finance, path = Program(chen_jie), f"{case.number}/draft"
    finance.call("POST", path, key=world.key(), **FIGURES)
    newer = {"tax": "3", "version": 1}
    assert finance.call("POST", path, key=world.key(), **newer).status_code == 200

    late = finance.call("POST", path, key=world.key(), tax="5", version=1)

    assert late.status_code == 409
    assert late.json()["code"] == "changed_meanwhile"
    assert "陈洁 今天 09:00 改过这些数：tax" in late.json()["reason"]


@pytest.mark.parametrize(
    "content",
    [
        {"average": "-1"},
        {"average": "viel"},
        {"average": "1e20"},
        {"average": "8700.005"},
        {"insurance_until": "November"},
    ],
)
def test_impossible_figures_are_refused(
    case: Case, chen_jie: User, content: dict[str, str]
) -> None:
    answer = Program(chen_jie).call("POST", f"{case.number}/draft", key=world.key(), **content)

    assert answer.status_code == 422


def test_an_amount_needs_its_reason_here_too(case: Case, chen_jie: User) -> None:
    answer = Program(chen_jie).call("POST", f"{case.number}/draft", key=world.key(), tax="5")

    assert answer.status_code == 409
    assert "怎么算的" in answer.json()["reason"]


def test_somebody_elses_case_does_not_exist(case: Case) -> None:
    stranger = Program(make.employee("吴霞", "13800000305").user)

    assert stranger.call("GET", case.number).status_code == 404
    for path in ("draft", "send", "answer"):
        answer = stranger.call("POST", f"{case.number}/{path}", key=world.key(), version=1)
        assert answer.status_code == 404


@pytest.mark.parametrize("words", ["", "  \n", "\u3000", "长" * 301])
def test_a_question_is_asked_in_words(
    case: Case, chen_jie: User, zhang_min: Employment, words: str
) -> None:
    world.sent(case, chen_jie)
    employee = Program(zhang_min.user)
    path, key = f"{case.number}/answer", world.key()

    answer = employee.call("POST", path, key=key, version=1, disputed={"tax": words})

    assert answer.status_code == 422
    assert set(case.settlements.get().lines.values_list("answer", flat=True)) == {"open"}


def test_a_reply_is_given_in_words(case: Case, chen_jie: User) -> None:
    world.sent(case, chen_jie)
    path = f"{case.number}/lines/tax/reply"
    answer = Program(chen_jie).call("POST", path, key=world.key(), reply="kept", words="  ")

    assert answer.status_code == 422


def test_a_key_serves_each_wish_by_itself(case: Case, chen_jie: User) -> None:
    """A program that counts 1, 2, 3 for each kind of wish loses none."""
    finance, number = Program(chen_jie), case.number

    made = finance.call("POST", f"{number}/draft", key="1", **FIGURES)
    sent = finance.call("POST", f"{number}/send", key="1", version=1)

    assert (made.status_code, sent.status_code) == (200, 200)
    assert sent.json()["state"] == "sent"


def test_figures_that_the_network_repeats_do_not_undo_newer_ones(
    case: Case, chen_jie: User
) -> None:
    finance, path = Program(chen_jie), f"{case.number}/draft"
    first = finance.call("POST", path, key="a", average="8700").json()
    finance.call("POST", path, key="b", average="9100")

    assert finance.call("POST", path, key="a", average="8700").json()["version"] == 1
    assert finance.call("GET", case.number).json()["version"] == first["version"] + 1


def test_a_program_adds_two_days_and_answers(case: Case, chen_jie: User) -> None:
    settlement = world.sent(case, chen_jie)
    asked = {"unused_leave": "去年还有 2 天"}
    actions.answer(settlement, disputed=asked, by=case.leaver, at=clock.now())
    path = f"{case.number}/lines/unused_leave/reply"
    add = {"key": "k" * 64, "reply": "add", "words": "已加上", "way": "leave_carried"}
    finance = Program(chen_jie)

    assert finance.call("POST", path, **{**add, "way": "tax"}, more="2").status_code == 409
    assert finance.call("POST", path, **add).status_code == 409
    assert finance.call("POST", path, **add, more="1.55").status_code == 409
    assert finance.call("POST", path, **add, more="-1").status_code == 422
    assert case.settlements.count() == 1
    for _again in range(2):
        assert finance.call("POST", path, **add, more="2").json()["reply"] == "changed"

    now = finance.call("GET", case.number).json()
    assert (now["version"], now["state"]) == (2, "sent")
    assert "carried_leave" in [line["key"] for line in now["lines"]]
