"""Another last day, from the proposal to the answer: overtaken by time, or taken back before."""

import datetime as dt

import pytest
from django.test import Client

from lizhi.accounts.models import User
from lizhi.cases.models import Case
from lizhi.common import clock
from lizhi.common.refusals import AlreadyDone, NotPermitted, Refused
from lizhi.notifications.models import Message
from lizhi.offboarding import actions
from tests import make
from tests.conftest import MONDAY
from tests.offboarding import desks
from tests.offboarding.conftest import Company

DAY = dt.date(2026, 6, 10)
LATER = dt.date(2026, 6, 12)
NINETEEN_DAYS = dt.timedelta(days=19)


def _proposed(company: Company, by: User, day: dt.date = DAY) -> Case:
    case = make.case(company.zhang_min)
    make.work()
    actions.propose_last_day(case, day, by=by, key=make.key())
    make.work()
    case.refresh_from_db()
    return case


def _texts(kind: str) -> list[tuple[str, str]]:
    found = Message.objects.filter(template__startswith=kind)
    return [(message.address, message.text) for message in found]


def _desk(client: Client, company: Company, case: Case) -> str:
    """The page of the case, and the window of the last day."""
    desks.desk_of(client, company)
    page = client.get(f"/desk/case/{case.number}/").content.decode()
    return page + client.get(f"/desk/case/{case.number}/last-day/").content.decode()


def _phone(client: Client, case: Case) -> str:
    make.signed_in(client, case.leaver)
    page = client.get(f"/case/{case.number}/").content.decode()
    return page + client.get(f"/case/{case.number}/last-day/").content.decode()


def test_a_day_that_has_passed_is_offered_to_nobody(client: Client, company: Company) -> None:
    case = _proposed(company, company.zhang_min.user)
    assert 'name="agree" value="2026-06-10"' in _desk(client, company, case)
    assert "您提议了 6月10日" in _phone(client, case)

    with clock.at(MONDAY + NINETEEN_DAYS):
        desk, phone = _desk(client, company, case), _phone(client, case)

    assert 'name="agree"' not in desk
    assert "提议最后一天改为 6月10日" not in desk.split('id="ev-h"')[0]
    assert "您提议了" not in phone
    assert 'name="back"' not in phone


def test_nor_is_one_of_the_company(client: Client, company: Company) -> None:
    case = _proposed(company, company.li_li.user)
    assert 'name="agree" value="2026-06-10"' in _phone(client, case)

    with clock.at(MONDAY + NINETEEN_DAYS):
        phone = _phone(client, case)

    assert 'name="agree"' not in phone
    assert "有人提出另一个最后一天" not in phone


def test_whoever_leaves_takes_the_own_proposal_back(client: Client, company: Company) -> None:
    case = _proposed(company, company.zhang_min.user)
    page = _phone(client, case)
    assert "HR 还没答复，可以撤回" in page
    assert 'name="back" value="2026-06-10"' in page

    form = {"back": "2026-06-10", "key": make.key()}
    answer = client.post(f"/case/{case.number}/last-day/", form)
    make.work()

    assert answer.headers["Location"] == f"/case/{case.number}/"
    assert "您提议了" not in _phone(client, case)
    assert "撤回提议：最后一天改为 6月10日" in _desk(client, company, case)
    ((address, text),) = _texts("last_day_taken_back")
    assert address == company.li_li.user.phone
    assert "6月10日" in text
    with pytest.raises(Refused):
        actions.agree_last_day(case, DAY, by=company.li_li.user, key=make.key())


def test_the_company_takes_its_own_back_at_the_desk(client: Client, company: Company) -> None:
    case = _proposed(company, company.li_li.user)
    page = _desk(client, company, case)
    assert 'name="back" value="2026-06-10"' in page
    assert 'name="agree"' not in page

    form = {"back": "2026-06-10", "key": make.key()}
    client.post(f"/desk/case/{case.number}/last-day/", form)
    make.work()

    assert 'name="agree"' not in _phone(client, case)
    ((address, _),) = _texts("last_day_taken_back")
    assert address == case.leaver.phone
    case.refresh_from_db()
    assert case.contract_end == dt.date(2026, 7, 1)


def test_nobody_takes_back_what_the_other_side_has_proposed(company: Company) -> None:
    case = _proposed(company, company.zhang_min.user)

    with pytest.raises(NotPermitted):
        actions.take_back_last_day(case, DAY, by=company.li_li.user, key=make.key())
    with pytest.raises(NotPermitted):
        actions.take_back_last_day(case, DAY, by=company.wang_lei.user, key=make.key())


def test_what_is_taken_back_is_the_day_that_was_meant(company: Company) -> None:
    leaver = company.zhang_min.user
    case = _proposed(company, leaver)
    actions.propose_last_day(case, LATER, by=leaver, key=make.key())

    with pytest.raises(Refused, match="已经换了"):
        actions.take_back_last_day(case, DAY, by=leaver, key=make.key())


def test_after_the_yes_of_the_other_side_it_is_too_late(company: Company) -> None:
    leaver = company.zhang_min.user
    case = _proposed(company, leaver)
    actions.agree_last_day(case, DAY, by=company.li_li.user, key=make.key())

    with pytest.raises(AlreadyDone):
        actions.take_back_last_day(case, DAY, by=leaver, key=make.key())
    case.refresh_from_db()
    assert case.contract_end == DAY


def test_a_double_tap_takes_it_back_once(company: Company) -> None:
    leaver = company.zhang_min.user
    case, key = _proposed(company, leaver), make.key()
    for _ in range(2):
        actions.take_back_last_day(case, DAY, by=leaver, key=key)

    assert case.events.filter(kind="last_day_taken_back").count() == 1
