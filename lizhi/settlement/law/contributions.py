"""Insurance and housing fund of one month (社会保险法 12, 23, 33, 44, 60; the cities' notices).

Floor, ceiling, rates and rounding are data of the place; the contribution year runs July to June.
"""

import datetime as dt
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Literal, get_args

from lizhi.settlement.law import cutoffs, periods
from lizhi.settlement.law.asking import Contradiction, NotGiven
from lizhi.settlement.law.explained import Explained, Note, Step
from lizhi.settlement.law.parameters import Figure, NoFigure, figure
from lizhi.settlement.law.words import CENT, percent, plain, yuan

Scheme = Literal["pension", "medical", "unemployment", "injury", "housing_fund"]
Share = Literal["employee", "employer"]
Unit = Literal["fen", "yuan"]
MonthRule = Literal["any_day", "on_or_after_day_k", "last_day_of_month_only"]
RULES: tuple[str, ...] = get_args(MonthRule)
Wanted = Collection[tuple[Scheme, Share]] | None
Rates = Mapping[Scheme, Mapping[Share, Decimal]]

SCHEMES: dict[Scheme, str] = {
    "pension": "养老保险",
    "medical": "医疗保险",
    "unemployment": "失业保险",
    "injury": "工伤保险",
    "housing_fund": "住房公积金",
}
SHARES: dict[Share, str] = {"employee": "个人", "employer": "单位"}
ARTICLES: dict[Scheme, str] = {
    "pension": "《社会保险法》第十二条、第六十条",
    "medical": "《社会保险法》第二十三条、第六十条",
    "unemployment": "《社会保险法》第四十四条、第六十条",
    "injury": "《社会保险法》第三十三条、第六十条",
    "housing_fund": "《住房公积金管理条例》第十六条、第十八条",
}
UNITS: dict[Unit, Decimal] = {"fen": CENT, "yuan": Decimal(1)}
NOTHING = Decimal(0)
LAST = cutoffs.LAST


@dataclass(frozen=True)
class Contributions:
    """Yuan; every share rounded by its scheme. Where the month is not due all shares are 0.00."""

    base: Decimal
    due: bool
    shares: Mapping[Scheme, Mapping[Share, Decimal]]

    def total(self, share: Share) -> Decimal:
        """Sum of the rounded shares of one side."""
        return sum((both.get(share, NOTHING) for both in self.shares.values()), NOTHING)


def month_due(
    month: dt.date,
    *,
    last_day: dt.date | None,
    rule: MonthRule | None = None,
    cutoff_day: int | None = None,
    place: str = "",
) -> Explained[bool]:
    """Whether contributions are due for the month in which somebody leaves, or has left.

    No national text names that month: `rule` is the city's. Not given, the place's figure
    decides; where there is none, one day in the month is enough, and a note says so.
    """
    first, last = periods.month_bounds(month)
    day, found, notes = cutoffs.of(rule, cutoff_day, place, first)
    needed = first.replace(day=min(day, last.day))
    due = last_day is None or last_day >= needed
    if last_day is None:
        formula = "仍在职"
    else:
        formula = f"做到 {last_day.month}月{last_day.day}日，{_rule_words(day)}"
    step = Step(
        key="contribution_month",
        title=f"{month.year}年{month.month}月缴不缴",
        formula=formula,
        value="缴" if due else "不缴",
        article="《社会保险法》第六十条，参保地的减员规则",
        inputs={"缴费所属月": f"{month.year}年{month.month}月"},
        figures=found,
    )
    leaves_now = last_day is not None and first <= last_day <= last
    return Explained(due, (step,), notes if leaves_now else ())


def last_month(
    last_day: dt.date,
    *,
    rule: MonthRule | None = None,
    cutoff_day: int | None = None,
    place: str = "",
) -> Explained[dt.date]:
    """The first day of the last month for which contributions are due, by the rule of the city."""
    this = last_day.replace(day=1)
    asked = month_due(this, last_day=last_day, rule=rule, cutoff_day=cutoff_day, place=place)
    month = this if asked.value else (this - periods.ONE_DAY).replace(day=1)
    return Explained(month, asked.steps, asked.notes)


def contributions(
    *,
    month: dt.date,
    wage: Decimal | None = None,
    declared: Decimal | None = None,
    place: str = "",
    floor: Decimal | None = None,
    ceiling: Decimal | None = None,
    rates: Rates | None = None,
    rounding: Mapping[Scheme, Unit] | None = None,
    last_day: dt.date | None = None,
    rule: MonthRule | None = None,
    cutoff_day: int | None = None,
    first_account: bool = False,
    wanted: Wanted = None,
) -> Explained[Contributions]:
    """Both sides' shares of one month, or those `wanted`: the base within its ends, times the rate.

    `wage` is last year's monthly average (for a first account: the first month's wage),
    `declared` the base that the employer has declared instead. What is not given comes from the
    figures of `place`: `NoFigure` where it has none. `rounding` not given is that of the place;
    given, schemes that it does not name are rounded to the fen.
    """
    # Asks for a day that is needed before it looks for figures of the place.
    asked = month_due(month, last_day=last_day, rule=rule, cutoff_day=cutoff_day, place=place)
    base = _base(month, wage, declared, place, floor, ceiling, first_account)
    shares: dict[Scheme, dict[Share, Decimal]] = {}
    steps = [*base.steps, *asked.steps]
    for scheme, share, rate in rates_of(rates, place, month, wanted):
        unit = unit_of(scheme, rounding, place, month)
        amount = _round(base.value * rate.value, unit.value) if asked.value else NOTHING
        shares.setdefault(scheme, {})[share] = amount
        steps.append(_share_step(scheme, share, base.value, rate, unit, amount, asked.value))
    value = Contributions(base.value, asked.value, shares)
    return Explained(value, tuple(steps), (*base.notes, *asked.notes))


def _base(
    month: dt.date,
    wage: Decimal | None,
    declared: Decimal | None,
    place: str,
    floor: Decimal | None,
    ceiling: Decimal | None,
    first_account: bool,
) -> Explained[Decimal]:
    if declared is not None and wage is not None and declared != wage:
        raise Contradiction("declared_base", "缴费工资和申报的缴费基数只给一个，两个数不一样")
    asked = wage if declared is None else declared
    if asked is None:
        raise NotGiven("contribution_wage", "请给缴费工资：上年月平均工资，首次参保的给首月工资")
    low, high = end_of("floor", floor, place, month), end_of("ceiling", ceiling, place, month)
    if low.value > high.value:
        raise Contradiction("base_ceiling", "缴费基数的上限比下限还低")
    base = min(max(asked, low.value), high.value)
    what = (
        "申报的基数" if declared is not None else "首月工资" if first_account else "上年月平均工资"
    )
    step = Step(
        key="contribution_base",
        title="缴费基数",
        formula=f"{what} {plain(asked)}，不低于 {plain(low.value)}，不高于 {plain(high.value)}",
        value=yuan(base),
        article="参保地公布的当年缴费基数上下限",
        inputs={what: yuan(asked)},
        reason="缴费年度从 7 月到次年 6 月，用这个年度公布的上下限。",
        figures=_known(low, high),
    )
    return Explained(base, (step,), _at_the_ends(asked, low.value, high.value))


def _at_the_ends(asked: Decimal, low: Decimal, high: Decimal) -> tuple[Note, ...]:
    if asked > high:
        text = f"{plain(asked)} 元高于上限，按 {plain(high)} 元缴。"
        return (Note("contribution_ceiling", "按缴费基数上限缴", text),)
    if asked < low:
        text = f"{plain(asked)} 元低于下限，按 {plain(low)} 元缴。"
        return (Note("contribution_floor", "按缴费基数下限缴", text),)
    return ()


@dataclass(frozen=True)
class Given:
    """A number that the asker has brought along, or that we know, with its figure."""

    value: Decimal
    figure: Figure | None = None


def _known(*numbers: Given) -> tuple[Figure, ...]:
    return tuple(number.figure for number in numbers if number.figure)


def end_of(name: str, given: Decimal | None, place: str, month: dt.date) -> Given:
    """The `floor` or the `ceiling` of the base: as it was brought, else the place's."""
    if given is not None:
        return Given(given)
    found = figure(f"contributions.{name}", as_of=month.replace(day=1), place=place)
    return Given(found.value, found)


def rates_of(
    rates: Rates | None, place: str, month: dt.date, wanted: Wanted
) -> list[tuple[Scheme, Share, Given]]:
    """In the order of the schemes, whichever way they were told."""
    pairs = [(scheme, share) for scheme in SCHEMES for share in SHARES]
    every = [pair for pair in pairs if wanted is None or pair in wanted]
    if rates is not None:
        return [
            (scheme, share, Given(rates[scheme][share]))
            for scheme, share in every
            if share in rates.get(scheme, {})
        ]
    return [
        (scheme, share, _rate(scheme, share, place, month))
        for scheme, share in every
        if (scheme, share) != ("injury", "employee")
    ]


def _rate(scheme: Scheme, share: Share, place: str, month: dt.date) -> Given:
    """The city's, else what holds in the whole country; the refusal names the city."""
    name, as_of = f"contributions.{scheme}_{share}", month.replace(day=1)
    try:
        found = figure(name, as_of=as_of, place=place)
    except NoFigure as refusal:
        try:
            found = figure(name, as_of=as_of)
        except NoFigure:
            raise refusal from None
    return Given(found.value, found)


def unit_of(
    scheme: Scheme, rounding: Mapping[Scheme, Unit] | None, place: str, month: dt.date
) -> Given:
    """To what a scheme rounds: a fen where nobody has told otherwise."""
    if rounding is not None:
        return Given(UNITS[rounding.get(scheme, "fen")])
    try:
        found = figure(f"contributions.{scheme}_unit", as_of=month.replace(day=1), place=place)
    except NoFigure:
        return Given(CENT)
    return Given(found.value, found)


def _round(amount: Decimal, unit: Decimal) -> Decimal:
    return ((amount / unit).quantize(Decimal(1), ROUND_HALF_UP) * unit).quantize(CENT)


def _share_step(
    scheme: Scheme,
    share: Share,
    base: Decimal,
    rate: Given,
    unit: Given,
    amount: Decimal,
    due: bool,
) -> Step:
    to_yuan = "，四舍五入到元" if unit.value == 1 else ""
    formula = f"{plain(base)} × {percent(rate.value)}{to_yuan}"
    return Step(
        key=f"{scheme}_{share}",
        title=f"{SCHEMES[scheme]}，{SHARES[share]}部分",
        formula=formula if due else "这个月不缴",
        value=yuan(amount),
        article=ARTICLES[scheme],
        inputs={"缴费基数": yuan(base), "比例": percent(rate.value)},
        figures=_known(rate, unit),
    )


def _rule_words(day: int) -> str:
    if day <= 1:
        return "当月在职一天就缴"
    return "做满整月才缴" if day >= LAST else f"做到 {day} 日或以后就缴"
