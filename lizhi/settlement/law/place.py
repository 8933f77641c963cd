"""Whose local figures count: those of the place of performance (劳动合同法实施条例 14).

The seat of the company takes its place only where the seat's figure is higher and the parties have
agreed on it; that is asked for each figure by itself.
"""

import datetime as dt
from decimal import Decimal
from typing import Protocol, TypeVar

from lizhi.settlement.law import averages, doubt, minimum
from lizhi.settlement.law.averages import LocalAverage
from lizhi.settlement.law.explained import Explained, Step
from lizhi.settlement.law.minimum import MinimumWage
from lizhi.settlement.law.parameters import Figure
from lizhi.settlement.law.words import yuan

ARTICLE = "《劳动合同法实施条例》第十四条"


class Local(Protocol):
    """A figure of a place, by the month."""

    @property
    def month(self) -> Decimal: ...

    @property
    def figures(self) -> tuple[Figure, ...]: ...


LocalT = TypeVar("LocalT", bound=Local)


def average_for_cap(
    place: str, year: int, *, seat: str = "", seat_agreed: bool = False
) -> Explained[LocalAverage]:
    """The average wage that the three-times cap is measured by, of the calendar year asked for.

    `NoFigure` where the place has none, and where the parties agreed on a seat that has none:
    which of both is higher cannot be known then.
    """
    here = averages.for_cap(place, year)
    there = averages.for_cap(seat, year) if seat and seat_agreed and seat != place else None
    return higher("上年度职工月平均工资", here, there, place=place, seat=seat)


def minimum_wage(
    place: str, as_of: dt.date, *, seat: str = "", seat_agreed: bool = False
) -> Explained[MinimumWage]:
    """The minimum wage that is the floor, on that day; `NoFigure` as for the average."""
    here = minimum.of_place(place, as_of)
    there = minimum.of_place(seat, as_of) if seat and seat_agreed and seat != place else None
    return higher("月最低工资标准", here, there, place=place, seat=seat)


def higher(
    title: str, here: LocalT, there: LocalT | None, *, place: str, seat: str
) -> Explained[LocalT]:
    """The figure of the place, unless that of the agreed seat is higher."""
    chosen = there if there is not None and there.month > here.month else here
    formula = f"{place or '履行地'} {yuan(here.month)}"
    reason = "当地的数字按劳动合同履行地算。"
    if there is not None:
        formula += f" 和注册地{seat} {yuan(there.month)} 中高的"
        reason = "双方约定按注册地的标准；注册地的数高才按注册地，否则按履行地。"
    step = Step(
        key="local_figure",
        title=title,
        formula=formula,
        value=yuan(chosen.month),
        article=ARTICLE,
        inputs={"履行地": place, "注册地": seat if there is not None else ""},
        reason=reason,
        figures=chosen.figures,
    )
    return Explained(chosen, (step,), doubt.notes(chosen.figures))
