"""Inputs that cannot be true: each is a sentence that says what to do, and nothing is computed."""

from collections.abc import Iterator
from decimal import Decimal

from lizhi.settlement.inputs import HINTS, Inputs
from lizhi.settlement.law.words import day, yuan


def wrong(given: Inputs) -> list[tuple[str, str]]:
    """A title and what to do, for each."""
    return [*_days(given), *_amounts(given), *_months(given), *_bond(given)]


def _days(given: Inputs) -> Iterator[tuple[str, str]]:
    for name, end in (("解除日", given.contract_end), ("工资截止日", given.last_day)):
        if given.hired_on > end:
            text = (
                f"名册写的是 {day(given.hired_on)} 入职，{name}是 {day(end)}。"
                "请 HR 先改对入职日期，改好以前什么都不算。"
            )
            yield f"入职在{name}以后", text
            return


def _amounts(given: Inputs) -> Iterator[tuple[str, str]]:
    for name, hint in HINTS.items():
        value = getattr(given, name)
        if hint in {Decimal, Decimal | None, int, int | None} and value is not None and value < 0:
            text = f"这里写的是 {value}，不能小于零。请在名册或者结算里改对。"
            yield "有一个数是负的", text


def _months(given: Inputs) -> Iterator[tuple[str, str]]:
    for month, amount in {**given.months_due, **given.months}.items():
        if amount < 0:
            text = f"{month[:7]} 的工资是 {yuan(amount)}，不能小于零。请改好工资表再导入一次。"
            yield "有一个月的工资是负的", text


def _bond(given: Inputs) -> Iterator[tuple[str, str]]:
    if given.bond_cost is not None and given.bond_wages > given.bond_cost:
        text = "培训费用里的工资比费用还多。请核对这两个数。"
        yield "培训费用对不上", text
