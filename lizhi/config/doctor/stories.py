"""The events of each case: none is missing, and none was changed."""

import datetime as dt
from collections.abc import Iterator

from django.db.models import QuerySet

from lizhi.cases import chain
from lizhi.cases.models import Case, Event
from lizhi.config.doctor.finding import FEW, Broken


def broken(before: dt.datetime) -> Iterator[Broken]:
    """Of every case."""
    return _of(Case.objects.all())


def broken_since(moment: dt.datetime) -> Iterator[Broken]:
    """Of cases to which something has happened since then; their whole story is read."""
    moved = Event.objects.filter(happened_at__gte=moment).values("case")
    return _of(Case.objects.filter(pk__in=moved))


def _of(cases: QuerySet[Case]) -> Iterator[Broken]:
    for case in cases.only("number").order_by("pk").iterator(chunk_size=FEW):
        if seq := chain.first_broken(case):
            what = f"event {seq} is missing or was changed"
            yield Broken("cases_case", case.pk, case.number, what)
