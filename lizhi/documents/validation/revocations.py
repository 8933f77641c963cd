"""What the authorities have taken back, by the lists that lie in a paper or beside a package.

A list counts when an authority on a verified way has signed it; anything else is no list.
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field

from asn1crypto import x509 as asn1
from cryptography import x509
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.types import CertificateIssuerPublicKeyTypes

from lizhi.documents.validation.trust import Trust

ODD = (ValueError, TypeError, InvalidSignature, UnsupportedAlgorithm)


@dataclass
class Revocations:
    """Lists by the key that has signed them."""

    lists: dict[bytes, list[x509.CertificateRevocationList]] = field(default_factory=dict)
    odd: int = 0
    """How many were no list of an authority that leads to the root."""

    @classmethod
    def read(cls, data: Iterable[bytes], trusted: Trust) -> "Revocations":
        """Those among these that authorities on the ways verified so far have signed."""
        found = cls()
        authorities = list(_authorities(trusted))
        for one in data:
            try:
                found._take(x509.load_der_x509_crl(one), authorities)
            except ODD:
                found.odd += 1
        return found

    def _take(
        self, one: x509.CertificateRevocationList, authorities: list[x509.Certificate]
    ) -> None:
        for authority in authorities:
            if authority.subject == one.issuer and one.is_signature_valid(_key_of(authority)):
                self.lists.setdefault(_own_id(authority), []).append(one)
                return
        raise ValueError("nobody's list")

    def taken_back(self, certificate: bytes, at: dt.datetime) -> bool:
        """Whether a list says that this certificate was no longer good at this moment."""
        told = x509.load_der_x509_certificate(certificate)
        for one in self.lists.get(_issuer_id(told), ()):
            entry = one.get_revoked_certificate_by_serial_number(told.serial_number)
            if entry is not None and entry.revocation_date_utc <= at:
                return True
        return False

    def cover(self, certificate: bytes, at: dt.datetime) -> bool:
        """Whether a list of its issuer, no older than this moment, can say something about it."""
        told = x509.load_der_x509_certificate(certificate)
        return any(one.last_update_utc >= at for one in self.lists.get(_issuer_id(told), ()))


def _authorities(trusted: Trust) -> Iterable[x509.Certificate]:
    seen = {one.dump() for one in trusted.anchors}
    for way in trusted.ways.values():
        seen.update(way.signer, way.stamp)
    for one in seen:
        if asn1.Certificate.load(one).ca:
            yield x509.load_der_x509_certificate(one)


def _key_of(authority: x509.Certificate) -> CertificateIssuerPublicKeyTypes:
    key: CertificateIssuerPublicKeyTypes = authority.public_key()  # type: ignore[assignment]
    return key


def _own_id(authority: x509.Certificate) -> bytes:
    try:
        return authority.extensions.get_extension_for_class(x509.SubjectKeyIdentifier).value.digest
    except x509.ExtensionNotFound:
        return b""


def _issuer_id(certificate: x509.Certificate) -> bytes:
    """Names of authorities come again when they get a new key: the key decides."""
    try:
        named = certificate.extensions.get_extension_for_class(x509.AuthorityKeyIdentifier).value
    except x509.ExtensionNotFound:
        return b"\0"
    return named.key_identifier or b"\0"
