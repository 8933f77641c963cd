"""Envelopes, whoever signs in them, the codes and the certificates that prove it."""

from lizhi.signing.models.ceremonies import Ceremony, CeremonyPaper
from lizhi.signing.models.certificates import Certificate, KeptByLaw, KeyEvent, RevocationList
from lizhi.signing.models.codes import OneTimeCode
from lizhi.signing.models.envelopes import Actor, Envelope
from lizhi.signing.models.inbox import Inbox
from lizhi.signing.models.on_paper import OnPaper, Scan
from lizhi.signing.models.outside import Door, Outside, WrongCalls
from lizhi.signing.models.reports import EvidenceReport
from lizhi.signing.models.tokens import TokenKey

__all__ = [
    "Actor",
    "Ceremony",
    "CeremonyPaper",
    "Certificate",
    "Door",
    "Envelope",
    "EvidenceReport",
    "Inbox",
    "KeptByLaw",
    "KeyEvent",
    "OnPaper",
    "OneTimeCode",
    "Outside",
    "RevocationList",
    "Scan",
    "TokenKey",
    "WrongCalls",
]
