"""The month of the last day of one person: wage, contributions, and the tax year behind it."""

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import TypeVar

from lizhi.settlement.law import contributions, doubt, wages
from lizhi.settlement.law.explained import Explained, Note, Step
from lizhi.settlement.law.parameters import NoFigure
from lizhi.settlement.law.wages import Calendar
from lizhi.settlement.whatif import figures
from lizhi.settlement.whatif import year as years
from lizhi.settlement.whatif.terms import Terms
from lizhi.settlement.whatif.year import Year

NO_WAGE = "名册里没有月工资"
NO_BASE = {"insurance": "没有社保缴费基数", "fund": "没有公积金缴存基数"}
Value = TypeVar("Value")


@dataclass(frozen=True)
class Told:
    """What roster and payroll say beside the average; yuan, None where nobody has said it."""

    monthly_wage: Decimal | None
    insured_city: str
    insurance_base: Decimal | None
    fund_base: Decimal | None


@dataclass(frozen=True)
class Month:
    """Yuan of the month in which the contract ends. None: `lacking` says what is missing."""

    last_day: dt.date
    hired_on: dt.date
    wage: Decimal | None
    insurance: Decimal | None
    fund: Decimal | None
    employer: Decimal | None
    year: Year
    additional: Decimal | None
    lacking: tuple[str, ...]
    steps: tuple[Step, ...]
    notes: tuple[Note, ...]

    @property
    def own(self) -> Decimal | None:
        """Insurance and fund, the person's own part."""
        if self.insurance is None or self.fund is None:
            return None
        return self.insurance + self.fund


class _Reading:
    """Values as far as they can be worked out, with the reasons of the others."""

    def __init__(self) -> None:
        self.lacking: list[str] = []
        self.steps: list[Step] = []
        self.notes: list[Note] = []

    def value(self, work: Callable[[], Explained[Value]], lack: str = "") -> Value | None:
        """What `work` gives, or None with the reason."""
        if lack:
            self.lacking.append(lack)
            return None
        try:
            found = work()
        except NoFigure as refusal:
            self.lacking.append(str(refusal))
            return None
        self.steps += found.steps
        self.notes += [*found.notes, *doubt.notes(found.figures)]
        return found.value


def of(
    told: Told, year: Year, *, hired_on: dt.date, last_day: dt.date, kind_of: Calendar, terms: Terms
) -> Month:
    """Nothing is guessed: what is not known stays None, and every reason is told."""
    read = _Reading()
    wage = read.value(
        lambda: _wage(told, hired_on, last_day, kind_of),
        NO_WAGE if told.monthly_wage is None else figures.no_day_wage(last_day),
    )
    shares = {name: _share(read, told, name, last_day) for name in figures.GROUPS}
    additional = year.additional if year.additional is not None else terms.additional
    read.lacking += _of_year(year, additional, last_day)
    both = shares["employer_insurance"], shares["employer_fund"]
    return Month(
        last_day,
        hired_on,
        wage,
        shares["insurance"],
        shares["fund"],
        None if both[0] is None or both[1] is None else both[0] + both[1],
        year,
        additional,
        tuple(dict.fromkeys(read.lacking)),
        tuple(read.steps),
        tuple(dict.fromkeys(read.notes)),
    )


def _wage(
    told: Told, hired_on: dt.date, last_day: dt.date, kind_of: Calendar
) -> Explained[Decimal]:
    days = wages.paid_days(last_day=last_day, kind_of=kind_of, hired_on=hired_on)
    pay = wages.final_wage(monthly_wage=told.monthly_wage or Decimal(0), days=days.value)
    return Explained(pay.value, (*days.steps, *pay.steps), (*days.notes, *pay.notes))


def _share(read: _Reading, told: Told, name: str, last_day: dt.date) -> Decimal | None:
    kind, side = name.removeprefix("employer_"), "employer" if "_" in name else "employee"
    base = told.insurance_base if kind == "insurance" else told.fund_base
    lack = "" if told.insured_city else figures.NO_INSURED_CITY
    found = read.value(
        lambda: contributions.contributions(
            month=last_day.replace(day=1),
            declared=base,
            place=told.insured_city,
            last_day=last_day,
            wanted=figures.GROUPS[name],
        ),
        lack or (NO_BASE[kind] if base is None else ""),
    )
    return None if found is None else found.total("employer" if side == "employer" else "employee")


def _of_year(year: Year, additional: Decimal | None, last_day: dt.date) -> Iterator[str]:
    if no_tables := figures.no_tables(last_day):
        yield no_tables
    if year.before is None:
        yield years.lacking(last_day)
    if additional is None:
        yield years.NO_ADDITIONAL
