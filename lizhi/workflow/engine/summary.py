"""What lists show of a case, written into its columns after each move."""

from django.db.models import F

from lizhi.accounts.models import User
from lizhi.cases.models import Case
from lizhi.workflow.models import Run, Task
from lizhi.workflow.tree import FOR_PEOPLE, Tree

COLUMNS = ["label", "holder", "holder_user", "with_leaver", "due_at", "steps_done", "pressed"]
OTHERS = " +{n}"


def refresh(case: Case, tree: Tree, runs: list[Run], *, also: tuple[str, ...] = ()) -> None:
    """Show the most urgent open step that waits for a person, else what the machine waits for."""
    tasks = _open_tasks(case)
    urgent = tasks[0].run if tasks else _soonest(runs)
    mine = [task.assignee for task in tasks if task.run_id == tasks[0].run_id]
    case.holder, case.holder_user = _names(mine), mine[0] if mine else None
    case.with_leaver = bool(mine) and mine[0].pk == case.employment.person.user_id
    case.label = str(tree.steps[urgent.step].get("name", urgent.step))[:60] if urgent else ""
    case.due_at = urgent.due_at if urgent else None
    case.pressed = urgent.pressed if urgent else 0
    case.steps_done = _done(tree, runs)
    case.save(update_fields=[*COLUMNS, *also])


def _names(people: list[User]) -> str:
    if not people:
        return ""
    return people[0].name[:50] + (OTHERS.format(n=len(people) - 1) if people[1:] else "")


def _open_tasks(case: Case) -> list[Task]:
    tasks = Task.objects.open().filter(case=case).select_related("run", "assignee")
    shown = tasks.only("run", "run__step", "run__due_at", "run__pressed", "assignee__name")
    return list(shown.order_by(F("run__due_at").asc(nulls_last=True), "run_id", "position", "pk"))


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
