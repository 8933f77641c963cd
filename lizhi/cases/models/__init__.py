"""The file of a case: its columns for lists, its chained events, its papers and proofs."""

from lizhi.cases.models.case import Case, CaseQuerySet, Copy, Counter
from lizhi.cases.models.events import Event
from lizhi.cases.models.heads import DailyHead
from lizhi.cases.models.looking import FileCheck, ShareLink
from lizhi.cases.models.papers import Paper, PaperCheck, PaperQuerySet, Proof

__all__ = [
    "Case",
    "CaseQuerySet",
    "Copy",
    "Counter",
    "DailyHead",
    "Event",
    "FileCheck",
    "Paper",
    "PaperCheck",
    "PaperQuerySet",
    "Proof",
    "ShareLink",
]
