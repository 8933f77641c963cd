"""Files of plain text as people save them: in several spellings, with several ends of lines."""

import codecs
from contextlib import suppress

UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
"""How Excel begins what it saves as "Unicode text"."""


def decoded(content: bytes) -> str | None:
    """Its text in lines that end alike; None where it is no text, or in no spelling we know."""
    marked = content.startswith(UTF_16)
    # Excel in Chinese saves CSV as the last of these.
    for spelling in ("utf-16",) if marked else ("utf-8-sig", "gb18030"):
        with suppress(UnicodeDecodeError):
            text = content.decode(spelling)
            return None if "\0" in text else lines(text)
    return None


def lines(text: str) -> str:
    """Whatever ends a line, of Windows or of an old Mac, as one sign."""
    return text.replace("\r\n", "\n").replace("\r", "\n")
