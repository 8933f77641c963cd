"""Kinds of events that this room writes into a case."""

SIGNATURE_REQUESTED = "signature_requested"
SIGNATURE_STARTED = "signature_started"
SIGNATURE_REMINDED = "signature_reminded"
SIGNATURE_EXTENDED = "signature_extended"
SIGNATURE_REVOKED = "signature_revoked"
SIGNATURE_EXPIRED = "signature_expired"
SIGNATURE_CODE_SENT = "signature_code_sent"
SIGNATURE_GIVEN = "signature_given"
SIGNATURE_DECLINED = "signature_declined"
PAPER_SIGNED = "paper_signed"
SEAL_REQUESTED = "seal_requested"
PAPER_SEALED = "paper_sealed"
ENVELOPE_COMPLETED = "envelope_completed"

ALL = (
    SIGNATURE_REQUESTED,
    SIGNATURE_STARTED,
    SIGNATURE_REMINDED,
    SIGNATURE_EXTENDED,
    SIGNATURE_REVOKED,
    SIGNATURE_EXPIRED,
    SIGNATURE_CODE_SENT,
    SIGNATURE_GIVEN,
    SIGNATURE_DECLINED,
    PAPER_SIGNED,
    SEAL_REQUESTED,
    PAPER_SEALED,
    ENVELOPE_COMPLETED,
)
