"""What lists show of a case, written into its columns after each move."""

from lizhi.cases.models import Case
from lizhi.common import rows
from lizhi.workflow import questions
from lizhi.workflow.models import Run
from lizhi.workflow.tree import FOR_PEOPLE, Tree

COLUMNS = ("label", "holder", "holder_user", "with_leaver", "due_at", "steps_done", "pressed")
OTHERS = " +{n}"


def refresh(case: Case, tree: Tree, runs: list[Run], *, also: tuple[str, ...] = ()) -> None:
    """Show the most urgent open step that waits for a person, else what the machine waits for.

    A step that the machine gave up comes before both; it has a time of its own since then, and
    whoever sees to it was named with it.
    """
    waiting = questions.SHOWN.all(case=case.pk)
    timed = [run for run in runs if run.due_at and not run.closed_at and run.step in tree.steps]
    broken = [run for run in timed if tree.steps[run.step]["kind"] == "auto"]
    if broken:
        _show(case, tree, broken[0])
    elif waiting:
        first = waiting[0]
        others = sum(one.run_id == first.run_id for one in waiting) - 1
        case.holder = first.assignee.name[:50] + (OTHERS.format(n=others) if others else "")
        case.holder_user_id = first.assignee_id
        case.with_leaver = first.assignee_id == case.employment.person.user_id
        _show(case, tree, first.run)
    else:
        case.holder, case.holder_user_id, case.with_leaver = "", None, False
        _show(case, tree, _soonest(runs))
    case.steps_done = _done(tree, runs)
    rows.update(case, *COLUMNS, *also)


def _show(case: Case, tree: Tree, urgent: Run | None) -> None:
    case.label = str(tree.steps[urgent.step].get("name", urgent.step))[:60] if urgent else ""
    case.due_at = urgent.due_at if urgent else None
    case.pressed = urgent.pressed if urgent else 0


def _soonest(runs: list[Run]) -> Run | None:
    open_runs = [run for run in runs if run.state == Run.State.OPEN]
    timed = [run for run in open_runs if run.due_at is not None]
    # An automatic step is done within a minute: what is due by date says more.
    return min(timed, key=lambda run: (run.due_at, run.pk), default=None) or next(
        iter(open_runs), None
    )


def _done(tree: Tree, runs: list[Run]) -> int:
    # A step that only an earlier version had is no part of the way any more.
    people = [run for run in runs if tree.steps.get(run.step, {}).get("kind") in FOR_PEOPLE]
    still = {run.step for run in people if run.state == Run.State.OPEN}
    return len({run.step for run in people if run.state == Run.State.DONE} - still)
