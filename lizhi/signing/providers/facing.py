"""What the face checks of all signing services have in common.

Each try is one of its own there: that somebody was known once says nothing about today's paper.
"""

from collections.abc import Callable
from typing import Any

from lizhi.identity.faces import FaceRefuses, FaceSilent, Result, Who
from lizhi.signing.providers.failing import ServiceRefuses, ServiceSilent
from lizhi.signing.providers.neutral import NotReady

LONGEST = 120


def asked(ask: Callable[[], dict[str, Any]]) -> dict[str, Any]:
    """Its answer; what breaks on the way is told in the words of the face check."""
    try:
        return ask()
    except (ServiceSilent, NotReady) as error:
        raise FaceSilent(str(error)[:60]) from None
    except ServiceRefuses as error:
        raise FaceRefuses(error.code[:60]) from None


def reference(told: object) -> str:
    """Its name for the try; it stands in addresses, so it is plain letters and digits."""
    found = str(told or "")
    if not found.replace("-", "").isalnum() or not found.isascii() or len(found) > LONGEST:
        raise FaceSilent("no reference")
    return found


def is_about(who: Who, name: object, number: object) -> bool:
    """It names this very person; one who is not named is somebody else."""
    return str(name or "") == who.name and str(number or "").upper() == who.id_number.upper()


def outcome(who: Who, said: str, why: str, *, name: object, number: object) -> Result:
    """Passed by this person; failed and why; or not yet. What nobody knows is no pass."""
    if said == "pending":
        return Result("pending")
    if said == "passed" and is_about(who, name, number):
        return Result("passed")
    return Result("failed", "other_person" if said == "passed" else why)
