"""What a signature looks like: one-page PDFs that the signing room puts into its fields.

Each has the size of its field and no ground, so that the paper shows through. Worker only.
"""

import io
import json
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.conf import settings
from PIL import Image, ImageChops

from lizhi.documents import handwriting as pen
from lizhi.documents.papers import sizes
from lizhi.documents.printing.typesetter import compiler

DRAWINGS = Path(__file__).with_name("drawings")
SEAL_PIXELS = 480
"""40 mm at 300 dpi: more would only make files bigger."""
ROUNDING = 2
LEVELS = {"L1": "内部签章　L1", "L2": "持牌 CA 证书　L2"}
"""What a signature of this level is called beside the name."""


def _draw(program: str, size: tuple[float, float], **given: Any) -> bytes:
    content = {"w": size[0], "h": size[1], **given}
    drawn = compiler(DRAWINGS).compile(
        input=DRAWINGS / program,
        format="pdf",
        sys_inputs={"given": json.dumps(content, ensure_ascii=False)},
        pdf_standards=["a-2b"],
        pdf_tags=False,
        timestamp=0,
    )
    return bytes(drawn)  # type: ignore[arg-type]  # one document, no list of pages


@lru_cache(maxsize=64)
def seal(
    company_name: str, *, sample: bool, picture: bytes | None = None, level: str = "L1"
) -> bytes:
    """The company's own seal picture; else, as a `sample`, a round one that says 样章.

    A real company's round seal is never drawn: without picture and sample it is a plain frame
    with the name and the level of the signature.
    """
    given: dict[str, Any] = {"picture": list(_clear(picture))} if picture else {}
    given["level"] = LEVELS[level]
    return _draw("seal.typ", sizes.SEAL, name=company_name, sample=sample, **given)


def _clear(picture: bytes) -> bytes:
    """A picture of a seal without its white ground, so that it lies on the paper as ink does."""
    with Image.open(io.BytesIO(picture), formats=("PNG", "JPEG", "WEBP")) as opened:
        image = opened.convert("RGBA")
    image.thumbnail((SEAL_PIXELS, SEAL_PIXELS), Image.Resampling.LANCZOS)
    red, green, blue, alpha = image.split()
    darkest = ImageChops.darker(red, ImageChops.darker(green, blue))
    image.putalpha(ImageChops.multiply(alpha, ImageChops.invert(darkest)))
    out = io.BytesIO()
    image.save(out, "PNG", optimize=True)
    return out.getvalue()


def handwriting(
    strokes: Sequence[pen.Stroke],
    w: float = sizes.SIGNATURE[0],
    h: float = sizes.SIGNATURE[1],
) -> bytes:
    """The name as it was drawn on the phone, fitted into `w` by `h` pt; see `handwriting`."""
    shapes = [
        [(round(x, ROUNDING), round(y, ROUNDING)) for x, y in outline]
        for outline in pen.outlines(strokes, w, h)
    ]
    return _draw("hand.typ", (w, h), outlines=shapes)


def typed(name: str, w: float = sizes.SIGNATURE[0], h: float = sizes.SIGNATURE[1]) -> bytes:
    """The name as letters, for those who cannot draw; it says that it was typed."""
    return _draw("hand.typ", (w, h), name=name)


@lru_cache(maxsize=1)
def installation() -> bytes:
    """The small mark of the system itself."""
    return _draw("mark.typ", sizes.MARK, name=settings.PRODUCT_NAME)
