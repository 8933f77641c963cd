"""One resignation on its way, with people who answer and people who do not."""

import datetime as dt

import pytest

from lizhi.cases import chain
from lizhi.cases.models import Case, Paper
from lizhi.common import clock
from lizhi.common.refusals import NotPermitted, Refused
from lizhi.offboarding import actions
from lizhi.offboarding.four_dates import FourDates
from tests import make
from tests.conftest import MONDAY
from tests.offboarding.conftest import Company


def _acknowledged(company: Company, *, days: int = 30) -> Case:
    case = make.case(company.zhang_min, days=days)
    actions.acknowledge(
        make.open_task(case, "acknowledgement"),
        by=company.wang_lei.user,
        handover_to=company.he_jing.user,
        agrees_early=True,
        note="先安心照顾阿姨，客户我来接。",
        key=make.key(),
    )
    make.work()
    case.refresh_from_db()
    return case


def test_the_manager_has_read_it_and_agreement_and_handover_begin(company: Company) -> None:
    case = _acknowledged(company)

    assert make.open_steps(case) == {"signature", "handover", "contract_end"}
    assert (
        case.envelopes.get(purpose="separation_agreement").actors.get(role="employee").user
        == company.zhang_min.user
    )


def test_there_is_no_way_to_refuse(company: Company) -> None:
    case = make.case(company.zhang_min)
    with pytest.raises(NotPermitted):
        actions.acknowledge(
            make.open_task(case, "acknowledgement"),
            by=company.he_jing.user,
            handover_to=company.he_jing.user,
            agrees_early=None,
            key=make.key(),
        )


def test_a_silent_manager_is_pressed_then_helped_then_passed_over(company: Company) -> None:
    case = make.case(company.zhang_min)

    with clock.at(MONDAY + dt.timedelta(hours=24)):
        make.work()
    case.refresh_from_db()
    assert case.pressed == 1

    with clock.at(MONDAY + dt.timedelta(hours=48)):
        make.work()
    handlers = {task.assignee for task in case.tasks.open()}
    assert handlers == {company.wang_lei.user, company.sun_yue.user}

    with clock.at(MONDAY + dt.timedelta(hours=72)):
        make.work()
    assert make.open_task(case, "handover").assignee == company.li_li.user


def test_the_certificate_waits_for_nothing_but_the_last_day(company: Company) -> None:
    case = make.case(company.zhang_min)

    with clock.at(dt.datetime(2026, 7, 1, 0, 6, tzinfo=clock.SHANGHAI)):
        make.work()

    assert case.papers.valid().get(kind="certificate").code_index
    company.zhang_min.refresh_from_db()
    assert company.zhang_min.left_on == dt.date(2026, 7, 1)
    assert "handover" in make.open_steps(case) or "acknowledgement" in make.open_steps(case)


def test_both_sides_move_the_last_day_and_what_waits_moves_with_it(company: Company) -> None:
    case = make.case(company.zhang_min)
    day = dt.date(2026, 6, 12)
    actions.propose_last_day(case, day, by=company.zhang_min.user, key=make.key())

    with pytest.raises(NotPermitted):
        actions.agree_last_day(case, day, by=company.zhang_min.user, key=make.key())
    actions.agree_last_day(case, day, by=company.li_li.user, key=make.key())

    case.refresh_from_db()
    assert case.contract_end == day
    waiting = case.timers.get(kind="wait", state="pending")
    assert clock.local(waiting.due_at).date() == day


def test_asking_to_stay_stops_nothing_until_hr_agrees(company: Company) -> None:
    case = _acknowledged(company)
    actions.ask_to_withdraw(case, by=company.zhang_min.user, words="母亲好转了", key=make.key())
    assert "handover" in make.open_steps(case)

    actions.answer_withdrawal(case, agreed=True, by=company.li_li.user, key=make.key())

    case.refresh_from_db()
    assert case.status == Case.Status.WITHDRAWN
    assert make.open_steps(case) == set()
    company.zhang_min.refresh_from_db()
    assert company.zhang_min.left_on is None


def test_hr_cannot_shorten_what_the_employee_has_not_signed(company: Company) -> None:
    case = _acknowledged(company, days=3)
    with clock.at(MONDAY + dt.timedelta(days=11)):
        make.work()
        early = case.wished_day
        with pytest.raises(Refused):
            actions.confirm(
                make.open_task(case, "confirmation"),
                by=company.li_li.user,
                dates=FourDates(early, early, early, early),
                key=make.key(),
            )


def test_the_chain_of_events_is_whole(company: Company) -> None:
    case = _acknowledged(company)
    assert chain.first_broken(case) is None


def test_an_unsigned_agreement_is_put_aside_with_its_reason(company: Company) -> None:
    case = _acknowledged(company)
    for day in (8, 11, 16):
        with clock.at(MONDAY + dt.timedelta(days=day)):
            make.work()

    reason = case.events.get(kind="agreement_unsigned").facts["reason"]
    assert reason == "expired"
    assert case.papers.get(kind="agreement").state == Paper.State.REVOKED
    assert "settlement" in make.open_steps(case)
