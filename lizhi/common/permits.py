"""Ask a rule without raising: templates leave a button out, or say why it is grey."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django_stubs_ext import StrOrPromise

from lizhi.common.refusals import Refused


@dataclass(frozen=True)
class Permit:
    """The answer to "may I?"."""

    allowed: bool
    reason: StrOrPromise = ""


def permit(rule: Callable[..., None], *args: Any, **kwargs: Any) -> Permit:
    """What the rule says, as a value instead of an exception."""
    try:
        rule(*args, **kwargs)
    except Refused as refusal:
        return Permit(allowed=False, reason=refusal.reason)
    return Permit(allowed=True)
