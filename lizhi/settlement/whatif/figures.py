"""The local figures behind a supposition, or the sentence that says which one is missing."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from lizhi.settlement.law import averages, contributions, doubt, minimum
from lizhi.settlement.law.averages import LocalAverage
from lizhi.settlement.law.contributions import Scheme, Share
from lizhi.settlement.law.minimum import MinimumWage
from lizhi.settlement.law.parameters import Figure, NoFigure, figure

NO_MINIMUM = "没有当地的最低工资，没有比过平均工资是不是低于它"
NO_CITY = "名册没有写工作地，不知道按哪里的数"
NO_INSURED_CITY = "名册没有写参保地，不知道按哪里的数"
Wanted = tuple[tuple[Scheme, Share], ...]
GROUPS: dict[str, Wanted] = {
    "insurance": (("pension", "employee"), ("medical", "employee"), ("unemployment", "employee")),
    "fund": (("housing_fund", "employee"),),
    "employer_insurance": (
        *(("pension", "employer"), ("medical", "employer")),
        *(("unemployment", "employer"), ("injury", "employer")),
    ),
    "employer_fund": (("housing_fund", "employer"),),
}
OF_TAX = (
    *("tax.annual_rate", "tax.annual_quick", "tax.monthly_rate", "tax.monthly_quick"),
    *("tax.basic_month", "tax.compensation_multiple", "tax.bonus_separate"),
)


@dataclass(frozen=True)
class Local:
    """Of one city on one last day; what is not known is None, and `missing` says what and where."""

    average: LocalAverage | None
    minimum: MinimumWage | None
    missing: str = ""
    for_tax: LocalAverage | None = None
    """Of the tax-free limit: the year's figure as published comes first there."""

    @property
    def doubts(self) -> Iterator[str]:
        """What has to be looked at before anybody pays by these figures."""
        if self.minimum is None:
            yield NO_MINIMUM
        known = (
            self.average.figure if self.average else None,
            self.minimum and self.minimum.figure,
        )
        for note in doubt.notes(one for one in known if one):
            yield note.text


@dataclass(frozen=True)
class Shares:
    """Contributions of the month of the last day in one city: ends of the base, rate and unit."""

    floor: Decimal
    ceiling: Decimal
    due: bool
    rates: tuple[tuple[Decimal, Decimal], ...]
    figures: tuple[Figure, ...]


def law_from(last_day: dt.date) -> dt.date:
    """Since when years of service count for N (劳动合同法 97)."""
    return figure("compensation.months_a_year", as_of=last_day).since


def of_city(city: str, last_day: dt.date) -> Local:
    """The averages of the year before, and the minimum wage of the day."""
    if not city:
        return Local(None, None, NO_CITY)
    try:
        floor = minimum.of_place(city, last_day)
    except NoFigure:
        floor = None
    try:
        cap = averages.for_cap(city, last_day.year - 1)
    except NoFigure as refusal:
        return Local(None, floor, str(refusal))
    return Local(cap, floor, for_tax=averages.for_tax(city, last_day.year - 1))


def shares_of(city: str, last_day: dt.date, wanted: Wanted) -> Shares:
    """As `contributions` would ask for them; `NoFigure` for the first one that is missing."""
    month = last_day.replace(day=1)
    low = contributions.end_of("floor", None, city, month)
    high = contributions.end_of("ceiling", None, city, month)
    asked = contributions.month_due(month, last_day=last_day, place=city)
    found = [
        (rate, contributions.unit_of(scheme, None, city, month))
        for scheme, _share, rate in contributions.rates_of(None, city, month, wanted)
    ]
    used = [one.figure for one in (low, high, *(each for pair in found for each in pair))]
    return Shares(
        low.value,
        high.value,
        asked.value,
        tuple((rate.value, unit.value) for rate, unit in found),
        (*asked.figures, *(one for one in used if one)),
    )


def no_tables(last_day: dt.date) -> str:
    """Why no tax can be worked out for that day, or nothing: tables have a first day."""
    return _first_missing(OF_TAX, last_day.replace(day=1))


def no_day_wage(last_day: dt.date) -> str:
    """The same for the divisor of a day's wage."""
    return _first_missing(("wages.paid_days_a_month",), last_day)


def _first_missing(names: tuple[str, ...], as_of: dt.date) -> str:
    for name in names:
        try:
            figure(name, as_of=as_of)
        except NoFigure as refusal:
            return str(refusal)
    return ""


def tax_doubts(last_day: dt.date) -> tuple[str, ...]:
    """Which figures of the taxes are from second hand on that day."""
    if no_tables(last_day):
        return ()
    used = [figure(name, as_of=last_day.replace(day=1)) for name in OF_TAX]
    return tuple(note.text for note in doubt.notes(used))
