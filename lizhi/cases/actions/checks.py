"""Somebody has looked a certificate up: the former employee sees on which day, not who."""

import datetime as dt

from django.db import transaction
from django.db.models import F

from lizhi.cases.models import Paper, PaperCheck


@transaction.atomic
def note_check(paper: Paper, *, way: str, day: dt.date) -> None:
    """One look more on this day in China, by this way: no hour, no address, no device."""
    row, _made = PaperCheck.objects.get_or_create(paper=paper, day=day, way=way, answer=paper.state)
    PaperCheck.objects.filter(pk=row.pk).update(times=F("times") + 1)
