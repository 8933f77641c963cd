"""From a question to its answer or its refusal."""

from collections.abc import Callable, Mapping
from decimal import localcontext
from typing import Any

from lizhi.settlement.law.asking import Contradiction, NotGiven
from lizhi.settlement.law.calculator import (
    agreements,
    checking,
    compensation,
    contract,
    final_wage,
    insurance,
    taxes,
    unused_leave,
    withholding,
)
from lizhi.settlement.law.calculator.answers import Answer
from lizhi.settlement.law.calculator.days import Days
from lizhi.settlement.law.calculator.reading import Given
from lizhi.settlement.law.calculator.refusing import RefusedInput
from lizhi.settlement.law.parameters import NoFigure

DIGITS = 60
"""Enough for every amount that passes the check, times everything it may be multiplied by."""
DATES = (
    *("wage_month", "contribution_month", "leave_year", "last_day", "second_wage_until"),
    *("paid_on", "local_average_year", "birth_date"),
)
"""Of these the first that was told says by the rules of which day is reckoned."""
Topic = Callable[[Given, Days], Answer]
TOPICS: Mapping[str, Topic] = {
    "economic_compensation": compensation.compensation_of,
    "damages_2n": compensation.damages_of,
    "notice_pay": compensation.notice_pay_of,
    "unused_leave": unused_leave.answer,
    "final_wage_2175": final_wage.answer,
    "tax_on_compensation": taxes.on_compensation,
    "cumulative_withholding": withholding.answer,
    "contributions": insurance.answer,
    "non_compete": agreements.non_compete_of,
    "training_bond": agreements.training_bond_of,
    "double_wage": contract.double_wage,
    "retirement_date": contract.retirement_date,
    "year_end_bonus": taxes.on_bonus,
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
        except (NotGiven, Contradiction) as refusal:
            raise given.refused(refusal.key, f"{refusal}。") from refusal
        except NoFigure as missing:
            raise _without_figure(given, missing) from missing
    found.note(*given.assumed)
    return found


def _without_figure(given: Given, missing: NoFigure) -> RefusedInput:
    """A figure of the place is to be told; a nationwide one has no other day than its own."""
    topic, name = missing.name.split(".")
    if topic == "contributions":
        key = {"floor": "base_floor", "ceiling": "base_ceiling"}.get(name, "rates")
        if key != "rates":
            missing = insurance.of_the_year(missing)
        return given.refused(key, f"{missing}，找到以后写在这里。")
    key = next((key for key in DATES if key in given), "last_day")
    return given.refused(key, f"{missing}。这个日期没有可用的规定，请核对。")
