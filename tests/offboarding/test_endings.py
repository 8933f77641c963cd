"""What ends in time and what does not: signing, asking to stay, and who hears of it."""

import datetime as dt

import pytest
from django.test import Client

from lizhi.cases.models import Case
from lizhi.common import clock
from lizhi.common.refusals import Refused
from lizhi.notifications.models import Message
from lizhi.offboarding import actions
from lizhi.offboarding.four_dates import FourDates
from lizhi.people.models import Employment
from lizhi.signing import actions as signing
from lizhi.signing.models import Envelope
from tests import make
from tests.conftest import MONDAY
from tests.offboarding import desks
from tests.offboarding.conftest import Company
from tests.signing import world

LAST = dt.date(2026, 6, 29)


def _acknowledged(company: Company, *, days: int) -> Case:
    case = make.case(company.zhang_min, days=days, handover_titles=("客户资料",))
    make.work()
    actions.acknowledge(
        make.open_task(case, "acknowledgement"),
        by=company.wang_lei.user,
        handover_to=company.he_jing.user,
        agrees_early=True,
        key=make.key(),
    )
    make.work()
    return case


def _texts(to: Employment, template: str) -> list[str]:
    found = Message.objects.filter(template__startswith=template)
    return [message.text for message in found if message.address == to.user.phone]


def test_who_has_signed_in_time_keeps_the_day_though_the_handover_takes_longer(
    company: Company,
) -> None:
    case = _acknowledged(company, days=LAST.day - 1)
    world.sign(case.envelopes.get(purpose="separation_agreement").actors.get(role="employee"))
    make.work()

    with clock.at(MONDAY + dt.timedelta(days=9)):
        make.work()
        assert case.envelopes.get(purpose="separation_agreement").state == Envelope.State.SIGNING
        desks.finish_handover(case)
        actions.confirm(
            make.open_task(case, "confirmation"),
            by=company.li_li.user,
            dates=FourDates(LAST, LAST, LAST, LAST),
            key=make.key(),
        )
        make.work()

    case.refresh_from_db()
    assert case.envelopes.get(purpose="separation_agreement").state == Envelope.State.COMPLETED
    assert case.contract_end == LAST


def test_who_does_not_sign_hears_that_nothing_depends_on_it_and_hr_has_it(
    company: Company,
) -> None:
    case = _acknowledged(company, days=11)
    with clock.at(MONDAY + dt.timedelta(days=9)):
        make.work()

    assert case.envelopes.get(purpose="separation_agreement").state == Envelope.State.EXPIRED
    assert len(_texts(company.li_li, "signature_expired")) == 1
    assert "不影响" in _texts(company.zhang_min, "signature_expired")[0]


def test_hr_hears_that_somebody_declined(company: Company) -> None:
    case = _acknowledged(company, days=11)
    employee = case.envelopes.get(purpose="separation_agreement").actors.get(role="employee")
    signing.decline(employee, reason="terms", words="", by=case.leaver, at=clock.now())
    make.work()

    (text,) = _texts(company.li_li, "signature_declined")
    assert f"/case/{case.number}/" in text


def test_what_has_ended_cannot_be_taken_back(client: Client, company: Company) -> None:
    case = make.case(company.zhang_min)
    make.work()
    actions.ask_to_withdraw(case, by=company.zhang_min.user, key=make.key())

    with clock.at(MONDAY + dt.timedelta(days=30, hours=1)):
        make.work()
        with pytest.raises(Refused):
            actions.answer_withdrawal(case, agreed=True, by=company.li_li.user, key=make.key())
        actions.answer_withdrawal(case, agreed=False, by=company.li_li.user, key=make.key())
        with pytest.raises(Refused):
            actions.ask_to_withdraw(case, by=company.zhang_min.user, key=make.key())
        page = make.signed_in(client, company.zhang_min.user).get(
            f"/case/{case.number}/withdrawal/"
        )

    case.refresh_from_db()
    assert case.status == Case.Status.RUNNING
    assert case.papers.valid().filter(kind="certificate").exists()
    assert "合同已经解除" in page.content.decode()


def test_a_text_that_was_held_up_until_the_night_waits_for_the_morning(company: Company) -> None:
    evening = MONDAY.replace(hour=12, minute=59)  # 20:59 in Shanghai
    with clock.at(evening):
        make.case(company.zhang_min)
    with clock.at(evening + dt.timedelta(hours=3)):
        make.work()
        assert _texts(company.wang_lei, "step_opened") == []
    with clock.at(evening + dt.timedelta(hours=11, minutes=2)):
        make.work()
        assert len(_texts(company.wang_lei, "step_opened")) == 1
        assert len(_texts(company.zhang_min, "notice_arrived")) == 1
