"""The endings of a hundred thousand people at once, and whether each fen is that of the rules."""

import datetime as dt
import time
from collections.abc import Iterator
from decimal import Decimal

import numpy as np

from lizhi.config.bench import filling
from lizhi.config.bench.measuring import Row
from lizhi.people.models import Employment
from lizhi.settlement import workdays
from lizhi.settlement.law import (
    averages,
    compensation,
    contributions,
    fen,
    minimum,
    tax,
    totals,
)
from lizhi.settlement.law.contributions import Scheme
from lizhi.settlement.law.fen.whole import Days, Fen
from lizhi.settlement.whatif import crowd, many, sources

LAST_DAY = dt.date(2026, 5, 30)
PLACES = ((9_247_700, 232_000), (12_000_000, 254_000), (15_092_400, 274_000))
"""Yearly averages and minimum wages, in fen, as cities have them."""
SEED, TIMES = 20261130, 5
RATES = (Decimal("0.08"), Decimal("0.02"), Decimal("0.005"))
FEN, ZERO = Decimal("0.01"), Decimal(0)
FLOOR, CEILING = Decimal(7460), Decimal(37302)
USED_FROM = 11
"""Months in this job from which on a bonus was taxed by itself already."""


class People:
    """Invented, the same ones each time; every fifth earns what lies within a fen of the cap."""

    def __init__(self, number: int) -> None:
        chance = np.random.default_rng(SEED)
        first = np.datetime64("2003-01-01")
        days = int((np.datetime64(LAST_DAY) - first).astype(np.int64)) + 1
        places = np.array(PLACES, np.int64)[chance.integers(0, len(PLACES), number)]
        self.hired: Days = first + chance.integers(0, days, number)
        self.local: Fen = places[:, 0]
        self.minimum: Fen = places[:, 1]
        self.average: Fen = chance.integers(100_000, 9_000_000, number)
        self.average[::5] = self.local[::5] * 3 // 12 + chance.integers(-1, 2, number)[::5]
        self.last_month: Fen = chance.integers(200_000, 9_000_000, number)
        self.months: Fen = chance.integers(1, 13, number)


def chain(number: int) -> Row:
    """S03 to S08 and S20 to S24, the quickest of some; `differing` people are not as by rules."""
    people = People(number)
    spent = []
    for _time in range(TIMES):
        began = time.process_time()
        found = _all(people)
        spent.append((time.process_time() - began) * 1000)
    return {
        "name": "what_if_chain",
        "people": number,
        "cpu_ms": round(min(spent), 1),
        "differing": sum(_differing(people, found)),
    }


def reading() -> list[Row]:
    """All who work here, read from the database, with taxes, bands, branches.

    As the roster has them, then with a dozen months of each, then with what payroll tells of each.
    """
    rows = [_read("what_if")]
    for name, fill in (("what_if_months", filling.months), ("what_if_payroll", filling.payroll)):
        fill(LAST_DAY)
        rows.append(_read(name))
    return rows


def _read(name: str) -> Row:
    people, kind_of = Employment.objects.active(), workdays.Announced().kind_of
    began = time.process_time()
    everybody = crowd.read(people, LAST_DAY, LAST_DAY)
    year = crowd.years(people, everybody, LAST_DAY)
    found = many.suppose(everybody, year, LAST_DAY, kind_of=kind_of, others="其他")
    spent = (time.process_time() - began) * 1000
    by_months = int((everybody.source < sources.SOURCES.index("roster")).sum())
    cost = round(spent, 1)
    return {"name": name, "people": found.all_people, "by_months": by_months, "cpu_ms": cost}


def _all(people: People) -> dict[str, Fen]:
    halves = fen.half_months(people.hired, LAST_DAY)
    whole = fen.half_months(people.hired, LAST_DAY, from_start=True)
    of = (people.local, people.minimum)
    n = fen.compensation(fen.bases(people.average, halves, *of, as_of=LAST_DAY))
    twice = fen.damages(fen.bases(people.average, whole, *of, as_of=LAST_DAY), as_of=LAST_DAY)
    instead = fen.notice_pay(people.last_month, halves > 0, as_of=LAST_DAY)
    base = fen.contributions.base(people.last_month, fen.fen(FLOOR), fen.fen(CEILING))
    own = sum((fen.contributions.share(base, rate, FEN) for rate in RATES), start=np.int64(0))
    so_far = people.last_month * people.months - own * people.months
    wage_tax = fen.tax.withheld(so_far, people.months, np.zeros_like(so_far), as_of=LAST_DAY)
    once_tax = fen.tax.on_compensation(n, people.local, as_of=LAST_DAY)
    taxable = fen.tax.taxable(so_far, people.months, as_of=LAST_DAY)
    used = people.months > USED_FROM
    bonus_tax = fen.tax.on_bonus(people.last_month, taxable, used, as_of=LAST_DAY)
    off = [np.asarray(own), wage_tax, once_tax, bonus_tax]
    net = fen.contributions.net([people.last_month, people.last_month, n, instead], off)
    names = ("n", "twice", "instead", "own", "wage_tax", "once_tax", "bonus_tax", "net")
    return dict(zip(names, (n, twice, instead, *off, net), strict=True))


def _differing(people: People, found: dict[str, Fen]) -> Iterator[int]:
    """One for each person whose sums are not those of the rules that explain themselves."""
    for number in range(len(people.hired)):
        by_fen = {name: fen.yuan(column[number]) for name, column in found.items()}
        yield int(_by_rules(people, number) != by_fen)


def _by_rules(people: People, number: int) -> dict[str, Decimal]:
    local = averages.by_year(fen.yuan(people.local[number]))
    bases = []
    for from_start in (False, True):
        months = compensation.months(people.hired[number].item(), LAST_DAY, from_start=from_start)
        base = compensation.base(
            average=fen.yuan(people.average[number]),
            months=months.value,
            local=local,
            minimum=minimum.brought(fen.yuan(people.minimum[number])),
            as_of=LAST_DAY,
        )
        bases.append(base.value)
    amount, wage = compensation.amount_of(bases[0]), fen.yuan(people.last_month[number])
    instead = wage if bases[0].months_served > 0 else ZERO
    once = tax.compensation_tax(amount=amount, average=local, paid_on=LAST_DAY).value.tax
    own, wage_tax, bonus_tax = _of_the_month(wage, int(people.months[number]))
    off = (own, wage_tax, once, bonus_tax)
    names = ("own", "wage_tax", "once_tax", "bonus_tax")
    return {
        "n": amount,
        "twice": compensation.damages(bases[1], as_of=LAST_DAY).value,
        "instead": instead,
        **dict(zip(names, off, strict=True)),
        "net": totals.net((wage, wage, amount, instead), off).value,
    }


def _of_the_month(wage: Decimal, months: int) -> tuple[Decimal, Decimal, Decimal]:
    """Own shares of one month, tax on the wages of so many, and on a bonus of one wage."""
    schemes: tuple[Scheme, ...] = ("pension", "medical", "unemployment")
    shares = contributions.contributions(
        month=LAST_DAY.replace(day=1),
        declared=wage,
        floor=FLOOR,
        ceiling=CEILING,
        rates={name: {"employee": rate} for name, rate in zip(schemes, RATES, strict=True)},
        rounding={},
        rule="any_day",
        last_day=LAST_DAY,
    )
    own = shares.value.total("employee")
    month = tax.Month(month=LAST_DAY.month, income=wage * months, special=own * months)
    before = tax.YearToDate(months=months)
    withheld = tax.withholding(
        [month], year=LAST_DAY.year, employed_from=LAST_DAY.month, before=before
    ).value
    bonus = tax.bonus_tax(
        bonus=wage,
        paid_on=LAST_DAY,
        used_this_year=months > USED_FROM,
        taxable_without=withheld.taxable[0],
    )
    return own, withheld.tax[0], bonus.value.tax
