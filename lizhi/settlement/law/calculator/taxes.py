"""Tax on the compensation alone, and on the year-end bonus."""

import datetime as dt
from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal
from typing import cast

from lizhi.settlement.law import tax
from lizhi.settlement.law.calculator import places
from lizhi.settlement.law.calculator.answers import Answer
from lizhi.settlement.law.calculator.days import Days
from lizhi.settlement.law.calculator.reading import UNDATED, Given
from lizhi.settlement.law.explained import Explained, Step
from lizhi.settlement.law.tax import Extra, ExtraKind
from lizhi.settlement.law.tax.compensation import ARTICLE, CompensationTax
from lizhi.settlement.law.words import cents, plain, yuan

MONTHS = 12
FINE = Decimal("0.0001")


def on_compensation(given: Given, days: Days) -> Answer:
    """What is above three times the local yearly average is taxed alone."""
    found = Answer(given.topic)
    average = places.average_for_tax(given, found)
    year = given.whole("local_average_year")
    if year is None:
        given.assume("local_average_year", f"没有写是哪一年的平均工资，按 {UNDATED} 的税法算。")
    result = tax.compensation_tax(
        amount=given.the_number("compensation_amount"),
        average=average,
        paid_on=dt.date(year + 1, 12, 31) if year else UNDATED,
        extras=[_extra(one) for one in given.each("extra_payments")],
        paid_before=given.number_or_0("paid_before_same_ending"),
        received=given.number("compensation_paid_after_tax"),
    )
    value = found.told(result)
    found.money("exempt_limit", value.limit)
    found.money("taxable", value.taxable)
    found.money("tax", value.tax)
    found.money("net", value.net)
    found.steps.append(_net_step(value))
    if value.shortfall is not None:
        found.money("shortfall", value.shortfall)
    return found


def _net_step(value: CompensationTax) -> Step:
    return Step(
        key="compensation_net",
        title="一次性补偿的税后金额",
        formula=f"{yuan(value.net + value.tax)} − {yuan(value.tax)}",
        value=yuan(value.net),
        article=ARTICLE,
        reason="按工资计税的款项不在里面。" if value.as_wages else "",
    )


def _extra(one: Given) -> Extra:
    kind = cast(ExtraKind, one.text("kind"))
    together = one.flag("treated_as_compensation", default=True)
    return Extra(kind, one.number_or_0("amount"), as_compensation=together)


def on_bonus(given: Given, days: Days) -> Answer:
    """The lower of both methods, where both are open."""
    found = Answer(given.topic)
    given.assume("paid_on", f"没有写，按单独计税还能用的时候算（{UNDATED}）。")
    given.assume("separate_method_used_this_year", "没有写，按今年没有用过单独计税算。")
    given.assume("taxable_income_without_bonus", "没有写，没有和并入综合所得比较。")
    result = tax.bonus_tax(
        bonus=given.the_number("bonus"),
        paid_on=given.day("paid_on") or UNDATED,
        used_this_year=given.flag("separate_method_used_this_year"),
        taxable_without=given.number("taxable_income_without_bonus"),
    )
    told = [_exactly(step, given.the_number("bonus")) for step in result.steps]
    value = found.told(Explained(result.value, tuple(told), result.notes))
    found.money("tax", value.tax)
    found.outputs["method"] = value.method
    return found


def _exactly(step: Step, bonus: Decimal) -> Step:
    """A twelfth of 36,000.01 is no 3,000.00: to the fen it would name the band below."""
    twelfth = bonus / MONTHS
    shown = yuan(twelfth)
    if step.key != "bonus_separate" or cents(twelfth) == twelfth:
        return step
    if cents(twelfth) not in {start for figure in step.figures for start, _rate in figure.brackets}:
        return step
    exact = plain(twelfth.quantize(FINE, ROUND_HALF_UP))
    inputs = {key: exact if value == shown else value for key, value in step.inputs.items()}
    reason = step.reason.replace(f"= {shown}，", f"= {exact}，")
    return replace(step, inputs=inputs, reason=reason)
