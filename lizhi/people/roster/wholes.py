"""What must hold across rows: nothing twice, managers that exist, no circles."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from django.utils.translation import gettext as _

from lizhi.people.roster.cells import Bad
from lizhi.people.roster.entries import Entry, Table
from lizhi.people.roster.report import Finding

ONCE = ("number", "phone", "id_number")
LONGEST_SHOWN = 5


@dataclass(frozen=True)
class Known:
    """What the database says already, as far as a check needs it."""

    managers: Mapping[str, str | None] = field(default_factory=dict)
    """Number of everybody employed → number of the manager."""
    entities: frozenset[str] = frozenset()
    only_entity: str = ""
    """The legal entity where there is just one: then a roster need not name it."""
    entity_of_branch: Mapping[str, str] = field(default_factory=dict)


Key = TypeVar("Key", str, int)
Pairs = Sequence[tuple[Table, Entry]]


def check_twice(pairs: Pairs, errors: list[Finding]) -> None:
    """A doubled number, phone or identity card: the later row is named, it names the first."""
    for name in ONCE:
        first: dict[str, Entry] = {}
        for table, entry in pairs:
            value = getattr(entry, name)
            if not value:
                continue
            earlier = first.setdefault(value, entry)
            if earlier is not entry:
                reason = _("is the same as in %(where)s") % {"where": _where(earlier, entry)}
                bad = Bad("twice", reason, _("One of them has to be another"))
                errors.append(table.finding(entry, name, bad, value))
                entry.bad = True


def _where(other: Entry, entry: Entry) -> str:
    if other.sheet == entry.sheet:
        return _("row %(row)d") % {"row": other.row}
    return _("row %(row)d of %(sheet)s") % {"row": other.row, "sheet": other.sheet}


def check_managers(pairs: Pairs, known: Known, errors: list[Finding]) -> None:
    """Whoever is named as manager is in this file or works here."""
    here = {entry.number for _table, entry in pairs}
    for table, entry in pairs:
        boss = entry.manager
        if not boss or boss in here or boss in known.managers:
            continue
        near = _nearest(boss, here)
        fix = (
            _("Check whether it is %(number)s") % {"number": near}
            if near
            else _("Check the number")
        )
        bad = Bad("manager", _("there is no such staff number"), fix)
        errors.append(table.finding(entry, "manager", bad, boss))
        entry.bad = True


def _nearest(number: str, here: set[str]) -> str:
    """A number that exists and differs in one digit."""
    for place, character in enumerate(number):
        for digit in "0123456789":
            other = number[:place] + digit + number[place + 1 :]
            if digit != character and other in here:
                return other
    return ""


def check_circles(pairs: Pairs, known: Known, errors: list[Finding]) -> None:
    """Nobody reports to himself over any number of steps; every member of a circle is named."""
    line: dict[str, str | None] = dict(known.managers)
    rows: dict[str, tuple[Table, Entry]] = {}
    for table, entry in pairs:
        if entry.number and entry.number not in rows:
            rows[entry.number] = (table, entry)
            if "manager" in table.by_field:
                line[entry.number] = entry.manager or None
    for circle in circles(line):
        for member in circle:
            if member in rows:
                table, entry = rows[member]
                errors.append(
                    table.finding(entry, "manager", _circle(circle, member, rows), line[member])
                )
                entry.bad = True


def circles(line: Mapping[Key, Key | None]) -> list[list[Key]]:
    """Who reports to himself over others: the members of each such circle, in its order."""
    done: set[Key] = set()
    found = []
    for start in line:
        path: dict[Key, None] = {}
        at: Key | None = start
        while at is not None and at in line and at not in done and at not in path:
            path[at] = None
            at = line[at]
        if at in path:
            steps = list(path)
            found.append(steps[steps.index(at) :])
        done.update(path)
    return found


def _circle(circle: list[str], member: str, rows: Mapping[str, tuple[Table, Entry]]) -> Bad:
    fix = _("Change one of them")
    if len(circle) == 1:
        return Bad("circle", _("is his or her own manager"), _("Put in the next level"))
    if len(circle) == 2:
        other = circle[1] if member == circle[0] else circle[0]
        where = _where(rows[other][1], rows[member][1]) if other in rows else other
        return Bad("circle", _("goes in a circle with %(where)s") % {"where": where}, fix)
    start = circle.index(member)
    way = [*circle[start:], *circle[:start], member]
    if len(way) > LONGEST_SHOWN:
        way = [*way[: LONGEST_SHOWN - 1], "…", member]
    return Bad("circle", _("goes in a circle: %(way)s") % {"way": " → ".join(way)}, fix)


def check_entities(
    pairs: Pairs, known: Known, errors: list[Finding], warnings: list[Finding]
) -> None:
    """The employer in law is named, or there is only one it can be; a new one is worth a look."""
    seen = set(known.entities)
    for table, entry in pairs:
        if not entry.entity:
            entry.entity = known.entity_of_branch.get(entry.branch) or known.only_entity
            if not entry.entity:
                bad = Bad("entity", _("the legal entity is not named"), _("Add its name"))
                errors.append(table.finding(entry, "entity", bad))
                entry.bad = True
        elif entry.entity not in seen:
            seen.add(entry.entity)
            new = _("%(company)s is not known yet and will be added") % {"company": entry.entity}
            bad = Bad("entity", new)
            warnings.append(table.finding(entry, "entity", bad, entry.entity))
