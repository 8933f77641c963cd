"""What must be true of every case, whenever anybody looks. Worth running on real data too."""

from django.db.models import Count, Exists, F, OuterRef, Q

from lizhi.cases import chain
from lizhi.cases.models import Case
from lizhi.jobs.models import Outbox
from lizhi.workflow.engine import trees
from lizhi.workflow.models import Run, Task, Timer


def broken() -> list[str]:
    """The sentences that are not true."""
    checks = {
        "no run is open in a case that has ended": Run.objects.open().exclude(
            case__status=Case.Status.RUNNING
        ),
        "no task is open on a run that is closed": Task.objects.unanswered().exclude(
            run__state="open"
        ),
        "no timer is pending on a run that is closed": Timer.objects.filter(
            state="pending"
        ).exclude(run__state="open"),
        "a case that runs stands somewhere": Case.objects.running().exclude(
            Exists(Run.objects.open().filter(case=OuterRef("pk")))
        ),
        "a case has grown by one with every action": Case.objects.annotate(
            n=Count("actions")
        ).exclude(n=F("rev")),
        "a step is open once": Run.objects.open()
        .values("case", "step")
        .annotate(n=Count("pk"))
        .filter(n__gt=1),
    }
    found = [sentence for sentence, rows in checks.items() if rows.exists()]
    return [*found, *_stuck(), *_for_nothing(), *_out_of_turn(), *_answered_twice(), *chains()]


def _stuck() -> list[str]:
    """Every open run waits for a person, for the machine, or for a day."""
    task = Task.objects.open().filter(run=OuterRef("pk"))
    timer = Timer.objects.filter(run=OuterRef("pk"), kind="wait", state="pending")
    waiting = Run.objects.open().exclude(Exists(task)).exclude(Exists(timer))
    jobs = Outbox.objects.filter(Q(state="pending") | Q(state="failed"))
    queued = {row.dedupe for row in jobs}
    stuck = [run for run in waiting if f"run:{run.pk}" not in queued]
    return ["every open run waits for somebody, for the machine, or for a day"] if stuck else []


def _for_nothing() -> list[str]:
    pending = Outbox.objects.filter(topic="workflow.step", state="pending")
    runs = {row.payload["run"] for row in pending}
    # A step may be done and its row not ticked off yet: whoever died in between is repeated.
    given_up = Run.objects.filter(pk__in=runs, state="cancelled")
    return ["the machine does no step that was given up"] if given_up.exists() else []


def _out_of_turn() -> list[str]:
    """Where people answer in turn, nobody is asked while somebody before him still rests."""
    for task in Task.objects.filter(state=Task.State.RESTING).select_related("run__version"):
        step = trees.of(task.run.version).steps[task.run.step]
        later = Task.objects.open().filter(run=task.run, position__gt=task.position)
        if step.get("mode") == "sequential" and later.exists():
            return ["people are asked in their order"]
    return []


def _answered_twice() -> list[str]:
    runs = Run.objects.annotate(n=Count("tasks", filter=Q(tasks__state="done"))).filter(n__gt=1)
    for run in runs.select_related("version"):
        if trees.of(run.version).steps[run.step].get("mode", "any") == "any":
            return ["a step that any may answer is answered once"]
    return []


def chains() -> list[str]:
    """Cases whose story has a gap, or was changed."""
    return [f"the chain of {case} holds" for case in Case.objects.all() if chain.first_broken(case)]
