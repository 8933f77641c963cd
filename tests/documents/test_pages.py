"""Pages as pictures for a weak line."""

import io

import pikepdf
import pytest
from PIL import Image

from lizhi.documents import appearance, pages
from tests.documents import papers


def opened(picture: bytes) -> Image.Image:
    """The picture, fully read."""
    image = Image.open(io.BytesIO(picture))
    image.load()
    return image


def sealed() -> bytes:
    """A certificate with a red seal drawn upon it."""
    printed = papers.printed("certificate")
    slot = printed.slots[0]
    with (
        pikepdf.open(io.BytesIO(printed.pdf)) as pdf,
        pikepdf.open(io.BytesIO(appearance.seal("荔园科技集团有限公司", sample=True))) as seal,
    ):
        page = pdf.pages[slot.page - 1]
        top = float(page.mediabox[3]) - slot.y
        box = pikepdf.Rectangle(slot.x, top - slot.h, slot.x + slot.w, top)
        page.add_overlay(seal.pages[0], box)
        output = io.BytesIO()
        pdf.save(output)
    return output.getvalue()


@pytest.mark.parametrize(
    ("width", "height", "greys", "kilobytes"),
    [(pages.SMALL, pages.HEIGHT, 3, 12), (pages.SHARP, 1528, 4, 40)],
)
def test_text_comes_in_few_greys_and_few_bytes(
    width: int, height: int, greys: int, kilobytes: int
) -> None:
    pdf = papers.printed("agreement").pdf
    assert pages.count(pdf) == 2
    for page in (1, 2):
        picture = pages.image(pdf, page, width)
        image = opened(picture)
        assert image.format == "WEBP"
        assert image.size == (width, height)
        assert len(papers.colours(image)) <= greys
        assert len(picture) < kilobytes * 1024


def test_the_picture_is_lossless_and_always_the_same() -> None:
    pdf = papers.printed("letter").pdf
    assert pages.image(pdf, 1, 600) == pages.image(pdf, 1, 600)
    assert opened(pages.image(pdf, 1, 600)).width == 600


def test_a_red_seal_stays_red() -> None:
    found = papers.colours(opened(pages.image(sealed(), 1)))
    assert [c for c in found if c[0] > 150 and c[1] < 80 and c[2] < 100]
    assert len(found) < 120


@pytest.mark.parametrize("page", [0, 3, -1])
def test_a_page_that_is_not_there_is_an_index_error(page: int) -> None:
    with pytest.raises(IndexError):
        pages.image(papers.printed("agreement").pdf, page)
