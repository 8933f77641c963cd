"""Papers as tests need them: made of the examples that the templates themselves carry."""

import datetime as dt
import re
from typing import Any

import pypdfium2
from PIL import Image

from lizhi.documents import printing
from lizhi.documents.papers import templates

AT = dt.datetime(2026, 11, 27, 0, 5, tzinfo=dt.UTC)
CODE = "7K3M9QX2WN4T"


def facts(template: str, **changes: Any) -> dict[str, Any]:
    """Facts of an ordinary case; a change to None leaves a fact out."""
    values = {**templates.example(template), **changes}
    return {name: value for name, value in values.items() if value is not None}


def printed(template: str, **changes: Any) -> printing.Printed:
    """The paper of an ordinary case."""
    code = CODE if template == "certificate" else ""
    return printing.render(template, facts(template, **changes), at=AT, code=code)


def text(pdf: bytes) -> str:
    """All text of a file without its spaces and line ends."""
    return "".join(pages(pdf))


def pages(pdf: bytes) -> list[str]:
    """The same, page by page."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        return [squeezed(page.get_textpage().get_text_range()) for page in document]
    finally:
        document.close()


def squeezed(words: str) -> str:
    """Without white space: where a line ends is typography."""
    return re.sub(r"\s", "", words)


def colours(image: Image.Image) -> list[tuple[int, int, int]]:
    """Every colour that occurs."""
    found = image.convert("RGB").getcolors(10**6) or []
    return [colour for _, colour in found if isinstance(colour, tuple) and len(colour) == 3]
