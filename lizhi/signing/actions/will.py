"""A person signs: the will and its evidence are kept at once, the machine's signature follows."""

import base64
import datetime as dt
import hashlib

from django.db import transaction
from django.utils.translation import gettext as _

from lizhi.accounts.models import User
from lizhi.cases import actions as cases
from lizhi.cases import chain
from lizhi.common import rows
from lizhi.common.prepared import read_again
from lizhi.common.refusals import Refused
from lizhi.signing import evidence, ink, kinds, rules, terms
from lizhi.signing.actions.codes import check_code
from lizhi.signing.evidence import Device, Will
from lizhi.signing.models import Actor, OneTimeCode
from lizhi.workflow import actions as workflow

GOOD_FOR = dt.timedelta(minutes=15)
"""After the code was right: time to write a name, also for a shaky hand."""


def sign(
    actor: Actor,
    *,
    code: OneTimeCode | str,
    strokes: str = "",
    typed: str = "",
    consent: bool,
    device: Device,
    by: User,
    at: dt.datetime,
    key: str,
) -> Actor:
    """The signer's will stands from this moment; the signature itself is made by the job worker.

    `code` is one that `check_code` has found right, or its digits. `strokes` is the drawing as the
    pad sends it, or `typed` the name. The same `key` again changes nothing.
    """
    if not consent:
        raise Refused(_("Please agree to the terms of electronic signatures first."))
    if isinstance(code, str) and workflow.done(key, kind="sign"):
        return actor
    proof = _proof(actor, code, by, at) if isinstance(code, str) else code
    will = _will(actor, strokes, typed)
    return _give(actor, proof, will, device, by=by, at=at, key=key)


def check_proof(actor: Actor, code: OneTimeCode, at: dt.datetime) -> None:
    """A code that was right a few minutes ago, for this person, this very paper, and not used."""
    envelope = actor.envelope
    bound = (code.user_id, code.document, code.purpose)
    if bound != (actor.user_id, envelope.paper.file.digest, envelope.purpose):
        raise Refused(_("This code is not for signing this paper."))
    if code.used_at or code.checked_at is None or at - code.checked_at > GOOD_FOR:
        raise Refused(_("The code has run out. Please ask for a new one; your name is kept."))


def _proof(actor: Actor, digits: str, by: User, at: dt.datetime) -> OneTimeCode:
    checked = check_code(actor, code=digits, by=by, at=at)
    if checked.proof is None:
        raise Refused(checked.problem)
    return checked.proof


def _will(actor: Actor, strokes: str, typed: str) -> Will:
    if strokes:
        return Will(ink=ink.parse(strokes))
    if actor.user:
        rules.check_typed(typed, rules.roster_name(actor.user))
    return Will(typed=typed)


@transaction.atomic
def _give(
    actor: Actor,
    proof: OneTimeCode,
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
    _refresh(actor, proof)
    rules.check_can_sign(actor, by, at)
    check_proof(actor, proof, at)
    proof.used_at = at
    rows.update(proof, "used_at")
    agreed = terms.agree(by, about=envelope.biz_no)
    found = evidence.record(actor, will=will, code=proof, consent=agreed, device=device, at=at)
    _keep(actor, will, found, at)
    cases.record(
        case,
        kinds.SIGNATURE_GIVEN,
        by=by,
        at=at,
        envelope=envelope.biz_no,
        role=actor.role,
        way=will.way,
        sha256=proof.document,
        evidence=actor.evidence["digest"],
    )
    queue_signature(actor, at)
    return actor


def _refresh(actor: Actor, proof: OneTimeCode) -> None:
    read_again(actor, "state")
    read_again(actor.envelope, "state", "expires_at")
    read_again(actor.envelope.paper, "file")
    read_again(proof, "user", "document", "purpose", "checked_at", "used_at")


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
