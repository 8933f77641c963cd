"""An earlier day was confirmed and the seal did not come: work, wages and access run to the end."""

import datetime as dt
import re

import pytest
from django.test import Client

from lizhi.cases.models import Case
from lizhi.common import clock
from lizhi.jobs import giving_up
from lizhi.jobs.models import Outbox
from lizhi.notifications.models import Message
from lizhi.offboarding import actions, daily, steps
from lizhi.offboarding.four_dates import FourDates
from lizhi.settlement import actions as settlement
from lizhi.signing.models import Envelope
from tests import make, stories
from tests.conftest import MONDAY
from tests.offboarding import desks
from tests.offboarding.conftest import Company
from tests.offboarding.desks import WISHED
from tests.offboarding.test_agreement_again import send_again, sign

pytestmark = pytest.mark.slow

STATUTORY = dt.date(2026, 7, 1)


@pytest.fixture
def confirmed(company: Company) -> Case:
    """张敏 has signed the twelfth and 李丽 has confirmed it; the seal is still to come."""
    case = desks.at_confirmation(company)
    task = make.open_task(case, "confirmation")
    dates = FourDates(WISHED, WISHED, WISHED, WISHED)
    actions.confirm(task, by=company.li_li.user, dates=dates, key=make.key())
    return case


def give_the_seal_up(company: Company) -> None:
    """The administrator sees no way to put the seal on it."""
    make.grant(company.sun_yue.user, "administrator")
    row = Outbox.objects.filter(topic="workflow.step", state="pending").order_by("-pk")[0]
    giving_up.give_up(row, by=company.sun_yue.user, reason="印章坏了", at=clock.now())
    make.work()


def ask_for_the_seal() -> None:
    """The step of the seal has been done; the machine that makes it has not come to it."""
    row = Outbox.objects.filter(topic="workflow.step", state="pending").order_by("-pk")[0]
    steps.run_step(row)
    row.delete()


def days_of(case: Case) -> set[dt.date | None]:
    """The different days among the four."""
    case.refresh_from_db()
    return {case.last_working_day, case.contract_end, case.pay_end, case.access_end}


def told(case: Case) -> dict[str, str]:
    """Who was told that the days of the law hold, and how."""
    found = Message.objects.filter(template__startswith="statutory_days_hold").order_by("pk")
    return {one.address: one.text for one in found}


def test_the_seal_is_given_up_and_all_four_days_are_those_of_the_law(
    company: Company, confirmed: Case
) -> None:
    give_the_seal_up(company)
    assert days_of(confirmed) == {STATUTORY}
    event = confirmed.events.get(kind="statutory_days_hold")
    assert (event.facts["old"], event.facts["pay_end"]) == ("2026-06-12", "2026-07-01")
    assert set(told(confirmed)) == {confirmed.leaver.phone, company.li_li.user.phone}
    assert all("7月1日" in text for text in told(confirmed).values())
    assert "settlement" in make.open_steps(confirmed)


def test_finance_then_settles_wages_up_to_the_real_end(company: Company, confirmed: Case) -> None:
    give_the_seal_up(company)
    version = settlement.draft(
        confirmed, inputs=stories.FIGURES, by=company.chen_jie.user, at=clock.now()
    )
    assert version.inputs["gathered"]["last_day"] == "2026-07-01"


def test_nobody_reads_any_more_that_a_seal_is_awaited(
    client: Client, company: Company, confirmed: Case
) -> None:
    give_the_seal_up(company)
    desk = desks.desk_of(client, company)
    page = desk.get(f"/desk/case/{confirmed.number}/").content.decode()
    assert "等公司盖章" not in page
    own = make.signed_in(Client(), confirmed.leaver)
    page = own.get(f"/case/{confirmed.number}/last-day/").content.decode()
    read = "".join(re.sub(r"<[^>]+>", "", page).split())
    assert "工资算到7月1日" in read
    assert "6月12日" not in read


def test_the_machine_was_down_until_after_the_day_and_the_law_counts(
    company: Company, confirmed: Case
) -> None:
    with clock.at(MONDAY + dt.timedelta(days=13)):
        make.work()
        assert days_of(confirmed) == {STATUTORY}
        assert set(told(confirmed)) == {confirmed.leaver.phone, company.li_li.user.phone}
        newest = confirmed.envelopes.filter(purpose="separation_agreement").order_by("-pk")[0]
        assert newest.state == Envelope.State.SIGNING
        sign(confirmed)
    assert days_of(confirmed) == {STATUTORY}


def test_the_seal_fails_day_after_day_and_after_the_last_one_nobody_waits_for_it(
    company: Company, confirmed: Case
) -> None:
    with clock.at(MONDAY + dt.timedelta(days=11)):
        assert daily.hold_statutory_days(clock.now()) == 0
    with clock.at(MONDAY + dt.timedelta(days=12)):
        assert [daily.hold_statutory_days(clock.now()) for _time in range(2)] == [1, 0]
        assert days_of(confirmed) == {STATUTORY}
        assert "settlement" in make.open_steps(confirmed)


def test_a_seal_that_was_asked_for_in_time_still_comes(confirmed: Case) -> None:
    ask_for_the_seal()
    with clock.at(MONDAY + dt.timedelta(days=12)):
        assert daily.hold_statutory_days(clock.now()) == 0
        make.work()
        assert days_of(confirmed) == {WISHED}
    assert told(confirmed) == {}


def test_what_was_settled_for_the_day_that_did_not_come_is_settled_again(
    company: Company, confirmed: Case
) -> None:
    finance = company.chen_jie.user
    version = settlement.draft(confirmed, inputs=stories.FIGURES, by=finance, at=clock.now())
    settlement.send(version, by=finance, at=clock.now())
    give_the_seal_up(company)
    assert "settlement" in make.open_steps(confirmed)


def test_longer_access_and_pay_that_were_confirmed_stay(company: Company) -> None:
    case = desks.at_confirmation(company)
    late = dt.date(2026, 7, 10)
    task = make.open_task(case, "confirmation")
    dates = FourDates(WISHED, WISHED, late, late)
    actions.confirm(task, by=company.li_li.user, dates=dates, key=make.key())
    give_the_seal_up(company)
    case.refresh_from_db()
    assert (case.last_working_day, case.contract_end) == (STATUTORY, STATUTORY)
    assert (case.pay_end, case.access_end) == (late, late)


def test_both_can_still_sign_another_one_for_the_earlier_day(
    company: Company, confirmed: Case
) -> None:
    give_the_seal_up(company)
    send_again(company, confirmed)
    sign(confirmed)
    assert days_of(confirmed) == {WISHED}


def test_the_certificate_of_the_statutory_day_leaves_no_wages_behind(confirmed: Case) -> None:
    ask_for_the_seal()
    stuck = Outbox.objects.filter(topic="signing.sign", state="pending")
    assert stuck.update(available_at=MONDAY + dt.timedelta(days=40)) == 1
    with clock.at(dt.datetime(2026, 7, 1, 9, tzinfo=clock.SHANGHAI)):
        make.work()
        assert confirmed.papers.valid().filter(kind="certificate").exists()
        assert days_of(confirmed) == {STATUTORY}
    with clock.at(MONDAY + dt.timedelta(days=41)):
        make.work()
        assert days_of(confirmed) == {STATUTORY}
        assert not confirmed.papers.valid().filter(kind="agreement").exists()


class TestNobodyConfirms:
    """HR says nothing; time closes the step."""

    def test_the_days_of_the_law_are_fixed_and_no_page_calls_them_open(
        self, client: Client, company: Company
    ) -> None:
        case = desks.at_confirmation(company, signed=False)
        with clock.at(MONDAY + dt.timedelta(days=5)):
            make.work()
            assert days_of(case) == {STATUTORY}
            assert case.events.filter(kind="dates_by_law").count() == 1
            desk = desks.desk_of(client, company)
            page = desk.get(f"/desk/case/{case.number}/").content.decode()
            assert "HR 确认时定" not in page

    def test_pay_that_both_have_agreed_stays(self, company: Company) -> None:
        case = desks.at_confirmation(company, signed=False)
        paid = dt.date(2026, 7, 10)
        actions.propose_last_day(case, None, pay_end=paid, by=case.leaver, key=make.key())
        actions.agree_last_day(case, None, pay_end=paid, by=company.li_li.user, key=make.key())
        with clock.at(MONDAY + dt.timedelta(days=5)):
            make.work()
        case.refresh_from_db()
        assert (case.last_working_day, case.pay_end) == (STATUTORY, paid)

    def test_a_day_that_both_agree_later_takes_them_along(self, company: Company) -> None:
        case = desks.at_confirmation(company, signed=False)
        day = dt.date(2026, 6, 24)
        with clock.at(MONDAY + dt.timedelta(days=5)):
            make.work()
            actions.propose_last_day(case, day, by=case.leaver, key=make.key())
            actions.agree_last_day(case, day, by=company.li_li.user, key=make.key())
            make.work()
        assert days_of(case) == {day}

    def test_a_case_that_never_came_to_hr_has_them_when_it_ends(self, company: Company) -> None:
        case = make.case(company.zhang_min)
        make.work()
        with clock.at(dt.datetime(2026, 7, 1, 0, 10, tzinfo=clock.SHANGHAI)):
            make.work()
            assert days_of(case) == {STATUTORY}
