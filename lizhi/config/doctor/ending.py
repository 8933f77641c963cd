"""How cases have ended: what the law hangs on was not passed over on the way."""

import datetime as dt
from collections.abc import Iterator

from django.db.models import Exists, OuterRef, QuerySet

from lizhi.cases.models import Case, Paper
from lizhi.config.doctor.finding import Broken, each
from lizhi.workflow.models import Run, Version
from lizhi.workflow.walking import COMPLETED


def wages_unasked(before: dt.datetime) -> Iterator[Broken]:
    """Of a case that is closed finance has settled the wages, or was asked until the time was over.

    Only of processes for a way of ending: no other has to settle any.
    """
    lawful = Version.objects.filter(body__has_key="way").values("pk")
    closed = Case.objects.filter(Exists(_runs().filter(version__in=lawful)), outcome=COMPLETED)
    asked = _runs().filter(step="settlement", state=Run.State.DONE)
    what = "is closed, and finance was never asked for the last wages"
    yield from each(closed.exclude(Exists(asked)), what, number="number")


def never_printed(before: dt.datetime) -> Iterator[Broken]:
    """What ended because nothing had been served was at least printed."""
    kinds = (Paper.Kind.NOTICE, Paper.Kind.RECALL)
    papers = Paper.objects.filter(case=OuterRef("pk"), kind__in=kinds).order_by()
    stopped = Case.objects.filter(outcome="not_served").exclude(Exists(papers))
    yield from each(stopped, "ended unserved, and no notice was ever printed", number="number")


def _runs() -> QuerySet[Run]:
    return Run.objects.filter(case=OuterRef("pk")).order_by()
