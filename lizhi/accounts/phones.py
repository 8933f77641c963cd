"""A mobile number as people type it, and as we keep it: 11 digits, no country code."""

import unicodedata

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

DIGITS = 11
COUNTRY = ("0086", "86")


def clean(typed: str) -> str:
    """The 11 digits of what somebody typed; else a ValidationError that says what is wrong."""
    text = unicodedata.normalize("NFKC", typed)
    text = "".join(c for c in text if not c.isspace() and c not in "-‐‑–—()").removeprefix("+")
    for prefix in COUNTRY:
        if text.startswith(prefix) and len(text) == DIGITS + len(prefix):
            text = text.removeprefix(prefix)
    if not text:
        raise ValidationError(_("Please fill in the mobile number."), "empty")
    if not (text.isascii() and text.isdecimal()):
        raise ValidationError(_("A mobile number has digits only; please check it."), "digits")
    _check_length(len(text))
    if not text.startswith("1"):
        raise ValidationError(_("A mobile number begins with 1; please check it."), "first")
    return text


def _check_length(length: int) -> None:
    if length < DIGITS:
        words = _("A mobile number has 11 digits; here are only %(length)d.")
    elif length > DIGITS:
        words = _("A mobile number has 11 digits; here are %(length)d.")
    else:
        return
    raise ValidationError(words, "length", {"length": length})
