"""The key by which certificates can be checked without a network: used, followed, taken back."""

import base64
import datetime as dt
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from lizhi.common import encryption
from lizhi.common.refusals import Refused
from lizhi.documents import tokens
from lizhi.signing.models import TokenKey

SLOT = "token"


def token_for(fingerprint: str, *, issued_on: dt.date) -> str:
    """What the square on a certificate of this fingerprint says, as an address of ours."""
    row = _in_use()
    said = tokens.saying(row.key, issued_on, fingerprint)
    return address(tokens.written(said, _opened(row).sign(said)))


def address(token: str) -> str:
    """Where a token is checked, in upper case: a QR code has fewer modules so."""
    return f"{settings.ORIGIN}/o/".upper() + token


def published() -> dict[str, bytes]:
    """Public keys whose tokens are to be believed, by id. Writes nothing."""
    rows = TokenKey.objects.filter(revoked_at=None).order_by("pk")
    return {row.key: bytes(row.public) for row in rows}


def as_json() -> dict[str, Any]:
    """The same for programs: a JWK set (RFC 7517, 8037)."""
    keys = [
        {"kty": "OKP", "crv": "Ed25519", "use": "sig", "kid": key, "x": _text(public)}
        for key, public in published().items()
    ]
    return {"issuer": settings.ORIGIN, "keys": keys}


@transaction.atomic
def rotate(*, by: str, at: dt.datetime) -> str:
    """From now on another key signs; what the old one has signed is still believed. The new id."""
    old = TokenKey.objects.select_for_update().filter(slot=SLOT).first()
    if old is None:
        raise Refused(
            _("There is no key in use as “%s” that could be followed by a new one.") % SLOT
        )
    _end(old, by, at)
    return _in_use().key


@transaction.atomic
def revoke(key: str, *, by: str, at: dt.datetime) -> bool:
    """Nobody who loads the keys from now on believes what it has signed. False: no such key."""
    row = TokenKey.objects.select_for_update().filter(key=key.lower(), revoked_at=None).first()
    if row is None:
        return False
    row.revoked_at = at
    _end(row, by, at)
    return True


def place(key: str) -> str:
    """What the wrapped key in a row is bound to."""
    return f"token:{key}"


def _end(row: TokenKey, by: str, at: dt.datetime) -> None:
    row.slot, row.wrapped_key = None, None
    row.ended_at, row.ended_by = row.ended_at or at, row.ended_by or by
    row.save()


def _in_use() -> TokenKey:
    return TokenKey.objects.filter(slot=SLOT).first() or _made()


def _made() -> TokenKey:
    private = Ed25519PrivateKey.generate()
    public = private.public_key().public_bytes_raw()
    key = tokens.key_id(public)
    wrapped = encryption.wrap(private.private_bytes_raw(), bound_to=place(key))
    row = TokenKey(key=key, slot=SLOT, public=public, wrapped_key=wrapped)
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError:  # another host was first: theirs is the one
        return TokenKey.objects.get(slot=SLOT)
    return row


def _opened(row: TokenKey) -> Ed25519PrivateKey:
    raw = encryption.unwrap(bytes(row.wrapped_key or b""), bound_to=place(row.key))
    return Ed25519PrivateKey.from_private_bytes(raw)


def _text(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")
