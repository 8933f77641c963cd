"""Days as rosters write them: real dates, serial numbers, and text in many shapes."""

import datetime as dt
import re
import unicodedata

_TEXT = re.compile(
    r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?(?:[ T]\s*00?:00(?::00(?:\.0+)?)?)?"
)
_EIGHT = re.compile(r"(\d{4})(\d{2})(\d{2})")
_EPOCH = dt.date(1899, 12, 30)
_SERIALS = range(61, 80_000)
"""From 1 March 1900, where Excel's invented 29 February no longer counts, until 2119."""
_EIGHTS = range(19_000_101, 21_000_101)
FIRST_YEAR = 1900


class NoDay(ValueError):
    """A day that the calendar does not have, like 30 February."""


class NotADate(ValueError):
    """Something that no day can be read from."""


def read(cell: object) -> dt.date:
    """The day that a cell means. Raises `NoDay` or `NotADate`."""
    if isinstance(cell, dt.datetime):
        return cell.date()
    if isinstance(cell, dt.date):
        return cell
    if isinstance(cell, bool) or not isinstance(cell, (str, int, float)):
        raise NotADate
    return _of_text(cell) if isinstance(cell, str) else _of_number(cell)


def _of_number(number: float) -> dt.date:
    whole = int(number)
    if whole in _EIGHTS:
        return _of_text(str(whole))
    if whole != number or whole not in _SERIALS:
        raise NotADate
    return _EPOCH + dt.timedelta(days=whole)


def _of_text(cell: str) -> dt.date:
    text = unicodedata.normalize("NFKC", cell).strip()
    found = _TEXT.fullmatch(text) or _EIGHT.fullmatch(text)
    if not found:
        raise NotADate
    try:
        day = dt.date(int(found[1]), int(found[2]), int(found[3]))
    except ValueError as fault:
        raise NoDay from fault
    if day.year < FIRST_YEAR:
        raise NoDay
    return day
