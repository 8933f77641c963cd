"""Programs suppose endings: the same rights, sums and sentences as on the page."""

import json
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client

from lizhi.accounts import actions as accounts
from lizhi.accounts.models import User
from lizhi.common import clock
from lizhi.people.models import Branch, Employment, Reveal
from tests import make

pytestmark = pytest.mark.django_db
ROOT = "/api/v1/settlement/what-if/"


@pytest.fixture
def li_li(db: None) -> User:
    """HR of the branch in Shenzhen."""
    user = make.employee("李丽", "13800000201", department="人力资源部").user
    make.grant(user, "hr")
    return user


@pytest.fixture
def wang(db: None) -> Employment:
    """Works in Shanghai, where the figures are known."""
    return make.employee("王磊", "13900000001", work_city="上海")


def ask(user: User, address: str, **body: Any) -> Any:
    """The answer to a program that acts for somebody."""
    token = accounts.make_token(user, name="预算", scopes=["settlement:write"], at=clock.now())
    client = Client(headers={"Authorization": f"Bearer {token}", "Accept-Language": "zh-hans"})
    return client.post(f"{ROOT}{address}", json.dumps(body), content_type="application/json")


def test_one_person_on_two_days_and_the_look_is_recorded_once(
    li_li: User, wang: Employment
) -> None:
    body = {"who": wang.number, "last_day": "2026-06-30", "other_day": "2026-09-01"}

    answers = [ask(li_li, "person", **body) for _time in range(2)]

    found = answers[0].json()
    assert [one.status_code for one in answers] == [200, 200]
    assert (found["number"], found["name"]) == (wang.number, "王磊")
    first, other = found["days"]
    assert Decimal(first["capped"]["n"]["once"]) == Decimal("47850.00")
    assert Decimal(other["capped"]["n"]["once"]) == Decimal("52200.00")
    assert first["capped"]["n"]["net"] is None
    assert "没有社保缴费基数" in first["lacking"]
    assert first["average_from"] == "roster"
    seen = Reveal.objects.get()
    assert (seen.by, seen.employment, seen.field) == (li_li, wang, "wage")


def test_a_branch_is_told_in_sums_of_five_at_least(li_li: User, wang: Employment) -> None:
    for number in range(2, 8):
        make.employee(f"同事{number}", f"1390000000{number}", work_city="上海")
    branch = Branch.objects.get()

    found = ask(li_li, "place", place=f"branch:{branch.pk}", last_day="2026-06-30").json()

    (day,) = found["days"]
    assert day["people"] == 7
    assert Decimal(day["capped"]["n"]["once"]["amount"]) == 7 * Decimal("47850.00")
    assert day["capped"]["n"]["net"] == {"people": 0, "amount": None}
    assert day["average_from"] == {"payroll": 0, "months": 0, "roster": 7}
    assert day["pictures"]["n"]["people"] == 7
    assert not Reveal.objects.exists()


def test_fewer_than_five_people_are_told_to_nobody(li_li: User, wang: Employment) -> None:
    (day,) = ask(li_li, "place", last_day="2026-06-30").json()["days"]

    assert day["people"] == 0
    assert day["capped"] == day["pictures"] == {}
    assert day["branches"] == day["branch_costs"] == []


@pytest.mark.parametrize(
    ("address", "body", "words"),
    [
        ("person", {"who": "没有这个人", "last_day": "2026-06-30"}, "名下没有"),
        ("person", {"who": "王磊", "last_day": "2020-01-01"}, "第一个工作日"),
        ("person", {"who": "王磊", "last_day": "0001-01-01"}, "2008"),
        ("person", {"who": "王磊", "last_day": "9999-12-31"}, "2008"),
        ("place", {"last_day": "9999-12-31"}, "2008"),
        ("place", {"place": "branch:0", "last_day": "2026-06-30"}, "从列表里选"),
        ("place", {"place": "branch:二", "last_day": "2026-06-30"}, "从列表里选"),
        ("place", {"place": "天上", "last_day": "2026-06-30"}, "从列表里选"),
        ("place", {"last_day": "2026-06-30", "other_day": "2026-06-30"}, "不同的一天"),
    ],
)
def test_a_refusal_is_the_sentence_of_the_page(
    li_li: User, wang: Employment, address: str, body: dict[str, str], words: str
) -> None:
    answer = ask(li_li, address, **body)

    assert answer.status_code == 409
    assert words in answer.json()["reason"]
    assert not Reveal.objects.exists()


def test_nobody_reaches_people_of_others_or_without_the_role(li_li: User, wang: Employment) -> None:
    elsewhere = make.employee(
        "周杰", "13900009999", at=make.branch("上海分公司", "示例贸易（上海）有限公司")
    )
    day = "2026-06-30"

    assert ask(li_li, "person", who=elsewhere.number, last_day=day).status_code == 409
    assert ask(wang.user, "person", who=elsewhere.number, last_day=day).status_code == 403
    assert ask(wang.user, "place", last_day=day).status_code == 403


@pytest.mark.parametrize(
    "more", [{"last_day": "明天"}, {"bonus": "很多"}, {"bonus": "-1"}, {"taxed_as": "gift"}]
)
def test_what_fits_no_shape_is_refused_by_the_field(
    li_li: User, wang: Employment, more: dict[str, str]
) -> None:
    body = {"who": wang.number, "last_day": "2026-06-30", **more}

    answer = ask(li_li, "person", **body)

    assert answer.status_code == 422
    assert next(iter(more)) in answer.content.decode()
