"""Before a talk both hear of it, by day; and only if it is still to be."""

import datetime as dt

import pytest
from django.test import Client

from lizhi.cases.models import Case
from lizhi.common import clock
from lizhi.common.clock import SHANGHAI
from lizhi.notifications.models import Message
from lizhi.talks import actions, reminding
from lizhi.talks.models import Talk
from tests import make
from tests.conftest import MONDAY
from tests.offboarding.conftest import Company, company
from tests.talks.test_talks import LATER, TUESDAY_TEN, ask

__all__ = ["company"]
HALF = dt.timedelta(minutes=30)


def fixed(case: Case, company: Company) -> Talk:
    """On Tuesday at ten, by telephone."""
    talk = ask(case, company)
    actions.fix_talk(talk, by=company.li_li.user)
    make.work()
    return talk


def reminders(at: dt.datetime) -> dict[str, str]:
    """Who has got which reminder by this moment."""
    with clock.at(at):
        make.work()
    found = Message.objects.filter(template__startswith="talks.remind").order_by("pk")
    return {one.address: one.text for one in found}


def test_both_hear_two_hours_before_who_calls_and_how_to_call_it_off(company: Company) -> None:
    case = make.case(company.zhang_min)
    fixed(case, company)
    assert reminders(TUESDAY_TEN - 3 * reminding.BEFORE / 2) == {}
    told = reminders(TUESDAY_TEN - reminding.BEFORE)
    assert set(told) == {case.leaver.phone, company.li_li.user.phone}
    assert "和李丽聊一聊，到时李丽打电话。不想聊了随时可以取消" in told[case.leaver.phone]
    assert "和张敏聊一聊，到时请您打电话" in told[company.li_li.user.phone]
    assert reminders(TUESDAY_TEN - HALF) == told
    assert Message.objects.filter(template__startswith="talks.remind").count() == 2


def test_nobody_is_reminded_of_a_talk_that_was_moved_or_called_off(company: Company) -> None:
    case = make.case(company.zhang_min)
    talk = fixed(case, company)
    actions.offer_hour(talk, LATER, by=company.li_li.user)
    assert reminders(TUESDAY_TEN - HALF) == {}
    actions.accept_hour(talk, LATER, by=case.leaver)
    actions.call_talk_off(talk, by=case.leaver)
    assert reminders(LATER - HALF) == {}


def test_one_that_was_agreed_anew_is_told_at_its_own_hour(company: Company) -> None:
    case = make.case(company.zhang_min)
    talk = fixed(case, company)
    actions.offer_hour(talk, LATER, by=company.li_li.user)
    actions.accept_hour(talk, LATER, by=case.leaver)
    assert reminders(TUESDAY_TEN - HALF) == {}
    assert len(reminders(LATER - HALF)) == 2


def test_a_worker_that_comes_after_the_hour_sends_nothing(company: Company) -> None:
    fixed(make.case(company.zhang_min), company)
    assert reminders(TUESDAY_TEN + HALF) == {}


def china(day: int, hour: int, minute: int = 0) -> dt.datetime:
    """A moment of November 2026."""
    return dt.datetime(2026, 11, day, hour, minute, tzinfo=SHANGHAI)


@pytest.mark.parametrize(
    ("talk", "reminder"),
    [
        (china(24, 14), china(24, 12)),
        (china(24, 9), china(24, 8)),
        (china(24, 8), china(23, 21)),
        (china(24, 23, 30), china(24, 21)),
        (china(24, 1), china(23, 21)),
    ],
    ids=str,
)
def test_reminders_keep_the_night(talk: dt.datetime, reminder: dt.datetime) -> None:
    """Two hours before, else in the morning, else the evening before."""
    assert reminding.moment(talk) == reminder


def test_one_that_is_near_is_not_told_twice(company: Company) -> None:
    case = make.case(company.zhang_min)
    soon = MONDAY + dt.timedelta(hours=1)
    talk = ask(case, company, at=soon)
    actions.fix_talk(talk, by=company.li_li.user)
    assert reminders(soon - HALF) == {}


def test_the_page_of_the_case_leads_hr_back_to_the_talk(client: Client, company: Company) -> None:
    case = make.case(company.zhang_min)
    fixed(case, company)
    hr = make.signed_in(client, company.li_li.user)
    page = hr.get(f"/desk/case/{case.number}/").content.decode()
    assert f'href="/talks/{case.number}/"' in page
    assert "和张敏定好聊的时间" in page
    boss = make.signed_in(Client(), company.wang_lei.user)
    other = boss.get(f"/desk/case/{case.number}/").content.decode()
    assert f"/talks/{case.number}/" not in other
    assert "聊的时间" not in other
