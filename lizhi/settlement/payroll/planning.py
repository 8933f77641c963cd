"""What a file would change: each row against what is kept now."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from lizhi.cases.models import Case
from lizhi.settlement.models import PayRecord
from lizhi.settlement.payroll.checking import AT_ONCE, Entry

MOST_TOUCHED = 50
Key = tuple[int, str, str]


@dataclass
class Plan:
    """New rows, rows with something else in them, and how many are the same."""

    new: list[Entry] = field(default_factory=list)
    changed: list[tuple[PayRecord, Entry]] = field(default_factory=list)
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


def current(employments: Iterable[int]) -> dict[Key, PayRecord]:
    """What is kept of these people now."""
    ordered = sorted(set(employments))
    found: dict[Key, PayRecord] = {}
    for start in range(0, len(ordered), AT_ONCE):
        rows = PayRecord.objects.filter(
            employment__in=ordered[start : start + AT_ONCE], is_current=True
        )
        for row in rows:
            found[row.employment_id, row.sheet, row.item] = row
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
