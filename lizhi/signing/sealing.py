"""Make signatures: PAdES B-T in prepared fields, and detached ones for manifests.

Only the job worker comes here. Nothing is written unless the stamp was given: what fails, fails
before there are bytes. Keys stay live objects, for loading one costs more than signing with it.
"""

import datetime as dt
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

from cryptography import x509
from pyhanko.sign.fields import SigSeedSubFilter
from pyhanko.sign.signers.cms_embedder import PdfCMSEmbedder, SigIOSetup, SigObjSetup
from pyhanko.sign.signers.pdf_byterange import SignatureObject

from lizhi.people.models import LegalEntity
from lizhi.signing import ca, cms, holders, licensed, pdf, pictures, stamps, straddling
from lizhi.signing.models import Certificate

if TYPE_CHECKING:
    from lizhi.documents.printing import Slot

INSTALLATION: Final = "installation"
Sealer = LegalEntity | Literal["installation"]

RESERVED = 2 * 3 * 1024
"""Hexadecimal digits kept free for one signature with its chain, besides its stamp."""
RESERVED_OUTSIDE = 2 * 12 * 1024
"""The same for certificates of others, which are larger."""
OWN_LEVEL = "L1"


@dataclass(frozen=True)
class Made:
    """A signed revision, and what the record keeps about it."""

    pdf: bytes
    certificate: str
    """Serial of the signer's certificate, hexadecimal."""
    stamp: str
    """Serial of the time stamp, hexadecimal."""
    row: Certificate | None = None
    """Row of a certificate that was made for this signature only, not yet saved."""
    level: str = OWN_LEVEL
    """L1: agreed between the parties; L2: by a certificate of a licensed authority."""


@dataclass(frozen=True)
class _Seal:
    """Who seals, by which certificates."""

    signer: cms.Signer
    above: Sequence[x509.Certificate]
    level: str = OWN_LEVEL


def seal_pdf(
    paper: bytes,
    *,
    certificate: Sealer,
    at: dt.datetime,
    field: str | None = None,
    appearance: pdf.Picture | None = None,
) -> bytes:
    """The paper with one more revision: sealed in its prepared field by company or installation.

    Without `field` the role follows from the sealer; without `appearance` (a one-page PDF, or a
    drawing) the usual picture of the seal is drawn.
    """
    return _sealed(pdf.revision(paper), certificate, at, field, appearance).pdf


def seal_printed(
    paper: bytes,
    slots: Sequence["Slot"],
    *,
    certificate: Sealer,
    at: dt.datetime,
    field: str | None = None,
    appearance: pdf.Picture | None = None,
) -> bytes:
    """A freshly printed paper: all its fields and the one seal that it needs, in one revision."""
    writer = pdf.revision(paper)
    pdf.add_fields(writer, slots)
    return _sealed(writer, certificate, at, field, appearance).pdf


def seal(paper: bytes, *, certificate: Sealer, at: dt.datetime, field: str | None = None) -> Made:
    """As `seal_pdf`, with the serials that the record keeps."""
    return _sealed(pdf.revision(paper), certificate, at, field, None)


def sign_event(
    paper: bytes,
    *,
    field: str,
    name: str,
    person: str,
    evidence: bytes,
    at: dt.datetime,
    appearance: pdf.Picture | None,
) -> Made:
    """One signature of one person, by a certificate that is made for it and never used again.

    `evidence` is the SHA-256 of the evidence record; it stands in the certificate. Without
    `appearance` nothing is seen of it on the page.
    """
    issuing = ca.issuing(at)
    signer, row = ca.event(name, person=person, evidence=evidence, issuer=issuing, at=at)
    by = _Seal(signer, [issuing.certificate])
    return _signed(pdf.revision(paper), by, field, at, appearance, row)


def detached(data: bytes, at: dt.datetime) -> tuple[bytes, bytes]:
    """The installation's signature over a file that cannot hold one (`.p7s`), and a stamp (`.tsr`).

    Both DER; the signature has a stamp of its own, so it stays good after its certificate ends.
    """
    digest = hashlib.sha256(data).digest()
    signer, chain = ca.installation(at), [ca.issuing(at).certificate]
    signed = cms.signed_data(signer, digest, chain=chain, said_at=at)
    return signed.dump(_stamped(signed, at).token), stamps.answer(data, at)


def _sealed(
    writer: pdf.Revision,
    certificate: Sealer,
    at: dt.datetime,
    field: str | None,
    appearance: pdf.Picture | None,
) -> Made:
    if isinstance(certificate, LegalEntity):
        by, role = _seal_of(certificate, at), "company"
    else:
        by, role = _Seal(ca.installation(at), [ca.issuing(at).certificate]), "installation"
    picture = appearance or pictures.seal_of(certificate, by.level)
    return _signed(writer, by, field or role, at, picture)


def _seal_of(entity: LegalEntity, at: dt.datetime) -> _Seal:
    """The company's: of a licensed authority where the settings say so, and then never our own."""
    place = holders.place_of(entity)
    if place is None:
        return _Seal(ca.seal(entity, at), [ca.issuing(at).certificate])
    held = licensed.held(entity, place, at)
    return _Seal(held, held.above, licensed.LEVEL)


def _signed(
    writer: pdf.Revision,
    by: _Seal,
    field: str,
    at: dt.datetime,
    appearance: pdf.Picture | None,
    row: Certificate | None = None,
) -> Made:
    steps = PdfCMSEmbedder().write_cms(field_name=field, writer=writer, existing_fields_only=True)
    place = next(steps).get_object()
    if appearance is not None:
        shown = pdf.draw(writer, place, appearance)
        if field in straddling.AT_SEALING:
            straddling.straddle(writer, shown)
    room = (RESERVED if by.level == OWN_LEVEL else RESERVED_OUTSIDE) + stamps.room()
    empty = SignatureObject(at, SigSeedSubFilter.PADES, bytes_reserved=room)
    steps.send(SigObjSetup(sig_placeholder=empty))
    prepared, output = steps.send(SigIOSetup(md_algorithm="sha256"))
    signed = cms.signed_data(by.signer, prepared.document_digest, chain=by.above)
    stamp = _stamped(signed, at)
    steps.send(signed.dump(stamp.token))
    serial = f"{by.signer.certificate.serial_number:x}"
    return Made(output.getvalue(), serial, stamp.serial, row, by.level)


def _stamped(signed: cms.SignedData, at: dt.datetime) -> stamps.Stamp:
    return stamps.over(hashlib.sha256(signed.signature).digest(), at)
