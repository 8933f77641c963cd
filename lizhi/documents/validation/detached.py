"""Seals and stamps that lie beside what they vouch for: `.p7s` (CMS) and `.tsr` (RFC 3161)."""

import asyncio
import datetime as dt
import hashlib
from dataclasses import replace
from typing import Any

from asn1crypto import cms, tsp
from pyhanko.sign.validation.generic_cms import (
    async_validate_detached_cms,
    validate_tst_signed_data,
)
from pyhanko.sign.validation.status import TimestampSignatureStatus

from lizhi.documents.validation import signatures, strict, trust
from lizhi.documents.validation.strict import SEQUENCE, tlv
from lizhi.documents.validation.trust import Trust
from lizhi.documents.validation.verdict import Signer, Verdict

GRANTED = tlv(SEQUENCE, b"\x02\x01\x00")


def check_stamp(data: bytes, answer: bytes, trusted: Trust) -> dt.datetime | None:
    """The moment at which this answer of a stamp authority proves the data to exist, if it does."""
    with trust.quietly():
        try:
            return _stamped(data, answer, trusted)
        except Exception:  # noqa: BLE001  a parser of hostile bytes may raise anything
            return None


def check_seal(data: bytes, container: bytes, trusted: Trust, verdict: Verdict, about: str) -> None:
    """Add the signer of this detached signature to the verdict, or say what is wrong with it."""
    with trust.quietly():
        try:
            verdict.signers.append(_sealed(data, container, trusted, verdict, about))
        except Exception as error:  # noqa: BLE001  as above
            verdict.add("seal_bad", about, detail=repr(error))


def _stamped(data: bytes, answer: bytes, trusted: Trust) -> dt.datetime | None:
    token = tsp.TimeStampResp.load(answer, strict=True)["time_stamp_token"]
    signed = token["content"]
    moment: dt.datetime = signed["encap_content_info"]["content"].parsed["gen_time"].native
    own = Trust(trusted.root, max(trusted.moment, moment))
    work = validate_tst_signed_data(
        signed, own.stamp_context(own.moment), lambda name: hashlib.new(name, data).digest()
    )
    status = TimestampSignatureStatus(**asyncio.run(work))
    whole = answer == tlv(SEQUENCE, GRANTED, token.dump())
    good = status.intact and status.valid and status.trusted
    bound = whole and strict.is_bound(token.dump(), trust.way_of(status))
    return moment if good and bound else None


def _sealed(data: bytes, container: bytes, trusted: Trust, verdict: Verdict, about: str) -> Signer:
    signed = cms.ContentInfo.load(container, strict=True)["content"]
    at = signatures.stamp_time(signed["signer_infos"][0])
    moment = at or trusted.moment
    status: Any = asyncio.run(
        async_validate_detached_cms(
            data,
            signed,
            signer_validation_context=trusted.context(moment),
            ts_validation_context=trusted.stamp_context(max(trusted.moment, moment)),
        )
    )
    before = len(verdict.problems)
    if not (status.intact and status.valid):
        verdict.add("seal_bad", about)
    elif not status.trusted:
        verdict.add("untrusted", about)
    signatures.judge_stamp(status.timestamp_validity, about, trusted, verdict)
    if len(verdict.problems) == before and not strict.is_bound(container, trust.way_of(status)):
        verdict.add("uncovered", about)
    level = "B-T" if status.timestamp_validity else "B-B"
    valid = len(verdict.problems) == before
    who = signatures.signer_of(status.signing_cert, role="seal", at=at, level=level, valid=valid)
    return replace(who, assurance=trusted.assurance(status))
