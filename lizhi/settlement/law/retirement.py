"""The statutory day of retirement since 2025 (2024 Decision; 国务院办法 1), from second hand."""

import datetime as dt
from calendar import monthrange
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from lizhi.settlement.law import doubt
from lizhi.settlement.law.asking import NotGiven
from lizhi.settlement.law.explained import Explained, Note, Step
from lizhi.settlement.law.parameters import Figure, NoFigure, figure
from lizhi.settlement.law.words import day, plain

ARTICLE = "《国务院关于渐进式延迟法定退休年龄的办法》第一条"
EARLY_ARTICLE = "《劳动合同法》第四十四条第（二）项、《劳动合同法实施条例》第二十一条"
MONTHS_A_YEAR = 12
BEFORE = dt.date(2024, 12, 31)
"""`Original` is the age of this day, the last one before the Decision came into force."""

Sex = Literal["male", "female"]
OriginalAge = Literal[50, 55, 60]


@dataclass(frozen=True)
class Retirement:
    """The day, and by how many months it was put off."""

    day: dt.date
    delay_months: int


def statutory_day(
    *, born: dt.date, sex: Sex, original_age: OriginalAge | None = None
) -> Explained[Retirement]:
    """Birth, original age, and the delay by the month in which that age is reached.

    Men: 60 unless another age is told; for women the post decides between 55 and 50, so it has to
    be told (`NotGiven`). Who reached the original age before 2025 is not put off. The figures are
    second-hand, and posts with rules of their own are not in them: a note says so.
    """
    if original_age is None and sex == "female":
        raise NotGiven("original_retirement_age", "女职工请给原退休年龄：50 或 55，看岗位")
    age, by_sex = _original(original_age)
    reached = _later(born, age * MONTHS_A_YEAR)
    delay, rules = _delay(reached, Decimal(age))
    found = Retirement(_later(born, age * MONTHS_A_YEAR + delay), delay)
    step = Step(
        key="retirement",
        title="法定退休日期",
        formula=f"{day(born)} + {age} 年" + (f" + {delay} 个月" if delay else ""),
        value=day(found.day),
        article=ARTICLE,
        inputs={"出生": day(born), "性别": "男" if sex == "male" else "女", "原退休年龄": str(age)},
        reason=_reason(reached, delay, rules),
        figures=(*by_sex, *rules),
    )
    return Explained(found, (step,), doubt.notes(step.figures))


def ended_too_early(retirement: Explained[Retirement], last_day: dt.date) -> Explained[bool]:
    """Whether a contract that ended by age had ended before that day: then damages threaten."""
    found = retirement.value
    early = last_day < found.day
    step = Step(
        key="retired_too_early",
        title="是不是早于法定退休日",
        formula=f"{day(last_day)} {'早于' if early else '不早于'} {day(found.day)}",
        value="早了" if early else "不早",
        article=EARLY_ARTICLE,
        inputs={"最后一天": day(last_day), "法定退休日期": day(found.day)},
        reason="没到法定退休日，公司不能以退休终止合同。" if early else "到了法定退休日。",
    )
    notes = retirement.notes
    if early:
        text = f"到 {day(found.day)} 才能以退休终止。早了的，可能要付两倍赔偿金或者恢复工作。"
        notes = (Note("retired_too_early", "终止得太早", text, EARLY_ARTICLE), *notes)
    return Explained(early, (*retirement.steps, step), notes)


def _original(told: OriginalAge | None) -> tuple[int, tuple[Figure, ...]]:
    if told is not None:
        return told, ()
    men = figure("retirement.original_age_of_men", as_of=BEFORE)
    return int(men.value), (men,)


def _delay(reached: dt.date, age: Decimal) -> tuple[int, tuple[Figure, ...]]:
    """One month for each two or four months begun since 2025, up to the latest age."""
    try:
        pace = figure("retirement.months_for_one", as_of=reached)
        latest = figure("retirement.latest_age", as_of=reached)
    except NoFigure:  # reached before there was any delay
        return 0, ()
    begun = (reached.year - pace.since.year) * MONTHS_A_YEAR + reached.month - pace.since.month
    most = (latest.at(age) - age) * MONTHS_A_YEAR
    return int(min(begun // pace.at(age) + 1, most)), (pace, latest)


def _reason(reached: dt.date, delay: int, rules: tuple[Figure, ...]) -> str:
    if not delay:
        return "2025 年以前就到了原退休年龄，不延迟。"
    return (
        f"原来 {reached.year}年{reached.month}月 退休，"
        f"按 {rules[0].since.year} 年起的办法延迟 {plain(Decimal(delay))} 个月。"
    )


def _later(born: dt.date, months: int) -> dt.date:
    """The same day so many months later; the last of a month that has no such day."""
    year, month = divmod(born.year * MONTHS_A_YEAR + born.month - 1 + months, MONTHS_A_YEAR)
    length = monthrange(year, month + 1)[1]
    return dt.date(year, month + 1, min(born.day, length))
