"""Whom a step waits for: press them, hand it to somebody else, bring somebody in."""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from lizhi.accounts.models import User
from lizhi.common import calendar, wording
from lizhi.common.prepared import read_again
from lizhi.common.refusals import AlreadyDone, Refused
from lizhi.workflow import questions
from lizhi.workflow.engine import finding, modes, parts
from lizhi.workflow.keys import lock
from lizhi.workflow.models import Run, Task

BETWEEN_PRESSES = dt.timedelta(hours=4)


def next_press(run: Run) -> dt.datetime | None:
    """From when on this step may be pressed again, four hours after the text; None: at once.

    What was pressed by night goes out in the morning, and nobody is written to by night.
    """
    if run.pressed_at is None:
        return None
    return calendar.quiet(calendar.quiet(run.pressed_at) + BETWEEN_PRESSES)


def check_can_press(run: Run, now: dt.datetime) -> None:
    """A step that waits for somebody, and was not pressed in the last four hours."""
    if run.state != Run.State.OPEN:
        raise AlreadyDone(_("This step has been dealt with already."))
    until = run.case.suspended_until
    if until is not None and now < until:
        still = {"when": wording.moment(until)}
        raise Refused(_("The process stands still until %(when)s; nobody is reminded.") % still)
    free = next_press(run)
    if free is not None and now < free:
        again = {"hour": wording.moment(free)}
        raise Refused(_("They have just been reminded. Again from %(hour)s.") % again)


@transaction.atomic
def press(run: Run, *, by: User, at: dt.datetime, words: str = "") -> None:
    """Remind whoever else has it; whoever leaves sees it at once. At most once in four hours.

    `words` stand in the event, for whoever is asked and for HR, not for whoever leaves.
    """
    fresh = finding.run(lock(run.case), run.pk)
    check_can_press(fresh, at)
    every = questions.UNANSWERED_OF_RUN.all(run=fresh.pk)
    asked = [task.assignee for task in every if task.state == Task.State.OPEN]
    if not asked:
        raise Refused(_("This step waits for nobody; it goes on by itself."))
    people = [user for user in asked if user.pk != by.pk]
    if not people:
        raise Refused(_("This waits for you yourself."))
    parts.press(fresh, people, by=by, at=at, words=words)
    run.pressed, run.pressed_at = fresh.pressed, fresh.pressed_at


@transaction.atomic
def tell(run: Run, *, to: User, by: User, at: dt.datetime) -> None:
    """Somebody above whoever has it hears of it as well."""
    parts.tell(finding.run(lock(run.case), run.pk), [to], by=by, at=at)


@transaction.atomic
def reassign(task: Task, *, to: User, by: User | None, at: dt.datetime, words: str = "") -> None:
    """Somebody else does it; until when does not change, and links to it die."""
    mine = finding.task(lock(task.case), task.pk)
    if mine.state != Task.State.OPEN:
        raise AlreadyDone(_("This has been dealt with already."))
    if modes.of(parts.step_of(mine.run)) != "any":
        check_has_no_part(mine.run, to)
    if mine.assignee_id != to.pk:
        parts.replace(mine.run, [mine], [to], by=by, at=at, words=words)
    changed = ("state", "assignee", "on_behalf_of", "closed_at", "seen_at", "rev")
    read_again(task, *changed)


@transaction.atomic
def add_task(run: Run, *, to: User, by: User | None, at: dt.datetime) -> Task:
    """Somebody else has the step too; who has it already keeps the task that is there."""
    fresh = finding.run(lock(run.case), run.pk)
    if fresh.state != Run.State.OPEN:
        raise AlreadyDone(_("This step has been dealt with already."))
    parts.add(fresh, [to], by=by, at=at)
    return next(task for task in _parts(run) if task.assignee_id == to.pk)


def check_has_no_part(run: Run, user: User) -> None:
    """Where several have to answer, nobody answers twice."""
    if any(task.assignee_id == user.pk for task in _parts(run)):
        raise Refused(_("%(name)s has a part in this step already.") % {"name": user.name})


def _parts(run: Run) -> list[Task]:
    every = questions.TASKS_OF_RUN.all(run=run.pk)
    return [task for task in every if task.state != Task.State.CANCELLED]
