"""The ladder: which ways may prove who signs which paper, in which order they are offered.

Whoever falls off one rung finds another: a code does not come, a phone is new, a face is not
recognised. A face is never the only way, and never enough by itself.
"""

from dataclasses import dataclass

from django.conf import settings
from django.utils.translation import gettext as _

from lizhi.common.refusals import Refused
from lizhi.identity import faces
from lizhi.identity.models import IdentityProof

Way = IdentityProof.Way
AT_STAKE = frozenset({"separation_agreement", "voiding"})
"""Papers over which people go to arbitration: they have a list of their own in the settings."""
NEVER_ALONE = frozenset({"face"})
ALWAYS = frozenset({Way.CODE, Way.PASSKEY, Way.WITNESS, Way.ON_PAPER})
"""Ways that something in the house itself can prove."""
FOR_EVERYBODY = frozenset({Way.CODE, Way.WITNESS, Way.ON_PAPER})
"""Ways that are open to somebody whose phone knows neither finger nor face."""


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


def there() -> frozenset[str]:
    """Ways that something can prove here; nobody is sent to another."""
    return ALWAYS | ({Way.FACE} if faces.name() else set())


def ways(*purposes: str) -> tuple[str, ...]:
    """Only their names; of several papers in one go, those that serve for each of them."""
    named = [[str(rung.way) for rung in of(purpose)] for purpose in purposes]
    return tuple(way for way in named[0] if all(way in others for others in named))


def check_way(way: str, *purposes: str) -> None:
    """These papers may be signed in this way."""
    if way not in ways(*purposes):
        raise Refused(_("This paper is signed in another way. The page shows which there are."))


def check_proof(purpose: str, proof: IdentityProof) -> None:
    """It was shown in a way that is enough for this paper."""
    check_way(proof.way, purpose)
    rung = next(rung for rung in of(purpose) if rung.way == proof.way)
    if rung.needs_second and not _has_second(proof):
        raise Refused(_("This alone is not enough for this paper. A code or a witness beside it."))


def needs_second(way: str, *purposes: str) -> bool:
    """Whether this way is not enough alone for papers of these purposes; one of them is enough."""
    rungs = (rung for purpose in purposes for rung in of(purpose))
    return any(rung.needs_second for rung in rungs if rung.way == way)


def _has_second(proof: IdentityProof) -> bool:
    """Something of another kind was shown beside it, and not a second face."""
    second = proof.facts.get("second") or {}
    return bool(second) and second.get("way") not in {None, proof.way, *NEVER_ALONE}


def problems() -> list[str]:
    """What is wrong with the settings, for whoever starts the installation."""
    lists = {
        "LIZHI_SIGNING_WAYS": settings.SIGNING_WAYS,
        "LIZHI_SIGNING_WAYS_AT_STAKE": settings.SIGNING_WAYS_AT_STAKE,
    }
    found = []
    for name, named in lists.items():
        if unknown := set(named) - there():
            found.append(f"{name} names {', '.join(sorted(unknown))}, which is no way to sign.")
        if not set(named) & FOR_EVERYBODY:
            found.append(f"{name} leaves somebody without a phone that knows a finger no way.")
    if Way.ON_PAPER in settings.SIGNING_WAYS_WITH_SECOND:
        found.append("LIZHI_SIGNING_WAYS_WITH_SECOND names on_paper, which stands by itself.")
    return found
