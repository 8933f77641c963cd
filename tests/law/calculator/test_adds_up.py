"""Each formula is worked out again, as a lawyer does with a pocket calculator."""

import ast
import operator
import re
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
import yaml

from lizhi.settlement.law.calculator import calculate
from lizhi.settlement.official_days import Shipped

CASES = yaml.safe_load(Path(__file__).with_name("算得出.yaml").read_text(encoding="utf-8"))
DAYS = Shipped()
WORDS = re.compile(
    "已预扣|此前已交|已付|不?含奖金的全年税|当地上年年平均工资|约定|上海|北京|个月|小时|天"
)
ENDS = ("不低于", "不高于", "取整", "四舍五入", "预扣 0", "不超过", "按")
"""After these words the value is not what stands before them."""
SIGNS = str.maketrans({"−": "-", "×": "*", "÷": "/", ",": "", " ": ""})
WORK: dict[type[ast.operator], Callable[[Fraction, Fraction], Fraction]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
}
HALF_A_FEN = Fraction(1, 200)


def worked_out(text: str) -> Fraction | None:
    """What a formula comes to; None where it is not arithmetic alone."""
    plain = WORDS.sub("", text).translate(SIGNS)
    plain = re.sub(r"([\d.]+)%", r"(\1/100)", plain)
    if not re.fullmatch(r"[\d.+\-*/()]+", plain):
        return None
    return _value(ast.parse(plain, mode="eval").body)


def _value(node: ast.expr) -> Fraction:
    match node:
        case ast.BinOp():
            return WORK[type(node.op)](_value(node.left), _value(node.right))
        case ast.UnaryOp():
            return -_value(node.operand)
        case ast.Constant():
            return Fraction(str(node.value))
    raise AssertionError(ast.dump(node))


@pytest.mark.parametrize("case", CASES, ids=[case["名称"] for case in CASES])
def test_every_formula_adds_up_to_its_value(case: dict[str, Any]) -> None:
    for step in calculate(case["题"], case["输入"], days=DAYS)["steps"]:
        if any(word in step["formula"] for word in ENDS):
            continue
        found = worked_out(step["formula"])
        value = worked_out(step["value"])
        if found is not None and value is not None:
            assert abs(found - value) <= HALF_A_FEN, f"{step['formula']} = {step['value']}"


def test_most_formulas_are_arithmetic() -> None:
    steps = [
        step
        for case in CASES
        for step in calculate(case["题"], case["输入"], days=DAYS)["steps"]
        if worked_out(step["formula"]) is not None
    ]

    assert len(steps) > len(CASES)
    assert worked_out("(41,000.01 − 5,000 × 1) × 10% − 2,520 − 已预扣 0.00") == Fraction("1080.001")
