"""What a program may say of a settlement, in the same words as the form of the desk."""

import datetime as dt
from decimal import Decimal
from typing import Annotated, Literal

from ninja import Field, Schema
from pydantic import WithJsonSchema

from lizhi.cases.sent import Key, Text

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
