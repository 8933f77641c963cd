"""Everything that changes an ending. Pages, API, commands and tests call these alike."""

from lizhi.offboarding.actions.absences import be_away, be_back, take_over_again
from lizhi.offboarding.actions.acknowledging import acknowledge
from lizhi.offboarding.actions.agreeing import (
    give_time_to_sign,
    send_agreement_again,
    sign_here_instead,
)
from lizhi.offboarding.actions.answering import answer_step
from lizhi.offboarding.actions.chosen import hand_all_on, press_all
from lizhi.offboarding.actions.commenting import comment
from lizhi.offboarding.actions.confirming import confirm
from lizhi.offboarding.actions.declaring import declare_ending
from lizhi.offboarding.actions.dues import say_done, say_undone
from lizhi.offboarding.actions.ending_handover import end_handover
from lizhi.offboarding.actions.endings import remind_of_endings
from lizhi.offboarding.actions.filtering import drop_filter, save_filter
from lizhi.offboarding.actions.helping import (
    add_signer,
    claim,
    delegate,
    give_back,
    give_copy,
    read_copy,
    remove_signer,
)
from lizhi.offboarding.actions.last_day import (
    agree_last_day,
    propose_last_day,
    take_back_last_day,
)
from lizhi.offboarding.actions.objecting import call_off, object_to_ending
from lizhi.offboarding.actions.pressing import hand_on, press
from lizhi.offboarding.actions.proposing import reply_to_proposal, take_back_proposal
from lizhi.offboarding.actions.rating import rate
from lizhi.offboarding.actions.schemes import (
    ask_statement,
    stop_scheme,
    take_scheme_back,
    take_scheme_list,
)
from lizhi.offboarding.actions.screening import claim_bar, screen_again, take_back_bar
from lizhi.offboarding.actions.sealing import confirm_line, seal_all, try_round_again
from lizhi.offboarding.actions.serving import (
    confirm_receipt,
    decide_on_return,
    prove_service,
    serve,
)
from lizhi.offboarding.actions.starting import begin_ending
from lizhi.offboarding.actions.steering import jump, resume, send_back, suspend, take_back_step
from lizhi.offboarding.actions.submitting import register, submit
from lizhi.offboarding.actions.trying import try_again
from lizhi.offboarding.actions.viewing import view_proof
from lizhi.offboarding.actions.voiding import (
    ask_to_void,
    propose_voiding,
    refuse_voiding,
    take_back_voiding,
)
from lizhi.offboarding.actions.withdrawing import (
    answer_withdrawal,
    ask_to_withdraw,
    take_back_withdrawal,
)

__all__ = [
    "acknowledge",
    "add_signer",
    "agree_last_day",
    "answer_step",
    "answer_withdrawal",
    "ask_statement",
    "ask_to_void",
    "ask_to_withdraw",
    "be_away",
    "be_back",
    "begin_ending",
    "call_off",
    "claim",
    "claim_bar",
    "comment",
    "confirm",
    "confirm_line",
    "confirm_receipt",
    "decide_on_return",
    "declare_ending",
    "delegate",
    "drop_filter",
    "end_handover",
    "give_back",
    "give_copy",
    "give_time_to_sign",
    "hand_all_on",
    "hand_on",
    "jump",
    "object_to_ending",
    "press",
    "press_all",
    "propose_last_day",
    "propose_voiding",
    "prove_service",
    "rate",
    "read_copy",
    "refuse_voiding",
    "register",
    "remind_of_endings",
    "remove_signer",
    "reply_to_proposal",
    "resume",
    "save_filter",
    "say_done",
    "say_undone",
    "screen_again",
    "seal_all",
    "send_agreement_again",
    "send_back",
    "serve",
    "sign_here_instead",
    "stop_scheme",
    "submit",
    "suspend",
    "take_back_bar",
    "take_back_last_day",
    "take_back_proposal",
    "take_back_step",
    "take_back_voiding",
    "take_back_withdrawal",
    "take_over_again",
    "take_scheme_back",
    "take_scheme_list",
    "try_again",
    "try_round_again",
    "view_proof",
]
