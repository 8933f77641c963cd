"""What `lizhi verify --token` says, and with which code it leaves."""

from pathlib import Path

from django.core.management.base import CommandError
from django.utils.translation import gettext as _

from lizhi.documents import tokens
from lizhi.documents.verifying import UNREADABLE

GENUINE, BAD = 0, 1


def token_words(text: str, place: Path | None) -> tuple[int, str]:
    """Code and sentence; refused when the keys cannot be read."""
    try:
        token = tokens.read(text)
    except tokens.NoToken:
        return UNREADABLE, _("This is not what the large square on a certificate says.")
    answer = tokens.check(token, _keys(place))
    if answer == "unknown_key":
        return BAD, _("Its key %s is not among these keys.") % token.key
    if answer == "changed":
        return BAD, _("The signature does not fit: do not rely on it.")
    words = _(
        "Issued on %(day)s, fingerprint %(digits)s, by key %(key)s. "
        "Whether it was taken back since cannot be seen so."
    )
    digits = token.fingerprint[:16]
    return GENUINE, words % {"day": token.issued_on, "digits": digits, "key": token.key}


def _keys(place: Path | None) -> dict[str, bytes]:
    if place is None:
        raise CommandError("Name the published keys: --keys FILE.", returncode=UNREADABLE)
    try:
        return tokens.keys_in(place.read_bytes())
    except (OSError, ValueError) as error:
        words = _("No keys can be read there: %s") % place
        raise CommandError(words, returncode=UNREADABLE) from error
