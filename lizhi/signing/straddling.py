"""The seal over the edges of a paper's pages (骑缝章): laid side by side, they show it whole.

No page can then be taken out or put in unseen, on paper as well. The places are fields that stand
before the first signature, so that to fill them is to fill in a form; they are read-only buttons
without an action. The seal comes into them in the very revision that the seal signs.
"""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.generic import pdf_name
from pyhanko.pdf_utils.writer import init_xobject_dictionary

from lizhi.documents.papers import sizes

if TYPE_CHECKING:
    from lizhi.signing.pdf import Revision

NAME = "edge"
"""`edge-2` is the one of the second page."""
STATE = "/Seal"
LABEL = "骑缝章，第 {page} 页"
READ_ONLY, PUSH_BUTTON, PRINTED = 1, 1 << 16, 4
MOST = 10
"""Pages that share one seal; more would leave slips of it that nobody can compare."""
AT_SEALING = frozenset({"company"})
"""Whose seal straddles: the system's mark does not."""


def strips(count: int) -> list[tuple[int, int]]:
    """For each page, which slip of a seal it gets and of how many: pages share seals evenly."""
    seals = -(-count // MOST)
    sizes_ = [count // seals + (number < count % seals) for number in range(seals)]
    return [(slip, size) for size in sizes_ for slip in range(size)]


def add_edges(writer: "Revision", roles: Sequence[str], count: int) -> None:
    """An empty place at the right edge of each page; none on a paper of one page or unsealed."""
    if count < 2 or not AT_SEALING.intersection(roles):
        return
    form = writer.root["/AcroForm"]
    fields = form["/Fields"]
    empty = writer.add_object(init_xobject_dictionary(b"", *sizes.SEAL))
    for number, (_slip, slips) in enumerate(strips(count)):
        page = writer.page_ref(number)
        edge = writer.add_object(_edge(writer, page, number, slips, empty))
        writer.add_annotation(page, edge)
        fields.append(edge)
    writer.update_container(fields)


def _edge(
    writer: "Revision",
    page: generic.IndirectObject,
    number: int,
    slips: int,
    empty: generic.IndirectObject,
) -> generic.DictionaryObject:
    across, down = writer.page_size(number)
    width, height = sizes.SEAL[0] / slips, sizes.SEAL[1]
    box = (across - width, (down - height) / 2, across, (down + height) / 2)
    return generic.DictionaryObject(
        {
            pdf_name("/Type"): pdf_name("/Annot"),
            pdf_name("/Subtype"): pdf_name("/Widget"),
            pdf_name("/FT"): pdf_name("/Btn"),
            pdf_name("/Ff"): generic.NumberObject(READ_ONLY | PUSH_BUTTON),
            pdf_name("/F"): generic.NumberObject(PRINTED),
            pdf_name("/T"): generic.pdf_string(f"{NAME}-{number + 1}"),
            pdf_name("/TU"): generic.pdf_string(LABEL.format(page=number + 1)),
            pdf_name("/P"): page,
            pdf_name("/Rect"): generic.ArrayObject(
                generic.FloatObject(f"{side:.2f}") for side in box
            ),
            pdf_name("/AS"): pdf_name(STATE),
            pdf_name("/AP"): _shown(empty),
        }
    )


def _shown(form: generic.IndirectObject) -> generic.DictionaryObject:
    """PDF/A lets a button show nothing but one of its states (6.3.3)."""
    states = generic.DictionaryObject({pdf_name(STATE): form})
    return generic.DictionaryObject({pdf_name("/N"): states})


def straddle(writer: "Revision", seal: generic.IndirectObject) -> None:
    """Each edge shows its slip of this seal, which is in the paper already."""
    found = list(edges(writer))
    for (reference, field), (slip, slips) in zip(found, strips(len(found)), strict=True):
        field[pdf_name("/AP")] = _shown(writer.add_object(_slip(seal, slip, slips)))
        writer.mark_update(reference)


def edges(
    writer: "Revision",
) -> Iterator[tuple[generic.IndirectObject, generic.DictionaryObject]]:
    """The places at the edges, by page; none on papers that were printed before there were any."""
    fields = writer.root["/AcroForm"]["/Fields"]
    for number in range(len(fields)):
        reference = fields.raw_get(number)
        field = reference.get_object()
        if str(field.get("/T", "")).startswith(f"{NAME}-"):
            yield reference, field


def _slip(seal: generic.IndirectObject, slip: int, slips: int) -> generic.StreamObject:
    left, bottom, right, top = (float(side) for side in seal.get_object()["/BBox"])
    wide, high = sizes.SEAL
    scale_x, scale_y = wide / (right - left), high / (top - bottom)
    x, y = -slip * wide / slips - left * scale_x, -bottom * scale_y
    drawn = f"q {scale_x:.5f} 0 0 {scale_y:.5f} {x:.3f} {y:.3f} cm /S Do Q"
    form = init_xobject_dictionary(drawn.encode(), wide / slips, high)
    form[pdf_name("/Resources")] = generic.DictionaryObject(
        {pdf_name("/XObject"): generic.DictionaryObject({pdf_name("/S"): seal})}
    )
    return form
