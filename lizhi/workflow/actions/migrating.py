"""Change a running case to another version of its process: what is open keeps all that it has."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from lizhi.accounts.models import User
from lizhi.cases.models import Case
from lizhi.common import rows
from lizhi.common.refusals import AlreadyDone
from lizhi.workflow import kinds
from lizhi.workflow.engine import finding, trees
from lizhi.workflow.engine.move import Move
from lizhi.workflow.keys import lock
from lizhi.workflow.models import Run, Task, Version
from lizhi.workflow.tree import Tree
from lizhi.workflow.walking import Walk


@dataclass(frozen=True)
class Standing:
    """Where a case stands by its own version, what it has behind it, and the version to come."""

    old: Tree
    new: Tree
    open: frozenset[str]
    done: frozenset[str]
    answered: Callable[[str], bool]
    """Whether somebody has done the own part of a step that is still open."""
    answers: dict[str, Callable[[Any], bool]]
    """What a walk asks about this case."""


class Carried(Walk):
    """A walk in the new version, with the open steps that are kept and what they are called now."""

    kept: dict[str, str]


Planned = Callable[[Standing], Carried]


def plan(case: Case, version: Version, how: Planned, *, at: dt.datetime) -> Carried:
    """What a change to this version would do, as `how` works it out; nothing is written."""
    return _plan(Move(case, version, by=None, at=at), how)


@transaction.atomic
def migrate(
    case: Case, version: Version, how: Planned, *, by: User | None, at: dt.datetime
) -> Carried:
    """The case goes on by this version; only what begins now goes by its limits and timers.

    It is worked out once more, on the locked case: meanwhile somebody may have moved it.
    """
    move = Move(lock(case), version, by=by, at=at)
    carried, was = _plan(move, how), finding.version(case)
    move.note(kinds.MIGRATED, was=was.number, version=version.number)
    for run in move.open_runs():
        if run.step in carried.kept:
            _carry(move, run, trees.of(was).steps[run.step].get("due"), carried.kept[run.step])
    move.apply(carried)
    move.finish()
    return carried


def _plan(move: Move, how: Planned) -> Carried:
    if move.case.status != Case.Status.RUNNING:
        raise AlreadyDone(_("This case has ended already."))
    if (was := finding.version(move.case)).pk == move.version.pk:
        raise AlreadyDone(_("This case goes by this version already."))
    return how(
        Standing(
            old=trees.of(was),
            new=move.tree,
            open=frozenset(run.step for run in move.open_runs()),
            done=frozenset(run.step for run in move.runs if run.state == Run.State.DONE),
            answered=lambda step: _answered(move.case, step),
            answers=move.answers(),
        )
    )


def _answered(case: Case, step: str) -> bool:
    parts = Task.objects.at(case, step).filter(run__state=Run.State.OPEN)
    return parts.filter(state=Task.State.DONE).exists()


def _carry(move: Move, run: Run, due: dict[str, Any] | None, step: str) -> None:
    """The row stays, with its people and timers; only what it goes by is another."""
    if run.counted_by is None and due != move.tree.steps[step].get("due"):
        run.counted_by = due or {}
    if run.step != step:
        run.visit = 1 + sum(other.step == step for other in move.runs)
        run.step = step
    run.version = move.version
    rows.update(run, "version", "step", "visit", "counted_by")
