"""A passkey of the person's own phone proves who signs, as a code does."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django.db import transaction

from lizhi.accounts.models import User
from lizhi.common import rows
from lizhi.identity import actions as identity
from lizhi.identity.models import IdentityProof
from lizhi.signing import ladder, terms
from lizhi.signing.actions import codes
from lizhi.signing.actions.codes import Checked
from lizhi.signing.binding import binding_of
from lizhi.signing.models import Actor


@transaction.atomic
def request_passkey(*actors: Actor, by: User, at: dt.datetime) -> dict[str, Any]:
    """What the signer's phone is asked for; the challenge names person, purpose and papers."""
    _take_turns(actors, by, at)
    return identity.ask_passkey(binding_of(*actors), at=at)


@transaction.atomic
def check_passkey(
    *actors: Actor, answer: str, by: User, at: dt.datetime, agreed: bool = False
) -> Checked:
    """Whether the phone's answer proves that this person signs these papers now."""
    _take_turns(actors, by, at)
    shown = identity.check_passkey(binding_of(*actors), answer=answer, at=at)
    if shown.proof and agreed:
        for actor in actors:
            terms.agree(by, about=actor.envelope.biz_no)
    return Checked(shown.proof, shown.problem)


def _take_turns(actors: Sequence[Actor], by: User, at: dt.datetime) -> None:
    ladder.check_way(IdentityProof.Way.PASSKEY, *(one.envelope.purpose for one in actors))
    for actor in codes.check(actors, by, at):
        if actor.viewed_at is None:
            actor.viewed_at = at
            rows.update(actor, "viewed_at")
