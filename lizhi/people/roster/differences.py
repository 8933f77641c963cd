"""What a row would change on somebody who is here already."""

import datetime as dt
from collections.abc import Callable, Iterable
from decimal import Decimal
from typing import Any

from lizhi.people.models import Employment
from lizhi.people.roster.entries import Entry

PERSON = ("name", "id_kind", "id_number", "sex", "born_on", "email")
WORK = (
    "post", "hired_on", "career_start", "contract_kind", "contract_start", "contract_end",
    "probation_end", "left_on", "monthly_wage", "average_wage", "work_city", "insurance_city",
    "insurance_base", "fund_base", "fund_rate", "leave_days", "leave_taken", "bank_name",
    "bank_account",
)  # fmt: skip
PLACE = ("entity", "branch", "department")
KEPT_WHEN_EMPTY = frozenset({"id_kind", "contract_kind", "left_on", "average_wage"})
"""An empty cell does not take these away: it would guess, or bring somebody back who has left."""
Values = dict[str, list[str | None]]
"""Field → [old, new], as words."""


def words(value: Any) -> str | None:
    """A value as it is kept for an undo."""
    if value is None or value == "":
        return None
    return value.isoformat() if isinstance(value, dt.date) else str(value)


def between(employment: Employment, entry: Entry, fields: Iterable[str]) -> Values:
    """Every field that the file has a column for and that differs."""
    found: Values = {}
    for field in fields:
        new = wanted(entry, field)
        if new in {None, ""} and field in KEPT_WHEN_EMPTY:
            continue
        old = present(employment, field)
        if (old or None) != (new or None) and words(old) != words(new):
            found[field] = [words(old), words(new)]
    return found


def wanted(entry: Entry, field: str) -> Any:
    """What the row says."""
    return (entry.months or {}).get(field) if ":" in field else getattr(entry, field)


def present(employment: Employment, field: str) -> Any:
    """What the database says. The employment comes with person, login, place and months."""
    if field in PERSON:
        return getattr(employment.person, field)
    if field == "phone":
        return employment.user.phone
    if field == "manager":
        return employment.reports_to.number if employment.reports_to else ""
    if field in PLACE:
        return getattr(employment, field).name
    if ":" in field:
        return months_of(employment).get(field)
    return getattr(employment, field)


def months_of(employment: Employment) -> dict[str, Decimal]:
    """The months that are known, under the names of roster columns."""
    found = {}
    for wage in employment.wages.all():
        found[f"wage:{wage.month:%Y-%m}"] = wage.amount
        found[f"overtime:{wage.month:%Y-%m}"] = wage.overtime
    return found


READ: dict[str, Callable[[str], Any]] = {
    "born_on": dt.date.fromisoformat,
    "hired_on": dt.date.fromisoformat,
    "career_start": dt.date.fromisoformat,
    "contract_start": dt.date.fromisoformat,
    "contract_end": dt.date.fromisoformat,
    "probation_end": dt.date.fromisoformat,
    "left_on": dt.date.fromisoformat,
    "monthly_wage": Decimal,
    "average_wage": Decimal,
    "insurance_base": Decimal,
    "fund_base": Decimal,
    "fund_rate": Decimal,
    "leave_days": Decimal,
    "leave_taken": Decimal,
}


def read(field: str, text: str | None) -> Any:
    """The value again that `words` wrote."""
    if text is None:
        return None if field in READ else ""
    return READ[field](text) if field in READ else text
