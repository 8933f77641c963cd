"""Programs of the firm come in by tokens, and reach no further than the person they act for."""

import datetime as dt
from typing import Any

import pytest
from django.test import Client

from lizhi.accounts import actions as accounts
from lizhi.accounts.models import ApiToken, User
from lizhi.cases.models import Case
from lizhi.common import clock
from lizhi.people import rules as people
from lizhi.people.models import Employment
from tests import make
from tests.conftest import MONDAY
from tests.offboarding import begun
from tests.offboarding.conftest import Company, company

__all__ = ["company"]


def _as(user: User, *scopes: str, days: int | None = None) -> dict[str, Any]:
    token = accounts.make_token(user, name="考勤", scopes=scopes, at=clock.now(), days=days)
    return {"HTTP_AUTHORIZATION": f"Bearer {token}"}


def test_hr_reads_the_cases_of_the_branch(client: Client, company: Company) -> None:
    case = make.case(company.zhang_min)
    answer = client.get("/api/v1/cases/", **_as(company.li_li.user, "cases:read"))

    assert [row["number"] for row in answer.json()] == [case.number]


def test_without_a_token_nothing_opens(client: Client, db: None) -> None:
    assert client.get("/api/v1/cases/").status_code == 401


def test_a_token_reaches_no_further_than_its_scopes(client: Client, company: Company) -> None:
    answer = client.get("/api/v1/cases/", **_as(company.li_li.user, "signing:read"))

    assert (answer.status_code, answer.json()["code"]) == (403, "missing_scope")


def test_an_old_or_revoked_token_is_worth_nothing(client: Client, company: Company) -> None:
    headers = _as(company.li_li.user, "cases:read", days=1)
    with clock.at(MONDAY + dt.timedelta(days=2)):
        assert client.get("/api/v1/cases/", **headers).status_code == 401
    accounts.revoke_token(ApiToken.objects.get(), at=clock.now())
    assert client.get("/api/v1/cases/", **headers).status_code == 401


def test_somebody_elses_case_is_not_there(client: Client, company: Company) -> None:
    case = make.case(company.zhang_min)
    stranger = make.employee("路人", "13700000001", department="仓储")
    answer = client.get(f"/api/v1/cases/{case.number}", **_as(stranger.user, "cases:read"))

    assert answer.status_code == 404


def test_a_resignation_by_api_is_the_same_action(client: Client, company: Company) -> None:
    headers = _as(company.zhang_min.user, "offboarding:write", "cases:read")
    body = {"key": "k1", "wished_day": "2026-07-01", "reason": "family", "words": "母亲住院"}

    first = client.post("/api/v1/offboarding/resignations", body, "application/json", **headers)
    again = client.post("/api/v1/offboarding/resignations", body, "application/json", **headers)

    assert first.status_code == again.status_code == 201
    assert first.json() == again.json()
    events = client.get(f"/api/v1/cases/{first.json()['number']}/events", **headers).json()
    assert events[0]["kind"] == "notice_arrived"
    assert "母亲" not in str(events)


def test_whoever_works_at_two_places_resigns_by_api_where_the_page_would(
    client: Client, company: Company
) -> None:
    first = company.zhang_min
    second = Employment.objects.create(
        person=first.person,
        entity=first.entity,
        branch=first.branch,
        department=first.department,
        number="E-2",
        post="顾问",
        hired_on=dt.date(2024, 3, 1),
    )
    headers = _as(first.user, "offboarding:write")
    body = {"key": "k1", "wished_day": "2026-07-01", "reason": "family", "words": ""}
    answer = client.post("/api/v1/offboarding/resignations", body, "application/json", **headers)

    assert answer.status_code == 201
    assert Case.objects.get().employment == people.employment_of(first.user) == second


def test_a_refusal_has_a_code_and_a_sentence(client: Client, company: Company) -> None:
    headers = _as(company.zhang_min.user, "offboarding:write")
    body = {"key": "k2", "wished_day": "2026-05-01"}
    answer = client.post("/api/v1/offboarding/resignations", body, "application/json", **headers)

    assert answer.status_code == 409
    assert answer.json()["reason"]


@pytest.mark.parametrize("body", [{}, {"key": 1}, {"key": "a", "wished_day": "soon"}, [], "x"])
def test_nonsense_is_refused_and_never_an_error_of_ours(
    client: Client, company: Company, body: Any
) -> None:
    headers = _as(company.zhang_min.user, "offboarding:write")
    answer = client.post("/api/v1/offboarding/resignations", body, "application/json", **headers)

    assert answer.status_code in {400, 422}


def test_the_manager_acknowledges_by_api(client: Client, company: Company) -> None:
    case = make.case(company.zhang_min)
    headers = _as(company.wang_lei.user, "offboarding:read", "offboarding:write")
    (task,) = client.get("/api/v1/offboarding/tasks", **headers).json()

    answer = client.put(
        f"/api/v1/offboarding/tasks/{task['id']}/acknowledgement",
        {"key": "k3", "handover_to": company.he_jing.number},
        "application/json",
        **headers,
    )

    assert answer.status_code == 204
    assert "handover" in make.open_steps(case)


def test_programs_of_hr_ask_for_a_way_and_a_ground(client: Client, company: Company) -> None:
    case = begun.begin(company, "notice")
    hr, manager = (_as(one.user, "cases:read") for one in (company.li_li, company.wang_lei))

    def found(query: str, who: dict[str, Any]) -> list[str]:
        answer = client.get(f"/api/v1/cases/{query}", **who)
        assert answer.status_code == 200
        return [f"{one['number']} {one['way']}" for one in answer.json()]

    mine = [f"{case.number} notice"]
    assert found("?way=notice", hr) == found("?way=notice&ground=40-3", hr) == mine
    assert found("?way=mutual", hr) == found("?ground=40-1", hr) == found("?ground=x", hr) == []
    assert found("?way=notice", manager) == mine
    assert found("?ground=40-3", manager) == [], "the ground is not for the manager"
    assert client.get("/api/v1/cases/?way=nothing", **hr).status_code == 422
