"""Pages as pictures: the very bytes that are signed, small enough for a weak line.

pdfium is loaded when the first page is asked for; the caller caches by the file's digest.
"""

import io
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from PIL import Image, ImageChops

LOCK = threading.Lock()  # pdfium works for one thread at a time
SMALL, HEIGHT = 620, 877
"""An A4 page as it comes first: 11 KB, and every word can be read."""
SHARP = 1080
"""As it is when somebody wants to see it sharp: 37 KB."""
FEW, MORE = 127.5, 85
"""Between two greys: three of them in a small picture, four in a larger one."""
FINER = 51
"""Steps of the colours, so that a red seal stays red."""
COLOURFUL = 60
"""From this distance between its channels on, a dot is ink of a seal and keeps its colour."""


@contextmanager
def opened(pdf: bytes) -> Iterator[Any]:
    import pypdfium2

    with LOCK:
        document = pypdfium2.PdfDocument(pdf)
        document.init_forms()  # signatures are fields of a form: without this they stay unseen
        try:
            yield document
        finally:
            document.close()


def count(pdf: bytes) -> int:
    """How many pages it has."""
    with opened(pdf) as document:
        return len(document)


def image(pdf: bytes, page: int, width: int = SMALL) -> bytes:
    """Page `page` (the first is 1) as lossless WebP, `width` px wide.

    Text comes in few greys; what has colour, as seals do, keeps it coarsely. Signatures are
    drawn as they stand in the file. Raises IndexError for a page that is not there.
    """
    with opened(pdf) as document:
        if not 1 <= page <= len(document):
            raise IndexError(page)
        sheet = document[page - 1]
        scale = (width - 0.01) / sheet.get_width()  # pdfium rounds up
        drawn = sheet.render(scale=scale, may_draw_forms=True).to_pil()
        sheet.close()
    return _small(drawn.convert("RGB"), FEW if width <= SMALL else MORE)


def _small(drawn: Image.Image, step: float) -> bytes:
    grey = drawn.convert("L").point([round(round(v / step) * step) for v in range(256)])
    red, green, blue = drawn.split()
    most = ImageChops.lighter(red, ImageChops.lighter(green, blue))
    least = ImageChops.darker(red, ImageChops.darker(green, blue))
    ink = ImageChops.difference(most, least).point([255 * (v >= COLOURFUL) for v in range(256)])
    result: Image.Image = grey
    if ink.getbbox():
        coarse = drawn.point([round(v / FINER) * FINER for v in range(256)] * 3)
        result = Image.composite(coarse, grey.convert("RGB"), ink)
    out = io.BytesIO()
    result.save(out, "WEBP", lossless=True, quality=100, method=4)
    return out.getvalue()
