"""All that a settlement is computed from, so that it can be computed again to the fen."""

import dataclasses
import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Literal, get_type_hints

from lizhi.cases import chain
from lizhi.settlement.entered import ENTERED
from lizhi.settlement.law.tax import Declared

__all__ = ["ENTERED", "HINTS", "NOTHING", "HandKind", "HandLine", "Inputs", "stored"]
NOTHING = Decimal(0)

IMPORTED = "薪酬导入"
"""Who says what came in with payroll, where a line names who added it."""

HandKind = Literal["due", "wage", "loan", "advance", "court", "loss", "asset"]
"""`due` is given back to the employee, a travel bill for instance, `wage` is taxed as wages; the
others are what the law lets an employer take off. `asset`: something that did not come back."""


@dataclass(frozen=True)
class HandLine:
    """A line that finance has added with a reason."""

    key: str
    kind: HandKind
    title: str
    amount: Decimal
    reason: str
    by: str
    """Name of whoever added it."""
    proven: bool = True
    """A loan or advance: agreed to in writing; a loss: its cause and amount can be shown."""


@dataclass(frozen=True)
class Inputs:
    """Days, wages and figures; None is what nobody has told us yet, and is never guessed."""

    last_day: dt.date
    """Wages are paid up to this day."""
    contract_end: dt.date
    hired_on: dt.date
    term_is_over: bool = False
    """The fixed term ends on that day, before the notice would end the contract (44(1))."""
    ground: str = "37"
    """By which the employment ends: it decides whether compensation is due at all."""
    instead_of_notice: bool = False
    """One month's wage is due in the place of thirty days' notice (40)."""
    renewal: str = ""
    """What became of renewing a fixed term (46(5)): see `law.grounds.Renewal`."""
    city: str = ""
    monthly_wage: Decimal | None = None
    unpaid_days: Decimal = NOTHING
    average: Decimal | None = None
    """Of twelve months without overtime; from `months`, or given by finance."""
    months: dict[str, Decimal] = field(default_factory=dict)
    """Wages due without overtime, by the first day of the month; empty unless complete."""
    roster_average: Decimal | None = None
    """What the roster gives as one figure: nobody has seen the months behind it."""
    roster_average_serves: bool = False
    """Finance has checked that no overtime is in it."""
    leave_full: Decimal | None = None
    leave_taken: Decimal | None = None
    leave_carried: Decimal = NOTHING
    leave_by_career: Decimal | None = None
    """What the law gives by the career on the roster, to compare `leave_full` with."""
    declined_in_writing: bool = False
    company_leave_days: Decimal = NOTHING
    company_leave_rate: Decimal = NOTHING
    insurance: Decimal | None = None
    insurance_how: str = ""
    insurance_until: dt.date | None = None
    fund: Decimal | None = None
    fund_how: str = ""
    fund_until: dt.date | None = None
    tax: Decimal | None = None
    tax_how: str = ""
    by_hand: tuple[HandLine, ...] = ()
    pay_on: dt.date | None = None
    """The day on which wages are due: in its month they are taxed."""
    days: str = ""
    """Of the month of `last_day`, one letter a day: working, rest, statutory; of another month, or
    empty, as what was kept before: the table of days is asked."""
    days_announced: bool = True
    other_contracts: tuple[str, ...] = ()
    """Other employments of the same person that have not ended: not settled here."""
    seat: str = ""
    """Where the company is registered."""
    seat_agreed: bool = False
    """The contract says that the figures of the seat count where they are higher (IR 14)."""
    months_due: dict[str, Decimal] = field(default_factory=dict)
    """Wages due, overtime in them, by the first day of the month; empty unless complete."""
    months_missing: tuple[str, ...] = ()
    """Of the twelve months those that nobody has brought in, where others are there."""
    average_due: Decimal | None = None
    """Of twelve months, overtime in it: for compensation."""
    annual_bonus_share: Decimal = NOTHING
    """What of a year's bonus belongs to these twelve months and is not in them."""
    last_month_wage: Decimal | None = None
    carried_months: int = 0
    """Months with an employer before, joined because the move was not the worker's wish (IR 10)."""
    carried_paid: bool = False
    compensation: Decimal | None = None
    compensation_how: str = ""
    notice_pay_taxed_as: str = ""
    """`compensation` or `wages`: sources disagree, so somebody has to say."""
    overtime_workday: Decimal = NOTHING
    """Hours that were neither paid nor given back."""
    overtime_rest_day: Decimal = NOTHING
    overtime_statutory_holiday: Decimal = NOTHING
    bonus: Decimal = NOTHING
    bonus_how: str = ""
    bonus_kind: str = ""
    """`year_end`, taxed by itself where that is open, or `wage`."""
    bonus_used: str = ""
    """`yes` or `no`: whether this year another bonus was taxed by itself."""
    insurance_city: str = ""
    insurance_base: Decimal | None = None
    fund_base: Decimal | None = None
    fund_rate: Decimal | None = None
    year_months: int | None = None
    """This job, this year, before the month of payment: months paid, and the sums of them."""
    year_income: Decimal | None = None
    year_special: Decimal | None = None
    year_additional: Decimal | None = None
    year_tax: Decimal | None = None
    year_until: str = ""
    """Up to which month (2026-09) payroll has told them, where later ones are wanting: then they
    are no sums of the year, and none of them is taken."""
    month_additional: Decimal | None = None
    """Additional deductions of the month of payment, as declared."""
    first_wage_of_year: bool = False
    at_once: bool = False
    compensation_tax: Decimal | None = None
    compensation_tax_how: str = ""
    bond_cost: Decimal | None = None
    """Of a training, with a service period; None: there is none."""
    bond_wages: Decimal = NOTHING
    bond_months: int | None = None
    bond_served: int | None = None
    bond_agreed: bool = False
    """Agreed in writing to take it off; else it stands apart and is not taken off."""
    non_compete: str = ""
    """`keep` or `release`, decided at the exit; empty: nothing agreed, or nobody has said."""
    non_compete_agreed: Decimal | None = None
    non_compete_months: int | None = None
    advances: tuple[HandLine, ...] = ()
    """Not paid back, as payroll has told; without a written consent they are not taken off."""
    paid_days: Decimal | None = None
    """Of the last month, as attendance counts them; to compare with the calendar."""
    sick_days: Decimal | None = None
    leave_taken_last_year: Decimal | None = None
    family: tuple[Declared, ...] = ()
    """Additional deductions of this year, item by item, where payroll has no sum of them."""
    career_months: int | None = None
    """All work with any employer until the ending, in whole months."""
    sick_rate: Decimal | None = None
    """How much of the wage contract or rules give for `sick_days`, in percent."""
    sick_pay: Decimal | None = None
    sick_pay_how: str = ""
    sick_at_end: bool = False
    """Ill, or in treatment, on the last day."""
    sick_period_months: Decimal | None = None
    """Of sick leave within the window of the medical period."""
    sick_this_year: Decimal | None = None
    """Months of sick leave in the calendar year of the ending, and in the one before: whether
    there is annual leave at all."""
    sick_last_year: Decimal | None = None
    personal_leave_days: Decimal = NOTHING
    """Of this year, paid."""
    injury_grade: int | None = None
    """Of a work injury here, 5 to 10."""
    injury_province: str = ""
    """Where it was insured; empty: the province of `city`."""
    injury_base: Decimal | None = None
    """Yuan a month, as the province says."""
    injury_pay: Decimal | None = None
    injury_pay_how: str = ""
    injury_taxed_as: str = ""
    """`exempt` or `wages`: not known for certain, so somebody has to say."""
    bonus_full: Decimal | None = None
    """Of a whole period, from which the share of the days served is worked out."""
    bonus_from: dt.date | None = None
    bonus_to: dt.date | None = None
    bonus_plan: str = ""
    """The plan in its own words; the employee reads them."""
    bonus_clause: str = ""
    """The plan asks to be employed on the day of payment: `open` while nobody has decided, `pay`
    or `apart`; empty: it does not."""
    commission: Decimal | None = None
    """Earned until the last day."""
    commission_paid: Decimal = NOTHING
    commission_plan: str = ""
    commission_clause: str = ""
    unwritten_until: dt.date | None = None
    """Last day without a written contract, where that was longer than a month."""
    unwritten_avoided: bool = False
    """The worker deliberately avoided signing, and the company can prove it."""
    probation_until: dt.date | None = None
    """Last day that was treated as probation, where that was longer than the law allows."""
    probation_term: int | None = None
    """Months of the term of the contract, 0 for an open-ended one."""
    probation_wage: Decimal | None = None
    """A month, after probation; None: the monthly wage."""
    breach_days: dict[str, str] = field(default_factory=dict)
    """What the days are that these ask about, as the calendar said when it was entered."""

    @classmethod
    def of(cls, stored: Mapping[str, Mapping[str, Any]]) -> "Inputs":
        """What was gathered, with what finance has entered laid over it."""
        values = {**stored.get("gathered", {}), **stored.get("entered", {})}
        return cls(**{name: _typed(name, value) for name, value in values.items()})


HINTS = get_type_hints(Inputs)


def stored(
    gathered: Inputs, entered: Mapping[str, Any], before: Mapping[str, Any] | None = None
) -> dict[str, dict[str, Any]]:
    """The two layers as a settlement keeps them.

    `before` is what finance had entered earlier. What equals the gathered value is not kept as
    entered: it follows the roster when that changes.
    """
    unknown = set(entered) - ENTERED
    if unknown:
        raise ValueError(f"cannot be entered: {sorted(unknown)}")
    base = _plain(gathered)
    said = {**(before or {}), **chain.plain(_spelt(entered))}
    kept = {key: value for key, value in said.items() if not _same(key, value, base.get(key))}
    return {"gathered": base, "entered": kept}


def _same(name: str, one: Any, other: Any) -> bool:
    return bool(_typed(name, one) == _typed(name, other))


def _plain(inputs: Inputs) -> dict[str, Any]:
    return chain.plain(_spelt(dataclasses.asdict(inputs)))


def _spelt(value: Any) -> Any:
    """One spelling for one amount: 8700 and 8700.00 are the same input."""
    if isinstance(value, Decimal):
        text = f"{value:f}"
        return text.rstrip("0").rstrip(".") if "." in text else text
    if isinstance(value, HandLine | Declared):
        return _spelt(dataclasses.asdict(value))
    if isinstance(value, Mapping):
        return {key: _spelt(item) for key, item in value.items()}
    if isinstance(value, tuple):
        return [_spelt(item) for item in value]
    return value


def _typed(name: str, value: Any) -> Any:
    """A stored value as Python knows it; the field says what it is."""
    hint = HINTS[name]
    if name in {"by_hand", "advances"}:
        return tuple(_hand(line) for line in value or ())
    if name == "family":
        return tuple(_declared(item) for item in value or ())
    if name in {"months", "months_due"}:
        return {month: Decimal(amount) for month, amount in (value or {}).items()}
    if hint == tuple[str, ...]:
        return tuple(value or ())
    if value is None:
        return None
    if hint in {Decimal, Decimal | None}:
        return Decimal(str(value))
    if hint in {dt.date, dt.date | None}:
        return dt.date.fromisoformat(value) if isinstance(value, str) else value
    return value


def _hand(line: Mapping[str, Any]) -> HandLine:
    return HandLine(**{**line, "amount": Decimal(str(line["amount"]))})


def _declared(item: Mapping[str, Any]) -> Declared:
    return Declared(**{**item, "number": Decimal(str(item["number"]))})
