"""The list as each side reads it."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from lizhi.accounts.models import User
from lizhi.cases import chain
from lizhi.cases.models import Case
from lizhi.handover import rules
from lizhi.handover.models import Item
from lizhi.workflow import actions as workflow

State = Item.State
PRONOUNS = {"女": "她", "男": "他"}


@dataclass(frozen=True)
class Row:
    """One thing, and what its receiver has said about it."""

    item: Item
    photos: int
    missing: str = ""
    """What is missing, in the receiver's words, while it is."""

    @property
    def waits_for_leaver(self) -> bool:
        """The leaver has still to do something."""
        return self.item.state in rules.WAITING

    @property
    def waits_for_receiver(self) -> bool:
        """Handed over, not confirmed."""
        return self.item.state == State.GIVEN

    @property
    def to_be_sent(self) -> bool:
        """A thing that somebody elsewhere sends by post."""
        return bool(self.item.kind == Item.Kind.ASSET and self.item.case.place)


@dataclass(frozen=True)
class Sheet:
    """All rows that one reader sees."""

    case: Case
    rows: list[Row]
    due_at: dt.datetime | None
    is_open: bool

    @property
    def left(self) -> int:
        """How many wait for the leaver."""
        return sum(row.waits_for_leaver for row in self.rows)

    @property
    def here(self) -> int:
        """How many wait for a receiver."""
        return sum(row.waits_for_receiver for row in self.rows)

    @property
    def received(self) -> int:
        """How many are confirmed."""
        return sum(row.item.state == State.RECEIVED for row in self.rows)

    @property
    def given(self) -> int:
        """How many the leaver has done with."""
        return len(self.rows) - self.left

    @property
    def pronoun(self) -> str:
        """她 or 他 where we know, else the name."""
        person = self.case.employment.person
        return PRONOUNS.get(person.sex, person.name)


def of(case: Case, *, receiver: User | None = None) -> Sheet:
    """The whole list, or what passes on to one receiver."""
    items = rules.FOR_PAGES.all(case=case.pk)
    if receiver is not None:
        items = [item for item in items if item.receiver_id == receiver.pk]
    run = workflow.open_run(case, rules.STEP)
    return Sheet(case, _rows(case, items), run.due_at if run else None, run is not None)


def _rows(case: Case, items: Iterable[Item]) -> list[Row]:
    rows, words = [], _missing(case)
    for item in items:
        item.case = case
        said = words.get(item.pk, "") if item.state == State.MISSING else ""
        rows.append(Row(item, getattr(item, "photo_count", 0), said))
    return rows


def _missing(case: Case) -> dict[int, str]:
    found: dict[int, str] = {}
    for event in rules.MISSING.all(case=case.pk):
        event.case = case
        found[event.facts["item"]] = chain.read(event) or ""
    return found
