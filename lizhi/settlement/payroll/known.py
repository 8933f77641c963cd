"""What payroll and attendance have told about one person, as a settlement asks for it."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from lizhi.common.prepared import Columns, given
from lizhi.settlement.models import PayRecord

RECORDS = Columns(
    lambda: PayRecord.objects.filter(employment=given("employment"), is_current=True).values(
        "sheet", "item", "values"
    )
)
"""All that stands today; of each table one record an item."""
YEAR_AMOUNTS = (
    *("income", "exempt_income", "special_deduction", "additional_deduction"),
    *("other_deduction", "tax_withheld"),
)
YEAR_TO_DATE = ("months", *YEAR_AMOUNTS, "separate_method_used_this_year")
Values = Mapping[str, Any]


@dataclass(frozen=True)
class Advance:
    """What somebody owes, and whether there is a written consent to take it off the wage."""

    paper: str
    title: str
    amount: Decimal
    consent: bool


@dataclass(frozen=True)
class Known:
    """All current records of one person, by table and item; nothing is guessed."""

    records: Mapping[str, Mapping[str, Values]] = field(default_factory=dict)

    def of(self, table: str, item: str) -> Values:
        """What one table says about one month; empty when it says nothing."""
        return self.records.get(table, {}).get(item, {})

    def wage(self, month: dt.date) -> tuple[Decimal, Decimal | None] | None:
        """Wages due in a month, and the overtime in it where that was told."""
        values = self.of("pay", _item(month))
        if "wage_due" not in values:
            return None
        overtime = values.get("overtime_pay")
        return Decimal(values["wage_due"]), None if overtime is None else Decimal(overtime)

    def days(self, key: str, month: dt.date) -> Decimal | None:
        """A figure of the attendance of a month."""
        value = self.of("attendance", _item(month)).get(key)
        return None if value is None else Decimal(value)

    def newest_days(self, key: str, year: int, until: dt.date) -> Decimal | None:
        """The newest figure of that year that attendance tells, like leave taken so far."""
        told = [
            values[key]
            for item, values in sorted(self.records.get("attendance", {}).items())
            if item[:4] == str(year) and item <= _item(until) and key in values
        ]
        return Decimal(told[-1]) if told else None

    def newest_amount(self, key: str, until: dt.date) -> Decimal | None:
        """The newest figure of contributions up to a month, like the base that is declared."""
        told = [
            values[key]
            for item, values in sorted(self.records.get("contributions", {}).items())
            if item <= _item(until) and key in values
        ]
        return Decimal(told[-1]) if told else None

    def year_to_date(self, paid_in: dt.date) -> dict[str, Any]:
        """Tax figures of this job in the year of payment, up to the newest month before it."""
        items = [
            item
            for item in self.records.get("tax", {})
            if item[:4] == str(paid_in.year) and item < _item(paid_in)
        ]
        if not items:
            return {}
        newest = max(items)
        values = self.of("tax", newest)
        told = {key: values[key] for key in YEAR_TO_DATE if key in values}
        return {"until": newest, **told}

    @property
    def advances(self) -> tuple[Advance, ...]:
        """What is not paid back yet, by the number of its paper."""
        found = [
            Advance(paper, one["title"], Decimal(one["amount"]), bool(one["consent"]))
            for paper, one in sorted(self.records.get("advances", {}).items())
        ]
        return tuple(one for one in found if one.amount > 0)


def about(employment: int) -> Known:
    """Everything that was told about this person, in one query."""
    return of(RECORDS.all(employment=employment))


def of(rows: Iterable[Mapping[str, Any]]) -> Known:
    """Everything that was told about one person: the answer to `RECORDS`."""
    records: dict[str, dict[str, Values]] = {}
    for row in rows:
        records.setdefault(row["sheet"], {})[row["item"]] = row["values"]
    return Known(records)


def _item(month: dt.date) -> str:
    return f"{month:%Y-%m}"
