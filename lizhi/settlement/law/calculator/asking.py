"""From a question to its answer or its refusal."""

from collections.abc import Callable, Mapping
from decimal import localcontext
from typing import Any

from lizhi.settlement.law.calculator import checking, final_wage, unused_leave
from lizhi.settlement.law.calculator.answers import Answer
from lizhi.settlement.law.calculator.days import Days
from lizhi.settlement.law.calculator.reading import Given
from lizhi.settlement.law.calculator.refusing import RefusedInput
from lizhi.settlement.law.parameters import NoFigure

DIGITS = 60
"""Enough for every amount that passes the check, times everything it may be multiplied by."""
Topic = Callable[[Given, Days], Answer]
TOPICS: Mapping[str, Topic] = {
    "unused_leave": unused_leave.answer,
    "final_wage_2175": final_wage.answer,
}


def calculate(topic: str, inputs: Any, *, days: Days) -> dict[str, Any]:
    """The answer in plain values, or `{"refused": key, "message": …}`; it never raises."""
    try:
        return answer(topic, inputs, days=days).as_json()
    except RefusedInput as refusal:
        return refusal.as_json()


def answer(topic: str, inputs: Any, *, days: Days) -> Answer:
    """The answer with its steps and warnings, or `RefusedInput`.

    `inputs` are those of the schema, as JSON gives them. `days` is the official calendar.
    """
    if topic not in TOPICS:
        raise RefusedInput("topic", f"没有 {topic} 这一题。能问的有：{'、'.join(TOPICS)}。")
    checking.check(topic, inputs)
    given = Given(topic, inputs)
    with localcontext() as context:
        context.prec = DIGITS
        try:
            found = TOPICS[topic](given, days)
        except NoFigure as missing:
            raise _too_early(given, missing) from missing
    found.note(*given.assumed)
    return found


def _too_early(given: Given, missing: NoFigure) -> RefusedInput:
    """A nationwide figure that was not in force on the day: the day is what cannot be right."""
    dates = ("last_day", "wage_month", "contribution_month", "second_wage_until", "paid_on")
    key = next((key for key in (*dates, "leave_year") if key in given), "last_day")
    return given.refused(key, f"{missing}。这个日期没有可用的规定，请核对。")
