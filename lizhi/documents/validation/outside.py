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

from lizhi.documents.validation import coverage, signatures, trust
from lizhi.documents.validation.trust import Trust
from lizhi.documents.validation.verdict import Verdict, unreadable


@dataclass
class TrustOfSome(Trust):
    """Several roots instead of one."""

    roots: list[x509.Certificate] = field(default_factory=list)

    @property
    def anchors(self) -> list[x509.Certificate]:
        """Those that were given, and no other."""
        return self.roots

    def assurance(self, status: object) -> str:
        """A service's own: it says itself what its signatures are worth."""
        return ""


def check_outside(pdf: bytes, *, roots: Sequence[bytes], moment: dt.datetime) -> Verdict:
    """Whether every signature in it holds and leads to one of these roots (PEM)."""
    verdict = Verdict("pdf", sha256=hashlib.sha256(pdf).hexdigest())
    anchors = [trust.load_root(root) for root in roots]
    if not anchors:
        verdict.add("no_root")
        return verdict
    trusted = TrustOfSome(anchors[0], moment, roots=anchors)
    with trust.quietly():
        try:
            _check(pdf, trusted, verdict)
        except Exception as error:  # noqa: BLE001  a parser of hostile bytes may raise anything
            if not coverage.is_whole(pdf):
                return unreadable("pdf")
            verdict.add("damaged", detail=repr(error))
    return verdict


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
