"""HR's and finance's pages at a desk."""

from lizhi.offboarding.views.desk.agreements import agreement
from lizhi.offboarding.views.desk.board import board
from lizhi.offboarding.views.desk.case import case
from lizhi.offboarding.views.desk.confirming import confirm
from lizhi.offboarding.views.desk.days import last_day
from lizhi.offboarding.views.desk.endings import endings
from lizhi.offboarding.views.desk.going_on import answer_withdrawal, reassign
from lizhi.offboarding.views.desk.letters import register
from lizhi.offboarding.views.desk.proofs import proof
from lizhi.offboarding.views.desk.standing import standing
from lizhi.offboarding.views.desk.tables import table
from lizhi.offboarding.views.desk.together import comment, end_handover, press

__all__ = [
    "agreement",
    "answer_withdrawal",
    "board",
    "case",
    "comment",
    "confirm",
    "end_handover",
    "endings",
    "last_day",
    "press",
    "proof",
    "reassign",
    "register",
    "standing",
    "table",
]
