"""HR confirms: the legal act."""

import datetime as dt

import pytest
from django.test import Client

from lizhi.cases.models import Case
from tests import make
from tests.offboarding import desks
from tests.offboarding.conftest import Company

WHOLE = {"seen_early": "on"}


def _address(case: Case) -> str:
    return f"/desk/case/{case.number}/confirmation/"


def test_everything_is_filled_in_as_the_employee_has_signed(
    client: Client, company: Company
) -> None:
    case = desks.at_confirmation(company)
    page = desks.desk_of(client, company).get(_address(case)).content.decode()

    assert page.count('value="2026-06-12"') == 4
    assert "比通知期满早 19 天，要有双方同意" in page
    assert "和辞职信矛盾，不能选" in page
    assert "张敏已签" in page
    assert "<h2" in page
    assert "11010519491231002X" not in page


def test_it_is_confirmed_and_sealed(client: Client, company: Company) -> None:
    case = desks.at_confirmation(company)
    form = {**desks.dates(), **WHOLE}
    answer = desks.desk_of(client, company).post(_address(case), form)
    make.work()

    assert answer.status_code == 302
    case.refresh_from_db()
    assert case.contract_end == case.last_working_day == desks.WISHED
    assert case.papers.valid().filter(kind="agreement").exists()
    assert "settlement" in make.open_steps(case)


def test_pressing_twice_has_one_effect(client: Client, company: Company) -> None:
    case = desks.at_confirmation(company)
    form = {**desks.dates(), **WHOLE}
    desks.desk_of(client, company)

    client.post(_address(case), form)
    again = client.post(_address(case), form)
    other = client.post(_address(case), {**desks.dates(), **WHOLE})

    assert again.status_code == 302
    assert other.status_code == 409
    assert case.events.filter(kind="dates_confirmed").count() == 1


def test_what_was_not_read_stays_to_be_read(client: Client, company: Company) -> None:
    case = desks.at_confirmation(company, reason="health")
    answer = desks.desk_of(client, company).post(_address(case), {**desks.dates(), **WHOLE})

    page = answer.content.decode()
    assert answer.status_code == 422
    assert "请看过这条再勾上" in page
    assert "张敏可能在医疗期内" in page
    assert not case.events.filter(kind="dates_confirmed").exists()


@pytest.mark.parametrize(
    ("field", "day", "words"),
    [
        ("pay_end", "2026-06-11", "工资"),
        ("contract_end", "2026-06-20", "合同"),
        ("last_working_day", "2026-06-13", "最后工作日"),
        ("access_end", "2026-06-01", "账号"),
        ("access_end", "", "这里填一个日期"),
        ("access_end", "morgen", "2026-11-27"),
    ],
)
def test_a_day_that_does_not_fit_is_named_at_its_field(
    client: Client, company: Company, field: str, day: str, words: str
) -> None:
    case = desks.at_confirmation(company)
    form = {**desks.dates(), **WHOLE, field: day}
    answer = desks.desk_of(client, company).post(_address(case), form)

    page = answer.content.decode()
    assert answer.status_code == 422
    assert f'id="id_{field}_error"' in page
    assert words in page.split(f'id="id_{field}_error"')[1][:60]
    assert f'value="{day}"' in page or not day
    assert 'name="seen_early" aria-describedby' not in page


def test_another_ground_contradicts_the_letter(client: Client, company: Company) -> None:
    case = desks.at_confirmation(company)
    form = {**desks.dates(), **WHOLE, "ground": "dismissal"}
    answer = desks.desk_of(client, company).post(_address(case), form)

    assert answer.status_code == 422
    assert "和辞职信矛盾" in answer.content.decode()


def test_unsigned_it_is_the_statutory_day_and_nothing_is_sealed(
    client: Client, company: Company
) -> None:
    case = desks.at_confirmation(company, signed=False)
    page = desks.desk_of(client, company).get(_address(case)).content.decode()

    assert page.count('value="2026-07-01"') == 4
    assert "协议没签，按法定的日子办" in page
    client.post(_address(case), desks.dates("2026-07-01"))
    make.work()
    case.refresh_from_db()
    assert case.contract_end == dt.date(2026, 7, 1)
    assert not case.papers.valid().filter(kind="agreement").exists()


def test_whoever_does_not_have_the_step_is_led_to_the_case(
    client: Client, company: Company
) -> None:
    case = desks.at_confirmation(company)
    chen = make.signed_in(client, company.chen_jie.user)

    assert chen.get(_address(case)).headers["Location"] == f"/desk/case/{case.number}/"
    stranger = make.employee("路人", "13800000301").user
    assert make.signed_in(client, stranger).get(_address(case)).status_code == 404


def test_a_code_to_the_phone_is_asked_for(client: Client, company: Company) -> None:
    case = desks.at_confirmation(company)
    desks.desk_of(client, company)
    session = client.session
    session["strength"] = "link"
    session.save()

    assert "/sign-in/again/" in client.get(_address(case)).headers["Location"]
