"""What a program may say of a settlement, in the same words as the form of the desk."""

import datetime as dt
from decimal import Decimal
from typing import Annotated, Any, Literal

from ninja import Field, Schema
from pydantic import WithJsonSchema

from lizhi.cases.sent import Key, Text
from lizhi.settlement.law.tax import Declared

UP_TO_366 = r"^(([0-9]{1,2}|[12][0-9]{2}|3[0-5][0-9]|36[0-5])(\.[0-9])?|366(\.0)?)$"
Yuan = Annotated[
    Decimal,
    Field(ge=0, le=Decimal("99999999.99"), decimal_places=2),
    WithJsonSchema({"type": "string", "pattern": r"^[0-9]{1,8}(\.[0-9]{1,2})?$"}),
]
"""Better sent as text, `"8700.00"`: what is a number on the way may be rounded by the sender."""
Days = Annotated[
    Decimal,
    Field(ge=0, le=366, decimal_places=1),
    WithJsonSchema({"type": "string", "pattern": UP_TO_366}),
]
Hours = Annotated[
    Decimal,
    Field(ge=0, le=9999, decimal_places=1),
    WithJsonSchema({"type": "string", "pattern": r"^[0-9]{1,4}(\.[0-9])?$"}),
]
Months = Annotated[int, Field(ge=0, le=600)]


Month = Annotated[int, Field(ge=1, le=12)]
Clause = Literal["", "open", "pay", "apart"]


class DeclaredIn(Schema):
    """An additional deduction of this year, and the months in which it holds, both counted in."""

    kind: Literal[
        "child_under_3", "child_education", "elderly", "elderly_shared", "loan_interest",
        "rent_large", "rent_middle", "rent_small", "study", "study_certificate",
    ]  # fmt: skip
    number: Yuan = Field(
        Decimal(1), description="Children, 0.5 for half of one; of `elderly_shared` yuan a month."
    )
    first: Month = 1
    last: Month = 12


class FiguresIn(Schema):
    """What finance says; a field that is not sent stays as it was, null means not known."""

    key: Key
    version: int | None = Field(
        None,
        description="The version looked at: 409 if a newer one says otherwise about a field.",
    )
    monthly_wage: Yuan | None = None
    unpaid_days: Days = Decimal(0)
    average: Yuan | None = None
    roster_average_serves: bool = False
    leave_full: Days | None = None
    leave_taken: Days | None = None
    leave_carried: Days = Decimal(0)
    declined_in_writing: bool = False
    insurance: Yuan | None = None
    insurance_how: Text = Field("", max_length=120)
    insurance_until: dt.date | None = None
    fund: Yuan | None = None
    fund_how: Text = Field("", max_length=120)
    fund_until: dt.date | None = None
    tax: Yuan | None = None
    tax_how: Text = Field("", max_length=120)
    average_due: Yuan | None = None
    annual_bonus_share: Yuan = Decimal(0)
    last_month_wage: Yuan | None = None
    carried_months: Months = 0
    carried_paid: bool = False
    seat_agreed: bool = False
    compensation: Yuan | None = None
    compensation_how: Text = Field("", max_length=120)
    notice_pay_taxed_as: Literal["", "compensation", "wages"] = ""
    compensation_tax: Yuan | None = None
    compensation_tax_how: Text = Field("", max_length=120)
    overtime_workday: Hours = Decimal(0)
    overtime_rest_day: Hours = Decimal(0)
    overtime_statutory_holiday: Hours = Decimal(0)
    bonus: Yuan = Decimal(0)
    bonus_how: Text = Field("", max_length=120)
    bonus_kind: Literal["", "year_end", "wage"] = ""
    bonus_used: Literal["", "yes", "no"] = ""
    year_months: Annotated[int, Field(ge=0, le=11)] | None = None
    year_income: Yuan | None = None
    year_special: Yuan | None = None
    year_additional: Yuan | None = None
    year_tax: Yuan | None = None
    month_additional: Yuan | None = None
    first_wage_of_year: bool = False
    at_once: bool = False
    bond_cost: Yuan | None = None
    bond_wages: Yuan = Decimal(0)
    bond_months: Months | None = None
    bond_served: Months | None = None
    bond_agreed: bool = False
    non_compete: Literal["", "keep", "release"] = ""
    non_compete_agreed: Yuan | None = None
    non_compete_months: Months | None = None
    family: list[DeclaredIn] = Field(
        [], max_length=6, description="Instead of `month_additional`, item by item."
    )
    sick_days: Days | None = None
    sick_rate: Annotated[Days, Field(le=100)] | None = Field(
        None, description="Percent of the day wage, by contract or rules."
    )
    sick_pay: Yuan | None = None
    sick_pay_how: Text = Field("", max_length=120)
    sick_at_end: bool = False
    sick_period_months: Days | None = None
    career_months: Annotated[int, Field(ge=0, le=900)] | None = None
    sick_this_year: Days | None = None
    sick_last_year: Days | None = None
    leave_taken_last_year: Days | None = None
    personal_leave_days: Days = Decimal(0)
    injury_grade: Annotated[int, Field(ge=5, le=10)] | None = None
    injury_province: Text = Field("", max_length=20, pattern="^[一-龥]*$")
    injury_base: Yuan | None = None
    injury_pay: Yuan | None = None
    injury_pay_how: Text = Field("", max_length=120)
    injury_taxed_as: Literal["", "exempt", "wages"] = ""
    bonus_full: Yuan | None = None
    bonus_from: dt.date | None = None
    bonus_to: dt.date | None = None
    bonus_plan: Text = Field("", max_length=300)
    bonus_clause: Clause = Field("", description="Employed on the day of payment: who decides.")
    commission: Yuan | None = None
    commission_paid: Yuan = Decimal(0)
    commission_plan: Text = Field("", max_length=300)
    commission_clause: Clause = ""
    unwritten_until: dt.date | None = None
    unwritten_avoided: bool = False
    probation_until: dt.date | None = None
    probation_term: Months | None = Field(None, description="0: open-ended.")
    probation_wage: Yuan | None = None

    def entered(self) -> dict[str, Any]:
        """What the action takes: only what was sent."""
        values = self.dict(exclude_unset=True, exclude={"key", "version"})
        if "family" in values:
            values["family"] = tuple(Declared(**one.dict()) for one in self.family)
        return values
