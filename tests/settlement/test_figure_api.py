"""Programs read the table of city figures, enter one and confirm one, as the pages do."""

import json
from typing import Any

import pytest
from django.test import Client

from lizhi.accounts import actions as accounts
from lizhi.accounts.models import User
from lizhi.cases.models import Case
from lizhi.common import clock
from lizhi.settlement.models import CityFigure
from tests.settlement import found

pytestmark = pytest.mark.django_db
ROOT = "/api/v1/settlement/figures"
SENT = {
    "city": "深圳市",
    "name": "averages.month",
    "since": "2025-06-30",
    "value": "13000",
    "document": "深统〔2026〕9号",
    "title": "公报",
    "link": "https://tjj.sz.gov.cn/2026/9",
    "published": "2026-05-20",
}


def program(user: User) -> Client:
    scopes = ["settlement:read", "settlement:write"]
    token = accounts.make_token(user, name="薪酬", scopes=scopes, at=clock.now())
    return Client(headers={"Authorization": f"Bearer {token}"})


def post(client: Client, path: str, **body: Any) -> Any:
    return client.post(f"{ROOT}{path}", json.dumps(body), content_type="application/json")


def test_two_programs_of_two_people_bring_a_figure_in(case: Case, chen_jie: User) -> None:
    second = found.second_in_finance()
    answer = post(program(chen_jie), "/entries", **SENT)
    assert answer.status_code == 200
    entry = answer.json()
    assert (entry["city"], entry["since"], entry["state"]) == ("深圳", "2025-01-01", "waiting")

    own = post(program(chen_jie), f"/entries/{entry['id']}/answer", then="confirm")
    assert own.status_code == 403
    assert "顾晓芸" in own.json()["reason"]
    other = post(program(second), f"/entries/{entry['id']}/answer", then="confirm")
    assert other.json()["checked_by"] == "顾晓芸"

    rows = program(chen_jie).get(f"{ROOT}/table", {"city": "深圳"}).json()
    (average,) = [row for row in rows if row["name"] == "averages.month"]
    assert (average["value"], average["state"]) == ("13,000 元/月", "official")
    assert average["checked_by"] == "陈洁、顾晓芸"


@pytest.mark.parametrize(
    ("changed", "status", "code"),
    [
        ({"value": "abc"}, 422, "invalid"),
        ({"value": "-1"}, 422, "invalid"),
        ({"value": "0"}, 409, "wrong"),
        ({"since": "2026-02-29"}, 422, "invalid"),
        ({"since": "2026-01-01"}, 409, "wrong"),
        ({"link": "ftp://x.cn"}, 409, "wrong"),
        ({"name": "wages.nothing"}, 409, "refused"),
        ({"city": "成都"}, 403, "not_permitted"),
        ({"value": "156000"}, 409, "doubtful"),
    ],
)
def test_a_program_is_refused_by_name(
    case: Case, chen_jie: User, changed: dict[str, str], status: int, code: str
) -> None:
    answer = post(program(chen_jie), "/entries", **{**SENT, **changed})

    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert not CityFigure.objects.exists()


def test_a_program_reads_which_settlements_change(case: Case, chen_jie: User) -> None:
    figure = found.entered(chen_jie)

    answer = program(chen_jie).get(f"{ROOT}/entries/{figure.pk}/settlements")

    assert answer.json() == []
    assert program(chen_jie).get(f"{ROOT}/entries/{figure.pk}").json()["title"]
