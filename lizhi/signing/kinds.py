"""The kinds of events that this room writes, with the words of the timeline."""

from django.utils.translation import gettext_lazy as _

SIGNATURE_REQUESTED = "signature_requested"
"""facts: `envelope`, `purpose`, `paper`, `roles`, `until`."""
SIGNATURE_REMINDED = "signature_reminded"
"""facts: `envelope`, `roles`."""
SIGNATURE_EXTENDED = "signature_extended"
"""facts: `envelope`, `until`."""
SIGNATURE_REVOKED = "signature_revoked"
"""facts: `envelope`."""
SIGNATURE_EXPIRED = "signature_expired"
"""facts: `envelope`, `purpose`, `roles` that had not signed."""
SIGNATURE_WANTED = "signature_wanted"
"""facts: `envelope` that has run out, and that the person asks for again."""
SIGNATURE_CODE_SENT = "signature_code_sent"
"""facts: `envelope`, `role`, `message` (reference of the sender)."""
SIGNATURE_WITNESSED = "signature_witnessed"
"""facts: `envelope`, `role`, `shown` (which card)."""
FACE_ASKED = "face_asked"
"""facts: `envelope`, `provider`, `consent` (SHA-256 of the text agreed to)."""
FACE_ENDED = "face_ended"
"""facts: `envelope`, `provider`, `outcome`, `why` (a code), never a picture."""
SIGNATURE_GIVEN = "signature_given"
"""facts: `envelope`, `role`, `way` (drawn, typed), `proof` (how it was shown who
signs), `sha256` of the paper, `evidence` (SHA-256 of the record), `ceremony` if there was one."""
SIGNATURE_DECLINED = "signature_declined"
"""facts: `envelope`, `purpose`, `role`, `reason`; words: what the person said."""
SIGNATURE_MADE = "signature_made"
"""facts: `envelope`, `role`, `before`, `after`, `certificate`, `stamp`, `evidence`."""
SEAL_REQUESTED = "seal_requested"
"""facts: `envelope`, `role`."""
EVIDENCE_ASKED = "evidence_asked"
"""facts: `envelope`, `report`."""
EVIDENCE_MADE = "evidence_made"
"""facts: `envelope`, `report`, `sha256` of the PDF, `data` (SHA-256 of the JSON)."""
PAPER_SEALED = "paper_sealed"
"""facts: as `signature_made`."""
SIGNER_WENT_OUT = "signer_went_out"
"""facts: `envelope`, `role`, `provider`, `read_seconds`."""
SIGNATURE_REPORTED = "signature_reported"
"""facts: `envelope`, `role`, `provider`, `evidence`; the file has not come yet."""
SIGNATURE_DOUBTED = "signature_doubted"
"""facts: `envelope`, `provider`, `why` (a code of `doubts`)."""
PROVIDER_SWITCHED = "provider_switched"
"""facts: `envelope`, `provider`, `new`, `to`."""
SERVICE_REPORT_KEPT = "service_report_kept"
"""facts: `envelope`, `provider`, `sha256`."""
PAPER_CHOSEN = "paper_chosen"
"""It is printed and signed by hand. facts: `envelope`, `role`, `sha256` of what is printed."""
PAPER_LEFT = "paper_left"
"""It is signed on the phone after all. facts: `envelope`, `role`."""
ORIGINAL_SENT = "original_sent"
"""facts: `envelope`, `role`, `waybill` (whether there is one), `scans` (number)."""
ORIGINAL_CHASED = "original_chased"
"""facts: `envelope`, `role`, `stage` (what is waited for), `to` (`leaver` or `hr`)."""
ORIGINAL_WRONG = "original_wrong"
"""facts: `envelope`, `role`, `why` (a code of `originals`); words: what HR says."""
ORIGINAL_RECEIVED = "original_received"
"""The signature by hand counts from here. facts: `envelope`, `role`, `proof` (on_paper), `day`,
`sha256` of what was printed, `scans` (SHA-256 of each of the original), `evidence`."""
ORIGINAL_RETURNED = "original_returned"
"""Sealed by hand and sent back. facts: `envelope`, `role`, `waybill` (whether there is one)."""
ENVELOPE_VOIDED = "envelope_voided"
"""facts: `envelope` that holds no more, its `paper` and `sha256`; `by_envelope`, `by_paper` and
`by_sha256` of the one by which."""

KINDS = {
    SIGNATURE_REQUESTED: _("A paper was sent for signature"),
    SIGNATURE_REMINDED: _("The signer was reminded"),
    SIGNATURE_EXTENDED: _("There is more time to sign"),
    SIGNATURE_REVOKED: _("The paper was called back unsigned"),
    SIGNATURE_EXPIRED: _("The time to sign has run out"),
    SIGNATURE_WANTED: _("The signer asked to be sent it again"),
    SIGNATURE_CODE_SENT: _("A code for signing was sent"),
    SIGNATURE_WITNESSED: _("A witness has said who signs"),
    FACE_ASKED: _("The signer asked for a face check, with a consent of its own"),
    FACE_ENDED: _("The face check is over"),
    SIGNATURE_GIVEN: _("The paper was signed"),
    SIGNATURE_DECLINED: _("The signature was declined"),
    SIGNATURE_MADE: _("The signature stands in the paper"),
    SEAL_REQUESTED: _("The company's seal was asked for"),
    EVIDENCE_ASKED: _("The evidence of a signature was asked for"),
    EVIDENCE_MADE: _("The evidence of a signature was put together"),
    PAPER_SEALED: _("The company's seal stands on the paper"),
    SIGNER_WENT_OUT: _("The signer went on to sign at the signing service"),
    SIGNATURE_REPORTED: _("The signing service says that it was signed there"),
    SIGNATURE_DOUBTED: _("What the signing service says does not hold; HR is looking"),
    PROVIDER_SWITCHED: _("The paper is signed by another service"),
    SERVICE_REPORT_KEPT: _("The signing service's own report was kept"),
    PAPER_CHOSEN: _("It is printed and signed by hand"),
    PAPER_LEFT: _("It is signed on the phone after all, not on paper"),
    ORIGINAL_SENT: _("The paper signed by hand is on its way"),
    ORIGINAL_CHASED: _("Reminded of the paper signed by hand"),
    ORIGINAL_WRONG: _("Something is wrong with the paper signed by hand"),
    ORIGINAL_RECEIVED: _("HR has received the original, signed by hand"),
    ORIGINAL_RETURNED: _("The company has sealed the original by hand and sent one copy back"),
    ENVELOPE_VOIDED: _("Both sides have signed that the paper before is void"),
}
