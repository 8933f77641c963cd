"""What can be done with a settlement: compute, have it looked at, send, answer, reply, book."""

from lizhi.settlement.actions.account_tables import decide_accounts, propose_accounts
from lizhi.settlement.actions.amending import OtherEffect, change_and_answer
from lizhi.settlement.actions.answering import answer, answer_dispute, ask_hr
from lizhi.settlement.actions.approving import approve, chase, hand_over, return_to_maker
from lizhi.settlement.actions.drafting import ENGINE, add_line, draft, remove_line
from lizhi.settlement.actions.paying import make_batch, mark_paid, undo_batch
from lizhi.settlement.actions.posting import (
    book,
    book_payment,
    note_ledger_number,
    note_taken,
)
from lizhi.settlement.actions.sending import send
from lizhi.settlement.actions.supposing import suppose_many, suppose_one
from lizhi.settlement.facts import facts_for_paper
from lizhi.settlement.signals import settlement_answered, settlement_paid, settlement_sent

__all__ = [
    "ENGINE",
    "OtherEffect",
    "add_line",
    "answer",
    "answer_dispute",
    "approve",
    "ask_hr",
    "book",
    "book_payment",
    "change_and_answer",
    "chase",
    "decide_accounts",
    "draft",
    "facts_for_paper",
    "hand_over",
    "make_batch",
    "mark_paid",
    "note_ledger_number",
    "note_taken",
    "propose_accounts",
    "remove_line",
    "return_to_maker",
    "send",
    "settlement_answered",
    "settlement_paid",
    "settlement_sent",
    "suppose_many",
    "suppose_one",
    "undo_batch",
]
