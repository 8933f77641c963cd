"""The last day moves after HR has confirmed: dates, wages, agreement and settlement go along."""

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest

from lizhi.cases.models import Case, Paper
from lizhi.common import clock
from lizhi.notifications.models import Message
from lizhi.offboarding import actions, four_dates
from lizhi.offboarding.four_dates import FourDates
from lizhi.settlement import actions as settlement
from lizhi.signing.models import Envelope
from lizhi.workflow.models import Timer
from tests import make
from tests.conftest import MONDAY
from tests.offboarding import desks
from tests.offboarding.conftest import Company
from tests.settlement.world import EVERYTHING

pytestmark = pytest.mark.slow

LATER, EARLIER = dt.date(2026, 6, 26), dt.date(2026, 6, 5)
ENTERED = {"monthly_wage": Decimal(8700), **EVERYTHING}


def _agree(case: Case, day: dt.date, company: Company) -> None:
    actions.propose_last_day(case, day, by=company.li_li.user, key=make.key())
    actions.agree_last_day(case, day, by=case.leaver, key=make.key())
    make.work()
    case.refresh_from_db()


def _sealed(company: Company, **dates: dt.date) -> Case:
    case = desks.at_confirmation(company)
    task = make.open_task(case, "confirmation")
    names = ("last_working_day", "contract_end", "pay_end", "access_end")
    four = FourDates(**{**dict.fromkeys(names, desks.WISHED), **dates})
    actions.confirm(task, by=company.li_li.user, dates=four, key=make.key())
    make.work()
    case.refresh_from_db()
    return case


def _settle(case: Case, company: Company) -> Any:
    finance = company.chen_jie.user
    draft = settlement.draft(case, inputs=ENTERED, by=finance, at=clock.now(), key=make.key())
    settlement.send(draft, by=finance, at=clock.now(), key=make.key())
    make.work()
    return draft


def test_a_later_day_takes_the_confirmed_dates_along_and_wages_follow(company: Company) -> None:
    case = _sealed(company)
    _agree(case, LATER, company)
    assert {case.last_working_day, case.contract_end, case.pay_end, case.access_end} == {LATER}
    event = case.events.filter(kind="last_day_agreed").order_by("-seq")[0]
    assert event.facts["pay_end"] == "2026-06-26"
    assert _settle(case, company).inputs["gathered"]["last_day"] == "2026-06-26"


def test_dates_of_their_own_stay_where_they_still_fit(company: Company) -> None:
    worked, access = dt.date(2026, 6, 10), dt.date(2026, 6, 30)
    case = _sealed(company, last_working_day=worked, access_end=access)
    _agree(case, LATER, company)
    assert (case.last_working_day, case.pay_end, case.access_end) == (worked, LATER, access)
    _agree(case, EARLIER, company)
    assert (case.last_working_day, case.pay_end, case.access_end) == (EARLIER, EARLIER, access)


def test_what_was_settled_for_another_day_is_settled_and_answered_once_more(
    company: Company,
) -> None:
    case = _sealed(company)
    first = _settle(case, company)
    settlement.answer(first, disputed={}, by=case.leaver, at=clock.now(), key=make.key())
    assert make.open_steps(case) == {"contract_end"}

    _agree(case, LATER, company)
    assert make.open_steps(case) == {"settlement", "contract_end"}
    told = Message.objects.filter(template="step_opened.settlement.handlers")
    assert [one.address for one in told] == [company.chen_jie.user.phone] * 2
    with clock.at(dt.datetime(2026, 6, 26, 0, 6, tzinfo=clock.SHANGHAI)):
        make.work()
        case.refresh_from_db()
        assert case.status == "running"
        second = _settle(case, company)
        assert make.open_steps(case) == {"answer"}
        settlement.answer(second, disputed={}, by=case.leaver, at=clock.now(), key=make.key())
        make.work()
    case.refresh_from_db()
    assert case.status == "closed"


def test_a_settlement_that_came_early_is_not_asked_for_again(company: Company) -> None:
    case = desks.at_confirmation(company, signed=False)
    early = _settle(case, company)
    settlement.answer(early, disputed={}, by=case.leaver, at=clock.now(), key=make.key())
    actions.confirm(
        make.open_task(case, "confirmation"),
        by=company.li_li.user,
        dates=FourDates(*[case.contract_end] * 4),
        key=make.key(),
    )
    make.work()
    assert make.open_steps(case) == {"contract_end"}
    outcomes = {run.step: run.outcome for run in case.runs.all()}
    assert (outcomes["settlement"], outcomes["answer"]) == ("sent", "accepted")


def test_finance_is_reminded_when_the_contract_ends_and_in_the_end_time_closes_it(
    company: Company,
) -> None:
    case = _sealed(company)
    sent = set()
    for days in range(1, 60):
        with clock.at(MONDAY + dt.timedelta(days=days)):
            make.work()
            case.refresh_from_db()
            sent |= {
                (clock.local(run.pressed_at).date(), run.pressed)
                for run in case.runs.filter(step="settlement")
                if run.pressed_at
            }
    assert (desks.WISHED, 4) in sent
    assert max(pressed for _day, pressed in sent) == 7
    assert case.status == "closed"
    outcomes = {run.step: run.outcome for run in case.runs.all()}
    assert (outcomes["settlement"], outcomes["answer"]) == ("not_settled", "nothing_to_answer")
    assert clock.local(case.ended_at or MONDAY).date() == dt.date(2026, 7, 13)
    (told,) = Message.objects.filter(template="step_closed_by_time.settlement.leaver")
    assert "12333" in told.text


def test_reminders_of_the_last_day_move_with_it(company: Company) -> None:
    case = _sealed(company)
    mine = Timer.objects.filter(case=case, kind="escalate", rule__outcome="not_settled")
    assert clock.local(mine.get().due_at).date() == dt.date(2026, 7, 12)
    _agree(case, LATER, company)
    newest = mine.get(state="pending")
    assert clock.local(newest.due_at).date() == dt.date(2026, 7, 26)


def test_who_signed_an_earlier_day_hears_that_hr_did_not_confirm_it(company: Company) -> None:
    case = desks.at_confirmation(company)
    with clock.at(MONDAY + dt.timedelta(days=5)):
        make.work()
    told = Message.objects.filter(template__startswith="step_closed_by_time.confirmation")
    assert {one.address for one in told} == {case.leaver.phone, company.li_li.user.phone}
    assert all("7月1日" in one.text for one in told)


def test_an_agreement_sent_anew_that_ran_out_is_put_aside_when_the_case_closes(
    company: Company,
) -> None:
    case = _sealed(company)
    _settle(case, company)
    _agree(case, LATER, company)
    for days in range(1, 70):
        with clock.at(MONDAY + dt.timedelta(days=days)):
            make.work()
    case.refresh_from_db()
    assert case.status == "closed"
    assert not case.papers.filter(kind=Paper.Kind.AGREEMENT, state=Paper.State.DRAFT).exists()
    assert case.events.get(kind="agreement_unsigned").facts["reason"] == Envelope.State.EXPIRED


def test_signing_ends_with_its_step(company: Company) -> None:
    case = desks.acknowledged(company)
    rules = Timer.objects.filter(case=case, run__step="signature", rule__action="close")
    closes = rules.exclude(rule__has_key="from").get()
    assert case.envelopes.get(purpose="separation_agreement").expires_at == closes.due_at


def test_who_stays_has_no_agreement_about_leaving_and_everybody_hears(company: Company) -> None:
    case = _sealed(company)
    actions.ask_to_withdraw(case, by=case.leaver, key=make.key())
    actions.answer_withdrawal(case, agreed=True, by=company.li_li.user, key=make.key())
    make.work()
    assert case.papers.get(kind=Paper.Kind.AGREEMENT).state == Paper.State.REVOKED
    told = Message.objects.filter(template="withdrawal_agreed.any.part")
    heard = {company.wang_lei, company.he_jing, company.chen_jie}
    assert {one.user.phone for one in heard} <= {one.address for one in told}
    assert company.li_li.user.phone not in {one.address for one in told}


@pytest.mark.parametrize(
    ("dates", "field"),
    [
        ({"last_working_day": dt.date(1900, 1, 1)}, "last_working_day"),
        ({"pay_end": dt.date(2999, 1, 1)}, "pay_end"),
        ({"access_end": dt.date(2999, 1, 1)}, "access_end"),
    ],
)
def test_a_mistyped_year_is_found_before_the_seal(
    company: Company, dates: dict[str, dt.date], field: str
) -> None:
    case = desks.at_confirmation(company)
    names = ("last_working_day", "contract_end", "pay_end", "access_end")
    four = FourDates(**{**dict.fromkeys(names, desks.WISHED), **dates})
    today = clock.local(MONDAY).date()
    assert field in four_dates.problems(case, four, today=today)
