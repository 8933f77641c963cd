"""A licensed authority: its root, the seals it certifies, its lists, its service on the line."""

import base64
import datetime as dt
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import httpx
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.asymmetric.utils import Prehashed
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import NameOID

YEAR = dt.timedelta(days=365)
SITE = "http://crl.authority.example"
URL = "https://seals.authority.example"
TOKEN = "a-token-of-the-authority"
Key = rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey
Public = rsa.RSAPublicKey | ec.EllipticCurvePublicKey
ALGORITHMS = {"SHA256withRSA": rsa.RSAPrivateKey, "SHA256withECDSA": ec.EllipticCurvePrivateKey}


def new_key(kind: str) -> Key:
    """`rsa` of 3072 bits, or `p256`."""
    if kind == "rsa":
        return rsa.generate_private_key(65537, 3072)
    return ec.generate_private_key(ec.SECP256R1())


def named(common: str, organisation: str) -> x509.Name:
    """As licensed authorities name a company."""
    return x509.Name(
        [
            x509.NameAttribute(NameOID.COUNTRY_NAME, "CN"),
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, organisation),
            x509.NameAttribute(NameOID.COMMON_NAME, common),
        ]
    )


@dataclass
class Issued:
    """A certificate and its key."""

    certificate: x509.Certificate
    key: Key

    @property
    def der(self) -> bytes:
        """As services hand it out."""
        return self.certificate.public_bytes(Encoding.DER)


@dataclass
class Authority:
    """Root and issuing authority; what it answers can be changed."""

    kind: str
    at: dt.datetime
    taken_back: list[tuple[int, dt.datetime]] = field(default_factory=list)
    listed_at: dt.datetime | None = None
    """When its lists were signed; now unless a test says otherwise."""
    asked: list[str] = field(default_factory=list)
    answer: Callable[[httpx.Request], httpx.Response | None] = lambda _request: None
    """A test's own answer; None: as the authority would."""
    down: bool = False

    def __post_init__(self) -> None:
        """With a root, an issuing authority, and no seal yet."""
        self.root = self._issue(named("持牌根", "示例电子认证有限公司"), new_key(self.kind), None)
        name = named("持牌签发", "示例电子认证有限公司")
        self.issuing = self._issue(name, new_key(self.kind), self.root, authority=True)
        self.seals: dict[str, Issued] = {}

    def certify(self, key: str, company: str, **other: Any) -> Issued:
        """The certificate of a company's seal, and a key for it."""
        own = new_key(self.kind)
        made = self.certificate_for(own.public_key(), company, **other)
        self.seals[key] = Issued(made, own)
        return self.seals[key]

    def certificate_for(self, public: Public, company: str, **other: Any) -> x509.Certificate:
        """The certificate of a key that was made elsewhere: on a token."""
        return self._certificate(named(company, company), public, self.issuing, **other)

    @property
    def pem(self) -> bytes:
        """Its root, as an administrator gets it."""
        return self.root.certificate.public_bytes(Encoding.PEM)

    def _issue(
        self,
        name: x509.Name,
        key: Key,
        by: Issued | None,
        *,
        authority: bool = False,
    ) -> Issued:
        public, is_authority = key.public_key(), authority or by is None
        return Issued(self._certificate(name, public, by, key, authority=is_authority), key)

    def _certificate(
        self,
        name: x509.Name,
        public: Public,
        above: Issued | None,
        own: Key | None = None,
        *,
        authority: bool = False,
        lasts: dt.timedelta = 3 * YEAR,
    ) -> x509.Certificate:
        signing = above.key if above else own
        assert signing
        ours = x509.AuthorityKeyIdentifier.from_issuer_public_key(signing.public_key())
        builder = (
            x509.CertificateBuilder()
            .subject_name(name)
            .issuer_name(above.certificate.subject if above else name)
            .public_key(public)
            .serial_number(x509.random_serial_number())
            .not_valid_before(self.at - dt.timedelta(days=30))
            .not_valid_after(self.at + (20 * YEAR if authority else lasts))
            .add_extension(x509.BasicConstraints(ca=authority, path_length=None), critical=True)
            .add_extension(x509.SubjectKeyIdentifier.from_public_key(public), critical=False)
            .add_extension(ours, critical=False)
            .add_extension(_usage(authority=authority), critical=True)
        )
        if above:
            place = f"{SITE}/{above.certificate.serial_number:x}.crl"
            point = x509.DistributionPoint(
                [x509.UniformResourceIdentifier(place)], None, None, None
            )
            builder = builder.add_extension(x509.CRLDistributionPoints([point]), critical=False)
        return builder.sign(signing, hashes.SHA256())

    def list_of(self, by: Issued) -> bytes:
        """What it has taken back, for a week."""
        begins = (self.listed_at or self.at).replace(microsecond=0)
        builder = (
            x509.CertificateRevocationListBuilder()
            .issuer_name(by.certificate.subject)
            .last_update(begins)
            .next_update(begins + dt.timedelta(days=7))
        )
        ours = x509.AuthorityKeyIdentifier.from_issuer_public_key(by.key.public_key())
        builder = builder.add_extension(ours, critical=False)
        for serial, moment in self.taken_back:
            entry = x509.RevokedCertificateBuilder().serial_number(serial).revocation_date(moment)
            builder = builder.add_revoked_certificate(entry.build())
        return builder.sign(by.key, hashes.SHA256()).public_bytes(Encoding.DER)

    def transport(self) -> httpx.BaseTransport:
        """In place of the network."""
        return httpx.MockTransport(self._answered)

    def _answered(self, request: httpx.Request) -> httpx.Response:
        self.asked.append(request.url.path)
        if self.down:
            raise httpx.ConnectTimeout("nobody there")
        own = self.answer(request)
        if own is not None:
            return own
        if request.url.host == "crl.authority.example":
            return self._listed(request)
        if request.headers.get("Authorization") != f"Bearer {TOKEN}":
            return httpx.Response(401)
        _, _, _, key, what = request.url.path.split("/")
        seal = self.seals.get(key)
        if seal is None:
            return httpx.Response(404)
        if what == "certificates":
            told = [seal.der, self.issuing.der, self.root.der]
            return httpx.Response(200, json={"certificates": [_text(one) for one in told]})
        return httpx.Response(200, json={"signature": _text(_sign(seal.key, request.content))})

    def _listed(self, request: httpx.Request) -> httpx.Response:
        for by in (self.root, self.issuing):
            if request.url.path == f"/{by.certificate.serial_number:x}.crl":
                return httpx.Response(200, content=self.list_of(by))
        return httpx.Response(404)


def _sign(key: Key, content: bytes) -> bytes:
    asked = json.loads(content)
    assert isinstance(key, ALGORITHMS[asked["algorithm"]])
    digest, by = base64.b64decode(asked["digest"]), Prehashed(hashes.SHA256())
    if isinstance(key, rsa.RSAPrivateKey):
        return key.sign(digest, padding.PKCS1v15(), by)
    return key.sign(digest, ec.ECDSA(by))


def _text(data: bytes) -> str:
    return base64.b64encode(data).decode()


def _usage(*, authority: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not authority,
        content_commitment=not authority,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=authority,
        crl_sign=authority,
        encipher_only=False,
        decipher_only=False,
    )
