"""What one way of ending leaves to the person and costs the company, with its taxes (S20 to S24).

The person is supposed to be paid on the last day: in its month everything is taxed.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from lizhi.settlement.law import doubt, tax, totals
from lizhi.settlement.law.averages import LocalAverage
from lizhi.settlement.law.explained import Explained, Note, Step
from lizhi.settlement.law.tax import CompensationTax, Extra, ExtraKind, Withheld
from lizhi.settlement.whatif import figures
from lizhi.settlement.whatif import year as years
from lizhi.settlement.whatif.month import Month
from lizhi.settlement.whatif.terms import ZERO, Terms, Way

Amount = Decimal | None
ITEMS = (
    *("once", "once_tax", "wage", "bonus", "insurance", "fund", "wage_tax", "bonus_tax"),
    *("net", "employer", "cost"),
)
"""In the order in which people read them: what is due and taken off, then both sums."""
TITLES: dict[Way, str] = {"n": "N", "plus_one": "N+1", "twice": "2N"}


@dataclass(frozen=True)
class Paid:
    """Yuan; None where a figure is missing. Names of the fields are those of `ITEMS`."""

    once: Amount
    once_tax: Amount = None
    wage: Amount = None
    bonus: Amount = None
    insurance: Amount = None
    fund: Amount = None
    wage_tax: Amount = None
    bonus_tax: Amount = None
    net: Amount = None
    employer: Amount = None
    cost: Amount = None
    steps: tuple[Step, ...] = ()
    notes: tuple[Note, ...] = ()


@dataclass(frozen=True)
class Once:
    """What is paid for the ending itself: `amount` is compensation, the rest has its own class."""

    way: Way
    amount: Decimal
    extra: Decimal = ZERO

    @property
    def whole(self) -> Decimal:
        """Before tax."""
        return self.amount + self.extra

    def extras(self, terms: Terms) -> tuple[Extra, ...]:
        """Pay in the place of notice, or damages, as whoever asks wants them taxed."""
        kind: ExtraKind = "damages" if self.way == "twice" else "notice_pay"
        as_compensation = terms.taxed_as == "compensation"
        return (Extra(kind, self.extra, as_compensation),) if self.extra else ()


def lacking(month: Month, terms: Terms) -> tuple[str, ...]:
    """Every reason why a tax, the net or the cost is not worked out."""
    asks = terms.bonus and month.year.bonus_used is None
    return (*month.lacking, *((years.NO_BONUS_USE,) if asks else ()))


def pay(once: Once, month: Month, local: LocalAverage | None, terms: Terms) -> Paid:
    """All rows of one way. `local`: of the tax-free limit; None where the city has none."""
    tables = not figures.no_tables(month.last_day)
    in_wages = once.extra if terms.taxed_as == "wages" else ZERO
    withheld = _withheld(month, in_wages, terms) if tables else None
    alone = _alone(once, month, local, terms) if local and tables else None
    bonus = _bonus(month, withheld, terms) if tables else None
    known = Paid(
        once=once.whole,
        once_tax=alone.value.tax if alone else None,
        wage=month.wage,
        bonus=terms.bonus,
        insurance=month.insurance,
        fund=month.fund,
        wage_tax=withheld.value.tax[0] if withheld else None,
        bonus_tax=bonus.value if bonus else None,
        employer=month.employer,
    )
    found = [one for one in (alone, withheld, bonus) if one]
    return _summed(known, found)


def _summed(known: Paid, found: Sequence[Explained[object]]) -> Paid:
    """Net and cost where every part of them is known."""
    steps = [step for one in found for step in one.steps]
    notes = [note for one in found for note in (*one.notes, *doubt.notes(one.figures))]
    dues = (known.wage, known.bonus, known.once)
    off = (known.insurance, known.fund, known.wage_tax, known.bonus_tax, known.once_tax)
    values: dict[str, Decimal] = {}
    if None not in (*dues, *off):
        net = totals.net(dues, off)
        values["net"], steps, notes = net.value, [*steps, *net.steps], [*notes, *net.notes]
    if None not in dues and known.employer is not None:
        cost = totals.employer_cost(dues, known.employer)
        values["cost"], steps = cost.value, [*steps, *cost.steps]
    return replace(known, **values, steps=tuple(steps), notes=tuple(dict.fromkeys(notes)))


def _withheld(month: Month, in_wages: Decimal, terms: Terms) -> Explained[Withheld] | None:
    """Of the month's wages, with what is taxed as wages and a bonus that can only be merged."""
    before, own = month.year.before, month.own
    if before is None or own is None or month.wage is None or month.additional is None:
        return None
    merged = terms.bonus if month.year.bonus_used else ZERO
    entry = tax.Month(
        month=month.last_day.month,
        income=month.wage + in_wages + merged,
        special=own,
        additional=month.additional,
    )
    hired, year = month.hired_on, month.last_day.year
    return tax.withholding(
        [entry],
        year=year,
        employed_from=hired.month if hired.year == year else 1,
        before=before,
        last_day=month.last_day,
    )


def _alone(
    once: Once, month: Month, local: LocalAverage, terms: Terms
) -> Explained[CompensationTax]:
    def more(amount: Decimal) -> Decimal:
        (now, then) = (_withheld(month, each, terms) for each in (ZERO, amount))
        return (then.value.tax[0] - now.value.tax[0]) if now and then else ZERO

    known = _withheld(month, ZERO, terms) is not None
    return tax.compensation_tax(
        amount=once.amount,
        average=local,
        paid_on=month.last_day,
        extras=once.extras(terms),
        wage_tax=more if known else None,
    )


def _bonus(
    month: Month, withheld: Explained[Withheld] | None, terms: Terms
) -> Explained[Decimal] | None:
    """The lower of both ways; nothing of its own where it was merged into the wages."""
    if not terms.bonus or month.year.bonus_used:
        return Explained(ZERO, ())
    if month.year.bonus_used is None or withheld is None:
        return None
    (without,) = withheld.value.taxable
    found = tax.bonus_tax(bonus=terms.bonus, paid_on=month.last_day, taxable_without=without)
    return Explained(found.value.tax, found.steps, found.notes)


def named(paid: Paid, way: Way) -> Iterator[Step]:
    """Its steps, each called by the way that it belongs to."""
    for step in paid.steps:
        yield replace(step, title=f"{TITLES[way]}，{step.title}")


__all__ = ["ITEMS", "Once", "Paid", "lacking", "named", "pay"]
