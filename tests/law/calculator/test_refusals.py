"""What is missing, unknown, malformed or contradicted is refused by name, with a sentence."""

import io
import json
from argparse import Namespace
from pathlib import Path
from typing import Any

import pytest
import yaml

from lizhi.settlement import terminal
from lizhi.settlement.law.calculator import calculate, vocabulary
from lizhi.settlement.official_days import Shipped

TABLE = yaml.safe_load(Path(__file__).with_name("拒绝.yaml").read_text(encoding="utf-8"))
ROWS = TABLE["表"]
EXAMPLES = vocabulary.schema()["$defs"]["refusal"]["examples"]
DAYS = Shipped()


@pytest.mark.parametrize("row", ROWS, ids=[row[0] for row in ROWS])
def test_a_question_that_cannot_be_answered_says_which_input_and_what_to_do(row: list[Any]) -> None:
    _name, topic, changed, key, said = row
    told = {**TABLE["底稿"][topic], **changed}
    inputs = {key: value for key, value in told.items() if value is not None}

    answer = calculate(topic, inputs, days=DAYS)

    assert answer.get("refused") == key, answer
    assert said in answer["message"], answer["message"]


@pytest.mark.parametrize("topic", TABLE["底稿"])
def test_the_drafts_of_the_table_are_answered(topic: str) -> None:
    assert "refused" not in calculate(topic, TABLE["底稿"][topic], days=DAYS)


@pytest.mark.parametrize("example", EXAMPLES, ids=[one["topic"] for one in EXAMPLES])
def test_the_examples_of_the_schema_are_refused_as_it_says(example: dict[str, Any]) -> None:
    answer = calculate(example["topic"], example["inputs"], days=DAYS)

    assert answer["refused"] == example["expected"]["refused"]


def _typed(text: str, topic: str = "year_end_bonus") -> dict[str, Any]:
    out = io.StringIO()
    code = terminal.calculate(Namespace(topic=topic, as_json=True), io.StringIO(text), out)
    answer: dict[str, Any] = json.loads(out.getvalue())
    assert code == terminal.ANSWERED
    return answer


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("", "inputs"),
        ("  \n", "inputs"),
        ("{", "inputs"),
        ("{'bonus': '1'}", "inputs"),
        ("null", "inputs"),
        ('["36000"]', "inputs"),
        ("NaN", "inputs"),
        ("[" * 100_000, "inputs"),
        ('{"bonus": ' + "9" * 5000 + "}", "inputs"),
        ('{"bonus": NaN}', "bonus"),
        ('{"bonus": Infinity}', "bonus"),
        ('{"bonus": 1e400}', "bonus"),
        ('{"bonus": 36000}', "bonus"),
        ('{"bonus": "36000\\n"}', "bonus"),
        ('{"bonus": "36000\\u0000"}', "bonus"),
        ('{"bonus": "36000", "bonus": "36001"}', "bonus"),
        ('{"bonus": "36000", "奖金": "1"}', "奖金"),
    ],
)
def test_what_is_typed_wrong_on_the_terminal_never_ends_in_a_traceback(text: str, key: str) -> None:
    assert _typed(text)["refused"] == key


def test_an_unknown_topic_is_refused_with_the_list_of_those_there_are() -> None:
    answer = _typed("{}", topic="severance")

    assert answer["refused"] == "topic"
    assert "economic_compensation" in answer["message"]


def test_what_is_told_twice_within_a_list_is_found_too() -> None:
    text = '{"months": [{"month": 1, "month": 2, "income": "1"}]}'

    assert _typed(text, topic="cumulative_withholding")["refused"] == "months.month"


def test_a_mark_of_byte_order_before_the_object_is_no_mistake() -> None:
    assert _typed('\ufeff{"bonus": "36000"}')["tax"] == "1080.00"
