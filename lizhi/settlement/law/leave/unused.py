"""How many days are left at the exit (企业职工带薪年休假实施办法 12)."""

import datetime as dt
from dataclasses import dataclass
from decimal import ROUND_FLOOR, Decimal

from lizhi.settlement.law.explained import Explained, Note, Step
from lizhi.settlement.law.parameters import Figure, figure
from lizhi.settlement.law.periods import ONE_DAY
from lizhi.settlement.law.words import CENT, month_day, plain

ARTICLE = "《企业职工带薪年休假实施办法》第十二条"
NOTHING = Decimal(0)


@dataclass(frozen=True)
class Unused:
    """Days left, with what they were worked out of."""

    days: Decimal
    """To be paid: whole days of this year plus what was carried over; never negative."""
    elapsed: int
    share: Decimal
    """Of the year's leave, to 0.01 days, before anything is taken off."""


def elapsed_days(*, last_day: dt.date, hired_on: dt.date | None = None) -> int:
    """Calendar days of the year spent here, both ends counted."""
    first = dt.date(last_day.year, 1, 1)
    if hired_on and hired_on > first:
        first = hired_on
    return max((last_day - first).days + 1, 0)


def unused_days(
    *,
    full: Decimal,
    last_day: dt.date,
    taken: Decimal = NOTHING,
    hired_on: dt.date | None = None,
    carried: Decimal = NOTHING,
    elapsed: int | None = None,
) -> Explained[Unused]:
    """The share of the year less what was taken, part days dropped; too much taken costs nothing.

    `full` and `taken` are statutory days of the year of `last_day`; company leave on top never
    comes in here. `carried` are unused statutory days of earlier years, added whole. The year
    has 365 days, also when it has 366. Where `elapsed` is told, no days are counted: then
    `last_day` says only by the rules of which day.
    """
    told = elapsed is not None
    elapsed = elapsed_days(last_day=last_day, hired_on=hired_on) if elapsed is None else elapsed
    divisor = figure("leave.days_a_year", as_of=last_day)
    days = _whole(elapsed, full, taken, divisor) + carried
    share = (elapsed * full / divisor.value).quantize(CENT)
    formula = f"{elapsed} ÷ {plain(divisor.value)} × {plain(full)} − {plain(taken)}，取整"
    if carried:
        formula += f"，+ {plain(carried)}"
    step = Step(
        key="unused_leave_days",
        title="没休的天数",
        formula=formula,
        value=f"{plain(days)} 天",
        article=ARTICLE,
        inputs={
            "全年天数": plain(full),
            "已过天数": str(elapsed),
            "已休": plain(taken),
            "以前年度结转": plain(carried),
        },
        reason=_reason(full, None if told else last_day, elapsed, share, taken, carried, days),
        figures=(divisor,),
    )
    notes = () if told else _boundaries(full, last_day, elapsed, taken, divisor)
    return Explained(Unused(days, elapsed, share), (step,), notes)


def _whole(elapsed: int, full: Decimal, taken: Decimal, divisor: Figure) -> Decimal:
    left = ((elapsed * full - taken * divisor.value) / divisor.value).to_integral_value(ROUND_FLOOR)
    return max(left, NOTHING)


def _reason(
    full: Decimal,
    last_day: dt.date | None,
    elapsed: int,
    share: Decimal,
    taken: Decimal,
    carried: Decimal,
    days: Decimal,
) -> str:
    whole_taken = taken == taken.to_integral_value()
    shown = share.to_integral_value(ROUND_FLOOR) if whole_taken else share
    until = f"到 {month_day(last_day)}" if last_day else "这一年"
    text = (
        f"您一年 {plain(full)} 天。{until}过了 {elapsed} 天，"
        f"折算 {plain(shown)} 天，休了 {plain(taken)} 天，剩 {plain(days - carried)} 天。"
    )
    if carried:
        text += f"以前年度结转 {plain(carried)} 天，一共 {plain(days)} 天。"
    if taken > share:
        text += "多休的不扣回。"
    return text


def _boundaries(
    full: Decimal, last_day: dt.date, elapsed: int, taken: Decimal, divisor: Figure
) -> tuple[Note, ...]:
    """One day earlier or later that makes one day of leave less or more."""
    now, notes = _whole(elapsed, full, taken, divisor), []
    for step, word, effect in ((1, "晚", "多"), (-1, "早", "少")):
        other = last_day + step * ONE_DAY
        then = _whole(elapsed + step, full, taken, divisor)
        if then == now or other.year != last_day.year:
            continue
        text = f"解除日若是 {month_day(other)}，没休的年假由 {plain(now)} 天变 {plain(then)} 天。"
        notes.append(Note("leave_boundary", f"{word}一天，{effect}一天年假", text, ARTICLE))
    return tuple(notes)
