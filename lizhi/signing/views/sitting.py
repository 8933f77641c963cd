"""What is signed in one go on this phone: one paper, or the several that were chosen."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from lizhi.accounts.http import UserRequest
from lizhi.cases.models import Case
from lizhi.common.permits import permit
from lizhi.identity.binding import Binding
from lizhi.identity.models import IdentityProof
from lizhi.signing import ladder, originals
from lizhi.signing.actions.will import check_proof
from lizhi.signing.binding import about_of, binding_of
from lizhi.signing.models import Actor
from lizhi.signing.views import own

CHOSEN = "signing_set"
"""In the session: the numbers of the papers that were chosen."""


@dataclass(frozen=True)
class Sitting:
    """The papers, and the addresses of the pages that lead to the name."""

    actors: tuple[Actor, ...]
    is_set: bool
    """Several that were chosen, even when only one of them is left."""

    def url(self, page: str) -> str:
        """Of one of its pages: `identity`, `face`, `hand`, `passkey` and so on."""
        if self.is_set:
            return reverse(f"signing:set_{page}")
        return reverse(f"signing:{page}", args=[self.actors[0].envelope.biz_no])

    @property
    def urls(self) -> dict[str, str]:
        """Those that templates lead to."""
        pages = ["identity", "face", "hand", "passkey", "passkey_options", "with_witness"]
        by_hand = [] if self.is_set else ["paper"]
        return {page: self.url(page) for page in pages + by_hand}

    @property
    def binding(self) -> Binding:
        """What has to be proved."""
        return binding_of(*self.actors)

    @property
    def about(self) -> str:
        """What a consent for it is about."""
        return about_of(*self.actors)

    @property
    def case(self) -> Case:
        """The first one's."""
        found: Case = self.actors[0].envelope.case
        return found

    @property
    def ways(self) -> tuple[str, ...]:
        """Ways that serve for each of the papers; by hand each is signed by itself."""
        if not self.is_set:
            return originals.ways(self.actors[0])
        return tuple(way for way in ladder.ways(*self._purposes) if way != originals.WAY)

    def needs_second(self, way: str) -> bool:
        """Whether this way is not enough alone for one of them."""
        return ladder.needs_second(way, *self._purposes)

    @property
    def _purposes(self) -> tuple[str, ...]:
        return tuple(one.envelope.purpose for one in self.actors)

    def is_enough(self, proof: IdentityProof | None, now: dt.datetime) -> bool:
        """Whether this proof lets all of it be signed now."""
        return permit(check_proof, self.actors, proof, now).allowed

    def onwards(self, request: UserRequest, way: str) -> str:
        """On to the name; or to the face check, for whoever wants it or needs a second way."""
        wants = self.remembered(request).get("face")
        if "face" in self.ways and (wants or self.needs_second(way)):
            return self.url("face")
        return self.url("hand")

    def remember(self, request: UserRequest, **values: object) -> None:
        """Keep something of it in the session."""
        own.keep(request, self._key, **values)

    def remembered(self, request: UserRequest) -> dict[str, Any]:
        """What this session knows of it."""
        return own.kept(request, self._key)

    @property
    def _key(self) -> str:
        return f"set:{self.binding.digest[:16]}" if self.is_set else str(self.actors[0].pk)


def one(actor: Actor) -> Sitting:
    """A paper by itself."""
    return Sitting((actor,), is_set=False)


def chosen(request: UserRequest, now: dt.datetime) -> Sitting | None:
    """What this session has chosen and can still be signed, in the order of the list."""
    numbers = request.session.get(CHOSEN, [])
    found = [actor for actor in own.asked(request, now) if actor.envelope.biz_no in numbers]
    return Sitting(tuple(found), is_set=True) if found else None


def proved(request: UserRequest, sitting: Sitting, now: dt.datetime) -> IdentityProof | None:
    """The newest proof that is enough for exactly this; else the newest there is."""
    found = own.proofs_for(request, *sitting.actors)
    enough = (proof for proof in found if sitting.is_enough(proof, now))
    return next(enough, found[0] if found else None)
