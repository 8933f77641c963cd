"""What each of our certificates says: names, uses, how long, who issued it."""

import datetime as dt
from dataclasses import dataclass, field

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID
from django.conf import settings

ARC = "2.25.324444807809293017546395652806386131552"
"""Our own object identifiers: the arc of the UUID f415cc0c-85ec-55d1-8466-d8ea8bf02260."""
EVIDENCE = x509.ObjectIdentifier(f"{ARC}.1")
"""Extension: SHA-256 of the evidence record that this certificate was issued for."""
STAMP_POLICY = f"{ARC}.2"

DOCUMENT_SIGNING = x509.ObjectIdentifier("1.3.6.1.5.5.7.3.36")
SIGNS = [ExtendedKeyUsageOID.EMAIL_PROTECTION, DOCUMENT_SIGNING]
"""Some readers refuse a certificate that is good for documents only (measured with NSS)."""
LONGEST = 64
FULL_NAME = x509.ObjectIdentifier("2.5.4.41")
"""For names that are longer than a common name may be."""
STAMPS = [ExtendedKeyUsageOID.TIME_STAMPING]

YEAR = dt.timedelta(days=365)
FOREVER = 30 * YEAR
BEFORE = dt.timedelta(minutes=5)
"""Clocks of hosts differ a little: a certificate is good a bit before it is used."""
BEFORE_FOUNDING = dt.timedelta(days=7)


@dataclass(frozen=True)
class Issuer:
    """Whoever signs a certificate: its own certificate and its live key."""

    certificate: x509.Certificate
    key: ec.EllipticCurvePrivateKey

    def sign(self, signed: bytes) -> bytes:
        """ECDSA over the SHA-256 of these bytes, as CMS has it."""
        return self.key.sign(signed, ec.ECDSA(hashes.SHA256()))


@dataclass(frozen=True)
class Profile:
    """Everything about one certificate but its key."""

    name: x509.Name
    lasts: dt.timedelta
    uses: list[x509.ObjectIdentifier] = field(default_factory=list)
    """Extended key usage; empty for an authority."""
    authority_over: int | None = None
    """How many authorities may stand below; None: this is no authority."""
    evidence: bytes = b""
    signs_for: dt.timedelta | None = None
    """After that a newer one signs, and this one is only checked; None: as long as it lasts."""


def name(common: str, *, organisation: str = "", person: str = "") -> x509.Name:
    """A subject in China; `person` tells two people of one name apart and says nothing else."""
    parts = [x509.NameAttribute(NameOID.COUNTRY_NAME, "CN")]
    if organisation:
        parts.append(x509.NameAttribute(NameOID.ORGANIZATION_NAME, organisation[:LONGEST]))
    # X.520 allows 64 characters, readers count 64 bytes: 21 Chinese characters.
    short = common.encode()[:LONGEST].decode(errors="ignore")
    parts.append(x509.NameAttribute(NameOID.COMMON_NAME, short))
    if short != common:
        parts.append(x509.NameAttribute(FULL_NAME, common[:LONGEST]))
    if person:
        parts.append(x509.NameAttribute(NameOID.SERIAL_NUMBER, person))
    return x509.Name(parts)


def build(
    profile: Profile, key: ec.EllipticCurvePrivateKey, issuer: Issuer | None, at: dt.datetime
) -> x509.Certificate:
    """The certificate, signed by its issuer, or by itself when there is none (the root)."""
    founding = profile.authority_over is not None
    begins = at - (BEFORE_FOUNDING if founding else BEFORE)
    ends = at + profile.lasts
    if issuer:
        ends = min(ends, issuer.certificate.not_valid_after_utc)
    signing_key = issuer.key if issuer else key
    builder = (
        x509.CertificateBuilder()
        .subject_name(profile.name)
        .issuer_name(issuer.certificate.subject if issuer else profile.name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(begins.replace(microsecond=0))
        .not_valid_after(ends.replace(microsecond=0))
    )
    for extension, critical in _extensions(profile, key, issuer, signing_key):
        builder = builder.add_extension(extension, critical)
    return builder.sign(signing_key, digest_for(signing_key))


def digest_for(key: ec.EllipticCurvePrivateKey) -> hashes.SHA256 | hashes.SHA384:
    """SHA-384 with P-384, SHA-256 with P-256."""
    return hashes.SHA384() if key.key_size > 256 else hashes.SHA256()


def _extensions(
    profile: Profile,
    key: ec.EllipticCurvePrivateKey,
    issuer: Issuer | None,
    signing_key: ec.EllipticCurvePrivateKey,
) -> list[tuple[x509.ExtensionType, bool]]:
    over = profile.authority_over
    from_issuer = x509.AuthorityKeyIdentifier.from_issuer_public_key(signing_key.public_key())
    found: list[tuple[x509.ExtensionType, bool]] = [
        (x509.BasicConstraints(ca=over is not None, path_length=over), True),
        (_usage(authority=over is not None, stamps=profile.uses == STAMPS), True),
        (x509.SubjectKeyIdentifier.from_public_key(key.public_key()), False),
        (from_issuer, False),
    ]
    if profile.uses:
        found.append((x509.ExtendedKeyUsage(profile.uses), profile.uses == STAMPS))
    if issuer:
        found.append((_revocations(issuer.certificate), False))
    if profile.evidence:
        octets = b"\x04" + bytes([len(profile.evidence)]) + profile.evidence
        found.append((x509.UnrecognizedExtension(EVIDENCE, octets), False))
    return found


def _usage(*, authority: bool, stamps: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not authority,
        content_commitment=not authority and not stamps,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=authority,
        crl_sign=authority,
        encipher_only=False,
        decipher_only=False,
    )


def _revocations(issuer: x509.Certificate) -> x509.CRLDistributionPoints:
    place = f"{settings.ORIGIN}/trust/{issuer.serial_number:x}.crl"
    point = x509.DistributionPoint([x509.UniformResourceIdentifier(place)], None, None, None)
    return x509.CRLDistributionPoints([point])
