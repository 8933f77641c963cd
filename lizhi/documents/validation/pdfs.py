"""Check a signed PDF: every signature, every stamp, every byte, every revision."""

import datetime as dt
import hashlib
import io
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from django.utils.translation import gettext
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.fields import enumerate_sig_fields

from lizhi.common import clock
from lizhi.documents.validation import coverage, signatures, strict, trust
from lizhi.documents.validation.revocations import Revocations
from lizhi.documents.validation.strict import Way
from lizhi.documents.validation.trust import Trust
from lizhi.documents.validation.verdict import Signer, Verdict, unreadable


def check_pdf(
    pdf: bytes,
    *,
    root: bytes | None,
    ledger: Sequence[str] | None = None,
    moment: dt.datetime | None = None,
) -> Verdict:
    """Whether this is what was signed, whole and unchanged; every fault is named.

    `root` is the trust root as PEM or DER. `ledger` holds the SHA-256 of each revision that was
    issued, oldest first: the last of them must be this file. `moment` is when the stamps must
    still be good: now, unless a later stamp proves that the file was there before.
    """
    verdict = Verdict("pdf", sha256=hashlib.sha256(pdf).hexdigest())
    verdict.compare_with(ledger)
    try:
        anchor = trust.load_root(root) if root else None
    except ValueError:
        anchor = None
    if anchor is None:
        verdict.add("no_root")
    with trust.quietly():
        try:
            _check(pdf, anchor and Trust(anchor, moment or clock.now()), verdict)
        except Exception as error:  # noqa: BLE001  a parser of hostile bytes may raise anything
            if not coverage.is_whole(pdf):
                return unreadable("pdf")
            verdict.add("damaged", detail=repr(error))
    return verdict


def _check(pdf: bytes, trusted: Trust | None, verdict: Verdict) -> None:
    reader = PdfFileReader(io.BytesIO(pdf))
    if reader.encrypted:
        verdict.add("encrypted")
        return
    found = list(reader.embedded_signatures)
    if not found:
        verdict.add("unsigned")
        return
    if trusted is not None:
        _check_signatures(found, trusted, verdict)
        _check_lists(reader, found, trusted, verdict)
    _check_fields(reader, found, verdict)
    _check_bytes(pdf, found, verdict, trusted)


def _check_signatures(found: list[Any], trusted: Trust, verdict: Verdict) -> None:
    """Newest first: a good stamp over the document vouches for the ones below it."""
    stamped, signers = False, []
    for signature in reversed(found):
        if signature.sig_object_type == "/DocTimeStamp":
            stamped |= signatures.check_document_stamp(signature, trusted, verdict)
        else:
            signers.append(signatures.check(signature, trusted, verdict, stamped=stamped))
    verdict.signers = signers[::-1]


def _check_lists(reader: PdfFileReader, found: list[Any], trusted: Trust, verdict: Verdict) -> None:
    """Nobody's certificate was taken back before its use; the level says whether lists can tell."""
    store = reader.root["/DSS"] if "/DSS" in reader.root else {}  # noqa: SIM401  get() does not follow
    data = [one.get_object().data for one in store.get("/CRLs", ())]
    lists = Revocations.read(data, trusted)
    if lists.odd:
        verdict.add("lists_bad", "DSS")
    ways = {one.field_name: trusted.ways.get(one.pkcs7_content, Way()) for one in found}
    moments = {one.role: one.at or trusted.moment for one in verdict.signers}
    for role, way in ways.items():
        at = moments.get(role, trusted.moment)
        if any(lists.taken_back(one, at) for one in (*way.signer, *way.stamp)):
            verdict.add("revoked", role)
    verdict.signers = [_with_level(one, ways[one.role], lists) for one in verdict.signers]


def _with_level(signer: Signer, way: Way, lists: Revocations) -> Signer:
    """B-LT and B-LTA only where there is a fresh list about every certificate on the way."""
    certificates = (*way.signer, *way.stamp)
    at = signer.at
    covered = at is not None and all(lists.cover(one, at) for one in certificates)
    is_short = signer.level in {"B-LT", "B-LTA"} and not covered
    return replace(signer, level="B-T") if is_short else signer


def _check_fields(reader: PdfFileReader, found: list[Any], verdict: Verdict) -> None:
    """Signatures stand only in fields that were there before the first of them."""
    before = reader.get_historical_resolver(found[0].signed_revision)
    prepared = {name for name, _, _ in enumerate_sig_fields(before)}
    stamps = {one.field_name for one in found if one.sig_object_type == "/DocTimeStamp"}
    for name, value, _ in enumerate_sig_fields(reader):
        if name not in prepared | stamps:
            verdict.add("new_field", name)
        if value is None:
            verdict.notes.append(gettext("Nobody has signed yet in the field “%s”.") % name)


def _check_bytes(pdf: bytes, found: list[Any], verdict: Verdict, trusted: Trust | None) -> None:
    """Nothing behind the last signature, nothing but zeros behind each container.

    And the container of the last one holds nothing that is not signed itself: no later signature
    covers it.
    """
    for signature in found:
        gap = coverage.Gap.of(pdf, signature.byte_range)
        padded = signature.pkcs7_content
        container = padded[: coverage.container_length(padded)]
        last = signature is found[-1]
        if gap is None:
            verdict.add("odd_range", signature.field_name)
            continue
        if not gap.is_plain(container):
            verdict.add("padding", signature.field_name)
        if last and gap.end != len(pdf):
            verdict.add("appended")
        way = trusted.ways.get(padded, Way()) if trusted else None
        if last and way is not None and not strict.is_bound(container, way):
            verdict.add("uncovered", signature.field_name)
