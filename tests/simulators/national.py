"""An authority by national algorithms, and a holder of keys that signs by SM2: for tests only."""

import datetime as dt
import secrets
from dataclasses import dataclass, field
from typing import ClassVar

from asn1crypto import x509 as asn1
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature

from lizhi.documents.validation import sm2
from lizhi.documents.validation.sm2_seals import SM2_KEY, SM2_WITH_SM3
from lizhi.signing import der

YEAR = dt.timedelta(days=365)
Key = tuple[int, tuple[int, int]]


def new_key() -> Key:
    """A number and its point."""
    private = secrets.randbelow(sm2.N - 2) + 1
    point = sm2.times(private, sm2.G)
    assert point
    return private, point


def sign(key: Key, data: bytes, once: int = 0) -> bytes:
    """GB/T 32918.2, 6.1, and not in constant time; `once` is the number that is used once."""
    private, public = key
    told = int.from_bytes(sm2.signed_digest(public, data), "big")
    while True:
        number = once or secrets.randbelow(sm2.N - 1) + 1
        point = sm2.times(number, sm2.G)
        assert point
        r = (told + point[0]) % sm2.N
        s = pow(1 + private, -1, sm2.N) * (number - r * private) % sm2.N
        if r and s and r + number != sm2.N:
            return encode_dss_signature(r, s)


def certificate(
    name: str,
    key: Key,
    at: dt.datetime,
    *,
    by: "tuple[bytes, Key] | None" = None,
    authority: bool = False,
    lasts: dt.timedelta = 3 * YEAR,
) -> bytes:
    """DER; signed by its own key when nobody issues it."""
    subject = asn1.Name.build({"country_name": "CN", "common_name": name}).dump()
    issuer = asn1.Certificate.load(by[0]).subject.dump() if by else subject
    signing = by[1] if by else key
    algorithm = der.sequence(der.oid(SM2_WITH_SM3))
    x, y = key[1]
    point = b"\0\x04" + x.to_bytes(32, "big") + y.to_bytes(32, "big")
    kind = der.sequence(der.oid("1.2.840.10045.2.1"), der.oid(SM2_KEY))
    rights = der.sequence(*([der.tlv(1, b"\xff")] if authority else []))
    constraints = der.sequence(der.oid("2.5.29.19"), der.tlv(1, b"\xff"), der.octets(rights))
    told = der.sequence(
        der.tagged(0, der.integer(2)),
        der.integer(secrets.randbits(120)),
        algorithm,
        issuer,
        der.sequence(der.utc_time(at - 30 * YEAR / 365), der.utc_time(at + lasts)),
        subject,
        der.sequence(kind, der.tlv(3, point)),
        der.tagged(3, der.sequence(constraints)),
    )
    return der.sequence(told, algorithm, der.tlv(3, b"\0", sign(signing, told)))


@dataclass
class National:
    """Root, issuing authority and a company's key."""

    company: str
    at: dt.datetime
    key: Key = field(default_factory=new_key)

    def __post_init__(self) -> None:
        """With everything that a company needs."""
        above, below = new_key(), new_key()
        self.root = certificate("国密根", above, self.at, authority=True)
        top = (self.root, above)
        self.issuing = certificate("国密签发", below, self.at, by=top, authority=True)
        self.issuer = (self.issuing, below)
        self.own = certificate(self.company, self.key, self.at, by=self.issuer)


class Sm2Token:
    """The port of holders over that."""

    national: ClassVar[National]

    def certificates(self, key: str) -> list[bytes]:
        """The company's, and the one above."""
        return [self.national.own, self.national.issuing]

    def sign(self, key: str, signed: bytes, algorithm: str) -> bytes:
        """SM2 only."""
        assert algorithm == "SM3withSM2"
        return sign(self.national.key, signed)
