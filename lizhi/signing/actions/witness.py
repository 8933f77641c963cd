"""Signing with a witness: HR has the person and the identity card in front of the eyes."""

import datetime as dt
import hmac

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from lizhi.accounts import limits
from lizhi.accounts.models import User
from lizhi.cases import actions as cases
from lizhi.common.prepared import read_again
from lizhi.common.refusals import Refused
from lizhi.identity import actions as identity
from lizhi.identity import rules as proofs
from lizhi.identity.models import IdentityProof
from lizhi.signing import evidence, kinds, ladder, rules
from lizhi.signing.actions.codes import Checked
from lizhi.signing.binding import binding_of
from lizhi.signing.models import Actor
from lizhi.workflow import actions as workflow

WAY = IdentityProof.Way.WITNESS
LETTERS = 4


@transaction.atomic
def witness(*actors: Actor, card: str, shown: str, by: User, at: dt.datetime) -> Checked:
    """HR says who stands there: the end of the card's number is compared with the roster.

    The person then reads and writes the name, on this device or the own phone, within minutes; once
    for all of these papers. What does not match is counted; after five tries it rests for a while.
    """
    in_order = sorted(actors, key=lambda one: one.envelope.case_id)
    for actor in in_order:
        workflow.lock(actor.envelope.case)
        _refresh(actor)
        rules.check_can_witness(actor, by, at)
        rules.check_is_here(actor.envelope)
    ladder.check_way(WAY, *(one.envelope.purpose for one in actors))
    if problem := _mismatch(actors[0], card, at):
        return Checked(None, problem)
    facts = {
        "witness": {
            "key": evidence.pseudonym(by.pk),
            "name": rules.roster_name(by),
            "phone": by.masked_phone,
        },
        "shown": shown,
        "matched": "last4",
    }
    proof = identity.prove(binding_of(*actors), way=WAY, facts=facts, at=at)
    for actor in in_order:
        cases.record(
            actor.envelope.case,
            kinds.SIGNATURE_WITNESSED,
            by=by,
            at=at,
            envelope=actor.envelope.biz_no,
            role=actor.role,
            shown=shown,
        )
    return Checked(proof)


def witnessed(*actors: Actor, by: User, at: dt.datetime) -> IdentityProof:
    """What a witness has said about the person a moment ago, for the person's own phone."""
    for actor in actors:
        rules.check_can_sign(actor, by, at)
    found = proofs.newest(binding_of(*actors), WAY, at)
    if found is None:
        raise Refused(_("The witness has to begin once more; it is good for some minutes only."))
    return found


def _mismatch(actor: Actor, card: str, at: dt.datetime) -> str:
    person = getattr(evidence.signer_of(actor), "person", None)
    known = person.id_number if person else ""
    if len(known) < LETTERS:
        return _("The roster holds no identity number of this person. Put it there first.")
    window = dt.timedelta(minutes=settings.CODE_WINDOW_MINUTES)
    who, most = str(actor.pk), settings.CODE_TRIES
    if not limits.take("witness", who, amount=most, within=window, at=at):
        words = _("Too many tries. Come back in %(minutes)d minutes, and look at the card again.")
        return words % {"minutes": settings.CODE_WINDOW_MINUTES}
    typed = card.strip().upper().encode()
    if not hmac.compare_digest(typed, known[-LETTERS:].upper().encode()):
        return _("These are not the last four of the number on the roster. Look at the card again.")
    return ""


def _refresh(actor: Actor) -> None:
    read_again(actor, "state")
    read_again(actor.envelope, "state", "expires_at")
    read_again(actor.envelope.paper, "file")
