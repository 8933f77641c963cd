"""The days that the law gives the company after an ending, as rows (劳动合同法 50 and others).

Nothing here moves for a holiday or an open handover. Where a province gives wages so many working
days, these follow the official calendar, and the day moves when a list is announced.
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import cast

from django.db.models import Q

from lizhi.cases.models import Case
from lizhi.common import rows
from lizhi.common.prepared import Prepared, given
from lizhi.offboarding.models import Duty, DutyQuerySet
from lizhi.settlement import workdays
from lizhi.settlement.law import clocks as law
from lizhi.settlement.law.parameters import NoFigure

KINDS: tuple[law.Duty, ...] = (
    "certificate",
    "wages",
    "unemployment_list",
    "transfer",
    "housing_fund",
    "contract_texts_years",
)
OF_CASE = Prepared(
    lambda: Duty.objects.filter(case=given("case")).select_related("done_by").order_by("due", "pk")
)


NOBODY_UNEMPLOYED = frozenset({Case.Way.RETIREMENT, Case.Way.DEATH})
"""Ways after which nobody looks for work: there is no list to stand in."""


def kinds_of(case: Case) -> tuple[law.Duty, ...]:
    """What is owed after an ending of this way."""
    if case.way not in NOBODY_UNEMPLOYED:
        return KINDS
    return tuple(kind for kind in KINDS if kind != "unemployment_list")


@dataclass
class _Counting:
    """Hands working days to the law, and remembers whether one of them was guessed."""

    guessed: bool = False

    def __call__(self, start: dt.date, number: int) -> dt.date:
        found = workdays.last_of(start, number)
        self.guessed = self.guessed or found.provisional
        return found.day


@dataclass(frozen=True)
class Due:
    """What the law says of one duty today."""

    day: dt.date | None
    article: str
    provisional: bool


def of_law(case: Case, kind: law.Duty) -> Due:
    """The day and its article; where a new rule has not been verified, the day of the old one."""
    counting = _Counting()
    try:
        found = law.due(
            kind,
            contract_end=case.contract_end,
            city=case.employment.work_city or case.branch.city,
            after_work_days=counting,
        )
    except NoFigure:
        return _reminder(case, kind)
    return Due(found.value, found.steps[0].article, counting.guessed)


def _reminder(case: Case, kind: law.Duty) -> Due:
    """So that somebody looks: provisional, and shown as what it is; no day where none was known."""
    try:
        found = law.reminder(kind, contract_end=case.contract_end)
    except NoFigure:
        return Due(None, "", provisional=False)
    return Due(found.value, found.steps[0].article, provisional=True)


def on_working_days(since: dt.date) -> DutyQuerySet:
    """Open duties whose day a list of working days may move: only wages of some provinces."""
    wages = Duty.objects.to_do().filter(kind=Duty.Kind.WAGES)
    touched = wages.filter(Q(provisional=True) | Q(due__gte=since))
    return touched.select_related("case__employment", "case__branch").order_by("pk")


def make(case: Case, *, at: dt.datetime) -> None:
    """All six, as soon as the end of the contract is known; what is there already stays."""
    wanted = []
    for kind in kinds_of(case):
        due = of_law(case, kind)
        wanted.append(
            Duty(
                case=case,
                kind=kind,
                due=due.day,
                article=due.article,
                provisional=due.provisional,
                created_at=at,
            )
        )
    rows.insert_unless_there(wanted)


def is_other(duty: Duty) -> bool:
    """Whether the law says something else of it today than its row does."""
    return not _is_so(duty, of_law(duty.case, cast("law.Duty", duty.kind)))


def _is_so(duty: Duty, due: Due) -> bool:
    return (duty.due, duty.article, duty.provisional) == (due.day, due.article, due.provisional)


@dataclass(frozen=True)
class Moved:
    """A duty whose day is another one now."""

    duty: Duty
    old: dt.date | None


def count_again(case: Case, found: Iterable[Duty]) -> list[Moved]:
    """Ask the law once more about those that are not done; those that moved are written.

    Whoever was told that it was late is told again, if the new day passes as well.
    """
    moved = []
    for duty in found:
        due = of_law(case, cast("law.Duty", duty.kind))
        if duty.done_on is not None or _is_so(duty, due):
            continue
        old, duty.due = duty.due, due.day
        duty.article, duty.provisional = due.article, due.provisional
        if old != due.day:
            duty.raised_at = duty.raised_higher_at = None
            moved.append(Moved(duty, old))
        rows.update(duty, "due", "article", "provisional", "raised_at", "raised_higher_at")
    return moved
