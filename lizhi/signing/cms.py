"""Signed data as CMS (RFC 5652) has it: one signer, SHA-256, certificate named in it."""

import datetime as dt
import hashlib
from collections.abc import Sequence
from typing import Protocol

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding

from lizhi.signing import der

DATA = "1.2.840.113549.1.7.1"
SIGNED_DATA = "1.2.840.113549.1.7.2"
CONTENT_TYPE = "1.2.840.113549.1.9.3"
MESSAGE_DIGEST = "1.2.840.113549.1.9.4"
SIGNING_TIME = "1.2.840.113549.1.9.5"
STAMP = "1.2.840.113549.1.9.16.2.14"
SIGNING_CERTIFICATE = "1.2.840.113549.1.9.16.2.47"

SHA256_ID = der.sequence(der.oid("2.16.840.1.101.3.4.2.1"))
ECDSA_ID = der.sequence(der.oid("1.2.840.10045.4.3.2"))
RSA_ID = der.sequence(der.oid("1.2.840.113549.1.1.11"), b"\x05\x00")


class Signer(Protocol):
    """A certificate, and whoever signs with its key: here, or elsewhere."""

    @property
    def certificate(self) -> x509.Certificate:
        """Whose signature it is."""

    def sign(self, signed: bytes) -> bytes:
        """The signature over the SHA-256 of these bytes."""


def signed_data(
    signer: Signer,
    digest: bytes,
    *,
    content_type: str = DATA,
    content: bytes | None = None,
    chain: Sequence[x509.Certificate] = (),
    said_at: dt.datetime | None = None,
    with_certificates: bool = True,
) -> "SignedData":
    """Signed over `digest`, the SHA-256 of the content; without `content` it is detached.

    `said_at` is the signer's own word about the time: PAdES forbids it, plain CMS asks for it.
    """
    attributes = [
        attribute(CONTENT_TYPE, der.oid(content_type)),
        attribute(MESSAGE_DIGEST, der.octets(digest)),
        attribute(SIGNING_CERTIFICATE, _binding(signer)),
    ]
    if said_at:
        attributes.append(attribute(SIGNING_TIME, der.utc_time(said_at)))
    signed = der.set_of(*attributes)
    signature = signer.sign(signed)
    certificates = [signer.certificate, *chain] if with_certificates else []
    return SignedData(signer, signed, signature, certificates, content_type, content)


class SignedData:
    """A signature that may still get a stamp before it is written."""

    def __init__(
        self,
        signer: Signer,
        signed: bytes,
        signature: bytes,
        certificates: Sequence[x509.Certificate],
        content_type: str,
        content: bytes | None,
    ) -> None:
        self.signer = signer
        self.signed = signed
        self.signature = signature
        self.certificates = certificates
        self.content_type = content_type
        self.content = content

    def dump(self, stamp: bytes = b"") -> bytes:
        """DER of it all, with the time-stamp token over `signature` when there is one."""
        inside = [der.oid(self.content_type)]
        if self.content is not None:
            inside.append(der.tagged(0, der.octets(self.content)))
        parts = [
            der.integer(1 if self.content_type == DATA else 3),
            der.set_of(SHA256_ID),
            der.sequence(*inside),
        ]
        if self.certificates:
            encoded = (one.public_bytes(Encoding.DER) for one in self.certificates)
            parts.append(der.tagged(0, *sorted(encoded)))
        parts.append(der.set_of(self._signer_info(stamp)))
        return der.sequence(der.oid(SIGNED_DATA), der.tagged(0, der.sequence(*parts)))

    def _signer_info(self, stamp: bytes) -> bytes:
        parts = [
            der.integer(1),
            der.sequence(*_issuer_and_serial(self.signer)),
            SHA256_ID,
            b"\xa0" + self.signed[1:],  # the same set under its context tag
            _algorithm(self.signer.certificate),
            der.octets(self.signature),
        ]
        if stamp:
            parts.append(der.tagged(1, attribute(STAMP, stamp)))
        return der.sequence(*parts)


def attribute(kind: str, value: bytes) -> bytes:
    """An attribute with one value."""
    return der.sequence(der.oid(kind), der.set_of(value))


def _algorithm(certificate: x509.Certificate) -> bytes:
    return RSA_ID if isinstance(certificate.public_key(), rsa.RSAPublicKey) else ECDSA_ID


def _binding(signer: Signer) -> bytes:
    # ESSCertIDv2: the signature names its certificate, so that no other can be put in its place.
    fingerprint = hashlib.sha256(signer.certificate.public_bytes(Encoding.DER)).digest()
    issuer, serial = _issuer_and_serial(signer)
    names = der.sequence(der.tagged(4, issuer))
    return der.sequence(
        der.sequence(der.sequence(der.octets(fingerprint), der.sequence(names, serial)))
    )


def _issuer_and_serial(signer: Signer) -> tuple[bytes, bytes]:
    certificate = signer.certificate
    return certificate.issuer.public_bytes(), der.integer(certificate.serial_number)
