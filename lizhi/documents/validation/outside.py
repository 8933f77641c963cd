"""Check a PDF that another firm's service has signed: its roots, its fields, its ways.

The same questions as for our own papers, but for two: signatures may stand in fields that the
service has added, and lead to any of the roots that an administrator trusts.
"""

import datetime as dt
import hashlib
import io
from collections.abc import Sequence
from dataclasses import dataclass, field

from asn1crypto import x509
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko_certvalidator import ValidationContext

from lizhi.documents.validation import coverage, signatures, trust
from lizhi.documents.validation.trust import Trust
from lizhi.documents.validation.verdict import Verdict, unreadable


@dataclass
class TrustOfSome(Trust):
    """Several roots instead of one."""

    roots: list[x509.Certificate] = field(default_factory=list)
    own: x509.Certificate | None = None
    """Of this house, which may have stamped the paper when it was made to last."""

    @property
    def anchors(self) -> list[x509.Certificate]:
        """Those that were given, and no other."""
        return self.roots

    def stamp_context(self, moment: dt.datetime) -> ValidationContext:
        """The service stamps its signatures, this house the whole."""
        own = [self.own] if self.own else []
        return trust.context_of([*self.roots, *own, *trust.stamp_roots()], moment)

    def assurance(self, status: object) -> str:
        """By a service, which says itself what it is worth. Empty when it leads nowhere."""
        return "L3" if getattr(status, "trusted", False) else ""


def check_outside(
    pdf: bytes,
    *,
    roots: Sequence[bytes],
    moment: dt.datetime,
    own: bytes | None = None,
    ledger: Sequence[str] | None = None,
) -> Verdict:
    """Whether every signature in it holds and leads to one of these roots (PEM).

    `own` is the root of this house, whose stamp over the whole may stand above them; of the
    `ledger` of its revisions the last must be this file.
    """
    verdict = Verdict("pdf", sha256=hashlib.sha256(pdf).hexdigest())
    verdict.compare_with(ledger)
    anchors = [trust.load_root(root) for root in roots]
    if not anchors:
        verdict.add("no_root")
        return verdict
    house = trust.load_root(own) if own else None
    trusted = TrustOfSome(anchors[0], moment, roots=anchors, own=house)
    with trust.quietly():
        try:
            _check(pdf, trusted, verdict)
        except Exception as error:  # noqa: BLE001  a parser of hostile bytes may raise anything
            if not coverage.is_whole(pdf):
                return unreadable("pdf")
            verdict.add("damaged", detail=repr(error))
    return verdict


def checked_by(
    pdf: bytes, found: Verdict, *, roots: Sequence[bytes], own: bytes | None, moment: dt.datetime
) -> Verdict:
    """A loose paper that is not ours as it should be: the services' own, if all of it is theirs."""
    if found.valid or not found.readable or not roots:
        return found
    theirs = check_outside(pdf, roots=roots, own=own, moment=moment)
    return theirs if theirs.valid and theirs.signers else found


def _check(pdf: bytes, trusted: Trust, verdict: Verdict) -> None:
    reader = PdfFileReader(io.BytesIO(pdf))
    if reader.encrypted:
        raise ValueError("encrypted")
    found = list(reader.embedded_signatures)
    if not found:
        verdict.add("unsigned")
        return
    stamped, signers = False, []
    for signature in reversed(found):
        if signature.sig_object_type == "/DocTimeStamp":
            stamped |= signatures.check_document_stamp(signature, trusted, verdict)
        else:
            signers.append(signatures.check(signature, trusted, verdict, stamped=stamped))
    verdict.signers = signers[::-1]
    for signature in found:
        gap = coverage.Gap.of(pdf, signature.byte_range)
        if gap is None:
            verdict.add("odd_range", signature.field_name)
        elif signature is found[-1] and pdf[gap.end :].strip():
            verdict.add("appended")
