"""Time stamps of services outside the house (RFC 3161 over HTTP), each checked whole.

Only the job worker comes here. A service is asked with a fresh number and must give it back, over
this very digest, at this hour, signed by a certificate that is good for stamps and leads to a root
that was chosen. Anything else is no stamp; then the next service is asked.
"""

import asyncio
import datetime as dt
import secrets
from typing import Any

import httpx
from asn1crypto import cms, tsp
from django.conf import settings
from pyhanko.sign.validation.generic_cms import validate_tst_signed_data
from pyhanko.sign.validation.status import TimestampSignatureStatus

from lizhi.common import asn1fix
from lizhi.documents.validation import strict, trust
from lizhi.signing import der

asn1fix.install()

SHA256 = "2.16.840.1.101.3.4.2.1"
GRANTED = 0
OFF_BY = dt.timedelta(minutes=5)
"""A stamp of another hour proves another hour; clocks may differ by a little."""
LARGEST = 64 * 1024
TRUE = b"\x01\x01\xff"


class Unusable(OSError):
    """This service gave no stamp that we could stand for."""


def ask(url: str, digest: bytes, at: dt.datetime) -> bytes:
    """The token of this service over a SHA-256, in its one spelling; `Unusable` with the reason."""
    nonce = secrets.randbits(63)
    answer = _post(url, _request(digest, nonce))
    with trust.quietly():
        try:
            return _checked(answer, digest, nonce, at)
        except Unusable:
            raise
        except Exception as error:  # a parser of whatever somebody sends may raise anything
            raise Unusable("unreadable") from error


def _request(digest: bytes, nonce: int) -> bytes:
    imprint = der.sequence(der.sequence(der.oid(SHA256)), der.octets(digest))
    policy = [der.oid(settings.STAMP_POLICY)] if settings.STAMP_POLICY else []
    return der.sequence(der.integer(1), imprint, *policy, der.integer(nonce), TRUE)


def _post(url: str, request: bytes) -> bytes:
    headers = {"Content-Type": "application/timestamp-query"}
    try:
        with httpx.Client(timeout=settings.STAMP_TIMEOUT) as client:
            answer = client.post(url, content=request, headers=headers)
    except httpx.HTTPError as error:
        raise Unusable("unreachable") from error
    if answer.status_code != httpx.codes.OK or len(answer.content) > LARGEST:
        raise Unusable(f"answered {answer.status_code}")
    return answer.content


def _checked(answer: bytes, digest: bytes, nonce: int, at: dt.datetime) -> bytes:
    told = tsp.TimeStampResp.load(answer)
    if int(told["status"]["status"]) != GRANTED:
        raise Unusable("refused")
    token = told["time_stamp_token"]
    info = token["content"]["encap_content_info"]["content"].parsed
    imprint = info["message_imprint"]
    if imprint["hash_algorithm"]["algorithm"].native != "sha256":
        raise Unusable("another algorithm")
    if imprint["hashed_message"].native != digest:
        raise Unusable("another digest")
    if info["nonce"].native != nonce:
        raise Unusable("another number")
    if settings.STAMP_POLICY and info["policy"].dotted != settings.STAMP_POLICY:
        raise Unusable("another policy")
    if abs(info["gen_time"].native - at) > OFF_BY:
        raise Unusable("another hour")
    return _signed(token, digest, at)


def _signed(token: cms.ContentInfo, digest: bytes, at: dt.datetime) -> bytes:
    """Signed by somebody who may; with exactly the certificates on the way, in their order."""
    data = token["content"]
    moment = data["encap_content_info"]["content"].parsed["gen_time"].native
    roots = trust.stamp_roots()
    if not roots:
        raise Unusable("no root was chosen")
    context = trust.context_of(roots, max(moment, at))
    work = validate_tst_signed_data(data, context, lambda _: digest)
    status: Any = TimestampSignatureStatus(**asyncio.run(work))
    if not (status.intact and status.valid):
        raise Unusable("forged")
    if not status.trusted:
        raise Unusable("untrusted")
    way = trust.way_of(status)
    kept = [one for one in data["certificates"] if one.chosen.dump() in way.signer]
    data["certificates"] = sorted(kept, key=lambda one: one.chosen.dump())
    spelled = bytes(token.dump(force=True))
    if not strict.is_bound(spelled, way):
        raise Unusable("an unusual form")
    return spelled


def serial_of(token: bytes) -> str:
    """The number of a stamp, hexadecimal."""
    data = cms.ContentInfo.load(token)["content"]
    number: int = data["encap_content_info"]["content"].parsed["serial_number"].native
    return f"{number:x}"
