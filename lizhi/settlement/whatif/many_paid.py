"""Taxes, net and cost of very many people in whole fen: the twin of `month` and `paid`."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from lizhi.settlement.law import fen
from lizhi.settlement.law.fen.whole import Fen, Flags
from lizhi.settlement.law.parameters import NoFigure
from lizhi.settlement.law.periods import ONE_DAY, month_bounds
from lizhi.settlement.law.wages import Calendar
from lizhi.settlement.whatif import figures, month
from lizhi.settlement.whatif import year as years
from lizhi.settlement.whatif.crowd import UNKNOWN, Crowd
from lizhi.settlement.whatif.crowd_year import Years
from lizhi.settlement.whatif.figures import Local, Shares
from lizhi.settlement.whatif.terms import Terms, Way


@dataclass(frozen=True)
class Column:
    """One amount of everybody in fen, and of whom it is known; nothing where it is not."""

    amount: Fen
    known: Flags

    def __add__(self, other: "Column") -> "Column":
        """Known where both are."""
        return Column(self.amount + other.amount, self.known & other.known)

    def __sub__(self, other: "Column") -> "Column":
        """Known where both are."""
        return Column(self.amount - other.amount, self.known & other.known)

    def among(self, of: Flags) -> "Column":
        """Of those people alone."""
        known = self.known & of
        return Column(np.where(known, self.amount, 0), known)


@dataclass(frozen=True)
class MonthOfAll:
    """The month of the last day of everybody; `lacking`: why something is not known of whom."""

    last_day: dt.date
    hired_month: Fen
    """Of this year, else 1: from there the 5,000 count."""
    wage: Column
    insurance: Column
    fund: Column
    employer: Column
    before: Column
    """Countable of the year so far; its months and tax stand in `year`."""
    additional: Column
    year: Years
    lacking: tuple[tuple[str, Flags], ...]
    figures: tuple[tuple[Shares, Flags], ...]


def month_of(
    crowd: Crowd, year: Years, last_day: dt.date, kind_of: Calendar, terms: Terms
) -> MonthOfAll:
    """What each of them earns in that month, what is taken off and what the year was before."""
    lacks: list[tuple[str, Flags]] = []
    used: list[tuple[Shares, Flags]] = []
    everybody = np.ones(len(crowd), bool)
    wage = _wage(crowd, last_day, kind_of, lacks)
    shares = {name: _shares(crowd, name, last_day, lacks, used) for name in figures.GROUPS}
    if no_tables := figures.no_tables(last_day):
        lacks.append((no_tables, everybody))
    lacks.append((years.lacking(last_day), ~year.known))
    additional = Column(year.additional, year.told)
    if terms.additional is not None:
        typed = fen.fen(terms.additional)
        additional = Column(np.where(year.told, year.additional, typed), everybody)
    lacks.append((years.NO_ADDITIONAL, ~additional.known))
    if terms.bonus:
        lacks.append((years.NO_BONUS_USE, ~year.use_told))
    here = crowd.hired.astype("datetime64[Y]") == np.datetime64(last_day, "Y")
    in_year = crowd.hired.astype("datetime64[M]").astype(np.int64) % 12 + 1
    return MonthOfAll(
        last_day,
        np.where(here, in_year, 1),
        wage,
        shares["insurance"],
        shares["fund"],
        shares["employer_insurance"] + shares["employer_fund"],
        Column(year.countable, year.known),
        additional,
        year,
        tuple(lacks),
        tuple(used),
    )


def _wage(
    crowd: Crowd, last_day: dt.date, kind_of: Calendar, lacks: list[tuple[str, Flags]]
) -> Column:
    told = crowd.wage != UNKNOWN
    lacks.append((month.NO_WAGE, ~told))
    if why := figures.no_day_wage(last_day):
        lacks.append((why, told))
        return Column(np.zeros(len(crowd), np.int64), np.zeros(len(crowd), bool))
    first, end = month_bounds(last_day)
    paid = [kind_of(first + ONE_DAY * day) != "rest" for day in range(last_day.day)]
    before = np.array([0, *np.cumsum(paid)], np.int64)
    begun = (crowd.hired - np.datetime64(first)).astype(np.int64)
    begun = np.clip(begun, 0, last_day.day)
    days = before[-1] - before[begun]
    whole = (begun == 0) & (last_day == end)
    wage = fen.wages.final_wage(np.where(told, crowd.wage, 0), days, whole, as_of=last_day)
    return Column(wage, told)


def _shares(
    crowd: Crowd,
    name: str,
    last_day: dt.date,
    lacks: list[tuple[str, Flags]],
    used: list[tuple[Shares, Flags]],
) -> Column:
    """City by city: all of one city share their figures."""
    kind = name.removeprefix("employer_")
    base = crowd.insurance_base if kind == "insurance" else crowd.fund_base
    amount, known = np.zeros(len(crowd), np.int64), np.zeros(len(crowd), bool)
    for number, city in enumerate(crowd.insured_cities):
        here = crowd.insured == number
        told = here & (base != UNKNOWN)
        if not city:
            lacks.append((figures.NO_INSURED_CITY, here))
            continue
        lacks.append((month.NO_BASE[kind], here & ~told))
        try:
            found = figures.shares_of(city, last_day, figures.GROUPS[name])
        except NoFigure as refusal:
            lacks.append((str(refusal), told))
            continue
        used.append((found, told))
        known |= told
        amount = np.where(told, _share(base, found), amount)
    return Column(amount, known)


def _share(base: Fen, found: Shares) -> Fen:
    if not found.due:
        return np.zeros(len(base), np.int64)
    within = fen.contributions.base(base, fen.fen(found.floor), fen.fen(found.ceiling))
    parts = [fen.contributions.share(within, rate, unit) for rate, unit in found.rates]
    total: Fen = np.sum(parts, axis=0)
    return total


@dataclass(frozen=True)
class Once:
    """What is paid for the ending itself: compensation, and what has a class of its own."""

    way: Way
    amount: Fen
    extra: Fen


def pay(
    once: Once, of: MonthOfAll, crowd: Crowd, local: list[Local], terms: Terms, known: Flags
) -> dict[str, Column]:
    """All rows of one way by the names of `paid.ITEMS`, for those of whom N is known."""
    found = dict(_rows(once, of, crowd, local, terms))
    return {name: column.among(known) for name, column in found.items()}


def _rows(
    once: Once, of: MonthOfAll, crowd: Crowd, local: list[Local], terms: Terms
) -> Iterator[tuple[str, Column]]:
    nobody, all_of = np.zeros(len(crowd), bool), np.ones(len(crowd), bool)
    nothing = np.zeros(len(crowd), np.int64)
    in_wages = once.extra if terms.taxed_as == "wages" else nothing
    paid_once = Column(once.amount + once.extra, all_of)
    bonus = Column(np.full(len(crowd), fen.fen(terms.bonus)), all_of)
    unknown = Column(nothing, nobody)
    wage_tax = bonus_tax = alone = unknown
    if not figures.no_tables(of.last_day):
        wage_tax, taxable = _withheld(of, in_wages, bonus.amount)
        bonus_tax = _bonus(of, bonus.amount, Column(taxable, wage_tax.known), terms)
        alone = _alone(once, of, crowd, local, in_wages)
    net = of.wage + bonus + paid_once - of.insurance - of.fund - wage_tax - bonus_tax - alone
    yield "once", paid_once
    yield "once_tax", alone
    yield "wage", of.wage
    yield "bonus", bonus
    yield "insurance", of.insurance
    yield "fund", of.fund
    yield "wage_tax", wage_tax
    yield "bonus_tax", bonus_tax
    yield "net", net
    yield "employer", of.employer
    yield "cost", of.wage + bonus + paid_once + of.employer


def _withheld(of: MonthOfAll, in_wages: Fen, bonus: Fen) -> tuple[Column, Fen]:
    """Tax of the month, and the taxable income of the year that it comes from."""
    as_of = of.last_day.replace(day=1)
    merged = np.where(of.year.used, bonus, 0)
    income = Column(in_wages + merged, of.wage.known) + of.wage
    countable = of.before + income - of.insurance - of.fund - of.additional
    months = np.maximum(of.last_day.month - of.hired_month + 1, of.year.months)
    tax = fen.tax.withheld(countable.amount, months, of.year.tax, as_of=as_of)
    taxable = fen.tax.taxable(countable.amount, months, as_of=as_of)
    return Column(tax, countable.known), taxable


def _bonus(of: MonthOfAll, bonus: Fen, taxable: Column, terms: Terms) -> Column:
    nothing = np.zeros(len(bonus), np.int64)
    if not terms.bonus:
        return Column(nothing, np.ones(len(bonus), bool))
    tax = fen.tax.on_bonus(bonus, taxable.amount, np.zeros(len(bonus), bool), as_of=of.last_day)
    used = of.year.used
    return Column(np.where(used, 0, tax), used | (of.year.use_told & taxable.known))


def _alone(once: Once, of: MonthOfAll, crowd: Crowd, local: list[Local], in_wages: Fen) -> Column:
    a_year = [fen.fen(one.for_tax.year) if one.for_tax else UNKNOWN for one in local]
    limit = np.array(a_year, np.int64)[crowd.city] if len(crowd) else np.zeros(0, np.int64)
    tax = fen.tax.on_compensation(
        once.amount + once.extra - in_wages, np.maximum(limit, 0), as_of=of.last_day
    )
    return Column(tax, limit != UNKNOWN)
