"""What a row would change on somebody who is here already."""

import datetime as dt
import json
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from lizhi.people.models import Employment, Person
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
BEFORE = "before"
"""Beside the fields of what is kept; no field has this name."""


@dataclass(frozen=True)
class Kept:
    """What an undo knows of somebody: what was changed, and what words do not tell."""

    values: Values
    before: dict[str, Any] = field(default_factory=dict)
    """Keys of the former places and manager, which may be renamed; `average_is_given`."""

    def written(self) -> str:
        """As a row of the batch keeps it."""
        return json.dumps({**self.values, BEFORE: self.before}, ensure_ascii=False)

    @property
    def old(self) -> dict[str, str | None]:
        """Field → what stood there."""
        return {name: old for name, (old, _new) in self.values.items()}


def kept(text: str) -> Kept:
    """What `Kept.written` wrote."""
    values = json.loads(text)
    before = values.pop(BEFORE, {})
    return Kept(values, before)


def unsaid(employment: Employment, values: Values) -> dict[str, Any]:
    """What of this employment an undo of these changes needs and their words do not tell."""
    found: dict[str, Any] = {}
    if values.keys() & set(PLACE):
        found.update({name: getattr(employment, f"{name}_id") for name in PLACE})
    if "manager" in values:
        found["manager"] = employment.reports_to_id
    if "average_wage" in values:
        found["average_is_given"] = employment.average_is_given
    return found


def words(value: Any) -> str | None:
    """A value as it is kept for an undo."""
    if value is None or value == "":
        return None
    return value.isoformat() if isinstance(value, dt.date) else str(value)


def between(employment: Employment, entry: Entry, fields: Iterable[str]) -> Values:
    """Every field that the file has a column for and that differs."""
    found: Values = {}
    for name in fields:
        new = wanted(entry, name)
        if new in {None, ""} and name in KEPT_WHEN_EMPTY:
            continue
        old = present(employment, name)
        if (old or None) != (new or None) and words(old) != words(new):
            found[name] = [words(old), words(new)]
    return found


def of_person(person: Person, entry: Entry, fields: Collection[str]) -> Values:
    """What a new employment says about somebody who has a person, or at least a login, already."""
    found: Values = {}
    for name in (*PERSON, "phone"):
        login = name == "phone" or (name == "name" and person.pk is None)
        old = words(getattr(person.user if login else person, name))
        new = words(getattr(entry, name))
        kept = name not in fields or (new is None and name in KEPT_WHEN_EMPTY)
        if old != new and (login or person.pk is not None) and not kept:
            found[name] = [old, new]
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
