"""What a file would change: each row against what is kept now."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from lizhi.cases.models import Case
from lizhi.settlement.models import PayRecord
from lizhi.settlement.payroll.checking import AT_ONCE
from lizhi.settlement.payroll.entries import Entry

MOST_TOUCHED = 50
Key = tuple[int, str, str]


class Kept(NamedTuple):
    """What is kept of one row now."""

    pk: int
    version: int
    values: dict[str, Any]


@dataclass
class Plan:
    """New rows, rows with something else in them, and how many are the same."""

    new: list[Entry] = field(default_factory=list)
    changed: list[tuple[Kept, Entry]] = field(default_factory=list)
    same: int = 0

    @property
    def employments(self) -> set[int]:
        """Whose figures change."""
        entries = [*self.new, *(entry for _record, entry in self.changed)]
        return {entry.employment.pk for entry in entries if entry.employment}


def plan(good: Sequence[Entry]) -> Plan:
    """A row that says the same again is no change: the same file twice changes nothing."""
    known = current(entry.employment.pk for entry in good if entry.employment)
    made = Plan()
    for entry in good:
        record = known.get(entry.key)
        if record is None:
            made.new.append(entry)
        elif record.values == entry.values:
            made.same += 1
        else:
            made.changed.append((record, entry))
    return made


def current(employments: Iterable[int]) -> dict[Key, Kept]:
    """What is kept of these people now."""
    ordered = sorted(set(employments))
    found: dict[Key, Kept] = {}
    for start in range(0, len(ordered), AT_ONCE):
        part = ordered[start : start + AT_ONCE]
        rows = PayRecord.objects.filter(employment__in=part, is_current=True)
        named = rows.values_list("employment", "sheet", "item", "pk", "version", "values")
        for whose, sheet, item, *kept in named:
            found[whose, sheet, item] = Kept(*kept)
    return found


def touched(employments: Iterable[int]) -> list[dict[str, Any]]:
    """Running cases of these people: their settlements are to be computed again."""
    ordered = sorted(set(employments))
    found: list[dict[str, Any]] = []
    for start in range(0, len(ordered), AT_ONCE):
        cases = Case.objects.running().filter(employment__in=ordered[start : start + AT_ONCE])
        rows = cases.values_list("number", "employment__person__name")
        found += [{"case": number, "name": name} for number, name in rows]
    return found[:MOST_TOUCHED]
