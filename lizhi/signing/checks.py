"""What must be true of the settings before anybody signs."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, register

from lizhi.signing import ladder


@register()
def everybody_can_sign(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Each list of ways is known, and none asks for a phone of one's own only."""
    hint = "Name ways out of code, passkey, witness, with commas; face with LIZHI_FACE_SERVICE."
    return [Error(words, hint=hint, id="lizhi.E030") for words in ladder.problems()]


@register()
def licensed_roots_are_there(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Whoever seals by a licensed authority, or checks such seals, has its roots as a file."""
    place = settings.LICENSED_ROOTS
    if place and not Path(place).is_file():
        words = f"LIZHI_LICENSED_ROOTS: {place} is no file."
    elif settings.SEAL_KEYS and not place:
        words = "LIZHI_SEAL_KEYS is set and LIZHI_LICENSED_ROOTS is not: no such seal could be set."
    else:
        return []
    hint = "A PEM file with the roots of the licensed authority, compared by telephone."
    return [Error(words, hint=hint, id="lizhi.E031")]
