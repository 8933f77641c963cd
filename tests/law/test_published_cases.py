"""Cases that bureaus, arbitrators and others have published, recomputed from their inputs."""

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from lizhi.settlement.law.calculator import calculate
from lizhi.settlement.official_days import Shipped

CASES = json.loads(Path(__file__).with_name("cases.json").read_text(encoding="utf-8"))["cases"]
A_FEN = Decimal("0.01")


def same(ours: Any, theirs: Any) -> bool:
    """Money within a fen, everything else exactly."""
    if isinstance(theirs, list):
        return len(ours) == len(theirs) and all(map(same, ours, theirs))
    if isinstance(theirs, dict):
        return ours.keys() == theirs.keys() and all(same(ours[key], theirs[key]) for key in theirs)
    if isinstance(theirs, str) and theirs.replace(".", "").isdigit():
        return isinstance(ours, str) and abs(Decimal(ours) - Decimal(theirs)) <= A_FEN
    return type(ours) is type(theirs) and bool(ours == theirs)


@pytest.mark.parametrize("case", CASES, ids=[case["id"] for case in CASES])
def test_a_published_case_comes_out_as_the_law_says(case: dict[str, Any]) -> None:
    answer = calculate(case["topic"], case["inputs"], days=Shipped())

    for key, expected in case["expected"].items():
        assert same(answer.get(key), expected), f"{key}: {answer.get(key)} instead of {expected}"


def test_a_wrong_publication_is_not_copied() -> None:
    wrong = {case["id"]: case for case in CASES if not case["consistent"]}
    assert set(wrong) == {"DM-05", "AL-11"}
    leave = calculate("unused_leave", wrong["AL-11"]["inputs"], days=Shipped())

    published = wrong["AL-11"]["published"]["leave_pay_including_normal_wage"]
    assert not same(leave["leave_pay_including_normal_wage"], published)
