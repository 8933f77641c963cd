"""Everything that changes a resignation. Pages, API, commands and tests call these alike."""

from lizhi.offboarding.actions.acknowledging import acknowledge
from lizhi.offboarding.actions.agreeing import give_time_to_sign, send_agreement_again
from lizhi.offboarding.actions.commenting import comment
from lizhi.offboarding.actions.confirming import confirm
from lizhi.offboarding.actions.ending_handover import end_handover
from lizhi.offboarding.actions.endings import remind_of_endings
from lizhi.offboarding.actions.last_day import (
    agree_last_day,
    propose_last_day,
    take_back_last_day,
)
from lizhi.offboarding.actions.pressing import hand_on, press
from lizhi.offboarding.actions.rating import rate
from lizhi.offboarding.actions.submitting import register, submit
from lizhi.offboarding.actions.viewing import view_proof
from lizhi.offboarding.actions.withdrawing import (
    answer_withdrawal,
    ask_to_withdraw,
    take_back_withdrawal,
)

__all__ = [
    "acknowledge",
    "agree_last_day",
    "answer_withdrawal",
    "ask_to_withdraw",
    "comment",
    "confirm",
    "end_handover",
    "give_time_to_sign",
    "hand_on",
    "press",
    "propose_last_day",
    "rate",
    "register",
    "remind_of_endings",
    "send_agreement_again",
    "submit",
    "take_back_last_day",
    "take_back_withdrawal",
    "view_proof",
]
