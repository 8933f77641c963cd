"""The pages on which somebody reads and signs, and what a stranger needs to check a signature."""

from lizhi.signing.views.calls import called
from lizhi.signing.views.declining import decline, want
from lizhi.signing.views.done import done
from lizhi.signing.views.dwelling import dwell
from lizhi.signing.views.face import face, set_face
from lizhi.signing.views.identity import ask_code, identity
from lizhi.signing.views.inbox import inbox, inbox_again
from lizhi.signing.views.name import hand
from lizhi.signing.views.originals import original as original_desk
from lizhi.signing.views.originals import original_cover, original_scan
from lizhi.signing.views.outside import outside
from lizhi.signing.views.paper import cover, paper, scan
from lizhi.signing.views.passkey import ask_passkey, passkey, set_ask_passkey, set_passkey
from lizhi.signing.views.reading import download, original, page, read
from lizhi.signing.views.report import report, report_file
from lizhi.signing.views.together import (
    set_code,
    set_done,
    set_hand,
    set_identity,
)
from lizhi.signing.views.tokens import keys, offline
from lizhi.signing.views.trust import revocations, root
from lizhi.signing.views.waiting import seen, waiting
from lizhi.signing.views.witness import set_with_witness, with_witness, witness, witnessed

__all__ = [
    "ask_code",
    "ask_passkey",
    "called",
    "cover",
    "decline",
    "done",
    "download",
    "dwell",
    "face",
    "hand",
    "identity",
    "inbox",
    "inbox_again",
    "keys",
    "offline",
    "original",
    "original_cover",
    "original_desk",
    "original_scan",
    "outside",
    "page",
    "paper",
    "passkey",
    "read",
    "report",
    "report_file",
    "revocations",
    "root",
    "scan",
    "seen",
    "set_ask_passkey",
    "set_code",
    "set_done",
    "set_face",
    "set_hand",
    "set_identity",
    "set_passkey",
    "set_with_witness",
    "waiting",
    "want",
    "with_witness",
    "witness",
    "witnessed",
]
