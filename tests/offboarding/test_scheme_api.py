"""Programs of HR read whom to sign off, and say what is done, as the pages do."""

import json
from typing import Any

import pytest
from django.test import Client

from lizhi.accounts import actions as accounts
from lizhi.accounts.models import User
from lizhi.cases.models import Case
from lizhi.common import clock
from lizhi.offboarding.models import SchemeStop
from tests import make
from tests.offboarding.conftest import Company

pytestmark = pytest.mark.django_db
ROOT = "/api/v1/offboarding/schemes"


@pytest.fixture
def case(company: Company) -> Case:
    """张敏 leaves on the first of July; she is insured in 上海."""
    company.zhang_min.insurance_city = "上海"
    company.zhang_min.save(update_fields=["insurance_city"])
    return make.case(company.zhang_min)


def program(user: User) -> Client:
    scopes = ["offboarding:read", "offboarding:write"]
    token = accounts.make_token(user, name="社保", scopes=scopes, at=clock.now())
    return Client(headers={"Authorization": f"Bearer {token}"})


def put(client: Client, case: Case, scheme: str, **more: Any) -> Any:
    said = {"on": clock.today().isoformat(), "month": "2026-06", "reference": "回执 001"}
    body = json.dumps({"key": make.key(), **said, **more})
    path = f"{ROOT}/cases/{case.number}/{scheme}"
    return client.put(path, body, content_type="application/json")


def test_hr_reads_who_is_to_be_signed_off_by_city_and_month(case: Case, company: Company) -> None:
    hr = program(company.li_li.user)

    (city,) = hr.get(f"{ROOT}/cities").json()
    (person,) = hr.get(f"{ROOT}/people", {"city": "上海", "month": "2026-07"}).json()

    assert city == {"city": "上海", "people": 1, "due": "2026-07-08"}
    assert (person["case"], person["name"], person["stopped"]) == (case.number, "张敏", [])
    assert person["insurance_until"] == "2026-07"
    assert case.employment.person.id_number not in json.dumps(person)
    assert hr.get(f"{ROOT}/people", {"city": "上海", "month": "2026-08"}).json() == []
    assert hr.get(f"{ROOT}/cities", {"month": "2026-08"}).json() == []
    assert hr.get(f"{ROOT}/cities", {"month": "July"}).status_code == 422


def test_what_a_program_says_is_done_stands_on_the_page(case: Case, company: Company) -> None:
    lines = put(program(company.li_li.user), case, "pension").json()

    pension = next(one for one in lines if one["scheme"] == "pension")
    assert (pension["done_by"], pension["reference"]) == ("李丽", "回执 001")
    assert pension["last_month"] == "2026-06"
    stop = SchemeStop.objects.get()
    assert (stop.scheme, stop.reference) == ("pension", "回执 001")
    own = program(case.leaver).get(f"{ROOT}/cases/{case.number}").json()
    assert own == lines


@pytest.mark.parametrize(
    ("said", "status"),
    [
        ({"reference": ""}, 409),
        ({"month": "2031-01"}, 409),
        ({"on": "2031-01-01"}, 409),
        ({"month": "202606"}, 422),
        ({"on": "gestern"}, 422),
        ({"receipt": "no key"}, 422),
        ({"reference": "1" * 81}, 422),
    ],
)
def test_what_does_not_fit_is_refused_with_a_sentence(
    case: Case, company: Company, said: dict[str, str], status: int
) -> None:
    answer = put(program(company.li_li.user), case, "pension", **said)

    assert answer.status_code == status
    assert answer.json()["reason"]
    assert not SchemeStop.objects.exists()


def test_nobody_but_hr_says_so_and_strangers_see_nothing(case: Case, company: Company) -> None:
    away = make.employee("吴越", "13900000031", at=make.branch("成都分公司"))
    make.grant(away.user, "hr", at=away.branch)

    assert put(program(case.leaver), case, "pension").status_code == 403
    assert put(program(away.user), case, "pension").status_code == 404
    assert program(away.user).get(f"{ROOT}/cases/{case.number}").status_code == 404
    assert put(program(company.li_li.user), case, "lottery").status_code == 422
    assert not SchemeStop.objects.exists()


def test_it_is_taken_back_with_a_reason(case: Case, company: Company) -> None:
    hr = program(company.li_li.user)
    put(hr, case, "housing_fund")
    path = f"{ROOT}/cases/{case.number}/housing_fund/not-done"
    body = {"key": make.key(), "reason": "是别人的"}

    answer = hr.post(path, json.dumps(body), content_type="application/json")

    assert all(one["done_on"] is None for one in answer.json())
    again = hr.post(path, json.dumps({**body, "key": "2"}), content_type="application/json")
    assert again.status_code == 409
    assert not SchemeStop.objects.exists()
