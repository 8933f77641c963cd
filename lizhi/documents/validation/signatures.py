"""One signature or one stamp of a PDF, as pyHanko sees it, in our words."""

import datetime as dt
from dataclasses import replace
from typing import Any

from pyhanko.sign.diff_analysis import DiffResult, ModificationLevel
from pyhanko.sign.validation import validate_pdf_signature, validate_pdf_timestamp
from pyhanko.sign.validation.errors import SignatureValidationError
from pyhanko.sign.validation.status import SignatureCoverageLevel

from lizhi.documents.validation.trust import Trust
from lizhi.documents.validation.verdict import Signer, Verdict

WHOLE = {SignatureCoverageLevel.ENTIRE_FILE, SignatureCoverageLevel.ENTIRE_REVISION}


def check(signature: Any, trusted: Trust, verdict: Verdict, *, stamped: bool) -> Signer:
    """One person's or company's signature. `stamped`: a good document stamp stands above it."""
    role, before = signature.field_name, len(verdict.problems)
    at = stamp_time(signature.signer_info)
    moment = at or trusted.moment
    try:
        status = validate_pdf_signature(
            signature,
            trusted.context(moment),
            trusted.stamp_context(max(trusted.moment, moment)),
        )
    except (SignatureValidationError, ValueError) as error:
        verdict.add("forged", role, detail=repr(error))
        return signer_of(signature.signer_cert, role=role, at=None, level="", valid=False)
    trusted.remember(signature.pkcs7_content, status)
    _judge(status, role, verdict)
    judge_stamp(status.timestamp_validity, role, trusted, verdict)
    _judge_changes(status, role, verdict)
    level = _level(signature, status, stamped=stamped)
    valid = len(verdict.problems) == before
    who = signer_of(signature.signer_cert, role=role, at=at, level=level, valid=valid)
    return replace(who, assurance=trusted.assurance(status))


def check_document_stamp(signature: Any, trusted: Trust, verdict: Verdict) -> bool:
    """A stamp over the whole document; when it is good, what lies below need be good then only."""
    before = len(verdict.problems)
    info = signature.signed_data["encap_content_info"]["content"].parsed
    moment = max(trusted.moment, info["gen_time"].native)
    status = validate_pdf_timestamp(signature, trusted.stamp_context(moment))
    trusted.remember(signature.pkcs7_content, status)
    judge_stamp(status, signature.field_name, trusted, verdict)
    _judge_changes(status, signature.field_name, verdict)
    if len(verdict.problems) > before:
        return False
    trusted.moment = info["gen_time"].native
    return True


def signer_of(
    certificate: Any, *, role: str, at: dt.datetime | None, level: str, valid: bool
) -> Signer:
    """The signer as the certificate names it."""
    names = certificate.subject.native
    return Signer(
        role=role,
        name=names.get("common_name", ""),
        organisation=names.get("organization_name", ""),
        at=at,
        level=level,
        serial=f"{certificate.serial_number:x}",
        valid=valid,
    )


def stamp_time(signer_info: Any) -> dt.datetime | None:
    """The moment that the stamp over a signature names; whether it is good is another question."""
    for attribute in signer_info["unsigned_attrs"] or ():
        if attribute["type"].native == "signature_time_stamp_token":
            data = attribute["values"][0]["content"]
            moment: dt.datetime = data["encap_content_info"]["content"].parsed["gen_time"].native
            return moment
    return None


def _judge(status: Any, role: str, verdict: Verdict) -> None:
    if not status.intact:
        verdict.add("altered", role)
    if not status.valid:
        verdict.add("forged", role)
    elif not status.trusted:
        verdict.add("untrusted", role, detail=str(status.trust_problem_indic))


def judge_stamp(stamp: Any, role: str, trusted: Trust, verdict: Verdict) -> None:
    """The time stamp over one signature: there, and good at the moment that counts."""
    if stamp is None:
        verdict.add("no_stamp", role)
        return
    if stamp.intact and stamp.valid and stamp.trusted:
        return
    ended = stamp.signing_cert.not_valid_after < trusted.moment
    holds = ended and stamp.intact and stamp.valid
    verdict.add("stamp_ended" if holds else "stamp_bad", role)


def _judge_changes(status: Any, role: str, verdict: Verdict) -> None:
    """After it only prepared fields were filled, or revocation data and document stamps added."""
    if status.coverage not in WHOLE:
        verdict.add("odd_range", role)
    changes = status.diff_result
    if not isinstance(changes, DiffResult):
        verdict.add("late_change", role, detail=str(changes))
    elif changes.modification_level > ModificationLevel.FORM_FILLING or status.docmdp_ok is False:
        verdict.add("late_change", role)


def _level(signature: Any, status: Any, *, stamped: bool) -> str:
    if status.timestamp_validity is None:
        return "B-B"
    if "/DSS" not in signature.reader.root:
        return "B-T"
    return "B-LTA" if stamped else "B-LT"
