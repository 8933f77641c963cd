"""RFC 3161 time stamps: our own, given in the same process, or those of services outside.

No stamp, no signature.
"""

import datetime as dt
import hashlib
import logging
import os
import threading
import time
from dataclasses import dataclass
from typing import Any, cast
from urllib.parse import urlsplit

from asn1crypto import tsp
from django.conf import settings
from pyhanko.sign.timestamps import TimeStamper

from lizhi.common import asn1fix
from lizhi.signing import ca, cms, der, profiles, stamp_services
from lizhi.signing.profiles import Issuer

asn1fix.install()
log = logging.getLogger(__name__)

TST_INFO = "1.2.840.113549.1.9.16.1.4"
TAKEN = {
    "sha256": (32, "2.16.840.1.101.3.4.2.1"),
    "sha384": (48, "2.16.840.1.101.3.4.2.2"),
    "sha512": (64, "2.16.840.1.101.3.4.2.3"),
}
"""Digests that are stamped: their bytes and identifiers. SHA-1 is refused."""
ACCURACY_SECONDS = 1
GRANTED, REJECTION = 0, 2
FAILURES = {"bad_alg": 0, "bad_data_format": 5, "time_not_available": 14, "unaccepted_policy": 15}


class StampRefused(OSError):
    """The authority gave no stamp; whatever needed it must not be written."""


@dataclass(frozen=True)
class Stamp:
    """A time-stamp token as DER, and its serial in hexadecimal."""

    token: bytes
    serial: str


class Authority:
    """Stamps digests with the moment it was given (decision D20: one clock)."""

    def __init__(self, issuer: Issuer, at: dt.datetime) -> None:
        self.issuer = issuer
        self.at = at.astimezone(dt.UTC).replace(microsecond=0)

    def stamp(
        self, digest: bytes, algorithm: str, *, nonce: int | None = None, certificate: bool = True
    ) -> Stamp:
        """The token over this digest; raises `StampRefused` rather than give a doubtful one."""
        if refusal := self._refusal(digest, algorithm):
            raise StampRefused(refusal)
        serial = _next_serial()
        info = self._info(digest, algorithm, serial, nonce)
        signed = cms.signed_data(
            self.issuer,
            hashlib.sha256(info).digest(),
            content_type=TST_INFO,
            content=info,
            said_at=self.at,
            with_certificates=certificate,
        )
        return Stamp(signed.dump(), f"{serial:x}")

    def answer(self, request: bytes) -> bytes:
        """The DER answer to a DER request: granted with its token, or rejected with the reason."""
        try:
            return _granted(self.asked(request))
        except StampRefused as refusal:
            return _rejected(str(refusal))

    def asked(self, request: bytes) -> Stamp:
        """The token that a DER request asks for; raises `StampRefused` as `stamp` does."""
        try:
            asked = tsp.TimeStampReq.load(request)
            imprint, policy = asked["message_imprint"], asked["req_policy"].native
            digest = imprint["hashed_message"].native
            algorithm = imprint["hash_algorithm"]["algorithm"].native
            nonce, wanted = asked["nonce"].native, bool(asked["cert_req"].native)
        except (ValueError, TypeError, KeyError):
            raise StampRefused("bad_data_format") from None
        if policy not in {None, profiles.STAMP_POLICY}:
            raise StampRefused("unaccepted_policy")
        return self.stamp(digest, algorithm, nonce=nonce, certificate=wanted)

    def _refusal(self, digest: bytes, algorithm: str) -> str:
        if len(digest) != TAKEN.get(algorithm, (0, ""))[0]:
            return "bad_alg"
        certificate = self.issuer.certificate
        if not certificate.not_valid_before_utc <= self.at < certificate.not_valid_after_utc:
            return "time_not_available"
        return ""

    def _info(self, digest: bytes, algorithm: str, serial: int, nonce: int | None) -> bytes:
        parts = [
            der.integer(1),
            der.oid(profiles.STAMP_POLICY),
            der.sequence(der.sequence(der.oid(TAKEN[algorithm][1])), der.octets(digest)),
            der.integer(serial),
            der.generalized_time(self.at),
            der.sequence(der.integer(ACCURACY_SECONDS)),
        ]
        if nonce is not None:
            parts.append(der.integer(nonce))
        return der.sequence(*parts)


class InProcess(TimeStamper):
    """The authority as pyHanko asks for it; a rejection raises there too."""

    def __init__(self, authority: Authority) -> None:
        cast(Any, super()).__init__()
        self.authority = authority

    async def async_request_tsa_response(self, req: tsp.TimeStampReq) -> tsp.TimeStampResp:
        """Ask across the room instead of across the net."""
        # a rejection cannot be handed on: the library's own form of an answer has no room for one
        return tsp.TimeStampResp.load(_granted(self.authority.asked(req.dump())))


def authority(at: dt.datetime) -> Authority:
    """The installation's authority at this moment."""
    return Authority(ca.stamp(at), at)


def over(digest: bytes, at: dt.datetime) -> Stamp:
    """The stamp over this SHA-256 that everything in the house gets; raises `StampRefused`.

    Of the first service outside that gives a good one; of the house when none was set up, or, if
    the setting says so, when none answers.
    """
    for url in settings.STAMP_SERVICES:
        try:
            token = stamp_services.ask(url, digest, at)
        except stamp_services.Unusable as error:
            log.warning("the time-stamp service %s gave none: %s", urlsplit(url).hostname, error)
        else:
            return Stamp(token, stamp_services.serial_of(token))
    if settings.STAMP_SERVICES and not settings.STAMP_OWN_LAST:
        raise StampRefused("no_service_answers")
    return authority(at).stamp(digest, "sha256")


def room() -> int:
    """Hexadecimal digits that a token may need: others send longer chains than ours."""
    return 2 * 12 * 1024 if settings.STAMP_SERVICES else 2 * 3 * 1024


def answer(data: bytes, at: dt.datetime) -> bytes:
    """A whole RFC 3161 answer (`.tsr`) over the SHA-256 of these bytes, as DER."""
    return _granted(over(hashlib.sha256(data).digest(), at))


def _granted(stamp: Stamp) -> bytes:
    return der.sequence(der.sequence(der.integer(GRANTED)), stamp.token)


def _rejected(failure: str) -> bytes:
    bit = FAILURES[failure]
    flags = (1 << 7 - bit % 8).to_bytes(1, "big").rjust(bit // 8 + 1, b"\0")
    unused = 7 - bit % 8
    return der.sequence(
        der.sequence(der.integer(REJECTION), der.tlv(0x03, bytes((unused,)), flags))
    )


_lock = threading.Lock()
_last = 0


def _next_serial() -> int:
    """Grows with every stamp and is given once only, over all hosts: system time, then chance.

    It numbers and says nothing about when; that is `genTime`.
    """
    global _last  # noqa: PLW0603  one row of numbers in a process
    with _lock:
        _last = max(_last + 1, time.time_ns())
        return _last << 32 | int.from_bytes(os.urandom(4), "big")
