"""`lizhi law explain CASE`: the annex of a settlement, read by a lawyer."""

import json
from decimal import Decimal
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command

from lizhi.cases.models import Case
from tests.settlement import world

pytestmark = pytest.mark.django_db


def sent() -> Case:
    chen = world.finance()
    case = world.case_of(world.leaver())
    world.sent(case, chen)
    return case


def explain(case: Case, *words: str) -> str:
    out = StringIO()
    call_command("law", "explain", case.number, *words, stdout=out)
    return out.getvalue()


def test_every_line_stands_there_with_its_formula_article_and_figures() -> None:
    case = sent()

    text = explain(case)

    assert "没休的年假 = 8,700 ÷ 21.75 × 200% × 3 天 = 2,400.00" in text
    assert "依据 《企业职工带薪年休假实施办法》第十至十二条" in text
    assert "未休年休假日工资倍数（含已发的一倍） 3，2008-09-18 起" in text
    assert "原文核对过" in text


def test_the_lines_add_up_to_what_is_paid_out() -> None:
    case = sent()

    told: dict[str, Any] = json.loads(explain(case, "--json"))

    sides = {"due": 1, "deduction": -1, "apart": 0}
    sums = [sides[line["side"]] * Decimal(line["amount"] or 0) for line in told["lines"]]
    assert told["net"]["value"] == f"{sum(sums):,.2f}"
    assert f"实发 = {told['net']['formula']} = {told['net']['value']}" in explain(case)
    assert "−0.00" not in explain(case)


def test_nobody_is_named() -> None:
    case = sent()

    for said in (explain(case), explain(case, "--json")):
        assert case.employment.name not in said
        assert "6021" not in said


def test_a_program_reads_the_same_in_json() -> None:
    case = sent()

    told: dict[str, Any] = json.loads(explain(case, "--json"))

    lines = {line["key"]: line for line in told["lines"]}
    assert told["case"] == case.number
    assert told["parameters_hash"]
    assert Decimal(lines["unused_leave"]["amount"]) == 2400
    computed = [line for line in told["lines"] if not line["by_hand"]]
    assert all(step["article"] for line in computed for step in line["steps"])


def test_a_case_without_a_settlement_is_said_to_have_none() -> None:
    with pytest.raises(SystemExit) as end:
        call_command("law", "explain", "2026-9999", stderr=StringIO())

    assert end.value.code == 2
