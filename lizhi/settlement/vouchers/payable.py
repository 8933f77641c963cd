"""Who can be paid now, how much, and why somebody cannot: a few queries for all of them."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from lizhi.cases.models import Case
from lizhi.common.fields import masked
from lizhi.people.models import LegalEntity
from lizhi.settlement import rules as settlements
from lizhi.settlement.models import Line, Payment, Settlement
from lizhi.settlement.vouchers import questions
from lizhi.settlement.vouchers.entries import ZERO

UNREAD = ("inputs", *(f"case__employment__person__{name}" for name in questions.SEALED))
WITH = ("case__employment__person", "case__branch", "case__employment__department")


@dataclass(frozen=True)
class Payable:
    """One version that an employee has: what is left to pay of it, or why it is not paid."""

    settlement: Settlement
    net: Decimal
    """In yuan; lines without an amount count for nothing until a new version has them."""
    paid: Decimal
    """What stands in batches for earlier versions of the same case."""
    due_on: dt.date
    batch: str = ""
    """Number of the batch in which this version stands."""

    @property
    def case(self) -> Case:
        """Whose settlement it is."""
        return self.settlement.case

    @property
    def amount(self) -> Decimal:
        """What would go to the bank."""
        return self.net - self.paid

    @property
    def account(self) -> str:
        """As screens show it."""
        return masked(self.case.employment.bank_account, head=4, tail=4)

    @property
    def problem(self) -> str:
        """Why it cannot be paid; empty when it can."""
        if self.batch:
            return _("stands in payment batch %(batch)s already") % {"batch": self.batch}
        if self.case.way == Case.Way.DEATH:
            return _("is paid to the heirs: please agree with HR who they are, and pay by hand")
        if self.amount < 0:
            return _("the new version is lower than what was paid; please talk to the employee")
        if self.amount == 0:
            return _("nothing is left to pay")
        if not self.case.employment.bank_account:
            return _("has no bank account on the roster; please ask HR to fill it in")
        return ""


def of(entity: LegalEntity, period: dt.date) -> list[Payable]:
    """Of those whose contract ended in this month, sent and not replaced, by case number."""
    return _read(questions.ended_in(entity, period))


def of_cases(entity: LegalEntity, numbers: Iterable[str]) -> list[Payable]:
    """Of these cases, whenever they ended; who has not been sent a settlement is not among them."""
    found: list[Payable] = []
    wanted = sorted(set(numbers))
    for start in range(0, len(wanted), questions.PART):
        part = wanted[start : start + questions.PART]
        mine = Settlement.objects.shown().filter(case__entity=entity, case__number__in=part)
        found += _read(mine.exclude(case__status=Case.Status.WITHDRAWN))
    return found


def days(entity: LegalEntity, period: dt.date) -> dict[int, dt.date]:
    """By case: until when the wages are paid in one sum; of all who end in this month."""
    last, known = questions.month_end(period), {}
    cases = Case.objects.filter(entity=entity, contract_end__range=(period, last))
    with_place = cases.select_related("employment", "branch").defer("employment__bank_account")
    places: dict[tuple[object, ...], dt.date] = {}
    for case in with_place:
        known[case.pk] = _pay_day(case, places)
    return known


def _read(settlements_: QuerySet[Settlement]) -> list[Payable]:
    rows = list(settlements_.select_related(*WITH).order_by("case__number").defer(*UNREAD))
    keys = [row.pk for row in rows]
    nets, standing, earlier = _nets(keys), _standing(keys), _earlier(rows)
    days: dict[tuple[object, ...], dt.date] = {}
    return [
        Payable(
            row,
            nets[row.pk],
            earlier[row.case_id],
            _pay_day(row.case, days),
            standing.get(row.pk, ""),
        )
        for row in rows
    ]


def _pay_day(case: Case, known: dict[tuple[object, ...], dt.date]) -> dt.date:
    """The same for all who end on the same day in the same place: asked once."""
    place = (case.contract_end, case.employment.work_city, case.branch.city)
    if place not in known:
        known[place] = settlements.pay_day(case)
    return known[place]


def _nets(keys: list[int]) -> dict[int, Decimal]:
    """Added up here: a database may add as machines do, which is not to the fen."""
    found: dict[int, Decimal] = defaultdict(lambda: ZERO)
    for key, _name, _title, side, amount in questions.lines_of(keys):
        found[key] += amount if side == Line.Side.DUE else -amount
    return found


def _standing(keys: list[int]) -> dict[int, str]:
    found: dict[int, str] = {}
    for part in questions.in_parts(keys):
        mine = Payment.objects.filter(stands=True, settlement__in=part)
        found.update(mine.values_list("settlement", "batch__number"))
    return found


def _earlier(rows: list[Settlement]) -> dict[int, Decimal]:
    """By case: what stands for versions that were replaced since."""
    found: dict[int, Decimal] = defaultdict(lambda: ZERO)
    shown = {row.pk for row in rows}
    for part in questions.in_parts(row.case_id for row in rows):
        mine = Payment.objects.filter(stands=True, settlement__case__in=part)
        for key, case, amount in mine.values_list("settlement", "settlement__case", "amount"):
            if key not in shown:
                found[case] += amount
    return found
