"""Open a case file, write its story, keep its papers."""

from lizhi.cases.actions.checks import note_check
from lizhi.cases.actions.heads import add_heads
from lizhi.cases.actions.looking import answer, forget_checks, hand_in
from lizhi.cases.actions.opening import case_opened, open_case
from lizhi.cases.actions.papers import (
    Finished,
    add_paper,
    add_revision,
    digests_since_issue,
    issue,
    paper_code,
    paper_facts,
    papers_finished,
    replace,
    revoke,
    void,
)
from lizhi.cases.actions.sharing import note_opened, share, stop_link, switch_check
from lizhi.cases.actions.story import Entry, event_recorded, forget_words, record, record_all

__all__ = [
    "Entry",
    "Finished",
    "add_heads",
    "add_paper",
    "add_revision",
    "answer",
    "case_opened",
    "digests_since_issue",
    "event_recorded",
    "forget_checks",
    "forget_words",
    "hand_in",
    "issue",
    "note_check",
    "note_opened",
    "open_case",
    "paper_code",
    "paper_facts",
    "papers_finished",
    "record",
    "record_all",
    "replace",
    "revoke",
    "share",
    "stop_link",
    "switch_check",
    "void",
]
