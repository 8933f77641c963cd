"""What can be done with a settlement: compute it, send it, answer it, reply to a question."""

from lizhi.settlement.actions.answering import answer, answer_dispute
from lizhi.settlement.actions.drafting import ENGINE, add_line, draft, remove_line
from lizhi.settlement.actions.sending import send
from lizhi.settlement.facts import facts_for_paper
from lizhi.settlement.signals import settlement_answered, settlement_sent

__all__ = [
    "ENGINE",
    "add_line",
    "answer",
    "answer_dispute",
    "draft",
    "facts_for_paper",
    "remove_line",
    "send",
    "settlement_answered",
    "settlement_sent",
]
