"""Count deadlines anew: a list of working days was announced, or a calendar has changed."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.db.models import Q

from lizhi.cases.actions import Entry, record_all
from lizhi.common import clock
from lizhi.workflow import kinds
from lizhi.workflow.engine import finding, moments, summary, trees
from lizhi.workflow.keys import lock
from lizhi.workflow.models import Run, Task, Timer

IN_WORKING_TIME = ("work_days", "work_hours")


@dataclass
class Moves:
    """What the calendar says now of one run: its own time, and what time will do to it."""

    run: Run
    due: dt.datetime | None
    timers: list[tuple[Timer, dt.datetime, bool]] = field(default_factory=list)
    """Each with its moment, and whether that is still guessed."""

    @property
    def is_later_or_earlier(self) -> bool:
        """Whether people have to know."""
        moved = any(timer.due_at != at for timer, at, _guessed in self.timers)
        return moved or self.due != self.run.due_at


def recount(*, since: dt.date | None = None, why: str = "") -> int:
    """Ask the calendar again for every guessed timer; how many are certain now.

    With `since`, the first day that differs, also for those that were certain and lie after it.
    Nothing that has happened changes. A moment that lies in the past by now acts at the next look.
    """
    return sum(_recount(key, why) for key in _touched(since))


def foreseen(*, since: dt.date) -> Iterator[Moves]:
    """What a `recount` would move: for a trial, which writes nothing."""
    for key in _touched(since):
        run = Run.objects.select_related("case__branch", "version").get(pk=key)
        if (moves := _moves(run)).is_later_or_earlier:
            yield moves


def _touched(since: dt.date | None) -> list[int]:
    """Open runs with something pending that the calendar may move."""
    which = Q(timers__state=Timer.State.PENDING, timers__provisional=True)
    if since is not None:
        begins = dt.datetime.combine(since, dt.time.min, clock.SHANGHAI)
        which |= Q(timers__state=Timer.State.PENDING, timers__due_at__gte=begins)
        which |= Q(due_at__gte=begins)
    return list(
        Run.objects.open().filter(which).order_by("pk").distinct().values_list("pk", flat=True)
    )


@transaction.atomic
def _recount(key: int, why: str) -> int:
    run = finding.run(lock(Run.objects.select_related("case").get(pk=key).case), key)
    if run.state != Run.State.OPEN:
        return 0
    moves = _moves(run)
    certain = 0
    for timer, at, guessed in moves.timers:
        certain += timer.provisional and not guessed
        if (timer.due_at, timer.provisional) != (at, guessed):
            Timer.objects.filter(pk=timer.pk).update(due_at=at, provisional=guessed)
    if moves.is_later_or_earlier:
        _move(moves, why)
    return certain


def _moves(run: Run) -> Moves:
    """By what the definition says, from the moment at which the run was opened."""
    step = moments.counted_by(run, trees.of(run.version).steps[run.step])
    counted = _counts(step.get("due", {}))
    due = moments.due(step, run.opened_at, run.paused, run.case) if counted else None
    found = Moves(run, due or run.due_at)
    for timer in run.timers.filter(state=Timer.State.PENDING).order_by("pk"):
        if not timer.provisional and not _counts(timer.rule.get("after", {})):
            continue
        moment = moments.acts_at(run.case, timer.kind, timer.rule, run.opened_at, run.paused)
        if moment is not None:  # else its date is unknown again
            found.timers.append((timer, moment.at, moment.provisional))
    return found


def _counts(span: dict[str, Any]) -> bool:
    return span.get("unit") in IN_WORKING_TIME


def _move(moves: Moves, why: str) -> None:
    run, old, at = moves.run, moves.run.due_at, clock.now()
    if moves.due != old:
        Run.objects.filter(pk=run.pk).update(due_at=moves.due)
        Task.objects.unanswered().filter(run=run).update(due_at=moves.due)
        summary.refresh(run.case, trees.of(run.version), list(run.case.runs.order_by("pk")))
    moved = sum(timer.due_at != moment for timer, moment, _guessed in moves.timers)
    facts = {"old": old, "due": moves.due, "why": why, "timers": moved}
    record_all(run.case, [Entry(kinds.DEADLINE_MOVED, run.step, facts=facts)], at=at)
