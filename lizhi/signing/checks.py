"""What must be true of the settings before anybody signs."""

from typing import Any

from django.core.checks import CheckMessage, Error, register

from lizhi.signing import ladder


@register()
def everybody_can_sign(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Each list of ways is known, and none asks for a phone of one's own only."""
    hint = "Name ways out of code, passkey, witness, with commas; face with LIZHI_FACE_SERVICE."
    return [Error(words, hint=hint, id="lizhi.E030") for words in ladder.problems()]
