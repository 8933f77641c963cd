"""Local figures: as told, else those of the place; what is not known is refused, never guessed."""

import datetime as dt
from decimal import Decimal

from lizhi.settlement.law import averages, minimum, place
from lizhi.settlement.law.averages import LocalAverage
from lizhi.settlement.law.calculator.answers import Answer
from lizhi.settlement.law.calculator.reading import Given
from lizhi.settlement.law.explained import Step
from lizhi.settlement.law.minimum import MinimumWage
from lizhi.settlement.law.parameters import NoFigure
from lizhi.settlement.law.tax.compensation import ARTICLE as TAX_ARTICLE
from lizhi.settlement.law.words import plain, yuan

MONTHLY, ANNUAL = "local_average_wage_monthly", "local_average_wage_annual"
MONTHS = 12
ONE_YUAN = Decimal(1)
"""Both figures of one series are published rounded."""


def check(given: Given, last_day: dt.date) -> None:
    """What was told of the place holds together, whether or not the answer needs it."""
    _check_seat(given)
    _check_series(given)
    _year(given, last_day)


def average_for_cap(given: Given, last_day: dt.date, found: Answer) -> LocalAverage:
    """By which the three-times cap is measured. A figure that was told wins over ours."""
    year = _year(given, last_day)
    told = _told(given)
    if told is None:
        return _of_place(given, year, found)
    _compare(given, told, year, found)
    return told


def average_for_tax(given: Given, found: Answer) -> LocalAverage:
    """By which the tax-free limit is measured; ours only where place and year were told."""
    annual, where = given.number(ANNUAL), given.text("place_of_performance")
    year = given.whole("local_average_year")
    if annual is not None:
        return averages.by_year(annual)
    if not where:
        raise given.refused(
            ANNUAL, "没有写，也没有写履行地。去当地统计局公布的上年度年平均工资里找。"
        )
    if year is None:
        raise given.refused(
            ANNUAL, "没有写。或者写是哪一年的平均工资（离职的上一年），按履行地查。"
        )
    try:
        known = averages.for_tax(where, year)
    except NoFigure as missing:
        raise given.refused(ANNUAL, f"{missing}，找到以后写在这里。") from missing
    found.steps.append(_for_tax(where, known))
    return known


def _for_tax(where: str, known: LocalAverage) -> Step:
    """The figure as it was published: by the year, or by the month and then twelve times."""
    by_month = known.figures[0].name == averages.MONTH
    return Step(
        key="local_average_for_tax",
        title="当地上年职工年平均工资",
        formula=f"{where} {yuan(known.month)} × {MONTHS}"
        if by_month
        else f"{where} {yuan(known.year)}",
        value=yuan(known.year),
        article=TAX_ARTICLE,
        inputs={"履行地": where},
        figures=known.figures,
    )


def minimum_wage(given: Given, last_day: dt.date, found: Answer) -> MinimumWage | None:
    """The floor: as told, else that of the place; None where nobody knows it.

    That of an agreed seat counts only where it is higher: not to know it takes nothing away.
    """
    told, where = given.number("minimum_wage_monthly"), given.text("place_of_performance")
    if told is not None:
        return minimum.brought(told)
    if not where:
        return None
    seat = given.text("registered_seat") if given.flag("registered_seat_agreed") else ""
    for one in dict.fromkeys((seat, "")):
        try:
            result = place.minimum_wage(where, last_day, seat=one, seat_agreed=bool(one))
        except NoFigure:
            continue
        if one != seat:
            text = f"{seat}的最低工资没有收录，只和{where}的比过。请查一下哪个高。"
            found.warn("seat_minimum_unknown", given.title("registered_seat"), text, place.ARTICLE)
        return found.told(result)
    return None


def _told(given: Given) -> LocalAverage | None:
    monthly, annual = given.number(MONTHLY), given.number(ANNUAL)
    if monthly is not None:
        return averages.by_month(monthly)
    return None if annual is None else averages.by_year(annual)


def _of_place(given: Given, year: int, found: Answer) -> LocalAverage:
    where = given.text("place_of_performance")
    if not where:
        text = f"没有写，也没有写履行地。去当地公布的 {year} 年职工月平均工资里找。"
        raise given.refused(MONTHLY, text)
    given.assume("local_average_year", f"没有写，按解除的上一年 {year} 年查。")
    try:
        result = place.average_for_cap(
            where,
            year,
            seat=given.text("registered_seat"),
            seat_agreed=given.flag("registered_seat_agreed"),
        )
    except NoFigure as missing:
        raise given.refused(MONTHLY, f"{missing}，找到以后写在这里。") from missing
    return found.told(result)


def _year(given: Given, last_day: dt.date) -> int:
    """The calendar year before the ending, unless another one before it was told."""
    told = given.whole("local_average_year")
    if told is None:
        return last_day.year - 1
    if told >= last_day.year:
        text = f"{last_day} 解除，用上一年 {last_day.year - 1} 年的平均工资，不是 {told} 年的。"
        raise given.refused("local_average_year", text)
    return told


def _compare(given: Given, told: LocalAverage, year: int, found: Answer) -> None:
    """Our own figure is not used, but a difference from it is worth a second look."""
    where = given.text("place_of_performance")
    if not where:
        return
    try:
        ours = averages.for_cap(where, year)
    except NoFigure:
        return
    if abs(ours.month - told.month) > ONE_YUAN:
        shown = plain(ours.month.quantize(Decimal("0.01")))
        text = f"{where} {year} 年我们收录的是 {shown}，按您写的 {plain(told.month)} 算。请核对。"
        found.warn("local_average_differs", given.title(MONTHLY), text, ours.figures[0].document)


def _check_series(given: Given) -> None:
    """A month's and a year's figure that were both told must be of one series; neither is 0."""
    monthly, annual = given.number(MONTHLY), given.number(ANNUAL)
    for key, figure in ((MONTHLY, monthly), (ANNUAL, annual)):
        if figure == 0:
            raise given.refused(key, "写的是 0：封顶以后什么都不剩，请核对。")
    if monthly is None or annual is None or abs(monthly - annual / MONTHS) <= ONE_YUAN:
        return
    shown = plain((annual / MONTHS).quantize(Decimal("0.01")))
    raise given.refused(ANNUAL, f"除以 12 是 {shown}，和月平均工资 {plain(monthly)} 不是一个数。")


def _check_seat(given: Given) -> None:
    if given.flag("registered_seat_agreed") and "registered_seat" not in given:
        raise given.refused("registered_seat", "写了按注册地标准，没有写注册地是哪里。")
