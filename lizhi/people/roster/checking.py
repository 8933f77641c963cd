"""What must hold inside one row: identity card, days in order, names that can be printed."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import lru_cache
from operator import attrgetter

from django.utils.translation import gettext as _

from lizhi.people import identity
from lizhi.people.roster import dates
from lizhi.people.roster.cells import Bad
from lizhi.people.roster.entries import Entry, Table
from lizhi.people.roster.fields import BY_NAME
from lizhi.people.roster.report import Finding

YOUNGEST = 16
OLDEST = 70
PAST = tuple(name for name, known in BY_NAME.items() if known.kind == "past")
_past = attrgetter(*PAST)
PRINTED = ("name", "entity", "branch", "department", "post")
"""What stands on papers: one letter that no font has, and the certificate would not come out."""
ORDER = (
    ("contract_end", "contract_start"),
    ("contract_end", "hired_on"),
    ("probation_end", "hired_on"),
    ("left_on", "hired_on"),
)
AFTER_BIRTH = ("career_start", "hired_on", "contract_start")
NameGate = Callable[[str], str]
"""Gives the characters of a name that no font of ours can print; the room of papers knows them."""


@dataclass
class RowRules:
    """The rules for one row. `today` decides what lies in the future."""

    today: dt.date
    name_gate: NameGate | None = None
    errors: list[Finding] = field(default_factory=list)
    warnings: list[Finding] = field(default_factory=list)
    _printable: set[str] = field(default_factory=set)

    def check(self, table: Table, entry: Entry) -> None:
        """Note everything that is wrong with this row."""
        before = len(self.errors)
        self._check_letters(table, entry)
        self._check_identity(table, entry)
        self._check_days(table, entry)
        self._check_age(table, entry)
        entry.bad = entry.bad or len(self.errors) > before

    def _error(self, table: Table, entry: Entry, name: str, bad: Bad) -> None:
        self.errors.append(table.finding(entry, name, bad, getattr(entry, name)))

    def _warn(self, table: Table, entry: Entry, name: str, bad: Bad) -> None:
        self.warnings.append(table.finding(entry, name, bad, getattr(entry, name)))

    def _check_letters(self, table: Table, entry: Entry) -> None:
        if self.name_gate is None:
            return
        for name in PRINTED:
            text = getattr(entry, name) or ""
            if self._printable.issuperset(text):
                continue
            missing = self.name_gate(text)
            self._printable.update(set(text) - set(missing))
            if missing:
                reason = _("no font has “%(characters)s”, so it cannot be printed")
                fix = _("Write to us, or agree on a spelling")
                self._error(table, entry, name, Bad("name", reason % {"characters": missing}, fix))

    def _check_identity(self, table: Table, entry: Entry) -> None:
        number = entry.id_number
        if not number or not (_is_card(entry.id_kind) or identity.card_shape_is_right(number)):
            return
        if bad := identity_fault(number, self.today):
            self._error(table, entry, "id_number", bad)
            return
        birth = identity.card_birth(number)
        if entry.born_on and entry.born_on != birth and entry.born_on <= self.today:
            reason = _("differs from the identity card: %(day)s") % {"day": birth}
            self._warn(table, entry, "born_on", Bad("date", reason))

    def _check_days(self, table: Table, entry: Entry) -> None:
        today = self.today
        for name, day in zip(PAST, _past(entry), strict=True):
            if day is not None and day > today:
                bad = Bad("date", _("lies in the future"), _("Put in the real date"))
                self._error(table, entry, name, bad)
        said = set()
        for end, start in ORDER:
            last = getattr(entry, end)
            first = getattr(entry, start) if last is not None else None
            if first is not None and last < first and end not in said:
                said.add(end)
                self._before(table, entry, end, (str(BY_NAME[start].label), first))
        born = _born(entry)
        if born is None:
            return
        for name in AFTER_BIRTH:
            day = getattr(entry, name)
            if day is not None and day < born:
                self._before(table, entry, name, (_("the day of birth"), born))

    def _before(self, table: Table, entry: Entry, name: str, what: tuple[str, dt.date]) -> None:
        reason = _("is before %(what)s %(day)s") % {"what": what[0], "day": what[1]}
        self._error(table, entry, name, Bad("date", reason, _("Check the contract")))

    def _check_age(self, table: Table, entry: Entry) -> None:
        born, where = entry.born_on, "born_on"
        if born is None and identity.card_shape_is_right(entry.id_number):
            born, where = identity.card_birth(entry.id_number), "id_number"
        if born is None or born > self.today:
            return
        hired = entry.hired_on or self.today
        if hired < born:
            return
        if _age(born, hired) < YOUNGEST:
            reason = _("was %(age)d years old when hired") % {"age": _age(born, hired)}
            self._warn(table, entry, where, Bad("age", reason))
        elif _age(born, self.today) > OLDEST:
            reason = _("is %(age)d years old") % {"age": _age(born, self.today)}
            self._warn(table, entry, where, Bad("age", reason))


@lru_cache(maxsize=64)
def _is_card(kind: str) -> bool:
    """A roster has few kinds and many rows."""
    return identity.is_card(kind)


def _born(entry: Entry) -> dt.date | None:
    """The day that the card says; of a card that is wrong itself nothing follows."""
    number = entry.id_number
    if not identity.card_shape_is_right(number):
        return entry.born_on
    return identity.card_birth(number) if identity.card_digit_is_right(number) else None


def identity_fault(number: str, today: dt.date) -> Bad | None:
    """What is wrong with the number of an identity card: its shape, its birth date, its end."""
    if not identity.card_shape_is_right(number):
        return Bad("identity", _("is not 18 characters of an identity card"), _("Check the number"))
    birth = identity.card_birth(number)
    if birth is None or birth > today or birth.year < dates.FIRST_YEAR:
        fix = _("Check the 8 digits of the birth date")
        return Bad("identity", _no_birth(number, birth), fix)
    if not identity.card_digit_is_right(number):
        return Bad("identity", _("the last character does not fit"), _("Check every digit"))
    return None


def _no_birth(number: str, birth: dt.date | None) -> str:
    month, day = int(number[10:12]), int(number[12:14])
    if birth is None and 1 <= month <= 12 and day:
        return _("month %(month)d has no day %(day)d") % {"month": month, "day": day}
    return _("the birth date in it is impossible")


def _age(born: dt.date, at: dt.date) -> int:
    return at.year - born.year - ((at.month, at.day) < (born.month, born.day))
