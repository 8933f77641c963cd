"""The local figures behind a supposition, or the sentence that says which one is missing."""

import datetime as dt
from dataclasses import dataclass

from lizhi.settlement.law import averages, minimum
from lizhi.settlement.law.averages import LocalAverage
from lizhi.settlement.law.minimum import MinimumWage
from lizhi.settlement.law.parameters import NoFigure

NO_CITY = "名册没有写工作地，不知道按哪里的数"


@dataclass(frozen=True)
class Local:
    """Of one city on one last day; what is not known is None, and `missing` says what and where."""

    average: LocalAverage | None
    minimum: MinimumWage | None
    missing: str = ""


def of_city(city: str, last_day: dt.date) -> Local:
    """The average of the year before, and the minimum wage of the day."""
    if not city:
        return Local(None, None, NO_CITY)
    try:
        floor = minimum.of_place(city, last_day)
    except NoFigure:
        floor = None
    try:
        return Local(averages.for_cap(city, last_day.year - 1), floor)
    except NoFigure as refusal:
        return Local(None, floor, str(refusal))
