"""What programs send is taken whole or refused; nothing is cut, guessed or taken for another."""

import json
from typing import Any

import pytest
from django.test import Client

from lizhi.accounts import actions as accounts
from lizhi.accounts.models import User
from lizhi.cases import chain
from lizhi.cases.models import Case
from lizhi.common import clock
from tests import make
from tests.offboarding.conftest import Company

ROOT = "/api/v1/offboarding"


class Program:
    """It acts for somebody."""

    def __init__(self, user: User) -> None:
        token = accounts.make_token(
            user, name="考勤", scopes=["offboarding:write"], at=clock.now(), days=None
        )
        self.client = Client(headers={"Authorization": f"Bearer {token}"})

    def post(self, path: str, **content: object) -> Any:
        return self.client.post(f"{ROOT}/{path}", json.dumps(content), "application/json")

    def letter(self, company: Company, **content: object) -> Any:
        """李丽's program registers the letter of 张敏."""
        usual = {
            "key": "k1",
            "staff_number": company.zhang_min.number,
            "arrived_at": "2026-05-29T09:00:00+08:00",
            "wished_day": "2026-07-01",
        }
        return self.post("letters", **{**usual, **content})


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("arrived_at", "2026-05-29T09:00:00"),  # of which place?
        ("words", "长" * 501),
        ("place", "长" * 41),
        ("waybill", "长" * 61),
        ("reason", "holiday"),
        ("way", "pigeon"),
        ("key", ""),
    ],
)
def test_what_does_not_fit_is_named(company: Company, field: str, value: str) -> None:
    answer = Program(company.li_li.user).letter(company, **{field: value})

    assert answer.status_code == 422
    assert [error["loc"][-1] for error in answer.json()["detail"]] == [field]
    assert not Case.objects.exists()


@pytest.mark.parametrize(
    "days",
    [
        {"arrived_at": "1900-01-01T09:00:00+08:00"},
        {"arrived_at": "0001-01-01T00:00:00+14:00"},
        {"arrived_at": "9999-12-31T23:59:59-14:00"},
        {"arrived_at": "2021-02-28T09:00:00+08:00"},
        {"wished_day": "0001-01-01"},
        {"wished_day": "9999-12-31"},
    ],
)
def test_days_that_cannot_be_are_refused_in_words(company: Company, days: dict[str, str]) -> None:
    answer = Program(company.li_li.user).letter(company, **days)

    assert (answer.status_code, answer.json()["code"]) == (409, "refused")
    assert answer.json()["reason"]
    assert not Case.objects.exists()


def test_a_letter_is_taken_whole_and_once(company: Company) -> None:
    program, words = Program(company.li_li.user), "长" * 500
    first = program.letter(company, words=f" {words}\n", reason="family")
    again = program.letter(company, words=f" {words}\n", reason="family")

    assert first.status_code == again.status_code == 201
    assert first.json() == again.json()
    case = Case.objects.get()
    assert case.reason == "family"
    assert chain.read(case.events.get(kind="notice_arrived")) == words


def test_a_key_serves_each_wish_by_itself(company: Company) -> None:
    """A program that counts 1, 2, 3 for each kind of wish loses none."""
    program = Program(company.li_li.user)
    other = program.letter(company, staff_number=company.he_jing.number).json()["number"]
    said = program.post(f"cases/{other}/comments", key="k1", words="收到")
    mine = program.letter(company)

    assert (said.status_code, mine.status_code) == (204, 201)
    assert mine.json()["number"] != other
    assert Case.objects.get(number=mine.json()["number"]).employment == company.zhang_min


def test_another_letter_under_a_used_key_is_refused(company: Company) -> None:
    program = Program(company.li_li.user)
    program.letter(company)

    answer = program.letter(company, wished_day="2026-07-02")

    assert (answer.status_code, answer.json()["code"]) == (409, "refused")


@pytest.mark.parametrize("words", ["", "   ", "\u3000\n", "长" * 301])
def test_a_word_is_said_in_words(company: Company, words: str) -> None:
    case = make.case(company.zhang_min)
    answer = Program(company.li_li.user).post(f"cases/{case.number}/comments", key="1", words=words)

    assert answer.status_code == 422
    assert not case.events.filter(kind="commented").exists()


def test_nothing_of_what_the_leaver_writes_is_cut(company: Company) -> None:
    case = make.case(company.zhang_min)
    program = Program(case.leaver)
    path = f"cases/{case.number}"

    long = program.post(f"{path}/withdrawal-request", key="1", words="长" * 501)
    step = program.post(f"{path}/press", step="长" * 61)

    assert (long.status_code, step.status_code) == (422, 422)
    case.refresh_from_db()
    assert case.withdrawal_asked_at is None
