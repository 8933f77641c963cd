"""What lists show of a case, written into its columns after each move."""

import datetime as dt
from typing import NamedTuple

from django.db.models import F

from lizhi.cases.models import Case
from lizhi.workflow.models import Run, Task
from lizhi.workflow.tree import FOR_PEOPLE, Tree

COLUMNS = ("label", "holder", "holder_user_id", "with_leaver", "due_at", "steps_done", "pressed")
OTHERS = " +{n}"


class _Waiting(NamedTuple):
    """Somebody has a step."""

    run: int
    step: str
    due_at: dt.datetime | None
    pressed: int
    user: int
    name: str
    leaver: int


def refresh(case: Case, tree: Tree, runs: list[Run], *, also: tuple[str, ...] = ()) -> None:
    """Show the most urgent open step that waits for a person, else what the machine waits for."""
    waiting = _waiting(case)
    if waiting:
        first = waiting[0]
        others = sum(one.run == first.run for one in waiting) - 1
        case.holder = first.name[:50] + (OTHERS.format(n=others) if others else "")
        case.holder_user_id, case.with_leaver = first.user, first.user == first.leaver
        _show(case, tree, first)
    else:
        case.holder, case.holder_user_id, case.with_leaver = "", None, False
        _show(case, tree, _soonest(runs))
    case.steps_done = _done(tree, runs)
    values = {name: getattr(case, name) for name in (*COLUMNS, *also)}
    Case.objects.filter(pk=case.pk).update(**values)


def _show(case: Case, tree: Tree, urgent: _Waiting | Run | None) -> None:
    case.label = str(tree.steps[urgent.step].get("name", urgent.step))[:60] if urgent else ""
    case.due_at = urgent.due_at if urgent else None
    case.pressed = urgent.pressed if urgent else 0


def _waiting(case: Case) -> list[_Waiting]:
    """Who has what, the most urgent first."""
    rows = (
        Task.objects.open()
        .filter(case=case)
        .order_by(F("run__due_at").asc(nulls_last=True), "run_id", "position", "pk")
        .values_list(
            *("run", "run__step", "run__due_at", "run__pressed", "assignee", "assignee__name"),
            "case__employment__person__user",
        )
    )
    return [_Waiting(*row) for row in rows]


def _soonest(runs: list[Run]) -> Run | None:
    open_runs = [run for run in runs if run.state == Run.State.OPEN]
    timed = [run for run in open_runs if run.due_at is not None]
    # An automatic step is done within a minute: what is due by date says more.
    return min(timed, key=lambda run: (run.due_at, run.pk), default=None) or next(
        iter(open_runs), None
    )


def _done(tree: Tree, runs: list[Run]) -> int:
    people = [run for run in runs if tree.steps[run.step]["kind"] in FOR_PEOPLE]
    still = {run.step for run in people if run.state == Run.State.OPEN}
    return len({run.step for run in people if run.state == Run.State.DONE} - still)
