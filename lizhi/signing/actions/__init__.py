"""Everything that can be done with a signature: ask for it, give it, decline it, let it lapse."""

from lizhi.signing.actions.codes import Checked, check_code, code_sent, request_code
from lizhi.signing.actions.ending import decline, expire, revoke, want_again
from lizhi.signing.actions.envelopes import NewActor, extend, remind, send, started
from lizhi.signing.actions.faces import request_face
from lizhi.signing.actions.leaving_paper import leave_paper
from lizhi.signing.actions.making import Moved, NewRevision, signature_made
from lizhi.signing.actions.on_paper import chase, choose_paper, cover_made, send_original
from lizhi.signing.actions.passkeys import check_passkey, request_passkey
from lizhi.signing.actions.receiving import (
    add_scans,
    original_wrong,
    receive_original,
    return_copy,
)
from lizhi.signing.actions.reports import ask_for_report, report_made
from lizhi.signing.actions.seals import seal_for
from lizhi.signing.actions.switching import switch_provider
from lizhi.signing.actions.together import note_seen, sign_together
from lizhi.signing.actions.will import sign
from lizhi.signing.actions.witness import witness, witnessed
from lizhi.signing.binding import binding_of
from lizhi.signing.evidence import Device
from lizhi.signing.signals import actor_signed, envelope_completed, envelope_ended

__all__ = [
    "Checked",
    "Device",
    "Moved",
    "NewActor",
    "NewRevision",
    "actor_signed",
    "add_scans",
    "ask_for_report",
    "binding_of",
    "chase",
    "check_code",
    "check_passkey",
    "choose_paper",
    "code_sent",
    "cover_made",
    "decline",
    "envelope_completed",
    "envelope_ended",
    "expire",
    "extend",
    "leave_paper",
    "note_seen",
    "original_wrong",
    "receive_original",
    "remind",
    "report_made",
    "request_code",
    "request_face",
    "request_passkey",
    "return_copy",
    "revoke",
    "seal_for",
    "send",
    "send_original",
    "sign",
    "sign_together",
    "signature_made",
    "started",
    "switch_provider",
    "want_again",
    "witness",
    "witnessed",
]
