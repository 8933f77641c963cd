"""Passkeys: made on somebody's own phone, used to show who they are, renamed, taken away."""

import base64
import datetime as dt
import hashlib
import secrets
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from fido2.webauthn import AttestedCredentialData, AuthenticationResponse

from lizhi.accounts.models import User
from lizhi.common import encryption, rows
from lizhi.common.refusals import NoSuchPage, Refused
from lizhi.identity import rules, webauthn
from lizhi.identity.actions.proofs import prove
from lizhi.identity.binding import Binding
from lizhi.identity.models import IdentityProof, Passkey, PasskeyChallenge

NEW = "new_passkey"
MOST = 10
"""A person has a few phones, not a drawer full."""


@dataclass(frozen=True)
class Added:
    """The passkey that was made, or why there is none, in words for the person."""

    passkey: Passkey | None
    problem: str = ""


@dataclass(frozen=True)
class Shown:
    """What the phone's answer proves, or what is wrong with it, in words for the person."""

    proof: IdentityProof | None
    problem: str = ""


def ask_new_passkey(user: User, *, at: dt.datetime) -> dict[str, Any]:
    """What the phone is asked for to make a passkey for this person."""
    if rules.passkeys_of(user).count() >= MOST:
        raise Refused(_("You have passkeys on many devices. Please take one away first."))
    asked = _asked(Binding.of(user.pk, NEW, ()), at)
    return webauthn.creation(
        user=handle_of(user),
        name=user.masked_phone,
        known=_keys(user.pk),
        challenge=bytes.fromhex(asked.challenge),
    )


def add_passkey(user: User, *, answer: str, name: str, at: dt.datetime) -> Added:
    """From now on this phone can show who signs, by a finger or a face that stay in it."""
    try:
        with transaction.atomic():
            return Added(_added(user, answer, name, at))
    except Refused as refusal:
        return Added(None, str(refusal.reason))


def ask_passkey(binding: Binding, *, at: dt.datetime) -> dict[str, Any]:
    """What the phone is asked to sign: a challenge that is made of person, purpose and papers."""
    known = _keys(binding.user)
    if not known:
        raise Refused(_("No phone of yours has been set up for this yet."))
    asked = _asked(binding, at)
    return webauthn.request(known=known, challenge=bytes.fromhex(asked.challenge))


def check_passkey(binding: Binding, *, answer: str, at: dt.datetime) -> Shown:
    """Whether the phone's answer proves that it is this person, for exactly these papers.

    An answer counts once. What is wrong changes nothing, and another way is always left.
    """
    try:
        with transaction.atomic():
            return Shown(_proved(binding, answer, at))
    except Refused as refusal:
        return Shown(None, str(refusal.reason))


@transaction.atomic
def rename_passkey(passkey: Passkey, *, name: str, by: User) -> None:
    """The person calls this phone something else."""
    _check_own(passkey, by)
    passkey.name = name
    passkey.save(update_fields=["name"])


@transaction.atomic
def remove_passkey(passkey: Passkey, *, by: User) -> None:
    """It shows nothing any more, from now on; what was signed with it stays signed."""
    _check_own(passkey, by)
    passkey.delete()


def _added(user: User, answer: str, name: str, at: dt.datetime) -> Passkey:
    asked = _answered(Binding.of(user.pk, NEW, ()), answer, at)
    try:
        made = webauthn.registered(answer, bytes.fromhex(asked.challenge))
    except webauthn.Unreadable:
        raise Refused(not_right()) from None
    key = made.credential_data
    if key is None:
        raise Refused(not_right())
    row = Passkey(
        user=user,
        name=name.strip() or _("My phone"),
        key_hash=webauthn.key_hash(key.credential_id),
        credential=bytes(key),
        number=user.phone_index,
        counter=made.counter,
        created_at=at,
    )
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError:
        raise Refused(_("This phone has been set up already.")) from None
    return row


def _proved(binding: Binding, answer: str, at: dt.datetime) -> IdentityProof:
    asked = _answered(binding, answer, at)
    try:
        said = webauthn.asserted(answer, bytes.fromhex(asked.challenge), _keys(binding.user))
    except webauthn.Unreadable:
        raise Refused(not_right()) from None
    mine = Passkey.objects.select_related("user").filter(user=binding.user)
    passkey = mine.get(key_hash=webauthn.key_hash(said.raw_id))
    count_on(passkey, said, at)
    facts = _facts(asked, passkey, said)
    return prove(binding, way=IdentityProof.Way.PASSKEY, facts=facts, at=at)


def count_on(passkey: Passkey, said: AuthenticationResponse, at: dt.datetime) -> None:
    """It was used now, by its owner's number of today.

    Refused when its counter stands still or goes back, which a copy does.
    """
    counter = said.response.authenticator_data.counter
    if (counter or passkey.counter) and counter <= passkey.counter:
        raise Refused(
            _("This passkey has been copied. Please take it away, and use the code instead.")
        )
    unchanged = Passkey.objects.filter(pk=passkey.pk, counter=passkey.counter)
    number = passkey.user.phone_index
    if not unchanged.update(counter=counter, used_at=at, number=number):
        raise Refused(not_right())


def handle_of(user: User) -> bytes:
    """How a phone keeps whose passkey it is; it tells nobody who that is."""
    return encryption.blind_index("passkey", str(user.pk)).encode()


def _facts(
    asked: PasskeyChallenge, passkey: Passkey, said: AuthenticationResponse
) -> dict[str, Any]:
    """Enough for anybody to check the phone's signature again, without this house."""
    response = said.response
    return {
        "credential": passkey.key_hash,
        "registered_at": passkey.created_at.isoformat(),
        "counter": response.authenticator_data.counter,
        "rp_id": webauthn.rp_id(),
        "nonce": asked.nonce,
        "challenge": asked.challenge,
        "key": _text(bytes(passkey.credential)),
        "client_data": _text(bytes(response.client_data)),
        "authenticator_data": _text(bytes(response.authenticator_data)),
        "signature": _text(response.signature),
    }


def _asked(binding: Binding, at: dt.datetime) -> PasskeyChallenge:
    nonce = secrets.token_hex(32)
    return rows.insert(
        [
            PasskeyChallenge(
                user_id=binding.user,
                purpose=binding.purpose,
                documents=list(binding.documents),
                nonce=nonce,
                challenge=challenge_of(binding, nonce),
                created_at=at,
                expires_at=at + dt.timedelta(minutes=settings.CODE_MINUTES),
            )
        ]
    )[0]


def challenge_of(binding: Binding, nonce: str) -> str:
    """SHA-256 over these lines: nonce, person, purpose, and the hash of the papers."""
    lines = (nonce, str(binding.user), binding.purpose, binding.digest)
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def _answered(binding: Binding, answer: str, at: dt.datetime) -> PasskeyChallenge:
    """What this is the answer to, used up by it."""
    try:
        challenge = webauthn.challenge_in(answer).hex()
    except webauthn.Unreadable:
        raise Refused(not_right()) from None
    found = PasskeyChallenge.objects.filter(user=binding.user, challenge=challenge).first()
    if found is None:
        raise Refused(not_right())
    if found.binding != binding:
        raise Refused(_("That was for another paper. Please do it once more for this one."))
    alive = PasskeyChallenge.objects.filter(pk=found.pk, used_at=None, expires_at__gt=at)
    if not alive.update(used_at=at):
        raise Refused(_("That took more than a few minutes. Please press once more."))
    return found


def _keys(user: int) -> list[AttestedCredentialData]:
    kept = Passkey.objects.filter(user=user).order_by("pk").values_list("credential", flat=True)
    return [AttestedCredentialData(bytes(one)) for one in kept]


def _check_own(passkey: Passkey, by: User) -> None:
    if passkey.user_id != by.pk:
        raise NoSuchPage(_("There is no such passkey."))


def not_right() -> str:
    """Whatever is wrong with an answer that no phone of the person would give."""
    return _("The phone's answer does not fit. Press once more, or use the code instead.")


def _text(raw: bytes) -> str:
    return base64.b64encode(raw).decode()
