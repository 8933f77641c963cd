"""What a signature is worth by whose certificate it is, and the limits of that, in plain words."""

from collections.abc import Mapping

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

WORDS: Mapping[str, StrOrPromise] = {
    "": _("of no root that was chosen here"),
    "L1": _("L1: agreed between the parties, not by a licensed authority"),
    "L2": _("L2: by a certificate of a licensed authority, which vouches for the name in it"),
}


def words(assurance: str) -> str:
    """For whoever reads a verdict."""
    return gettext(str(WORDS.get(assurance, assurance)))
