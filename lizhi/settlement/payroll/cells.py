"""What a cell may be, or the sentence that says what is wrong with it."""

import datetime as dt
import re
import unicodedata
from collections.abc import Callable
from decimal import Decimal, InvalidOperation

from django.utils.translation import gettext as _

from lizhi.people.roster import cells, dates
from lizhi.people.roster.cells import Bad
from lizhi.settlement.payroll.sheets import Column

CENT, TENTH = Decimal("0.01"), Decimal("0.1")
MOST_MONEY = Decimal("99999999.99")
NEARLY = Decimal("0.000001")
"""0.1 + 0.2 in a spreadsheet is 0.30000000000000004: that is 0.30."""
_MONTH = re.compile(r"(\d{4})\s*[-/.年]?\s*(\d{1,2})\s*月?")
_WHOLE_DAY = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?")
_YES = {"是": True, "有": True, "y": True, "yes": True, "1": True, "true": True}
_NO = {"否": False, "无": False, "没有": False, "n": False, "no": False, "0": False, "false": False}
_FIRST_YEAR = 1990
Value = str | bool
ALIKE = frozenset({"month", "yes", "code", "date"})
"""Kinds of which a file repeats few values many times."""


def read(column: Column, cell: object) -> Value:
    """The value as it is kept: amounts, days and months are text in one spelling."""
    if isinstance(cell, str) and cell.lstrip().startswith("="):
        raise cells.formula()
    return READERS[column.kind](column, cell)


class Reader:
    """Reads the cells of one file; what stands there many times is read once."""

    def __init__(self) -> None:
        self._known: dict[tuple[str, object, type], Value] = {}

    def __call__(self, column: Column, cell: object) -> Value:
        """As `read`; nothing is remembered of a cell that cannot be taken."""
        if column.kind not in ALIKE or not isinstance(cell, str | float | dt.date):
            return read(column, cell)
        place = (column.kind, cell, type(cell))
        if (value := self._known.get(place)) is None:
            value = self._known[place] = read(column, cell)
        return value


def _number(column: Column, cell: object, step: Decimal, most: Decimal) -> str:
    if isinstance(cell, bool) or not isinstance(cell, int | float | Decimal):
        raise Bad("text_for_number", _("is text, not a number"), _("Convert it to a number"))
    try:
        number = cell if isinstance(cell, Decimal) else Decimal(repr(cell))
        whole = number.quantize(step)
        if not whole.is_finite():
            raise InvalidOperation
    except InvalidOperation as fault:
        raise Bad("number", _("is too large"), _("Check the amount")) from fault
    if number < 0:
        raise Bad("negative", _("is less than zero"), _("Check the amount"))
    if abs(number - whole) > NEARLY:
        places = -int(step.as_tuple().exponent)
        raise Bad(
            "number",
            _("has more than %(places)d places after the point") % {"places": places},
            _("Round it"),
        )
    bound = Decimal(column.most) if column.most else most
    if whole > bound:
        raise Bad("number", _("is more than %(most)s") % {"most": bound}, _("Check the amount"))
    return f"{whole:f}"


def _money(column: Column, cell: object) -> Value:
    return _number(column, cell, CENT, MOST_MONEY)


def _days(column: Column, cell: object) -> Value:
    return _number(column, cell, TENTH, Decimal(366))


def _hours(column: Column, cell: object) -> Value:
    return _number(column, cell, TENTH, Decimal(744))


def _whole(column: Column, cell: object) -> Value:
    return _number(column, cell, Decimal(1), Decimal(9999))


def _month(_column: Column, cell: object) -> Value:
    """2026-05, 2026年5月, 202605, or a day in it; 29 February of a plain year is no day."""
    if isinstance(cell, dt.datetime | dt.date):
        return f"{cell:%Y-%m}"
    text = unicodedata.normalize("NFKC", _plain(cell)).strip()
    if _WHOLE_DAY.fullmatch(text):
        return f"{_day_of(text):%Y-%m}"
    found = _MONTH.fullmatch(text)
    if not found:
        if isinstance(cell, int | float) and not isinstance(cell, bool):
            return f"{_day_of(cell):%Y-%m}"
        raise Bad("date", _("is no month"), _("Write it like 2026-05"))
    year, month = int(found[1]), int(found[2])
    if not 1 <= month <= 12 or year < _FIRST_YEAR:
        raise Bad("date", _("there is no such month"), _("Write it like 2026-05"))
    return f"{year:04}-{month:02}"


def _plain(cell: object) -> str:
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell)


def _date(_column: Column, cell: object) -> Value:
    return _day_of(cell).isoformat()


def _day_of(cell: object) -> dt.date:
    try:
        return dates.read(cell)
    except dates.NoDay:
        raise Bad("date", _("there is no such day"), _("Put in the real date")) from None
    except dates.NotADate:
        raise Bad("date", _("is not a date"), _("Write it like 2026-11-24")) from None


def _yes(_column: Column, cell: object) -> Value:
    if isinstance(cell, bool):
        return cell
    word = _plain(cell).strip().lower()
    known = {**_YES, **_NO}
    if word not in known:
        raise Bad("text", _("is neither yes nor no"), _("Write 是 or 否"))
    return known[word]


def _text(_column: Column, cell: object) -> Value:
    return cells.text(cell, 60)


def _code(_column: Column, cell: object) -> Value:
    return cells.code(cell)


READERS: dict[str, Callable[[Column, object], Value]] = {
    "money": _money,
    "days": _days,
    "hours": _hours,
    "whole": _whole,
    "month": _month,
    "date": _date,
    "yes": _yes,
    "text": _text,
    "name": _text,
    "code": _code,
}
