"""Somebody has looked a certificate up: the former employee sees when, not who."""

from django.db import transaction

from lizhi.cases.models import Paper, PaperCheck


@transaction.atomic
def note_check(paper: Paper, answer: str, *, way: str = "code") -> None:
    """One more line in the list of look-ups: time and way only."""
    PaperCheck.objects.create(paper=paper, answer=answer, way=way)
