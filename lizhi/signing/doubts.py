"""Why somebody has to look at an envelope that an outside service signs, in words for them."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

WORDS: Mapping[str, StrOrPromise] = {
    "no_paper": _("the service says that it is signed, and gives no PDF"),
    "several_papers": _("the service gives other papers than the one that was sent"),
    "unsigned": _("the service says that it is signed, and in its file nobody has signed"),
    "not_valid": _("a signature in the file of the service does not hold"),
    "other_signers": _("the file of the service is signed by others than those who were asked"),
    "other_text": _("the file of the service has another text than the paper that was sent"),
    "moved_on": _("the paper was changed here while the service had it"),
    "said_but_not_so": _("the service has called that it is so, and says otherwise when asked"),
    "taken_back": _("the service had said that somebody signed, and does not say so any more"),
    "sealed_unasked": _("the service says that the company has sealed before it was allowed to"),
    "completed_there": _("the service has completed what had ended here before"),
    "ended_there": _("the service has ended what is complete here"),
    "voided_there": _(
        "the service says that the paper is void there; here nobody has asked for it, and it holds"
    ),
    "expired_there": _("the time at the service ran out before the company's seal was on"),
    "signed_too_late": _(
        "somebody has signed at the service after it had ended here: please tell them, and send it"
        " anew if it is still wanted"
    ),
    "not_extended": _("the service does not give the time that was given here"),
}
"""By its code. None of them moves the paper: what is unsigned stays so, what holds goes on to hold.
"""


def words(code: str) -> StrOrPromise:
    """For whoever has to look."""
    return WORDS.get(code, code)
