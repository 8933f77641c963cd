"""The rows behind our certificates: who holds which place, and keys that open in memory only."""

import datetime as dt
from collections.abc import Callable
from functools import lru_cache, partial

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_der_private_key,
)
from cryptography.x509.oid import NameOID
from django.db import IntegrityError, transaction

from lizhi.common import encryption
from lizhi.common.prepared import Prepared, given
from lizhi.people.models import LegalEntity
from lizhi.signing import profiles, rootfile
from lizhi.signing.models import Certificate
from lizhi.signing.profiles import Issuer, Profile

SOON = dt.timedelta(days=30)
"""A certificate that ends within this time is followed by a newer one."""

HOLDER = Prepared(
    lambda: Certificate.objects.filter(slot=given("slot")).defer("pem", "wrapped_key")
)


class KeyElsewhere(LookupError):
    """The key of this certificate is not here: destroyed after its use, or taken off line."""


Parent = Callable[[dt.datetime], Issuer]


def in_use(
    slot: str,
    kind: Certificate.Kind,
    profile: Profile,
    parent: Parent | None,
    at: dt.datetime,
    entity: LegalEntity | None = None,
) -> Issuer:
    """Whatever holds this place now; made when there is nothing, or nothing that still serves."""
    row = HOLDER.first(slot=slot)
    if row and _serves(row, profile, at):
        return opened(row.serial)
    try:
        issuer = parent(at) if parent else None
    except KeyElsewhere:
        if row and _lasts(row, at):  # the root is off line: better this one than none
            return opened(row.serial)
        raise
    if row:
        Certificate.objects.filter(pk=row.pk, slot=slot).update(slot=None)
    key = ec.generate_private_key(ec.SECP384R1() if _is_authority(profile) else ec.SECP256R1())
    certificate = profiles.build(profile, key, issuer, at)
    fresh = row_of(certificate, kind, entity)
    fresh.slot, fresh.wrapped_key = slot, wrapped(key, fresh.serial)
    try:
        with transaction.atomic():
            fresh.save()
    except IntegrityError:  # another host was first: theirs is the one
        return opened(Certificate.objects.values_list("serial", flat=True).get(slot=slot))
    if kind == Certificate.Kind.ROOT:
        transaction.on_commit(partial(rootfile.write, fresh.pem.encode()))
    return Issuer(certificate, key)


def row_of(
    certificate: x509.Certificate, kind: Certificate.Kind, entity: LegalEntity | None = None
) -> Certificate:
    """The ledger's row for a certificate, not yet saved and without a key."""
    return Certificate(
        serial=f"{certificate.serial_number:x}",
        kind=kind,
        subject=common_name(certificate.subject),
        entity=entity,
        pem=certificate.public_bytes(Encoding.PEM).decode(),
        not_after=certificate.not_valid_after_utc,
    )


def certificate_of(row: Certificate) -> x509.Certificate:
    """What the ledger keeps of it."""
    return _loaded(row.pem)


@lru_cache(maxsize=64)
def _loaded(pem: str) -> x509.Certificate:
    return x509.load_pem_x509_certificate(pem.encode())


def common_name(name: x509.Name) -> str:
    """How a subject is called."""
    return str(name.get_attributes_for_oid(NameOID.COMMON_NAME)[0].value)


@lru_cache(maxsize=64)
def opened(serial: str) -> Issuer:
    """Certificate and live key of one row; opened once in a process, for loading costs time."""
    row = Certificate.objects.get(serial=serial)
    if row.wrapped_key is None:
        raise KeyElsewhere(serial)
    der = encryption.unwrap(bytes(row.wrapped_key), bound_to=place(serial))
    key = load_der_private_key(der, password=None)
    if not isinstance(key, ec.EllipticCurvePrivateKey):
        raise TypeError("our keys are elliptic curve keys")
    return Issuer(x509.load_pem_x509_certificate(row.pem.encode()), key)


def _serves(row: Certificate, profile: Profile, at: dt.datetime) -> bool:
    if row.revoked_at or row.not_after <= at + SOON or row.subject != common_name(profile.name):
        return False
    if _is_authority(profile):
        return True  # they stay what they are, wherever time is moved to
    begins = opened(row.serial).certificate.not_valid_before_utc
    return begins <= at and (profile.signs_for is None or at < begins + profile.signs_for)


def _lasts(row: Certificate, at: dt.datetime) -> bool:
    return row.revoked_at is None and at < row.not_after


def _is_authority(profile: Profile) -> bool:
    return profile.authority_over is not None


def wrapped(key: ec.EllipticCurvePrivateKey, serial: str) -> bytes:
    """A key as it lies in its row."""
    der = key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
    return encryption.wrap(der, bound_to=place(serial))


def place(serial: str) -> str:
    """What the wrapped key in a row of the ledger is bound to."""
    return f"certificate:{serial}"
