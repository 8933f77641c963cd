"""Count deadlines anew that were guessed over a year whose working days were not announced yet."""

from django.db import transaction

from lizhi.workflow.engine import finding, moments, summary, trees
from lizhi.workflow.keys import lock
from lizhi.workflow.models import Run, Task, Timer


def recount() -> int:
    """Ask the calendar again for every guessed timer; how many are certain now.

    Nothing that has happened changes. A moment that lies in the past by now acts at the next look.
    """
    guessed = Timer.objects.filter(state=Timer.State.PENDING, provisional=True)
    keys = list(guessed.values_list("pk", flat=True))
    return sum(_recount(key) for key in keys)


@transaction.atomic
def _recount(key: int) -> bool:
    timer = Timer.objects.select_related("case").get(pk=key)
    run = finding.run(lock(timer.case), timer.run_id)
    timer.refresh_from_db(fields=["state"])
    if timer.state != Timer.State.PENDING:
        return False
    deadline = moments.acts_at(run.case, timer.kind, timer.rule, run.opened_at, run.paused)
    if deadline is None:  # its date is unknown again
        return False
    timer.due_at, timer.provisional = deadline
    timer.save(update_fields=["due_at", "provisional"])
    _move_due(run)
    return not timer.provisional


def _move_due(run: Run) -> None:
    tree = trees.of(run.version)
    step = moments.counted_by(run, tree.steps[run.step])
    due = moments.due(step, run.opened_at, run.paused)
    if due == run.due_at:
        return
    Run.objects.filter(pk=run.pk).update(due_at=due)
    Task.objects.unanswered().filter(run=run).update(due_at=due)
    summary.refresh(run.case, tree, list(run.case.runs.order_by("pk")))
