"""The number that somebody has written into a question: only digits before 天 or 小时, no guess."""

import re
import unicodedata
from decimal import Decimal

from lizhi.settlement.disputes.ways import LEAVE_CARRIED, LEAVE_TAKEN, Unit, Way

NUMBER = re.compile(r"(应该是\s*)?(?<![\d.])(\d{1,3}(?:\.\d)?)\s*(天|小时)")
"""After 应该是 stands how many it should be altogether, not how many more."""
EARLIER = re.compile(r"去年|前年|上年|往年|以前年度|结转|\b20\d\d\s*年")
UNITS: dict[str, Unit] = {"天": "days", "小时": "hours"}


def read(words: str, unit: Unit) -> Decimal | None:
    """The one number of this unit in these words; None where there is none or more than one."""
    text = unicodedata.normalize("NFKC", words)
    found = {
        Decimal(number)
        for altogether, number, counted in NUMBER.findall(text)
        if UNITS[counted] == unit and not altogether
    }
    return found.pop() if len(found) == 1 and min(found) > 0 else None


def likeliest(ways: list[Way], words: str) -> Way | None:
    """Leave of last year where the words speak of it, else the first."""
    if LEAVE_CARRIED in ways and LEAVE_TAKEN in ways and EARLIER.search(words):
        return LEAVE_CARRIED
    return next(iter(ways), None)
