"""What cases wait for: a person, the machine or a day, and each of them in turn and once."""

import datetime as dt
from collections.abc import Iterator

from django.db.models import CharField, Count, Exists, OuterRef, Q, Value
from django.db.models.functions import Cast, Concat

from lizhi.config.doctor.finding import FEW, Broken, each
from lizhi.jobs.models import Outbox
from lizhi.workflow.engine import modes, trees
from lizhi.workflow.engine.opening import AUTOMATIC
from lizhi.workflow.models import Run, Task, Timer
from lizhi.workflow.tree import FOR_PEOPLE


def waits_for_nobody(before: dt.datetime) -> Iterator[Broken]:
    """Every open step waits for a person, for the machine or for a day.

    One of people that never had anybody is left alone: the nightly search looks for an owner.
    """
    asked = Task.objects.open().filter(run=OuterRef("pk"))
    timed = Timer.objects.filter(run=OuterRef("pk"), kind="wait", state=Timer.State.PENDING)
    rows = Run.objects.open().exclude(Exists(asked)).exclude(Exists(timed))
    name = Concat(Value("run:"), Cast(OuterRef("pk"), CharField()))
    jobs = Outbox.objects.filter(dedupe=name).filter(_on_its_way(before))
    rows = rows.exclude(Exists(jobs)).select_related("case", "version").defer("version__body")
    for run in rows.iterator(chunk_size=FEW):
        kind = trees.of(run.version).steps[run.step]["kind"]
        alone = kind in FOR_PEOPLE and not run.tasks.exists()
        if not alone and (kind != "wait" or run.due_at is not None):
            what = f"“{run.step}” is open and nothing leads on from it"
            yield Broken("workflow_run", run.pk, run.case.number, what)


def _on_its_way(before: dt.datetime) -> Q:
    """Queued, or given up and shown; or done just now, and something else leaves the step."""
    queued = Q(state__in=(Outbox.State.PENDING, Outbox.State.FAILED))
    return queued | Q(state=Outbox.State.DONE, done_at__gt=before)


def done_for_nothing(before: dt.datetime) -> Iterator[Broken]:
    """The machine does no step that was given up."""
    rows = Outbox.objects.filter(topic=AUTOMATIC, state=Outbox.State.PENDING)
    rows = rows.select_related("case").order_by("pk")
    for row in rows.iterator(chunk_size=FEW):
        if Run.objects.filter(pk=row.payload["run"], state=Run.State.CANCELLED).exists():
            case = row.case.number if row.case else ""
            yield Broken("jobs_outbox", row.pk, case, "waits to do a step that was given up")


def out_of_turn(before: dt.datetime) -> Iterator[Broken]:
    """Where people answer in turn, nobody is asked while somebody before still rests."""
    later = Task.objects.open().filter(run=OuterRef("run"), position__gt=OuterRef("position"))
    rows = Task.objects.filter(Exists(later), state=Task.State.RESTING)
    rows = rows.select_related("case", "run__version").defer("run__version__body")
    for task in rows.iterator(chunk_size=FEW):
        if modes.is_in_turn(trees.of(task.run.version).steps[task.run.step]):
            what = "rests, and somebody after it is asked"
            yield Broken("workflow_task", task.pk, task.case.number, what)


def answered_twice(before: dt.datetime) -> Iterator[Broken]:
    """A step that any may answer is answered once."""
    done = Count("tasks", filter=Q(tasks__state=Task.State.DONE))
    rows = Run.objects.annotate(n=done).filter(n__gt=1)
    rows = rows.select_related("case", "version").defer("version__body")
    for run in rows.iterator(chunk_size=FEW):
        if modes.of(trees.of(run.version).steps[run.step]) == "any":
            what = f"“{run.step}” was answered more than once"
            yield Broken("workflow_run", run.pk, run.case.number, what)


def left_lying(before: dt.datetime) -> Iterator[Broken]:
    """What the machine has to do is done; what it gave up waits for somebody."""
    late = Outbox.objects.filter(state=Outbox.State.PENDING, available_at__lt=before)
    yield from each(late, "was due long ago")
    yield from each(Outbox.objects.filter(state=Outbox.State.FAILED), "was given up")


def missed(before: dt.datetime) -> Iterator[Broken]:
    """Time has done what was due."""
    rows = Timer.objects.filter(state=Timer.State.PENDING, due_at__lt=before)
    return each(rows.filter(run__state=Run.State.OPEN), "was due long ago")
