"""Let time act: waits end, people are reminded, and in the end nobody's silence stops a case."""

import datetime as dt
import logging
from collections.abc import Callable

from django.db import transaction

from lizhi.accounts.models import User
from lizhi.cases.models import Case
from lizhi.common import rows
from lizhi.common.prepared import read_again
from lizhi.common.trail import trail
from lizhi.workflow import kinds, owners, questions, standing_in
from lizhi.workflow.dates import reach
from lizhi.workflow.engine import finding, modes, parts
from lizhi.workflow.engine.leaving import leave
from lizhi.workflow.keys import lock, once
from lizhi.workflow.models import Run, Task, Timer

logger = logging.getLogger(__name__)


def let_time_act(now: dt.datetime, *, case: Case | None = None) -> int:
    """Fire what is due, in order, one transaction each; how many have acted.

    A timer that fails is tried again at the next call and does not keep the others from acting.
    With `case` nothing but its own timers: one that is only played through moves no other.
    """
    fired = 0
    due = questions.DUE_OF_CASE.all(now=now, case=case.pk) if case else questions.DUE.all(now=now)
    for timer in due:
        try:
            fired += _fire(timer.pk, now=now)
        except Exception as error:  # noqa: BLE001  the other timers must act all the same
            logger.error("timer %s: %s", timer.pk, trail(error))
    return fired


def late(now: dt.datetime) -> int:
    """How many have been due for a minute and have not acted; counted up to ten thousand."""
    before = now - dt.timedelta(minutes=1)
    return Timer.objects.filter(state=Timer.State.PENDING, due_at__lte=before)[:10_000].count()


@transaction.atomic
def _fire(key: int, *, now: dt.datetime) -> bool:
    timer = questions.TIMER.get(pk=key)
    case = lock(timer.case)
    read_again(timer, "state", "due_at")
    if timer.state != Timer.State.PENDING or timer.due_at > now:
        return False
    if timer.kind == "remind" and _a_newer_one_is_due(timer, now):
        return _rest(timer, Timer.State.OFF, now)
    if not once(f"timer:{key}", case=case, kind=f"time_{timer.kind}", by=None, at=now):
        return False
    _rest(timer, Timer.State.FIRED, now)
    ACTS[timer.kind](finding.run(case, timer.run_id), timer, now)
    return True


def _a_newer_one_is_due(timer: Timer, now: dt.datetime) -> bool:
    """After an outage people get one reminder, not all that were missed."""
    later = questions.LATER_REMINDER.first(run=timer.run_id, n=timer.n, now=now)
    return later is not None


def _rest(timer: Timer, state: Timer.State, now: dt.datetime) -> bool:
    timer.state, timer.fired_at = state, now
    rows.update(timer, "state", "fired_at")
    return False


def _remind(run: Run, timer: Timer, now: dt.datetime) -> None:
    if people := _people(run, timer.rule.get("to", owners.OWNER), now):
        parts.press(run, people, by=None, at=now)


def _escalate(run: Run, timer: Timer, now: dt.datetime) -> None:
    rule = timer.rule
    if rule["action"] == "close":
        leave(run, outcome=rule["outcome"], by=None, at=now, kind=kinds.STEP_CLOSED_BY_TIME)
        return
    people = _people(run, rule["to"], now)
    if not people:
        return  # nobody holds the role yet
    if rule["action"] == "add":
        parts.add(run, people, by=None, at=now)
    elif rule["action"] == "reassign":
        _give_away(run, people, now)
    else:
        parts.tell(run, people, at=now)


def _give_away(run: Run, people: list[User], now: dt.datetime) -> None:
    """Not to one who has an own part besides: nobody answers twice."""
    mine = parts.at_hand(run)
    besides = parts.taken(run) - {task.assignee_id for task in mine}
    if free := [user for user in people if user.pk not in besides]:
        parts.replace(run, mine, free, by=None, at=now)


def _reach(run: Run, timer: Timer, now: dt.datetime) -> None:
    reach(run, at=now)


def _people(run: Run, to: str, now: dt.datetime) -> list[User]:
    if to == owners.OWNER:
        return [task.assignee for task in _who_has_it(run, now)]
    taken = parts.taken(run)
    return standing_in.instead(owners.resolve(to, run.case), run.case, at=now, besides=taken)


def _who_has_it(run: Run, now: dt.datetime) -> list[Task]:
    """Once its time is over a claim ends: all who could do the step have it again."""
    tasks = questions.UNANSWERED_OF_RUN.all(run=run.pk)
    resting = [task for task in tasks if task.state == Task.State.RESTING]
    late = run.due_at is not None and run.due_at <= now
    if resting and late and modes.of(parts.step_of(run)) == "any":
        parts.open_again(run, resting, at=now)
        return tasks
    return [task for task in tasks if task.state == Task.State.OPEN]


ACTS: dict[str, Callable[[Run, Timer, dt.datetime], None]] = {
    "remind": _remind,
    "escalate": _escalate,
    "wait": _reach,
}
