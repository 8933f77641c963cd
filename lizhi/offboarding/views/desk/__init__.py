"""HR's and finance's pages at a desk."""

from lizhi.offboarding.views.desk.agreements import agreement
from lizhi.offboarding.views.desk.beginning import begin
from lizhi.offboarding.views.desk.board import board
from lizhi.offboarding.views.desk.case import case
from lizhi.offboarding.views.desk.chosen import hand_chosen_on, press_chosen
from lizhi.offboarding.views.desk.confirming import confirm
from lizhi.offboarding.views.desk.days import last_day
from lizhi.offboarding.views.desk.duties import duty, duty_undone
from lizhi.offboarding.views.desk.endings import endings
from lizhi.offboarding.views.desk.filters import drop_filter, saved_filters
from lizhi.offboarding.views.desk.going_on import answer_withdrawal, reassign
from lizhi.offboarding.views.desk.helping import claim, copies, delegate, read_copy, signers
from lizhi.offboarding.views.desk.letters import register
from lizhi.offboarding.views.desk.proofs import proof
from lizhi.offboarding.views.desk.scheme_lists import insurance, insurance_table
from lizhi.offboarding.views.desk.schemes import (
    insurance_of,
    scheme_undone,
    statement_at_desk,
    stop_scheme,
)
from lizhi.offboarding.views.desk.sealing import seal_round, seals
from lizhi.offboarding.views.desk.served import (
    call_off,
    decide,
    prove_service,
    reply,
    screen,
    serve,
)
from lizhi.offboarding.views.desk.standing import standing
from lizhi.offboarding.views.desk.steering import (
    jump,
    more,
    resume,
    send_back,
    suspend,
    take_back,
)
from lizhi.offboarding.views.desk.tables import table
from lizhi.offboarding.views.desk.together import comment, end_handover, press, try_again

__all__ = [
    "agreement",
    "answer_withdrawal",
    "begin",
    "board",
    "call_off",
    "case",
    "claim",
    "comment",
    "confirm",
    "copies",
    "decide",
    "delegate",
    "drop_filter",
    "duty",
    "duty_undone",
    "end_handover",
    "endings",
    "hand_chosen_on",
    "insurance",
    "insurance_of",
    "insurance_table",
    "jump",
    "last_day",
    "more",
    "press",
    "press_chosen",
    "proof",
    "prove_service",
    "read_copy",
    "reassign",
    "register",
    "reply",
    "resume",
    "saved_filters",
    "scheme_undone",
    "screen",
    "seal_round",
    "seals",
    "send_back",
    "serve",
    "signers",
    "standing",
    "statement_at_desk",
    "stop_scheme",
    "suspend",
    "table",
    "take_back",
    "try_again",
]
