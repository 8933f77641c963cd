"""Where cases stand: what has ended is over, and what runs stands somewhere."""

import datetime as dt
from collections.abc import Iterator

from django.db.models import Count, Exists, F, IntegerField, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from lizhi.cases.models import Case
from lizhi.config.doctor.finding import Broken, each
from lizhi.workflow.models import Action, Run, Task, Timer


def ended_but_open(before: dt.datetime) -> Iterator[Broken]:
    """No step is open in a case that has ended."""
    rows = Run.objects.open().exclude(case__status=Case.Status.RUNNING)
    return each(rows, "open in a case that has ended")


def closed_but_asked(before: dt.datetime) -> Iterator[Broken]:
    """Nobody is asked for a step that is over."""
    rows = Task.objects.unanswered().exclude(run__state=Run.State.OPEN)
    return each(rows, "open on a step that is over")


def closed_but_timed(before: dt.datetime) -> Iterator[Broken]:
    """Time does nothing to a step that is over."""
    rows = Timer.objects.filter(state=Timer.State.PENDING).exclude(run__state=Run.State.OPEN)
    return each(rows, "pending on a step that is over")


def stands_nowhere(before: dt.datetime) -> Iterator[Broken]:
    """A case that runs stands somewhere."""
    rows = Case.objects.running().exclude(Exists(_open()))
    return each(rows, "runs and stands nowhere", number="number")


def two_versions(before: dt.datetime) -> Iterator[Broken]:
    """All that is open in a case is of one version."""
    other = _open().values("case").annotate(n=Count("version", distinct=True)).values("n")
    rows = Case.objects.running().alias(n=Subquery(other)).filter(n__gt=1)
    return each(rows, "stands at steps of several versions", number="number")


def rev(before: dt.datetime) -> Iterator[Broken]:
    """A case has grown by one with every action."""
    actions = Action.objects.filter(case=OuterRef("pk")).order_by().values("case")
    counted = Subquery(actions.annotate(n=Count("pk")).values("n"), output_field=IntegerField())
    rows = Case.objects.alias(n=Coalesce(counted, 0)).exclude(n=F("rev"))
    return each(rows, "its rev is not the number of its actions", number="number")


def _open() -> QuerySet[Run]:
    return Run.objects.open().filter(case=OuterRef("pk")).order_by()
