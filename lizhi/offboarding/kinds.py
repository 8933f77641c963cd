"""The kinds of events that this room writes, with the words of the timeline."""

from django.utils.translation import gettext_lazy as _

KINDS = {
    "notice_arrived": _("The notice arrived and took effect"),
    "proofs_shown": _("Proofs were added, for HR only"),
    "proof_joined": _("A proof that was on its way has arrived, for HR only"),
    "proofs_lost": _("A proof did not arrive whole; nothing of it is kept"),
    "proof_deleted": _("The time of a proof was up; it was deleted, its fingerprint stays"),
    "early_day_advised": _("The manager answered about the last day"),
    "dates_confirmed": _("HR confirmed the four dates"),
    "last_day_proposed": _("Another last day was proposed"),
    "last_day_taken_back": _("The proposal of another last day was taken back"),
    "last_day_agreed": _("The last day was agreed"),
    "withdrawal_asked": _("The employee asked to stay"),
    "withdrawal_taken_back": _("The request to stay was taken back"),
    "withdrawal_agreed": _("The company agreed that the employee stays"),
    "withdrawal_refused": _("The company did not agree; all stays as it was"),
    "agreement_sent_again": _("A new agreement was sent to be signed"),
    "agreement_unsigned": _("The agreement stayed unsigned; the rest goes on"),
    "certificate_issued": _("The separation certificate was issued"),
    "package_sealed": _("The file was sealed for good"),
    "proof_viewed": _("A proof was opened"),
    "rated": _("The employee said how it went"),
    "commented": _("A word was left"),
}
