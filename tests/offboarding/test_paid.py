"""What finance has paid meets the duty of the law, and whoever leaves reads it."""

import datetime as dt

import pytest
from django.test import Client

from lizhi.common import clock
from lizhi.offboarding import actions
from lizhi.offboarding.models import Duty
from lizhi.settlement import actions as settlement
from lizhi.settlement.models import PaymentBatch
from tests import inside, make, stories

pytestmark = pytest.mark.django_db


def test_wages_are_met_by_the_payment_and_its_day_is_read(client: Client) -> None:
    here = inside.Here()
    try:
        company = stories.found(here)
        case = stories.settled(company)
        batch = settlement.make_batch(
            case.entity, [case.number], by=company.chen_jie, at=clock.now(), key=make.key()
        )
        day = clock.today()
        settlement.mark_paid(
            batch, paid_on=day, reference="BK1", by=company.chen_jie, at=clock.now()
        )
        duty = Duty.objects.get(case=case, kind=Duty.Kind.WAGES)
        assert (duty.done_on, duty.done_by, duty.proof) == (day, company.chen_jie, batch.number)
        assert PaymentBatch.objects.get().state == PaymentBatch.State.PAID

        make.signed_in(client, case.leaver)
        page = client.get(f"/case/{case.number}/settlement/").content.decode()
        assert "付了 9,051.50 元" in page
        make.signed_in(client, company.li_li)
        assert "付了结算单上的钱" in client.get(f"/desk/case/{case.number}/").content.decode()
    finally:
        here.close()


def test_a_duty_that_finance_had_said_done_stays_as_it_was() -> None:
    here = inside.Here()
    try:
        company = stories.found(here)
        case = stories.settled(company)
        said = dt.date(2026, 11, 25)
        actions.say_done(case, "wages", on=said, proof="网银", by=company.chen_jie, key=make.key())
        batch = settlement.make_batch(
            case.entity, [case.number], by=company.chen_jie, at=clock.now(), key=make.key()
        )
        settlement.mark_paid(
            batch, paid_on=clock.today(), reference="B", by=company.chen_jie, at=clock.now()
        )
        assert Duty.objects.get(case=case, kind=Duty.Kind.WAGES).proof == "网银"
    finally:
        here.close()
