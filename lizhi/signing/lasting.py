"""Make a signed paper last: B-T becomes B-LTA by one more revision.

It brings what a validator in ten years can no longer ask for (certificates, and the lists of what
was taken back, no older than the signatures), and a time stamp over the whole, which proves that
all of it was there. Only the job worker comes here.
"""

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from asn1crypto import cms
from cryptography import x509
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.generic import pdf_name
from pyhanko.sign.signers.cms_embedder import PdfCMSEmbedder, SigIOSetup, SigObjSetup
from pyhanko.sign.signers.pdf_byterange import DocumentTimestamp

from lizhi.documents.validation import signatures
from lizhi.documents.validation.coverage import RANGE, Gap, container_length
from lizhi.signing import licensed, pdf, stamps
from lizhi.signing.lists import Lists

FIELD = "lasting"
"""Name of the field that holds the stamp over the whole; it is seen by nobody."""
KIND = b"/ETSI.RFC3161"


@dataclass(frozen=True)
class Lasting:
    """A finished revision, and what the record keeps about it."""

    pdf: bytes
    stamp: str
    """Serial of the stamp over the whole, hexadecimal."""


def is_signed(paper: bytes) -> bool:
    """There is a signature in it: without one nothing has to last."""
    return RANGE.search(paper) is not None


def is_finished(paper: bytes) -> bool:
    """Its newest revision is a stamp over the whole."""
    ranges = list(RANGE.finditer(paper))
    # the revision of the newest signature begins where the one before it ended
    begins = int(ranges[-2][3]) + int(ranges[-2][4]) if len(ranges) > 1 else 0
    return bool(ranges) and KIND in paper[begins:]


def finish(paper: bytes, lists: Lists) -> Lasting:
    """The paper with certificates, lists and a stamp over the whole, as of the lists' moment."""
    found = set(certificates(paper))
    foreign = [one for data in _signed(paper) for one in _foreign(data, lists.at)]
    writer = pdf.revision(paper)
    known = dict.fromkeys([*lists.about(found), *foreign])
    _add_store(writer, sorted(found | set(lists.above(found))), known)
    return _stamp(writer, lists.at)


def certificates(paper: bytes) -> Iterator[bytes]:
    """All that stand in the signatures and in the stamps over them."""
    for data in _signed(paper):
        yield from _inside(data)


def _signed(paper: bytes) -> Iterator[cms.ContentInfo]:
    for match in RANGE.findall(paper):
        gap = Gap.of(paper, [int(number) for number in match])
        if gap is None:
            raise ValueError("a signature that leaves out other bytes than its own")
        padded = bytes.fromhex(gap.hexadecimal.decode("ascii"))
        yield cms.ContentInfo.load(padded[: container_length(padded)])


def _foreign(container: cms.ContentInfo, at: dt.datetime) -> list[bytes]:
    """Lists of a licensed authority, when the signature is by one's certificate."""
    data = container["content"]
    signed_at = signatures.stamp_time(data["signer_infos"][0])
    if signed_at is None:
        return []
    serial = data["signer_infos"][0]["sid"].chosen["serial_number"].native
    told = [x509.load_der_x509_certificate(one.chosen.dump()) for one in data["certificates"]]
    told.sort(key=lambda one: one.serial_number != serial)
    return licensed.lists_about(told[0], told[1:], signed_at=signed_at, at=at)


def _inside(container: cms.ContentInfo) -> Iterator[bytes]:
    data = container["content"]
    yield from (one.chosen.dump() for one in data["certificates"])
    for attribute in data["signer_infos"][0]["unsigned_attrs"] or ():
        yield from _inside(attribute["values"][0])


def _add_store(writer: pdf.Revision, certificates: Iterable[bytes], lists: Iterable[bytes]) -> None:
    # No /VRI: it only repeats which of these belongs to which signature, and validators of today
    # are told not to rely on it (EN 319 142-1, 5.4.2.3).
    store = {
        pdf_name("/Type"): pdf_name("/DSS"),
        pdf_name("/Certs"): _streams(writer, certificates),
        pdf_name("/CRLs"): _streams(writer, lists),
    }
    writer.root[pdf_name("/DSS")] = writer.add_object(generic.DictionaryObject(store))
    writer.root_changed()


def _streams(writer: pdf.Revision, many: Iterable[bytes]) -> generic.ArrayObject:
    return generic.ArrayObject(
        writer.add_object(generic.StreamObject(stream_data=one)) for one in many
    )


def _stamp(writer: pdf.Revision, at: dt.datetime) -> Lasting:
    steps = PdfCMSEmbedder().write_cms(field_name=FIELD, writer=writer, existing_fields_only=False)
    next(steps)
    steps.send(SigObjSetup(sig_placeholder=DocumentTimestamp(bytes_reserved=stamps.room())))
    prepared, output = steps.send(SigIOSetup(md_algorithm="sha256"))
    stamp = stamps.over(prepared.document_digest, at)
    steps.send(stamp.token)
    return Lasting(output.getvalue(), stamp.serial)
