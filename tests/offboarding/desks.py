"""A case on its way, for the tests of the desk."""

import datetime as dt

from django.test import Client

from lizhi.cases.models import Case
from lizhi.common import clock
from lizhi.handover import actions as handover
from lizhi.offboarding import actions
from lizhi.signing import actions as signing
from tests import make
from tests.conftest import MONDAY
from tests.offboarding.conftest import Company
from tests.signing import world

TUESDAY = MONDAY + dt.timedelta(days=1)
WISHED = dt.date(2026, 6, 12)


def acknowledged(company: Company, *, reason: str = "family") -> Case:
    """张敏 wants to leave on the twelfth, and 王磊 has answered."""
    case = make.case(
        company.zhang_min, days=11, reason=reason, handover_titles=("客户资料", "合同")
    )
    make.work()
    actions.acknowledge(
        make.open_task(case, "acknowledgement"),
        by=company.wang_lei.user,
        handover_to=company.he_jing.user,
        agrees_early=True,
        note="先安心照顾阿姨。",
        key=make.key(),
    )
    make.work()
    return case


def at_confirmation(company: Company, *, reason: str = "family", signed: bool = True) -> Case:
    """She has signed and handed over; 李丽 has to confirm."""
    case = acknowledged(company, reason=reason)
    if signed:
        world.sign(case.envelopes.get(purpose="separation_agreement").actors.get(role="employee"))
        make.work()
    else:
        employee = case.envelopes.get(purpose="separation_agreement").actors.get(role="employee")
        now = clock.now()
        signing.decline(employee, reason="terms", words="", by=case.leaver, at=now)
        make.work()
    finish_handover(case)
    case.refresh_from_db()
    return case


def finish_handover(case: Case) -> None:
    """Everything is given and received."""
    handover.give_all(case, by=case.leaver, at=clock.now())
    for receiver in {item.receiver for item in case.handover_items.all()}:
        handover.receive_all(case, by=receiver, at=clock.now())
    make.work()


def dates(day: str = "2026-06-12") -> dict[str, str]:
    """All four dates on one day, as the form sends them."""
    names = ("last_working_day", "contract_end", "pay_end", "access_end")
    return {"ground": "resignation", "key": make.key(), **dict.fromkeys(names, day)}


def desk_of(client: Client, company: Company) -> Client:
    """李丽 at her desk."""
    return make.signed_in(client, company.li_li.user)
