"""The local figures behind a supposition, or the sentence that says which one is missing."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from lizhi.settlement.law import averages, doubt, minimum
from lizhi.settlement.law.averages import LocalAverage
from lizhi.settlement.law.minimum import MinimumWage
from lizhi.settlement.law.parameters import NoFigure, figure

NO_MINIMUM = "没有当地的最低工资，没有比过平均工资是不是低于它"
NO_CITY = "名册没有写工作地，不知道按哪里的数"


@dataclass(frozen=True)
class Local:
    """Of one city on one last day; what is not known is None, and `missing` says what and where."""

    average: LocalAverage | None
    minimum: MinimumWage | None
    missing: str = ""

    @property
    def doubts(self) -> Iterator[str]:
        """What has to be looked at before anybody pays by these figures."""
        if self.minimum is None:
            yield NO_MINIMUM
        known = (
            self.average.figure if self.average else None,
            self.minimum and self.minimum.figure,
        )
        for note in doubt.notes(one for one in known if one):
            yield note.text


def law_from(last_day: dt.date) -> dt.date:
    """Since when years of service count for N (劳动合同法 97)."""
    return figure("compensation.months_a_year", as_of=last_day).since


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
