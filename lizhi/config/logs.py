"""Logs tell what the machine did, never about whom: whatever is written passes here last."""

import logging
import re
import traceback
from types import TracebackType

from lizhi.common import trail

SECRETS = (
    (re.compile(r"/(t|invite|[vV]|s|check)/[^/\s\"'?]+"), r"/\1/…"),  # links and certificate codes
    (re.compile(r"(?<!\d)1[3-9]\d{9}(?!\d)"), "1…"),  # phone numbers
    (re.compile(r"(?<!\d)\d{17}[\dXx](?!\d)"), "id…"),  # identity numbers
)


def discreet(text: str) -> str:
    """The same text without links that open something, phone numbers and identity numbers."""
    for pattern, instead in SECRETS:
        text = pattern.sub(instead, text)
    return text


class Discreet(logging.Formatter):
    """Our lines, and those of libraries that name the address of a page."""

    def format(self, record: logging.LogRecord) -> str:
        """What goes out."""
        return discreet(super().format(record))

    def formatException(  # noqa: N802  the library's name
        self,
        ei: tuple[type[BaseException], BaseException, TracebackType | None]
        | tuple[None, None, None],
    ) -> str:
        """Every place it came through and its kind; the message may hold a row of a table."""
        _, error, _ = ei
        if error is None:
            return ""
        places = "".join(traceback.format_tb(error.__traceback__))
        return f"{places}{trail.name(error)}"
