"""What a version that is still to come would do to the cases on their way.

And whether that is what whoever publishes it has seen: between the page and the press people go on
with their work.
"""

import datetime as dt
import hashlib
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from lizhi.accounts.models import User
from lizhi.cases.models import Case
from lizhi.common.refusals import Refused
from lizhi.flows.migrating import running
from lizhi.flows.migrating.planning import Choices
from lizhi.flows.migrating.running import Look
from lizhi.workflow.models import Version

MOST = 200
"""So many are looked at for one page, the soonest due first; the rest are only counted."""
NAMED = 5
Chosen = list[tuple[Case, Choices]]


class HasChanged(Refused):
    """It is not what the page said any more: nothing is done, and the person is asked again."""

    code = "has_changed"


@dataclass(frozen=True)
class Asked:
    """What whoever publishes had before the eyes, and chose."""

    key: str
    """Of the form: sent again it begins nothing."""
    seen: tuple[str, ...] = ()
    """By case number what the page said: see `mark`."""
    total: int = 0
    """How many there were on their way, also those that the page did not list."""
    ticked: frozenset[str] = frozenset()
    give_up: frozenset[str] = frozenset()
    skip: frozenset[str] = frozenset()
    every: bool = False
    """Also those that are not listed."""

    def choices(self, number: str) -> Choices:
        """What holds for all, but for those that were ticked apart."""
        return Choices(close=number in self.give_up, start=number not in self.skip)


@dataclass(frozen=True)
class Ahead:
    """The cases on their way as they would go on by the version to come."""

    looks: tuple[Look, ...] = ()
    total: int = 0

    @property
    def can(self) -> list[str]:
        """The numbers of those that can change as they are."""
        return [one.case.number for one in self.looks if not one.reason]

    @property
    def seen(self) -> list[str]:
        """What the page carries: see `Asked.seen`."""
        return [f"{one.case.number}:{mark(one)}" for one in self.looks]


def of(version: Version | None, by: User, *, at: dt.datetime) -> Ahead:
    """A dry run of the first of them; nothing is written. None: nobody goes by this process."""
    if version is None:
        return Ahead()
    cases = running.behind(version, by)
    looks = tuple(running.look(case, version, Choices(), by, at=at) for case in cases[:MOST])
    return Ahead(looks, len(looks) if len(looks) < MOST else cases.count())


def chosen(ahead: Ahead, version: Version, asked: Asked, by: User) -> Chosen:
    """The cases that were ticked, each with what was chosen for it."""
    numbers = asked.ticked | asked.give_up
    cases = [one.case for one in ahead.looks if one.case.number in numbers]
    if asked.every:
        cases = list(running.behind(version, by).iterator(chunk_size=2000))
    return [(case, asked.choices(case.number)) for case in cases]


def mark(look: Look) -> str:
    """Ten hex digits that are others as soon as the page would say something else of this case."""
    said = "\n".join((look.now_at, look.then_at, look.reason, *look.notes))
    return hashlib.sha256(said.encode()).hexdigest()[:10]


def since(asked: Asked, ahead: Ahead) -> str:
    """What is different from what the page said; empty: nothing is."""
    seen = dict(one.partition(":")[::2] for one in asked.seen)
    now = {one.case.number: one for one in ahead.looks}
    moved = [one for key, one in now.items() if key in seen and seen[key] != mark(one)]
    come = [one for key, one in now.items() if key not in seen]
    gone, said = len(seen.keys() - now.keys()), []
    if moved:
        said.append(_("%(names)s: not what it was when you looked.") % {"names": _names(moved)})
    if come:
        said.append(_("%(names)s: not here when you looked.") % {"names": _names(come)})
    if gone:
        words = ngettext(
            "%(n)s case is not on its way here any more.",
            "%(n)s cases are not on their way here any more.",
            gone,
        )
        said.append(words % {"n": gone})
    if asked.every and not said and asked.total != ahead.total:
        numbers = {"now": ahead.total, "then": asked.total}
        said.append(
            _("There are %(now)s cases on their way now, %(then)s when you looked.") % numbers
        )
    return " ".join(said)


def _names(looks: Iterable[Look]) -> str:
    names = [one.case.employment.name for one in looks]
    listed = "、".join(names[:NAMED])
    if len(names) <= NAMED:
        return listed
    return _("%(names)s and %(n)s more") % {"names": listed, "n": len(names) - NAMED}
