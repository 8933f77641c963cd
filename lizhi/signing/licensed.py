"""Certificates of licensed authorities (电子签名法 16–18): looked through before they are used.

A seal is L2 only when its certificate is in time, names the very company, was not taken back, and
leads to a root that an administrator has called licensed. Anything else is refused, never L1.
Only the job worker comes here.
"""

import asyncio
import datetime as dt
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from asn1crypto import crl as asn1_crl
from asn1crypto import x509 as asn1
from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import NameOID
from django.utils.translation import gettext as _
from pyhanko_certvalidator import CertificateValidator, ValidationContext
from pyhanko_certvalidator.errors import (
    InsufficientRevinfoError,
    PathError,
    RevokedError,
    ValidationError,
)

from lizhi.documents.validation import trust
from lizhi.people.models import LegalEntity
from lizhi.signing import foreign_lists
from lizhi.signing.holders import Place
from lizhi.signing.providers.failing import ServiceNotSetUp, ServiceRefuses, ServiceSilent

LEVEL = "L2"
SMALLEST_RSA = 2048


@dataclass(frozen=True)
class Held:
    """A company's certificate, looked through at one moment; its key is elsewhere."""

    certificate: x509.Certificate
    above: tuple[x509.Certificate, ...]
    """The authorities between it and the root, the root left out."""
    place: Place

    def sign(self, signed: bytes) -> bytes:
        """What the holder gives, if it fits the certificate; else nothing is written."""
        algorithm = algorithm_of(self.certificate)
        signature = self.place.holder.sign(self.place.key, signed, algorithm)
        if not _fits(self.certificate, signature, signed):
            words = _("What was signed does not fit the certificate: is it the right key?")
            raise ServiceRefuses("another key", words)
        return signature


def held(entity: LegalEntity, place: Place, at: dt.datetime) -> Held:
    """The company's certificate as its holder has it now; raises what forbids to seal with it."""
    told = _loaded(place.holder.certificates(place.key))
    path = _path(told, at)
    check_name(path[0], entity)
    algorithm_of(path[0])
    return Held(path[0], tuple(path[1:-1]), place)


def algorithm_of(certificate: x509.Certificate) -> str:
    """By its key: P-256, or RSA of 2048 bits or more; any other is refused."""
    key = certificate.public_key()
    if isinstance(key, ec.EllipticCurvePublicKey) and isinstance(key.curve, ec.SECP256R1):
        return "SHA256withECDSA"
    if isinstance(key, rsa.RSAPublicKey) and key.key_size >= SMALLEST_RSA:
        return "SHA256withRSA"
    words = _("The key of the seal is neither P-256 nor RSA of %d bits or more.") % SMALLEST_RSA
    raise ServiceNotSetUp("another kind of key", words)


def lists_about(
    certificate: x509.Certificate,
    others: Sequence[x509.Certificate],
    *,
    signed_at: dt.datetime,
    at: dt.datetime,
) -> list[bytes]:
    """The lists that a finished paper needs of a licensed signature; none when it is not one.

    None of them is older than the signature: only such a list can say that it was good then.
    """
    try:
        path = _way([certificate, *others], signed_at)
    except ServiceNotSetUp:
        return []
    return foreign_lists.of([*pairwise(path)], at, since=signed_at)


def _path(told: Sequence[x509.Certificate], at: dt.datetime) -> list[x509.Certificate]:
    """From the seal up to the root, with a list of now about each step."""
    path = _way(told, at)
    lists = foreign_lists.of([*pairwise(path)], at)
    for one, data in zip(path, lists, strict=False):  # the root stands in no list
        if foreign_lists.names(data, one):
            raise _taken_back()
    _validated(told, at, lists=lists)
    return path


def _way(told: Sequence[x509.Certificate], at: dt.datetime) -> list[x509.Certificate]:
    found = _validated(told, at)
    return [x509.load_der_x509_certificate(one) for one in found]


def _validated(
    told: Sequence[x509.Certificate], at: dt.datetime, lists: Sequence[bytes] | None = None
) -> list[bytes]:
    roots = trust.licensed_roots()
    if not roots or not told:
        words = _("LIZHI_LICENSED_ROOTS names no root of a licensed authority.")
        raise ServiceNotSetUp("no licensed root", words)
    context = ValidationContext(
        trust_roots=roots,
        moment=at,
        allow_fetching=False,
        crls=[asn1_crl.CertificateList.load(one) for one in lists or ()],
        revocation_mode="soft-fail" if lists is None else "require",
    )
    leaf, *others = (asn1.Certificate.load(one.public_bytes(Encoding.DER)) for one in told)
    validator = CertificateValidator(leaf, others, validation_context=context)
    with trust.quietly():
        try:
            path = asyncio.run(validator.async_validate_path())
        except RevokedError:
            raise _taken_back() from None
        except InsufficientRevinfoError:  # signed a moment after ours began: next time it serves
            raise ServiceSilent("no list that serves") from None
        except (PathError, ValidationError):
            words = _("The certificate of the seal is not in time, or leads to no licensed root.")
            raise ServiceNotSetUp("not licensed", words) from None
    return [one.dump() for one in path.iter_certs(include_root=True)][::-1]


def _taken_back() -> ServiceNotSetUp:
    words = _("The certificate of the seal, or one above it, was taken back.")
    return ServiceNotSetUp("taken back", words)


def check_name(certificate: x509.Certificate, entity: LegalEntity) -> None:
    """It is this company's: nobody seals with a neighbour's."""
    wanted = {NameOID.ORGANIZATION_NAME, NameOID.COMMON_NAME}
    names = {_plain(str(one.value)) for one in certificate.subject if one.oid in wanted}
    if _plain(entity.name) not in names:
        words = _("The certificate of the seal does not name this company.")
        raise ServiceNotSetUp("another company", words)


def _plain(name: str) -> str:
    return "".join(unicodedata.normalize("NFKC", name).split())


def _loaded(told: Sequence[bytes]) -> list[x509.Certificate]:
    try:
        return [x509.load_der_x509_certificate(one) for one in told]
    except ValueError:
        raise ServiceSilent("no certificates") from None


def _fits(certificate: x509.Certificate, signature: bytes, signed: bytes) -> bool:
    key = certificate.public_key()
    try:
        if isinstance(key, ec.EllipticCurvePublicKey):
            key.verify(signature, signed, ec.ECDSA(SHA256()))
        elif isinstance(key, rsa.RSAPublicKey):
            key.verify(signature, signed, padding.PKCS1v15(), SHA256())
        else:
            return False
    except InvalidSignature:
        return False
    return True
