"""What signatures look like, and what no drawing may pretend."""

import io
import math
from collections.abc import Callable
from itertools import pairwise

import pikepdf
import pypdfium2
import pytest
from PIL import Image, ImageDraw

from lizhi.documents import appearance, handwriting
from lizhi.documents.papers import sizes
from tests import verapdf
from tests.documents import papers

NAME = [
    [(20, 30, 0), (60, 28, 90), (60, 60, 160), (25, 62, 260)],
    [(120, 20, 600), (118, 80, 700), (160, 150, 820)],
    [(200, 90, 1200)],
]


def picture() -> bytes:
    """A company's own seal on white, as a scanner gives it."""
    image = Image.new("RGB", (800, 800), "white")
    ImageDraw.Draw(image).ellipse((20, 20, 780, 780), outline=(200, 16, 46), width=30)
    output = io.BytesIO()
    image.save(output, "PNG")
    return output.getvalue()


def seen(pdf: bytes, ground: tuple[int, int, int] = (0, 255, 0)) -> Image.Image:
    """The appearance lying on green, so that what is transparent shows."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        fill = (*ground, 255)
        drawn: Image.Image = document[0].render(scale=2, fill_color=fill).to_pil().convert("RGB")
        return drawn
    finally:
        document.close()


ALL: dict[str, tuple[Callable[[], bytes], tuple[float, float]]] = {
    "seal": (lambda: appearance.seal("荔园科技集团有限公司", sample=True), sizes.SEAL),
    "own": (lambda: appearance.seal("荔园", sample=False, picture=picture()), sizes.SEAL),
    "frame": (lambda: appearance.seal("荔园科技集团有限公司", sample=False), sizes.SEAL),
    "hand": (lambda: appearance.handwriting(NAME), sizes.SIGNATURE),
    "typed": (lambda: appearance.typed("王㛃䶮"), sizes.SIGNATURE),
    "mark": (appearance.installation, sizes.MARK),
}


@pytest.mark.parametrize("kind", ALL)
def test_each_has_the_size_of_its_field_and_no_ground(kind: str) -> None:
    draw, size = ALL[kind]
    pdf = draw()
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        assert len(opened.pages) == 1
        box = [float(edge) for edge in opened.pages[0].mediabox]
    assert box == pytest.approx([0, 0, *size], abs=0.01)
    drawn = seen(pdf)
    assert drawn.getpixel((0, 0)) == (0, 255, 0)
    assert len(drawn.getcolors(1_000_000) or []) > 1
    assert pdf == draw()


def test_a_drawn_seal_says_that_it_is_a_sample() -> None:
    text = papers.text(appearance.seal("荔园科技集团有限公司", sample=True))
    assert "样章" in text
    assert sorted(text.replace("样章", "")) == sorted("荔园科技集团有限公司")


@pytest.mark.parametrize("name", ["荔", "示例制造", "荔园科技（苏州）制造有限公司", "长" * 34])
def test_long_and_short_names_find_room_on_the_ring(name: str) -> None:
    drawn = seen(appearance.seal(name, sample=True), (255, 255, 255))
    ink = drawn.convert("L").point([255 * (v < 250) for v in range(256)]).getbbox()
    assert ink is not None
    left, top, right, bottom = ink
    assert abs((right - left) - (bottom - top)) <= 2


def test_a_real_companys_seal_is_never_drawn() -> None:
    text = papers.text(appearance.seal("荔园科技集团有限公司", sample=False))
    assert "荔园科技集团有限公司" in text
    assert "内部签章L1" in text
    found = papers.colours(seen(appearance.seal("荔园科技集团有限公司", sample=False)))
    assert not [c for c in found if c[0] > 150 and c[1] < 80]


def test_the_companys_own_picture_loses_its_white_ground() -> None:
    drawn = seen(appearance.seal("荔园", sample=False, picture=picture()))
    middle = (drawn.width // 2, drawn.height // 2)
    assert drawn.getpixel(middle) == (0, 255, 0)
    assert max(c[0] for c in papers.colours(drawn)) > 150


def test_typed_names_say_that_they_were_typed() -> None:
    assert papers.text(appearance.typed("张敏")) == "张敏打字签名"


def _width(points: list[tuple[float, float]]) -> float:
    """Mean distance between the two sides of a stroke's outline, away from its ends."""
    half = len(points) // 2
    left, right = points[:half], points[half:][::-1]
    middle = slice(half // 3, 2 * half // 3)
    spans = [math.dist(a, b) for a, b in zip(left[middle], right[middle], strict=True)]
    return sum(spans) / len(spans)


def test_a_fast_stroke_is_thinner_than_a_slow_one() -> None:
    slow = [(x, 0.0, x * 40) for x in range(0, 200, 5)]
    fast = [(x, 100.0, x * 0.5) for x in range(0, 200, 5)]
    shapes = handwriting.outlines([slow, fast], *sizes.SIGNATURE)
    assert _width(shapes[0]) > 1.5 * _width(shapes[3])


def test_a_stroke_is_smooth_and_stays_in_its_field() -> None:
    w, h = sizes.SIGNATURE
    shapes = handwriting.outlines(NAME, w, h)
    for shape in shapes:
        assert all(0 < x < w and 0 < y < h for x, y in shape)
    longest = max(shapes, key=len)
    left = longest[: len(longest) // 2]
    assert max(math.dist(a, b) for a, b in pairwise(left)) < 4 * handwriting.STEP


def test_old_phones_send_no_time() -> None:
    assert handwriting.outlines([[(0, 0), (50, 50), (80, 20)]], 170, 62)


@pytest.mark.parametrize(
    "strokes",
    [
        [],
        [[]],
        [[(5, 5, 0)]],
        [[(5, 5, 0)] * 50],
        [[(0, 0, 0), (math.inf, 3, 1), (4, math.nan, 2), (9, 9, 3)]],
        [[(x, x % 50, x) for x in range(20_000)]],
        [[(0, 0, 9), (10, 10, 3), (20, 0, 3)]],
    ],
)
def test_no_drawing_is_too_strange(strokes: list[list[tuple[float, ...]]]) -> None:
    assert appearance.handwriting(strokes).startswith(b"%PDF-")


@pytest.mark.slow
@pytest.mark.parametrize("kind", ALL)
def test_verapdf_finds_nothing_that_would_spoil_a_paper(kind: str) -> None:
    verapdf.assert_conforms(ALL[kind][0](), "2b")
