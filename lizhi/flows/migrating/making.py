"""Change a running case to another version of its process: what is open keeps all that it has."""

import datetime as dt
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from lizhi.accounts.models import User
from lizhi.cases.models import Case
from lizhi.common import rows
from lizhi.common.refusals import AlreadyDone
from lizhi.flows.migrating.planning import Choices, Plan, Standing, plan
from lizhi.workflow import kinds
from lizhi.workflow.engine import finding, trees
from lizhi.workflow.engine.move import Move
from lizhi.workflow.keys import lock
from lizhi.workflow.models import Run, Task, Version


def look(case: Case, version: Version, choices: Choices, *, at: dt.datetime) -> Plan:
    """What a change to this version would do; refused with a reason. Nothing is written."""
    return _plan(Move(case, version, by=None, at=at), choices)


@transaction.atomic
def migrate(
    case: Case, version: Version, choices: Choices, *, by: User | None, at: dt.datetime
) -> Plan:
    """The case goes on by this version; only what begins now goes by its limits and timers.

    It is worked out once more, on the locked case: meanwhile somebody may have moved it.
    """
    move = Move(lock(case), version, by=by, at=at)
    planned, was = _plan(move, choices), finding.version(case)
    move.note(kinds.MIGRATED, was=was.number, version=version.number)
    for run in move.open_runs():
        if run.step in planned.kept:
            _carry(move, run, trees.of(was).steps[run.step].get("due"), planned.kept[run.step])
    move.apply(planned)
    move.finish()
    return planned


def _plan(move: Move, choices: Choices) -> Plan:
    if move.case.status != Case.Status.RUNNING:
        raise AlreadyDone(_("This case has ended already."))
    if (was := finding.version(move.case)).pk == move.version.pk:
        raise AlreadyDone(_("This case goes by this version already."))
    before = Standing(
        old=trees.of(was),
        new=move.tree,
        open=frozenset(run.step for run in move.open_runs()),
        done=frozenset(run.step for run in move.runs if run.state == Run.State.DONE),
        answered=lambda step: _answered(move.case, step),
        answers=move.answers(),
    )
    return plan(before, choices)


def _answered(case: Case, step: str) -> bool:
    parts = Task.objects.at(case, step).filter(run__state=Run.State.OPEN)
    return parts.filter(state__in=(Task.State.DONE, Task.State.RESTING)).exists()


def _carry(move: Move, run: Run, due: dict[str, Any] | None, step: str) -> None:
    """The row stays, with its people and timers; only what it goes by is another."""
    if run.counted_by is None and due != move.tree.steps[step].get("due"):
        run.counted_by = due or {}
    if run.step != step:
        run.visit = 1 + sum(other.step == step for other in move.runs)
        run.step = step
    run.version = move.version
    rows.update(run, "version", "step", "visit", "counted_by")
