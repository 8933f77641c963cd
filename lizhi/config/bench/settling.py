"""One whole settlement in memory: every line that the law computes, with its steps."""

import datetime as dt
from decimal import Decimal
from functools import partial
from typing import Any

from lizhi.config.bench.measuring import WARM_UP, Row, measure, row
from lizhi.documents.papers import templates
from lizhi.settlement.facts import line_facts
from lizhi.settlement.inputs import HandLine, Inputs
from lizhi.settlement.law import parameters, pins
from lizhi.settlement.law.parameters import Book
from lizhi.settlement.lines import Composition, compose
from lizhi.settlement.models import Line

NOVEMBER = "2026-11 rwwwwwrrwwwwwrrwwwwwrrwwwwwrrw"
LOAN = HandLine("hand-1", "loan", "归还借款", Decimal(3000), "借款单 2026-0611", "陈洁")


def given(n: int) -> Inputs:
    """Somebody else each time: twenty-odd steps, six lines due, five taken off."""
    months = {dt.date(2025 + m // 12, m % 12 + 1, 1): Decimal(14_700 + n) for m in range(10, 22)}
    by_month = {month.isoformat(): amount for month, amount in months.items()}
    return Inputs(
        last_day=dt.date(2026, 11, 25),
        contract_end=dt.date(2026, 11, 25),
        hired_on=dt.date(2021, 5, 27),
        ground="36-E",
        city="上海",
        monthly_wage=Decimal(14_700 + n),
        average=Decimal(14_700 + n),
        months=by_month,
        months_due=by_month,
        average_due=Decimal(14_700 + n),
        leave_full=Decimal(10),
        leave_taken=Decimal(4),
        leave_carried=Decimal(2),
        days=NOVEMBER,
        pay_on=dt.date(2026, 11, 27),
        overtime_rest_day=Decimal(6),
        bonus=Decimal(36_000),
        bonus_how="奖金办法",
        bonus_kind="year_end",
        bonus_used="no",
        insurance_city="上海",
        insurance_base=Decimal(14_700),
        fund_base=Decimal(14_700),
        insurance_until=dt.date(2026, 11, 1),
        fund_until=dt.date(2026, 11, 1),
        year_months=10,
        year_income=Decimal(147_000),
        year_special=Decimal(22_200),
        year_additional=Decimal(10_000),
        year_tax=Decimal(3_460),
        month_additional=Decimal(1_000),
        non_compete="keep",
        non_compete_months=12,
        by_hand=(LOAN,),
    )


def settle(n: int) -> Composition:
    """All lines, the figures kept as a version keeps them."""
    with parameters.using(pins.Recording(book=Book())):
        return compose(given(n))


def row_of(times: int) -> Row:
    """What one costs."""
    cost = measure([partial(settle, n) for n in range(times + WARM_UP)])
    made = settle(0)
    if made.sums.missing:
        raise RuntimeError("a line has no amount")
    steps = sum(len(line.steps) for line in made.lines)
    return row("settlement", 0, cost, lines=len(made.lines), steps=steps)


def facts(n: int) -> dict[str, Any]:
    """What its paper is told."""
    made = settle(n)
    known = templates.example("settlement")
    sides = {"dues": Line.Side.DUE, "deductions": Line.Side.DEDUCTION, "apart": Line.Side.APART}
    lines = {
        name: [line_facts(line) for line in made.lines if line.side == side]
        for name, side in sides.items()
    }
    return {**known, **lines, "number": f"BC-2026-{n:06d}"}
