"""The installation's own certificate authority: root, issuing, and whatever they have issued.

Everything is made on first need, once for all hosts: the ledger's unique `slot` decides who was
first. Keys lie wrapped in the ledger; a running process keeps the opened ones. Nothing here is a
licensed certification (电子签名法 16–18): it carries what the parties have agreed (article 13).
"""

import datetime as dt

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding
from django.conf import settings

from lizhi.people.models import LegalEntity
from lizhi.signing import ledger, profiles
from lizhi.signing.models import Certificate
from lizhi.signing.profiles import Issuer, Profile

Kind = Certificate.Kind


def root(at: dt.datetime) -> Issuer:
    """The anchor that a reader has to trust; signs the authority below and the time stamps'."""
    profile = Profile(_own_name("内置根"), profiles.FOREVER, authority_over=1)
    return ledger.in_use("root", Kind.ROOT, profile, None, at)


def issuing(at: dt.datetime) -> Issuer:
    """Signs the certificates of people and seals."""
    return ledger.in_use("issuing", Kind.ISSUING, profile_of("issuing"), root, at)


def stamp(at: dt.datetime) -> Issuer:
    """Signs time stamps and nothing else (RFC 3161 wants that use alone and critical).

    For one year only: so each stamp, the last one too, can be checked for ten years by itself.
    """
    return ledger.in_use("stamp", Kind.STAMP, profile_of("stamp"), root, at)


def profile_of(what: str) -> Profile:
    """Of what the root itself signs, here or off line: `issuing` or `stamp`."""
    if what == "issuing":
        return Profile(_own_name("内部签发"), profiles.FOREVER, authority_over=0)
    if what != "stamp":
        raise KeyError(what)
    lasts, signs_for = 11 * profiles.YEAR, profiles.YEAR
    return Profile(_own_name("时间戳"), lasts, profiles.STAMPS, signs_for=signs_for)


def installation(at: dt.datetime) -> Issuer:
    """The seal of the installation itself: receipts, letters, manifests."""
    profile = Profile(_own_name("系统签章"), 3 * profiles.YEAR, profiles.SIGNS)
    return ledger.in_use("installation", Kind.INSTALLATION, profile, issuing, at)


def seal(entity: LegalEntity, at: dt.datetime) -> Issuer:
    """The company's seal; a company that has been renamed gets a new one."""
    name = profiles.name(f"{entity.name} 内部签章", organisation=entity.name)
    profile = Profile(name, 3 * profiles.YEAR, profiles.SIGNS)
    return ledger.in_use(f"seal:{entity.pk}", Kind.SEAL, profile, issuing, at, entity)


def event(
    name: str, *, person: str, evidence: bytes, issuer: Issuer, at: dt.datetime
) -> tuple[Issuer, Certificate]:
    """A certificate for one signature of one person, and its row for the ledger, not yet saved.

    `evidence` is the SHA-256 of the evidence record, `person` a name for the person that says
    nothing to strangers. The key lives in the answer only: let it go after its one use, and
    nobody can ever sign with it again.
    """
    subject = profiles.name(name, person=person)
    profile = Profile(subject, 10 * profiles.YEAR, profiles.SIGNS, evidence=evidence)
    key = ec.generate_private_key(ec.SECP256R1())
    certificate = profiles.build(profile, key, issuer, at)
    return Issuer(certificate, key), ledger.row_of(certificate, Kind.EVENT)


def revocations(
    issuer: Issuer, at: dt.datetime, *, lasts: dt.timedelta = dt.timedelta(days=7)
) -> bytes:
    """The list of what this authority has taken back, as DER, good for a week if not longer."""
    builder = (
        x509.CertificateRevocationListBuilder()
        .issuer_name(issuer.certificate.subject)
        .last_update(at.replace(microsecond=0))
        .next_update(at.replace(microsecond=0) + lasts)
    )
    ours = x509.AuthorityKeyIdentifier.from_issuer_public_key(issuer.key.public_key())
    builder = builder.add_extension(ours, critical=False)
    builder = builder.add_extension(x509.CRLNumber(int(at.timestamp())), critical=False)
    for row in Certificate.objects.exclude(revoked_at=None):
        certificate = x509.load_pem_x509_certificate(row.pem.encode())
        if row.revoked_at and certificate.issuer == issuer.certificate.subject:
            builder = builder.add_revoked_certificate(
                entry(certificate.serial_number, row.revoked_at, row.revoked_because)
            )
    listed = builder.sign(issuer.key, profiles.digest_for(issuer.key))
    return listed.public_bytes(Encoding.DER)


def entry(number: int, at: dt.datetime, because: str) -> x509.RevokedCertificate:
    """One line of a list, with the reason when there is one."""
    builder = x509.RevokedCertificateBuilder().serial_number(number)
    builder = builder.revocation_date(at.replace(microsecond=0))
    if because and because != Certificate.Reason.UNSPECIFIED:
        builder = builder.add_extension(x509.CRLReason(x509.ReasonFlags(because)), critical=False)
    return builder.build()


def newest_list(authority: Certificate, at: dt.datetime) -> bytes:
    """What this authority has taken back: made now, or the stored one when its key is elsewhere."""
    if authority.wrapped_key is not None:
        return revocations(ledger.opened(authority.serial), at)
    stored = authority.lists.filter(begins__lte=at).order_by("-begins").first()
    if stored is None:
        raise ledger.KeyElsewhere(authority.serial)
    return bytes(stored.data)


def _own_name(what: str) -> x509.Name:
    product = settings.PRODUCT_NAME
    return profiles.name(f"{product} {what}", organisation=product)
