"""What programs send to suppose an ending, and what they get; amounts are yuan."""

import datetime as dt
from decimal import Decimal
from typing import Any, Literal

from ninja import Field, Schema

from lizhi.cases.sent import Words
from lizhi.settlement.figures_in import Yuan
from lizhi.settlement.whatif import scope
from lizhi.settlement.whatif.terms import Terms


class SupposeIn(Schema):
    """One last day, or two to compare, and what is told beside them."""

    last_day: dt.date
    other_day: dt.date | None = None
    bonus: Yuan = Decimal(0)
    additional: Yuan | None = Field(
        None, description="Additional deductions of the month, where payroll has not told them."
    )
    taxed_as: Literal["compensation", "wages"] = Field(
        "compensation", description="Pay in the place of notice, and damages: sources disagree."
    )

    @property
    def days(self) -> list[dt.date]:
        """The last day, then the other one."""
        return [day for day in (self.last_day, self.other_day) if day]

    @property
    def terms(self) -> Terms:
        """What was told beside the days."""
        return Terms(self.bonus, self.additional, self.taxed_as)


class SupposePersonIn(SupposeIn):
    """Of one person: a staff number, or a name that only one person has."""

    who: Words = Field(max_length=40)


class SupposePlaceIn(SupposeIn):
    """Of everybody of a place."""

    place: Words = Field(
        scope.EVERYBODY, max_length=40, description="`all`, `entity:2` or `branch:3`."
    )


class SupposedMoneyOut(Schema):
    """Yuan of one way; null where a figure is missing, see `lacking`."""

    once: Decimal | None
    once_tax: Decimal | None
    wage: Decimal | None
    bonus: Decimal | None
    insurance: Decimal | None
    fund: Decimal | None
    wage_tax: Decimal | None
    bonus_tax: Decimal | None
    net: Decimal | None
    employer: Decimal | None
    cost: Decimal | None


class SupposedWaysOut(Schema):
    """N, N+1 (null where the last month's wage is not known), and 2N in the place of both."""

    months: Decimal
    n: SupposedMoneyOut
    plus_one: SupposedMoneyOut | None
    twice: SupposedMoneyOut


class SupposedNoteOut(Schema):
    """Something that a person has to look at."""

    title: str
    text: str
    article: str


class SupposedDayOut(Schema):
    """One person on one day. `capped` is null where the local average is missing."""

    last_day: dt.date
    average_from: Literal["payroll", "months", "roster"]
    capped: SupposedWaysOut | None
    uncapped: SupposedWaysOut
    missing: str
    lacking: list[str]
    steps: list[dict[str, Any]]
    notes: list[SupposedNoteOut]


class SupposedPersonOut(Schema):
    """Nothing is kept of it, but that the wage was looked at."""

    number: str
    name: str
    days: list[SupposedDayOut]


class SupposedSumOut(Schema):
    """Of so many people; null where fewer than five are left."""

    people: int
    amount: Decimal | None


class SupposedBandOut(Schema):
    """A band, a branch: people and their sum."""

    name: str
    people: int
    amount: Decimal


class SupposedPictureOut(Schema):
    """How amounts lie among people; the median is rounded to a thousand."""

    people: int
    median: Decimal
    bands: list[SupposedBandOut]


class SupposedSomeOut(Schema):
    """So many people, and why."""

    people: int
    why: str


class SupposedPlaceDayOut(Schema):
    """A place on one day; sums by way and by the names of one person's money."""

    last_day: dt.date
    all_people: int
    people: int = Field(description="Whose N could be worked out; 0 where fewer than five.")
    average_from: dict[str, int]
    capped: dict[str, dict[str, SupposedSumOut]]
    uncapped: dict[str, dict[str, SupposedSumOut]]
    pictures: dict[str, SupposedPictureOut]
    branches: list[SupposedBandOut]
    branch_costs: list[SupposedBandOut]
    absent: list[SupposedSomeOut]
    lacking: list[SupposedSomeOut]
    doubts: list[SupposedSomeOut]


class SupposedPlaceOut(Schema):
    """Nobody's wage is in it."""

    place: str
    days: list[SupposedPlaceDayOut]
