"""What a signature is worth by whose certificate it is, and the limits of that, in plain words."""

from collections.abc import Mapping

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

WORDS: Mapping[str, StrOrPromise] = {
    "": _("of no root that was chosen here"),
    "L1": _("L1: agreed between the parties, not by a licensed authority"),
    "L2": _("L2: by a certificate of a licensed authority, which vouches for the name in it"),
    "L3": _("L3: by a signing service, which says itself what its signature is worth"),
}


def words(assurance: str) -> str:
    """For whoever reads a verdict."""
    return gettext(str(WORDS.get(assurance, assurance)))


def beside(about: str, name: str, *, trusted: bool) -> str:
    """Of an SM2 signature that lies beside a paper, always with what it is not."""
    words = (
        gettext("%(about)s: the SM2 signature of %(name)s holds. %(limits)s")
        if trusted
        else gettext(
            "%(about)s: the SM2 signature fits this file, and says %(name)s; its certificate leads "
            "to no SM2 root that was chosen here, or is not in time. %(limits)s"
        )
    )
    limits = gettext("Verified by this software only; common PDF readers do not know it.")
    return words % {"about": about, "name": name, "limits": limits}
