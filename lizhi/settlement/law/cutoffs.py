"""From which day of the month on contributions are due for it: each city has its own rule."""

import datetime as dt
from typing import TYPE_CHECKING

from lizhi.settlement.law.asking import NotGiven
from lizhi.settlement.law.explained import Note
from lizhi.settlement.law.parameters import Figure, NoFigure, figure

if TYPE_CHECKING:
    from lizhi.settlement.law.contributions import MonthRule

LAST = 31


def of(
    rule: "MonthRule | None", cutoff_day: int | None, place: str, as_of: dt.date
) -> tuple[int, tuple[Figure, ...], tuple[Note, ...]]:
    """From which day of the month on it is due; a month that is shorter ends sooner."""
    if rule == "on_or_after_day_k":
        if cutoff_day is None:
            text = "请给当月缴费的截止日：做到几号就要缴这个月的"
            raise NotGiven("contribution_cutoff_day", text)
        return cutoff_day, (), ()
    if rule is not None:
        return (LAST if rule == "last_day_of_month_only" else 1), (), ()
    try:
        found = figure("contributions.cutoff_day", as_of=as_of, place=place)
    except NoFigure as refusal:
        text = f"{refusal}。先按当月在职一天就缴算，请核对。"
        return 1, (), (Note("contribution_month", "离职当月缴不缴社保没有核对", text),)
    return int(found.value), (found,), ()
