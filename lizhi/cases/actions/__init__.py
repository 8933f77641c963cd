"""Open a case file, write its story, keep its papers."""

from lizhi.cases.actions.checks import note_check
from lizhi.cases.actions.heads import add_heads
from lizhi.cases.actions.opening import case_opened, open_case
from lizhi.cases.actions.papers import (
    add_paper,
    add_revision,
    issue,
    paper_code,
    paper_facts,
    replace,
    revoke,
)
from lizhi.cases.actions.story import Entry, event_recorded, forget_words, record, record_all

__all__ = [
    "Entry",
    "add_heads",
    "add_paper",
    "add_revision",
    "case_opened",
    "event_recorded",
    "forget_words",
    "issue",
    "note_check",
    "open_case",
    "paper_code",
    "paper_facts",
    "record",
    "record_all",
    "replace",
    "revoke",
]
