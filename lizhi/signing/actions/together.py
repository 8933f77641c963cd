"""One person signs several papers in one go: shown once who it is, the name written once."""

import datetime as dt
from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from lizhi.accounts.models import User
from lizhi.common import rows
from lizhi.common.prepared import read_again
from lizhi.common.refusals import NotPermitted, Refused
from lizhi.identity import actions as identity
from lizhi.identity import rules as proofs
from lizhi.identity.binding import Binding
from lizhi.identity.models import IdentityProof
from lizhi.signing import ladder, rules
from lizhi.signing.actions.codes import code_used
from lizhi.signing.actions.will import refresh, stand, will_of
from lizhi.signing.binding import binding_of
from lizhi.signing.evidence import Device, Will
from lizhi.signing.models import Actor, Ceremony, CeremonyPaper
from lizhi.workflow import actions as workflow


@transaction.atomic
def note_seen(actor: Actor, *, by: User, at: dt.datetime) -> None:
    """The person has opened this paper; said once, also when another phone goes on."""
    rules.check_own(actor, by)
    read_again(actor, "viewed_at")
    if actor.viewed_at is None:
        actor.viewed_at = at
        rows.update(actor, "viewed_at")


@transaction.atomic
def sign_together(
    actors: Sequence[Actor],
    *,
    proof: IdentityProof,
    strokes: str = "",
    typed: str = "",
    consent: bool,
    device: Device,
    by: User,
    at: dt.datetime,
    key: str,
) -> Ceremony:
    """The will stands for each of these papers that can be signed now; the others say why not.

    The proof was for exactly this set and is used up by it. Each paper gets a record and a
    signature of its own; the machine makes them one by one. The same `key` again changes nothing.
    """
    if not consent:
        raise Refused(_("Please agree to the terms of electronic signatures first."))
    will = will_of(by, strokes, typed)
    for actor in actors:
        rules.check_own(actor, by)
    for actor in sorted(actors, key=lambda one: one.envelope.case_id):
        workflow.lock(actor.envelope.case)
    made, is_new = Ceremony.objects.get_or_create(
        key=key, defaults={"user": by, "bundle": proof.bundle, "created_at": at}
    )
    if made.user_id != by.pk:
        raise NotPermitted(_("Only the person who is asked can sign this."))
    if is_new:
        _check(actors, proof, by, at)
        identity.spend(proof, at=at)
        code_used(proof, at=at)
        for actor in actors:
            _give(made, actor, actors, proof, will, device, by=by, at=at)
    return made


def _check(actors: Sequence[Actor], proof: IdentityProof, by: User, at: dt.datetime) -> None:
    """The proof is good, and was for so many papers as there are here."""
    read_again(proof, "facts", "used_at")
    purpose = binding_of(*actors).purpose
    proofs.check_good(proof, Binding.of(by.pk, purpose, proof.documents), at)
    if len(proof.documents) != len(actors):
        raise Refused(_("These are not the papers for which you have shown who you are."))
    for actor in actors:
        ladder.check_proof(actor.envelope.purpose, proof)


def _give(
    made: Ceremony,
    actor: Actor,
    actors: Sequence[Actor],
    proof: IdentityProof,
    will: Will,
    device: Device,
    *,
    by: User,
    at: dt.datetime,
) -> None:
    line = CeremonyPaper(ceremony=made, actor=actor, created_at=at)
    try:
        with transaction.atomic():
            refresh(actor, proof)
            rules.check_can_sign(actor, by, at)
            if actor.envelope.paper.file.digest not in proof.documents:
                raise Refused(_("This paper has changed meanwhile. Please read it once more."))
            papers = [one.envelope.paper.number for one in actors]
            about = {"id": made.pk, "bundle": made.bundle, "papers": papers}
            stand(actor, proof, will, device, by=by, at=at, ceremony=about)
    except Refused as no:
        line.refused = str(no.reason)[:300]
    line.save()
