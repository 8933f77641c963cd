"""A person signs: the will and its evidence are kept at once, the machine's signature follows."""

import base64
import datetime as dt
import hashlib
from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from lizhi.accounts.models import User
from lizhi.cases import actions as cases
from lizhi.cases import chain
from lizhi.common import rows
from lizhi.common.prepared import read_again
from lizhi.common.refusals import Refused
from lizhi.identity import actions as identity
from lizhi.identity import rules as proofs
from lizhi.identity.models import IdentityProof
from lizhi.signing import evidence, ink, kinds, ladder, originals, rules, terms
from lizhi.signing.actions.codes import check_code, code_used
from lizhi.signing.actions.leaving_paper import leave
from lizhi.signing.binding import binding_of
from lizhi.signing.evidence import Device, Will
from lizhi.signing.models import Actor
from lizhi.workflow import actions as workflow


def sign(
    actor: Actor,
    *,
    proof: IdentityProof | str,
    strokes: str = "",
    typed: str = "",
    consent: bool,
    device: Device,
    by: User,
    at: dt.datetime,
    key: str,
) -> Actor:
    """The signer's will stands from this moment; the signature itself is made by the job worker.

    `proof` is how it was shown who signs, in whichever way, or the digits of a code. `strokes` is
    the drawing as the pad sends it, or `typed` the name. The same `key` again changes nothing.
    """
    if not consent:
        raise Refused(_("Please agree to the terms of electronic signatures first."))
    if isinstance(proof, str) and workflow.done(key, kind="sign"):
        return actor
    shown = _by_code(actor, proof, by, at) if isinstance(proof, str) else proof
    will = will_of(by, strokes, typed)
    return _give(actor, shown, will, device, by=by, at=at, key=key)


def check_proof(
    actors: Actor | Sequence[Actor], proof: IdentityProof | None, at: dt.datetime
) -> None:
    """It was shown a few minutes ago that it is this person, for just this, and not used.

    Of several papers each has to be one for which that way is enough.
    """
    papers = [actors] if isinstance(actors, Actor) else actors
    proofs.check_good(proof, binding_of(*papers), at)
    if proof:
        for actor in papers:
            ladder.check_proof(actor.envelope.purpose, proof)


def _by_code(actor: Actor, digits: str, by: User, at: dt.datetime) -> IdentityProof:
    checked = check_code(actor, code=digits, by=by, at=at)
    if checked.proof is None:
        raise Refused(checked.problem)
    return checked.proof


def will_of(by: User, strokes: str, typed: str) -> Will:
    """What was drawn, or the name as letters, which has to be that of the roster."""
    if strokes:
        return Will(ink=ink.parse(strokes))
    rules.check_typed(typed, rules.roster_name(by))
    return Will(typed=typed)


@transaction.atomic
def _give(
    actor: Actor,
    proof: IdentityProof,
    will: Will,
    device: Device,
    *,
    by: User,
    at: dt.datetime,
    key: str,
) -> Actor:
    envelope = actor.envelope
    case = workflow.lock(envelope.case)
    request = hashlib.sha256(f"{actor.pk}:{will.digest}".encode()).hexdigest()
    if not workflow.once(key, case=case, kind="sign", by=by, at=at, request=request):
        return actor
    refresh(actor, proof)
    rules.check_can_sign(actor, by, at)
    check_proof(actor, proof, at)
    identity.spend(proof, at=at)
    code_used(proof, at=at)
    stand(actor, proof, will, device, by=by, at=at)
    return actor


def stand(
    actor: Actor,
    proof: IdentityProof,
    will: Will,
    device: Device,
    *,
    by: User,
    at: dt.datetime,
    ceremony: dict[str, object] | None = None,
) -> None:
    """The will stands, with its record; whoever calls has checked everything and holds the case.

    `ceremony` names what else was signed in the same go.
    """
    envelope = actor.envelope
    agreed = terms.agree(by, about=envelope.biz_no)
    found = evidence.record(actor, will=will, proof=proof, consent=agreed, device=device, at=at)
    together: dict[str, Any] = {"ceremony": ceremony["id"]} if ceremony else {}
    _keep(actor, will, found | ({"ceremony": ceremony} if ceremony else {}), at)
    cases.record(
        envelope.case,
        kinds.SIGNATURE_GIVEN,
        by=by,
        at=at,
        envelope=envelope.biz_no,
        role=actor.role,
        way=will.way,
        proof=proof.way,
        sha256=envelope.paper.file.digest,
        evidence=actor.evidence["digest"],
        **together,
    )
    if chosen := originals.alive(actor):
        leave(chosen, by=by, at=at)
    queue_signature(actor, at)


def refresh(actor: Actor, proof: IdentityProof) -> None:
    """Everything that is about to be checked, as it is now."""
    read_again(actor, "state")
    read_again(actor.envelope, "state", "expires_at")
    read_again(actor.envelope.paper, "file")
    read_again(proof, "facts", "used_at")


def _keep(actor: Actor, will: Will, found: dict[str, object], at: dt.datetime) -> None:
    case = actor.envelope.case
    if will.ink:
        actor.strokes = chain.seal(case, will.ink.text, place=f"strokes:{actor.pk}")
    actor.typed = will.ink is None
    keep_record(actor, found)
    actor.state, actor.given_at = Actor.State.GIVEN, at
    rows.update(actor, "strokes", "typed", "evidence", "state", "given_at")


def keep_record(actor: Actor, found: dict[str, object]) -> None:
    """The record as ciphertext under the key of the case, and its hash in the open."""
    text = chain.canonical(found)
    sealed = chain.seal(actor.envelope.case, text, place=f"evidence:{actor.pk}")
    actor.evidence = {
        "sealed": base64.b64encode(sealed).decode(),
        "digest": evidence.digest(found),
    }


def queue_signature(actor: Actor, at: dt.datetime) -> None:
    """Let the job worker make the signature that was given."""
    workflow.queue(
        "signing.sign",
        {"actor": actor.pk},
        dedupe=f"actor:{actor.pk}:sign",
        at=at,
        case=actor.envelope.case,
    )
