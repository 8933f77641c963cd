"""What can be done with a settlement: compute, have it looked at, send, answer, reply, book."""

from lizhi.settlement.actions.account_tables import decide_accounts, propose_accounts
from lizhi.settlement.actions.answering import answer, answer_dispute
from lizhi.settlement.actions.approving import approve, chase, hand_over, return_to_maker
from lizhi.settlement.actions.drafting import ENGINE, add_line, draft, remove_line
from lizhi.settlement.actions.posting import book, note_ledger_number, vouchers_of
from lizhi.settlement.actions.sending import send
from lizhi.settlement.facts import facts_for_paper
from lizhi.settlement.signals import settlement_answered, settlement_sent

__all__ = [
    "ENGINE",
    "add_line",
    "answer",
    "answer_dispute",
    "approve",
    "book",
    "chase",
    "decide_accounts",
    "draft",
    "facts_for_paper",
    "hand_over",
    "note_ledger_number",
    "propose_accounts",
    "remove_line",
    "return_to_maker",
    "send",
    "settlement_answered",
    "settlement_sent",
    "vouchers_of",
]
