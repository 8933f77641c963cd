"""The ladder: which ways may prove who signs which paper, in which order they are offered.

Whoever falls off one rung finds another: a code does not come, a phone is new, a face is not
recognised. A face is never the only way, and never enough by itself.
"""

from dataclasses import dataclass

from django.conf import settings
from django.utils.translation import gettext as _

from lizhi.common.refusals import Refused
from lizhi.identity.models import IdentityProof

Way = IdentityProof.Way
AT_STAKE = frozenset({"separation_agreement"})
"""Papers over which people go to arbitration: they have a list of their own in the settings."""
NEVER_ALONE = frozenset({"face"})
THERE = frozenset({Way.CODE, Way.PASSKEY, Way.WITNESS})
"""Ways that something in the house can prove; nobody is sent to another."""


@dataclass(frozen=True)
class Rung:
    """One way, and whether it needs another beside it."""

    way: Way
    needs_second: bool


def of(purpose: str) -> tuple[Rung, ...]:
    """The ways for papers of this purpose, the one that is offered first in front."""
    named = settings.SIGNING_WAYS_AT_STAKE if purpose in AT_STAKE else settings.SIGNING_WAYS
    seconds = NEVER_ALONE | set(settings.SIGNING_WAYS_WITH_SECOND)
    return tuple(Rung(Way(name), name in seconds) for name in named)


def ways(purpose: str) -> tuple[str, ...]:
    """Only their names."""
    return tuple(str(rung.way) for rung in of(purpose))


def check_way(purpose: str, way: str) -> None:
    """This paper may be signed in this way."""
    if way not in ways(purpose):
        raise Refused(_("This paper is signed in another way. The page shows which there are."))


def check_proof(purpose: str, proof: IdentityProof) -> None:
    """It was shown in a way that is enough for this paper."""
    check_way(purpose, proof.way)
    rung = next(rung for rung in of(purpose) if rung.way == proof.way)
    if rung.needs_second and not proof.facts.get("second"):
        raise Refused(_("This alone is not enough for this paper. A code or a witness beside it."))


def problems() -> list[str]:
    """What is wrong with the settings, for whoever starts the installation."""
    lists = {
        "LIZHI_SIGNING_WAYS": settings.SIGNING_WAYS,
        "LIZHI_SIGNING_WAYS_AT_STAKE": settings.SIGNING_WAYS_AT_STAKE,
    }
    found = []
    for name, named in lists.items():
        if unknown := set(named) - THERE:
            found.append(f"{name} names {', '.join(sorted(unknown))}, which is no way to sign.")
        if not set(named) & {"code", "witness"}:
            found.append(f"{name} leaves somebody without a phone that knows a finger no way.")
    return found
