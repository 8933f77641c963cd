"""The kinds of events that this room writes, with the words of the timeline."""

from django.utils.translation import gettext_lazy as _

KINDS = {
    "paper_added": _("A paper was prepared"),
    "paper_signed": _("A signature was added to a paper"),
    "paper_issued": _("A paper was issued"),
    "papers_finished": _("Every paper got what it needs to be checked in many years"),
    "paper_replaced": _("A paper was replaced by a new one"),
    "paper_revoked": _("A paper was revoked"),
    "paper_voided": _("A paper holds no more: both sides have signed that it is void"),
    "check_switched_off": _("Checking by the code was switched off"),
    "check_switched_on": _("Checking by the code was switched on again"),
    "link_given": _("A link to a paper was made"),
    "link_stopped": _("A link to a paper was stopped"),
    "words_forgotten": _("What people wrote was deleted; that it was written can still be proved"),
}
