"""A passkey of the person's own phone proves who signs, as a code does."""

import datetime as dt
from typing import Any

from django.db import transaction

from lizhi.accounts.models import User
from lizhi.common import rows
from lizhi.common.prepared import read_again
from lizhi.identity import actions as identity
from lizhi.identity.models import IdentityProof
from lizhi.signing import ladder, rules, terms
from lizhi.signing.actions.codes import Checked
from lizhi.signing.binding import binding_of
from lizhi.signing.models import Actor
from lizhi.workflow import actions as workflow


@transaction.atomic
def request_passkey(actor: Actor, *, by: User, at: dt.datetime) -> dict[str, Any]:
    """What the signer's phone is asked for; the challenge names person, purpose and paper."""
    _take_turn(actor, by, at)
    return identity.ask_passkey(binding_of(actor), at=at)


@transaction.atomic
def check_passkey(
    actor: Actor, *, answer: str, by: User, at: dt.datetime, agreed: bool = False
) -> Checked:
    """Whether the phone's answer proves that this person signs this paper now."""
    _take_turn(actor, by, at)
    shown = identity.check_passkey(binding_of(actor), answer=answer, at=at)
    if shown.proof and agreed:
        terms.agree(by, about=actor.envelope.biz_no)
    return Checked(shown.proof, shown.problem)


def _take_turn(actor: Actor, by: User, at: dt.datetime) -> None:
    workflow.lock(actor.envelope.case)
    read_again(actor, "state", "viewed_at")
    read_again(actor.envelope, "state", "expires_at")
    read_again(actor.envelope.paper, "file")
    rules.check_can_sign(actor, by, at)
    ladder.check_way(actor.envelope.purpose, IdentityProof.Way.PASSKEY)
    if actor.viewed_at is None:
        actor.viewed_at = at
        rows.update(actor, "viewed_at")
