"""Every case in the YAML files here, as lawyers and HR write them."""

import datetime as dt
import re
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml

from lizhi.settlement.law import clocks, deductions, leave, notice, overtime, service, totals, wages
from lizhi.settlement.law.asking import Contradiction, NotGiven
from lizhi.settlement.law.explained import Explained
from lizhi.settlement.law.parameters import NoFigure
from tests.law import rules_compensation, rules_tax
from tests.law.year_2026 import after_work_days, kind_of


def _wage(
    monthly_wage: Decimal,
    last_day: dt.date,
    hired_on: dt.date | None = None,
    unpaid: Decimal = Decimal(0),
    method: wages.Method = "positive",
) -> Explained[Decimal]:
    days = wages.paid_days(last_day=last_day, kind_of=kind_of, hired_on=hired_on, unpaid=unpaid)
    pay = wages.final_wage(monthly_wage=monthly_wage, days=days.value, method=method)
    return Explained(pay.value, (*days.steps, *pay.steps))


def _unused(**given: Any) -> Explained[Decimal]:
    result = leave.unused_days(**given)
    return Explained(result.value.days, result.steps, result.notes)


def _service(hired_on: dt.date, last_day: dt.date) -> Explained[str]:
    result = service.years_of_service(hired_on, last_day)
    return Explained(service.in_words(result.value), result.steps, result.notes)


def _due(duty: clocks.Duty, contract_end: dt.date, city: str) -> Explained[dt.date]:
    return clocks.due(duty, contract_end=contract_end, city=city, after_work_days=after_work_days)


def _entitlement(work_months: Decimal, year: Decimal, **more: Any) -> Explained[Decimal]:
    return leave.entitlement(work_months=int(work_months), year=int(year), **more)


RULES: dict[str, Callable[..., Explained[Any]]] = {
    **rules_compensation.RULES,
    "通知期满": notice.earliest_end,
    "合同结束": notice.contract_end,
    "末月工资": _wage,
    "按天算工资": wages.wage_for_days,
    "月均工资": wages.average_without_overtime,
    "加班工资": overtime.overtime_pay,
    "全年年休假": _entitlement,
    "未休年休假": _unused,
    "未休年休假工资": leave.unused_leave_pay,
    "福利年假工资": leave.company_leave_pay,
    "工作年限": _service,
    "损失可扣": deductions.loss_limit,
    "期限": _due,
    "实发": totals.net,
    **rules_tax.RULES,
}
CASES = [
    case
    for path in sorted(Path(__file__).parent.glob("*.yaml"))
    for case in yaml.safe_load(path.read_text(encoding="utf-8"))
]


LAW = re.compile("第.+条|〔[0-9]{4}〕|公告|通知|上下限|条例|法")
"""An instrument, in the words in which it is cited."""


@pytest.mark.parametrize("case", CASES, ids=[case["名称"] for case in CASES])
def test_law(case: dict[str, Any]) -> None:
    given = {key: _typed(value) for key, value in case["输入"].items()}

    if "拒绝" in case:
        with pytest.raises((NoFigure, NotGiven, Contradiction), match=case["拒绝"]):
            RULES[case["规则"]](**given)
        return
    result = RULES[case["规则"]](**given)

    assert result.value == _typed(case["结果"])
    assert all(step.article and step.title and step.formula for step in result.steps)
    if "步骤" in case:
        assert str(result.steps[-1]) == case["步骤"]
    if "理由" in case:
        assert result.steps[-1].reason == case["理由"]
    if "提醒" in case:
        assert [note.title for note in result.notes] == case["提醒"]


@pytest.mark.parametrize("case", CASES, ids=[case["名称"] for case in CASES])
def test_a_case_names_its_article_and_where_it_comes_from(case: dict[str, Any]) -> None:
    assert case["出处"]
    assert case.get("条文") or LAW.search(case["出处"])


def test_there_are_many_of_them() -> None:
    assert len(CASES) >= 300


def _typed(value: Any) -> Any:
    if isinstance(value, bool | dt.date):
        return value
    if isinstance(value, dict):
        return {key: _typed(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_typed(item) for item in value]
    if isinstance(value, int | float):
        return Decimal(str(value))
    return value
