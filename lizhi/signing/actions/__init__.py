"""Everything that can be done with a signature: ask for it, give it, decline it, let it lapse."""

from lizhi.signing.actions.codes import Checked, check_code, code_sent, request_code
from lizhi.signing.actions.ending import decline, expire, revoke, want_again
from lizhi.signing.actions.envelopes import NewActor, extend, remind, send, started
from lizhi.signing.actions.faces import request_face
from lizhi.signing.actions.making import Moved, NewRevision, signature_made
from lizhi.signing.actions.passkeys import check_passkey, request_passkey
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
    "ask_for_report",
    "binding_of",
    "check_code",
    "check_passkey",
    "code_sent",
    "decline",
    "envelope_completed",
    "envelope_ended",
    "expire",
    "extend",
    "note_seen",
    "remind",
    "report_made",
    "request_code",
    "request_face",
    "request_passkey",
    "revoke",
    "seal_for",
    "send",
    "sign",
    "sign_together",
    "signature_made",
    "started",
    "switch_provider",
    "want_again",
    "witness",
    "witnessed",
]
