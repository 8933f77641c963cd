"""Revisions of a printed paper: empty fields first, then signatures, nothing else ever."""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any, cast

import pikepdf
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.generic import pdf_name
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.pdf_utils.writer import init_xobject_dictionary
from pyhanko.sign.fields import SigFieldSpec, append_signature_field, enumerate_sig_fields

from lizhi.common import asn1fix, hexfix
from lizhi.signing import straddling

if TYPE_CHECKING:
    from lizhi.documents.printing import Slot

asn1fix.install()
hexfix.install()

INK = "0.078 0.129 0.239 rg"
"""Dark blue, as the typed names have it."""
LABELS = {
    "employee": "员工签名",
    "receiver": "接收人签名",
    "receiver_2": "第二位接收人签名",
    "receiver_3": "第三位接收人签名",
    "company": "公司签章",
    "installation": "系统签章",
}
"""What a screen reader says of an empty field."""


class Revision(IncrementalPdfFileWriter):
    """One increment of a paper, kept free of everything that printing has decided."""

    def _update_meta(self) -> None:
        """Title, author and dates stay as printed: to sign is not to edit."""

    def finished(self) -> bytes:
        """The paper with this increment."""
        output, base = io.BytesIO(), cast(Any, super())
        base.write(output)
        return output.getvalue()

    def root_changed(self) -> None:
        """Write the root of the document anew."""
        cast(Any, super()).update_root()

    def page_ref(self, number: int) -> generic.IndirectObject:
        """Where a page, counted from 0, is to be found."""
        base = cast(Any, super())
        return cast(generic.IndirectObject, base.find_page_for_modification(number)[0])

    def add_annotation(
        self, page: generic.IndirectObject, annotation: generic.IndirectObject
    ) -> None:
        """Something that stands on a page and is no part of its text."""
        base = cast(Any, super())
        base.register_annotation(page, annotation)

    def page_size(self, number: int) -> tuple[float, float]:
        """Width and height of a page, counted from 0, in points."""
        found = self.page_ref(number).get_object()
        box = found["/MediaBox"] if "/MediaBox" in found else found["/Parent"]["/MediaBox"]
        return float(box[2]) - float(box[0]), float(box[3]) - float(box[1])


def revision(pdf: bytes) -> Revision:
    """Begin an increment on these bytes."""
    # Printing ends at %%EOF without a newline, and an object right there breaks PDF/A (6.1.9).
    return Revision(io.BytesIO(pdf if pdf.endswith(b"\n") else pdf + b"\n"))


def prepare(pdf: bytes, slots: Sequence["Slot"]) -> bytes:
    """The paper with an empty signature field for every slot, named by its role.

    All fields must stand before the first signature: later revisions then only fill in forms,
    and a validator can tell them from tampering.
    """
    writer = revision(pdf)
    add_fields(writer, slots)
    return writer.finished()


def add_fields(writer: Revision, slots: Sequence["Slot"]) -> None:
    """Empty fields where printing left room (points, top left) turned to PDF's bottom left.

    And those at the edges of the pages, for the seal that straddles them.
    """
    for slot in slots:
        page = slot.page - 1
        height = writer.page_size(page)[1]
        box: Any = (slot.x, height - slot.y - slot.h, slot.x + slot.w, height - slot.y)
        label = LABELS.get(slot.role, slot.role)
        spec = SigFieldSpec(slot.role, on_page=page, box=box, readable_field_name=label)
        append_signature_field(writer, spec)
    count = int(writer.root["/Pages"]["/Count"])
    straddling.add_edges(writer, [slot.role for slot in slots], count)


@dataclass(frozen=True)
class Place:
    """A field that waits for its signature: centre in points from the top left corner."""

    role: str
    page: int
    x: float
    y: float
    w: float
    h: float


def places(pdf: bytes) -> list[Place]:
    """Where somebody may still sign, and in which role."""
    writer = revision(pdf)
    count = int(writer.root["/Pages"]["/Count"])
    pages = {writer.page_ref(number).idnum: number for number in range(count)}
    found = []
    for name, _, field in enumerate_sig_fields(writer, filled_status=False):
        widget = field.get_object()
        number = pages.get(widget.raw_get("/P").idnum, 0)
        left, bottom, right, top = (float(side) for side in widget["/Rect"])
        across, down = (left + right) / 2, writer.page_size(number)[1] - (top + bottom) / 2
        found.append(Place(str(name), number + 1, across, down, right - left, top - bottom))
    return found


def page_count(pdf: bytes) -> int:
    """How many pages the paper has."""
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        return len(opened.pages)


@dataclass(frozen=True)
class Drawing:
    """Filled shapes in ink, in points from the top left corner of a field of this size.

    A hand is never drawn twice the same: written straight as PDF it costs a fifth of a typesetter.
    """

    w: float
    h: float
    shapes: Sequence[Sequence[tuple[float, float]]]

    def content(self) -> bytes:
        """As operators of a page."""
        parts = [INK]
        for shape in self.shapes:
            points = [f"{x:.2f} {self.h - y:.2f}" for x, y in shape]
            parts.append(f"{points[0]} m {' l '.join(points[1:])} l h")
        return " ".join([*parts, "f"]).encode()


Picture = bytes | Drawing
"""A one-page PDF, or what a hand has drawn."""


def draw(
    writer: Revision, field: generic.DictionaryObject, picture: Picture
) -> generic.IndirectObject:
    """Let this be what is seen of the field, undistorted; the form that shows it."""
    if isinstance(picture, Drawing):
        form = writer.add_object(_form(picture))
    else:
        form = writer.import_page_as_xobject(_opened(picture))
    left, bottom, right, top = (float(number) for number in field["/Rect"])
    _fit(form.get_object(), right - left, top - bottom)
    field[pdf_name("/AP")] = generic.DictionaryObject({pdf_name("/N"): form})
    return form


@lru_cache(maxsize=16)
def _opened(picture: bytes) -> PdfFileReader:
    """The same few seals are set on every paper: what they are made of is read once."""
    return PdfFileReader(io.BytesIO(picture))


def _form(drawing: Drawing) -> generic.StreamObject:
    form = init_xobject_dictionary(drawing.content(), drawing.w, drawing.h)
    form.compress()
    return form


def _fit(form: generic.StreamObject, width: float, height: float) -> None:
    # Readers stretch the box of an appearance to its field. A box of the field's own shape, with
    # the picture in its middle, keeps a round seal round.
    left, bottom, right, top = (float(number) for number in form["/BBox"])
    scale = max((right - left) / width, (top - bottom) / height)
    wider = (width * scale - (right - left)) / 2
    higher = (height * scale - (top - bottom)) / 2
    box = (left - wider, bottom - higher, right + wider, top + higher)
    rounded = (generic.FloatObject(f"{side:.3f}") for side in box)  # PDF knows no 1E-14
    form[pdf_name("/BBox")] = generic.ArrayObject(rounded)
