"""Questions in HR's words and their answers, each with its article and source."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from lizhi.settlement.law.calculator import calculate
from lizhi.settlement.official_days import Shipped

CASES = yaml.safe_load(Path(__file__).with_name("算得出.yaml").read_text(encoding="utf-8"))
DAYS = Shipped()


@pytest.mark.parametrize("case", CASES, ids=[case["名称"] for case in CASES])
def test_a_question_is_answered_as_the_law_says(case: dict[str, Any]) -> None:
    answer = calculate(case["题"], case["输入"], days=DAYS)

    assert {key: answer.get(key) for key in case["结果"]} == case["结果"], answer.get("message")
    assert case["依据"]
    assert case["出处"]
    warned = {one["key"] for one in answer["warnings"]}
    assert set(case.get("提醒", ())) <= warned, warned


def test_every_step_of_every_answer_names_its_article_and_every_figure_its_document() -> None:
    for case in CASES:
        for step in calculate(case["题"], case["输入"], days=DAYS)["steps"]:
            assert step["article"], step
            assert step["formula"], step
            assert all(figure["document"] for figure in step["figures"])
