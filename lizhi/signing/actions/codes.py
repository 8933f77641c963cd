"""Six digits that prove who signs: for one person, one purpose, exactly these papers."""

import datetime as dt
import hashlib
import hmac
import secrets
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from django.conf import settings
from django.db import transaction
from django.db.models import DateTimeField
from django.utils.translation import gettext as _

from lizhi.accounts import limits
from lizhi.accounts.models import User
from lizhi.cases import actions as cases
from lizhi.cases import chain
from lizhi.common import encryption, rows
from lizhi.common.prepared import Change, Prepared, given, read_again
from lizhi.common.refusals import Refused
from lizhi.identity import actions as identity
from lizhi.identity.models import IdentityProof
from lizhi.signing import evidence, kinds, rules, terms
from lizhi.signing.binding import binding_of
from lizhi.signing.models import Actor, Envelope, OneTimeCode
from lizhi.workflow import actions as workflow

DIGITS = 6
PLACE = "signing-code"
NEWEST = Prepared(
    lambda: (
        OneTimeCode.objects.filter(
            user=given("user"), document=given("document"), purpose=given("purpose")
        )
        .select_related("proof")
        .order_by("-created_at", "-pk")[:1]
    )
)

USED = Change(
    lambda: OneTimeCode.objects.filter(proof=given("proof")), used_at=given("at", DateTimeField())
)


@dataclass(frozen=True)
class Checked:
    """What the right code has proved, or what is wrong with it, in words for the person."""

    proof: IdentityProof | None
    problem: str = ""


@transaction.atomic
def request_code(*actors: Actor, by: User, at: dt.datetime) -> OneTimeCode:
    """Send a code to the signer's phone; within a minute of the last one, that one is on its way.

    Only the newest code counts. It is stored as a keyed hash; the digits lie encrypted until the
    message has left. Several papers of one person need one code.
    """
    check(actors, by, at)
    for actor in actors:
        _note_viewed(actor, at)
    last = newest_code(*actors)
    if last and _is_alive(last, at) and at - last.created_at < _again():
        return last
    if not _may_send(by, at):
        words = _("That was rather often. Try again in %(minutes)d minutes, or call HR.")
        raise Refused(words % {"minutes": settings.CODE_WINDOW_MINUTES})
    return _new(actors, at)


@transaction.atomic
def check_code(
    *actors: Actor, code: str, by: User, at: dt.datetime, agreed: bool = False
) -> Checked:
    """Whether these digits prove that it is this person who signs these papers now.

    A wrong try is counted and nothing else happens; after the fifth a new code goes out. With
    right digits, `agreed` keeps the person's consent to the terms of electronic signatures.
    """
    check(actors, by, at)
    checked = _checked(actors, _typed(code), at)
    if checked.proof and agreed:
        for actor in actors:
            terms.agree(by, about=actor.envelope.biz_no)
    return checked


def check(actors: Sequence[Actor], by: User, at: dt.datetime) -> list[Actor]:
    """Each may be signed by this person now; several cases are locked in one order."""
    in_order = sorted(actors, key=lambda one: one.envelope.case_id)
    for actor in in_order:
        workflow.lock(actor.envelope.case)
        _refresh(actor)
        rules.check_can_sign(actor, by, at)
        rules.check_is_here(actor.envelope)
    return in_order


def seconds_until_next(actor: Actor, at: dt.datetime, *others: Actor) -> int:
    """How long until another code may be asked for; 0 when at once."""
    last = newest_code(actor, *others)
    left = last.created_at + _again() - at if last and _is_alive(last, at) else dt.timedelta()
    return max(0, round(left.total_seconds()))


@transaction.atomic
def code_sent(code: OneTimeCode, envelope: Envelope, *, message: str, at: dt.datetime) -> None:
    """The message has left: the digits are dropped, its reference is kept as evidence."""
    workflow.lock(envelope.case)
    code.refresh_from_db()
    if code.sealed is None:
        return
    code.sealed, code.message = None, message
    rows.update(code, "sealed", "message")
    if code.proof:
        code.proof.facts["message"] = message
        rows.update(code.proof, "facts")
    cases.record(
        envelope.case,
        kinds.SIGNATURE_CODE_SENT,
        by=None,
        at=at,
        envelope=envelope.biz_no,
        message=message,
    )


def code_used(proof: IdentityProof, *, at: dt.datetime) -> None:
    """The digits behind this proof are spent with it; whoever types them again asks anew."""
    if proof.way == IdentityProof.Way.CODE:
        USED.make(proof=proof.pk, at=at)


def newest_code(*actors: Actor) -> OneTimeCode | None:
    """The last code that was sent to this signer for the papers as they are now."""
    bound = binding_of(*actors)
    return NEWEST.first(user=bound.user, document=bound.digest, purpose=bound.purpose)


def digits_of(code: OneTimeCode) -> str | None:
    """The digits that the message has to carry; None once it has left."""
    if code.sealed is None:
        return None
    key = encryption.key_for(PLACE)
    return encryption.unseal(key, bytes(code.sealed), bound_to=_bound_to(code)).decode()


def _new(actors: Sequence[Actor], at: dt.datetime) -> OneTimeCode:
    bound, envelope = binding_of(*actors), actors[0].envelope
    digits = f"{secrets.randbelow(10**DIGITS):0{DIGITS}d}"
    code = OneTimeCode(
        user=evidence.signer_of(actors[0]),
        document=bound.digest,
        purpose=bound.purpose,
        created_at=at,
        expires_at=at + dt.timedelta(minutes=settings.CODE_MINUTES),
    )
    code.code_hash = _hashed(code, digits)
    key = encryption.key_for(PLACE)
    code.sealed = encryption.seal(key, digits.encode(), bound_to=_bound_to(code))
    rows.insert([code])
    workflow.queue(
        "signing.code",
        {"code": code.pk, "envelope": envelope.pk, "papers": len(actors)},
        dedupe=f"signing-code:{code.pk}",
        at=at,
        case=envelope.case,
    )
    return code


def _checked(actors: Sequence[Actor], typed: str, at: dt.datetime) -> Checked:
    if len(typed) != DIGITS or not (typed.isascii() and typed.isdecimal()):
        return Checked(None, _("The code has 6 digits; please look again."))
    code = newest_code(*actors)
    if code is None or code.used_at:
        return Checked(None, _why_no_code(actors, at))
    if at >= code.expires_at:
        words = _("This code is older than %(minutes)d minutes; ask for a new one below.")
        return Checked(None, words % {"minutes": settings.CODE_MINUTES})
    if code.tries >= settings.CODE_TRIES:
        return Checked(None, _("This code was tried too often; ask for a new one below."))
    if not hmac.compare_digest(code.code_hash, _hashed(code, typed)):
        return _missed(actors, code, typed, at)
    return Checked(_proved(actors, code, at))


def _why_no_code(actors: Sequence[Actor], at: dt.datetime) -> str:
    """Who signs beside somebody else may hold one for the paper as it was a minute ago."""
    bound = binding_of(*actors)
    alive = OneTimeCode.objects.filter(user=bound.user, purpose=bound.purpose, used_at=None)
    if alive.filter(expires_at__gt=at).exists():
        return _("Somebody else has just signed, so the paper is another one. Ask for a new code.")
    return _("Please ask for a code first.")


def _proved(actors: Sequence[Actor], code: OneTimeCode, at: dt.datetime) -> IdentityProof:
    """What these digits prove; typed again they prove the same, and no longer."""
    if code.proof:
        return code.proof
    facts = {"sent_at": code.created_at, "message": code.message, "tries": code.tries}
    way = IdentityProof.Way.CODE
    code.checked_at = at
    code.proof = identity.prove(binding_of(*actors), way=way, facts=chain.plain(facts), at=at)
    rows.update(code, "checked_at", "proof")
    return code.proof


def _missed(actors: Sequence[Actor], code: OneTimeCode, typed: str, at: dt.datetime) -> Checked:
    code.tries += 1
    rows.update(code, "tries")
    if left := settings.CODE_TRIES - code.tries:
        if _is_of_another_paper(actors, typed, at):
            return Checked(None, _("This code is not for signing this paper."))
        words = _("Not the one in the text message; look at the newest. %(left)d more tries.")
        return Checked(None, words % {"left": left})
    if not _may_send(code.user, at):
        words = _("Too many tries. Come back in %(minutes)d minutes, or call HR.")
        return Checked(None, words % {"minutes": settings.CODE_WINDOW_MINUTES})
    _new(actors, at)
    words = _("%(tries)d tries, none was right. A new code is on its way; see your messages.")
    return Checked(None, words % {"tries": settings.CODE_TRIES})


def _is_of_another_paper(actors: Sequence[Actor], typed: str, at: dt.datetime) -> bool:
    others = OneTimeCode.objects.filter(user=actors[0].user, used_at=None, expires_at__gt=at)
    others = others.exclude(document=binding_of(*actors).digest)
    return any(hmac.compare_digest(other.code_hash, _hashed(other, typed)) for other in others)


def _is_alive(code: OneTimeCode, at: dt.datetime) -> bool:
    fresh = code.used_at is None and at < code.expires_at
    return fresh and code.tries < settings.CODE_TRIES


def _note_viewed(actor: Actor, at: dt.datetime) -> None:
    if actor.viewed_at is None:
        actor.viewed_at = at
        rows.update(actor, "viewed_at")


def _may_send(user: User, at: dt.datetime) -> bool:
    window = dt.timedelta(minutes=settings.CODE_WINDOW_MINUTES)
    most = settings.CODES_PER_NUMBER
    return limits.take("signing", user.phone, amount=most, within=window, at=at)


def _again() -> dt.timedelta:
    return dt.timedelta(seconds=settings.CODE_AGAIN_SECONDS)


def _typed(code: str) -> str:
    return "".join(unicodedata.normalize("NFKC", code).split()).replace("-", "")


def _hashed(code: OneTimeCode, digits: str) -> str:
    message = f"{_bound_to(code)}:{digits}".encode()
    return hmac.new(encryption.key_for(PLACE), message, hashlib.sha256).hexdigest()


def _bound_to(code: OneTimeCode) -> str:
    parts = (code.user_id, code.document, code.purpose, int(code.expires_at.timestamp()))
    return ":".join(map(str, parts))


def _refresh(actor: Actor) -> None:
    read_again(actor, "state", "viewed_at")
    read_again(actor.envelope, "state", "expires_at")
    read_again(actor.envelope.paper, "file")
