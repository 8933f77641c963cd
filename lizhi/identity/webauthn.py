"""What browsers and phones say about passkeys, by the WebAuthn standard. Knows no database.

The phone signs a challenge of ours with a key that never leaves it, after a look at the finger or
the face, or the phone's own code; `user_verification` is asked for and checked.
"""

import hashlib
import json
from collections.abc import Sequence
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from fido2.server import Fido2Server
from fido2.utils import websafe_decode, websafe_encode
from fido2.webauthn import (
    AttestedCredentialData,
    AuthenticationResponse,
    AuthenticatorData,
    CollectedClientData,
    PublicKeyCredentialRpEntity,
    PublicKeyCredentialUserEntity,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

LOOPBACK = {"127.0.0.1", "::1"}
UNREADABLE = (ValueError, TypeError, KeyError, IndexError, AttributeError, AssertionError)
"""What the library says to bytes that are none of its own."""
VERIFIED = UserVerificationRequirement.REQUIRED


class Unreadable(Exception):
    """The answer of the browser is none, or is not to what was asked."""


class ElsewhereAsked(Unreadable):
    """The phone has answered a page of somebody else."""


def origin() -> str:
    """Where our pages are, as browsers say it.

    They know passkeys of names only: a laptop that is reached by its address goes by `localhost`.
    """
    parts = urlsplit(settings.ORIGIN)
    if parts.hostname in LOOPBACK:
        return f"{parts.scheme}://localhost" + (f":{parts.port}" if parts.port else "")
    return settings.ORIGIN


def rp_id() -> str:
    """The name that passkeys are bound to."""
    return urlsplit(origin()).hostname or ""


def server() -> Fido2Server:
    """Takes answers from our own pages only."""
    entity = PublicKeyCredentialRpEntity(name=settings.PRODUCT_NAME, id=rp_id())
    return Fido2Server(entity, verify_origin=lambda said: said == origin())


def creation(
    *, user: bytes, name: str, known: Sequence[AttestedCredentialData], challenge: bytes
) -> dict[str, Any]:
    """What a browser is asked for to make a passkey; a phone that has one already makes none."""
    options, _state = server().register_begin(
        PublicKeyCredentialUserEntity(id=user, name=name, display_name=name),
        known,
        resident_key_requirement=ResidentKeyRequirement.PREFERRED,
        user_verification=VERIFIED,
        challenge=challenge,
    )
    return dict(options)


def request(*, known: Sequence[AttestedCredentialData], challenge: bytes) -> dict[str, Any]:
    """What a browser is asked for to sign with one of these; with none, it offers what it has."""
    options, _state = server().authenticate_begin(
        known or None, user_verification=VERIFIED, challenge=challenge
    )
    return dict(options)


def challenge_in(answer: str) -> bytes:
    """Which challenge this is an answer to; nothing is checked by that."""
    try:
        said = json.loads(answer)["response"]["clientDataJSON"]
        return bytes(CollectedClientData(websafe_decode(said)).challenge)
    except (*UNREADABLE, RecursionError) as error:
        raise Unreadable from error


def signer_in(answer: str) -> bytes:
    """Which passkey says that it has signed this; nothing but the site is checked by that."""
    try:
        found = AuthenticationResponse.from_dict(json.loads(answer))
        site, name = found.response.client_data.origin, bytes(found.raw_id)
    except (*UNREADABLE, RecursionError) as error:
        raise Unreadable from error
    if site != origin():
        raise ElsewhereAsked
    return name


def registered(answer: str, challenge: bytes) -> AuthenticatorData:
    """The new key, when origin, challenge and the look at the finger are right."""
    try:
        return server().register_complete(_state(challenge), json.loads(answer))
    except (*UNREADABLE, RecursionError) as error:
        raise Unreadable from error


def asserted(
    answer: str, challenge: bytes, known: Sequence[AttestedCredentialData]
) -> AuthenticationResponse:
    """What was signed by one of these keys, when everything about it is right."""
    try:
        said = json.loads(answer)
        server().authenticate_complete(_state(challenge), known, said)
        found: AuthenticationResponse = AuthenticationResponse.from_dict(said)
    except (*UNREADABLE, RecursionError) as error:
        raise Unreadable from error
    return found


def key_hash(credential_id: bytes) -> str:
    """How a passkey is named in rows and in evidence."""
    return hashlib.sha256(credential_id).hexdigest()


def _state(challenge: bytes) -> dict[str, Any]:
    return {"challenge": websafe_encode(challenge), "user_verification": VERIFIED}
