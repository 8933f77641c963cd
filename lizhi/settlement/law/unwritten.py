"""The second wage where no contract was written (劳动合同法 82, 实施条例 6, 7, 解释二 6, 7)."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

from lizhi.settlement.law.explained import Explained, Note, Step
from lizhi.settlement.law.parameters import Figure, figure
from lizhi.settlement.law.periods import ONE_DAY, last_day_of, month_bounds, span
from lizhi.settlement.law.wages import Calendar
from lizhi.settlement.law.words import cents, day, plain, yuan

ARTICLE = "《劳动合同法》第八十二条、《劳动合同法实施条例》第六、七条、法释〔2025〕12号第六、七条"
ZERO = Decimal(0)


@dataclass(frozen=True)
class SecondWage:
    """Whole months, working days beyond them, and yuan with and without the exclusion."""

    months: int
    days: int
    before_exclusion: Decimal
    due: Decimal
    rest: tuple[dt.date, ...]
    """All days beyond the whole months: those of which a calendar says what they are."""


def second_wage(
    *,
    hired_on: dt.date,
    until: dt.date,
    monthly_wage: Decimal,
    kind_of: Calendar,
    since: dt.date | None = None,
    avoided_signing: bool = False,
) -> Explained[SecondWage]:
    """A second wage from the day after the first month on, for eleven months at most.

    `until` is the last day without a written contract, counted in; `since` a later first day. Whole
    months count whole, what is left over by its working days, for which the calendar is handed in.
    Nothing is due where the worker deliberately avoided signing.
    """
    free = figure("unwritten.months_free", as_of=until)
    longest = figure("unwritten.longest_months", as_of=until)
    divisor = figure("wages.paid_days_a_month", as_of=until)
    begins = last_day_of(hired_on, int(free.value)) + ONE_DAY
    last = min(until, last_day_of(hired_on, int(free.value + longest.value)))
    first = max(begins, since) if since else begins
    months, rest = _counted(hired_on, int(free.value), first, last)
    days = sum(1 for moment in rest if kind_of(moment) == "working")
    part = min(monthly_wage * days / divisor.value, monthly_wage)
    before = cents(monthly_wage * months + part)
    found = SecondWage(months, days, before, cents(ZERO) if avoided_signing else before, rest)
    inputs = {
        "入职": day(hired_on),
        "从": day(first),
        "到": day(last),
        "月工资": yuan(monthly_wage),
        "员工故意不签": "是" if avoided_signing else "不是",
    }
    step = _step(found, monthly_wage, inputs, (free, longest, divisor), avoided=avoided_signing)
    return Explained(found, (step,), _notes(found, monthly_wage, kind_of))


def _step(
    found: SecondWage,
    wage: Decimal,
    inputs: dict[str, str],
    figures: tuple[Figure, Figure, Figure],
    *,
    avoided: bool,
) -> Step:
    _free, longest, divisor = figures
    return Step(
        key="second_wage",
        title="没签书面合同的二倍工资差额",
        formula=_formula(found, wage, divisor, avoided=avoided),
        value=yuan(found.due),
        article=ARTICLE,
        inputs=inputs,
        reason=_reason(longest, avoided=avoided),
        figures=figures,
    )


def _counted(
    hired_on: dt.date, free: int, first: dt.date, last: dt.date
) -> tuple[int, tuple[dt.date, ...]]:
    """Whole months, and the days beyond them.

    Months run from the hire date: whoever came on 31 January has worked eleven of them on
    30 January, although some month ended on the 28th. From a later first day they run from there.
    """
    if last < first:
        return 0, ()
    from_hire = first == last_day_of(hired_on, free) + ONE_DAY
    start, skipped = (hired_on, free) if from_hire else (first, 0)
    whole = span(start, last).all_months
    rest = last_day_of(start, whole) + ONE_DAY if whole else start
    left = tuple(rest + ONE_DAY * number for number in range((last - rest).days + 1))
    return whole - skipped, left


def _formula(found: SecondWage, wage: Decimal, divisor: Figure, *, avoided: bool) -> str:
    if avoided:
        return "员工故意不签，不付"
    parts = [f"{yuan(wage)} × {found.months} 个月"] if found.months or not found.days else []
    if found.days:
        parts.append(f"{yuan(wage)} ÷ {plain(divisor.value)} × {found.days} 个工作日")
    return " + ".join(parts)


def _reason(longest: Figure, *, avoided: bool) -> str:
    if avoided:
        return "公司证明员工故意不签的，不付二倍工资。请留好证据。"
    return (
        f"用工满一个月还没签的，从第二天起每月多付一倍，最多 {plain(longest.value)} 个月；"
        "不满一个月的按工作日算。这里只是多付的那一倍。"
    )


def _notes(found: SecondWage, wage: Decimal, kind_of: Calendar) -> tuple[Note, ...]:
    """Some divide the part month by the working days of that month: the other reading."""
    if not found.days:
        return ()
    first, last = month_bounds(found.rest[0])
    month = [first + ONE_DAY * number for number in range((last - first).days + 1)]
    working = sum(1 for moment in month if kind_of(moment) == "working")
    other = cents(wage * found.months + min(wage * found.days / working, wage))
    if other == found.before_exclusion:
        return ()
    text = f"零头也有按当月实际的 {working} 个工作日折算的，那样是 {yuan(other)}。"
    return (Note("second_wage_part_month", "零头的算法不一样", text, ARTICLE),)
