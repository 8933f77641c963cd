"""The steps of a resignation by the real path, one action each, with what has to go before."""

import datetime as dt
import json
import math
import uuid
from collections.abc import Callable
from decimal import Decimal
from functools import partial
from typing import Any

from lizhi.cases.models import Case
from lizhi.common import clock
from lizhi.config.bench.measuring import Call
from lizhi.config.bench.staff import Company
from lizhi.handover import actions as handover
from lizhi.offboarding import actions, agreements
from lizhi.offboarding.arrival import Application, Channel
from lizhi.offboarding.four_dates import FourDates
from lizhi.people.models import Employment
from lizhi.settlement import actions as settlement
from lizhi.settlement.models import Settlement
from lizhi.signing import actions as signing
from lizhi.signing.actions import codes
from lizhi.workflow.models import Task

Prepared = Callable[[Company, Case], Call]
BEGINS = dt.datetime(2026, 11, 24, 10, tzinfo=clock.SHANGHAI)
WISHED = dt.date(2026, 11, 27)
ENDS = dt.datetime(2026, 11, 27, 0, 6, tzinfo=clock.SHANGHAI)
"""The contract has ended; whoever sleeps is left alone until the morning."""
PHONE = Channel(name="phone", device="Android 手机，Chrome 浏览器", address="192.0.2.1")
DEVICE = signing.Device(agent="Mozilla/5.0 (Linux; Android 14)", address="192.0.2.1")
FIGURES: dict[str, Any] = {
    "average": Decimal(8700),
    "insurance": Decimal("913.50"),
    "insurance_how": "8,700 × 10.5%",
    "fund": Decimal(435),
    "fund_how": "8,700 × 5%",
    "tax": Decimal(0),
    "tax_how": "今年累计还没到要交的数",
}


def submit(company: Company, leaver: Employment) -> Callable[[], Case]:
    """She hands her notice in."""
    application = Application(
        wished_day=WISHED,
        reason="family",
        words="母亲住院，要在郑州陪护一段时间。",
        place="郑州",
        contact_times=("noon", "evening"),
        handover_to=company.receiver.user,
        handover_titles=("客户资料", "合同文件", "电脑", "账号"),
    )
    return partial(actions.submit, leaver, application, by=leaver.user, channel=PHONE, key=key())


def acknowledge(company: Company, case: Case) -> Call:
    """Her manager has read it."""
    mine = task(case, "acknowledgement")
    return partial(
        actions.acknowledge,
        mine,
        by=mine.assignee,
        handover_to=company.receiver.user,
        agrees_early=True,
        note="先安心照顾阿姨，客户我来接。",
        key=key(),
    )


def sign(company: Company, case: Case) -> Call:
    """She has typed the code, and has written her name."""
    envelope = agreements.of(case)
    if envelope is None:
        raise LookupError(f"no agreement went out for {case}")
    people = envelope.actors.select_related("envelope__case", "envelope__paper__file", "user")
    actor, now = people.get(role="employee"), clock.now()
    code = signing.request_code(actor, by=case.leaver, at=now)
    digits = codes.digits_of(code) or ""
    proof = signing.check_code(actor, code=digits, by=case.leaver, at=now, agreed=True).proof
    if proof is None:
        raise LookupError("the code was not right")
    return partial(
        signing.sign,
        actor,
        proof=proof,
        strokes=STROKES,
        consent=True,
        device=DEVICE,
        by=case.leaver,
        at=now,
        key=key(),
    )


def give(company: Company, case: Case) -> Call:
    """She gives everything."""
    return partial(handover.give_all, case, by=case.leaver, at=clock.now())


def receive(company: Company, case: Case) -> Call:
    """The last of those who get something has it."""
    items = case.handover_items.select_related("receiver").order_by("pk")
    *others, last = {item.receiver_id: item.receiver for item in items}.values()
    for receiver in others:
        handover.receive_all(case, by=receiver, at=clock.now())
    return partial(handover.receive_all, case, by=last, at=clock.now())


def confirm(company: Company, case: Case) -> Call:
    """HR fixes the four dates."""
    mine = task(case, "confirmation")
    dates = FourDates(WISHED, WISHED, WISHED, WISHED)
    return partial(actions.confirm, mine, by=mine.assignee, dates=dates, key=key())


def draft(company: Company, case: Case, **more: Any) -> Call:
    """Finance works it out, and may fill in more than what every case needs."""
    inputs = {**FIGURES, **more}
    return partial(settlement.draft, case, inputs=inputs, by=company.finance, at=clock.now())


def settle(company: Company, case: Case) -> Call:
    """Finance sends it, and the case goes on."""
    return partial(settlement.send, _version(case), by=company.finance, at=clock.now())


def answer(company: Company, case: Case) -> Call:
    """She agrees."""
    return partial(
        settlement.answer,
        _version(case),
        disputed={},
        by=case.leaver,
        at=clock.now(),
        key=key(),
    )


WAY: dict[str, Prepared] = {
    "acknowledge": acknowledge,
    "sign": sign,
    "give": give,
    "receive": receive,
    "confirm": confirm,
    "draft": draft,
    "settle": settle,
    "answer": answer,
}
"""What follows the notice, in order; the machine does the rest."""


def task(case: Case, step: str) -> Task:
    """Of this step of this case, the first that waits for somebody."""
    tasks = Task.objects.open().at(case, step)
    return tasks.select_related("case", "run", "assignee").order_by("pk")[0]


def _version(case: Case) -> Settlement:
    return Settlement.objects.of(case).select_related("case")[0]


def key() -> str:
    """As a page has one: no two presses of a button are the same."""
    return uuid.uuid4().hex


def _point(line: int, step: int) -> list[float]:
    return [60 + 2 * step, round(80 + 30 * line + 12 * math.sin(step / 3), 1), line * 1000 + step]


STROKES = json.dumps(
    {"w": 358, "h": 240, "strokes": [[_point(line, n) for n in range(60)] for line in range(3)]}
)
