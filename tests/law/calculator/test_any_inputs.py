"""Whatever is asked over the keys of the schema is answered or refused, by name, in both cases."""

import json
from typing import Any

import jsonschema_rs
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lizhi.settlement.law.calculator import TOPICS, calculate, vocabulary
from lizhi.settlement.official_days import Shipped
from tests.law.calculator import any_inputs

DAYS = Shipped()
BESIDES = {"steps", "warnings", "parameters"}
WITHIN = settings(suppress_health_check=list(HealthCheck), max_examples=150)


def validator(topic: str, side: str) -> Any:
    whole = {**vocabulary.schema(), "$ref": f"#/$defs/{topic}.{side}"}
    return jsonschema_rs.Draft202012Validator(
        {"$defs": whole["$defs"], "$ref": whole["$ref"]}, validate_formats=True
    )


@pytest.mark.parametrize("topic", TOPICS)
def test_every_question_has_an_answer_or_a_refusal_by_the_words_of_the_schema(topic: str) -> None:
    asked, answered = validator(topic, "inputs"), validator(topic, "outputs")

    @WITHIN
    @given(any_inputs.inputs(topic))
    def holds(inputs: dict[str, Any]) -> None:
        answer = calculate(topic, inputs, days=DAYS)
        if "refused" in answer:
            assert set(answer) == {"refused", "message"}
            assert answer["message"]
            return
        assert asked.is_valid(inputs)
        outputs = {key: value for key, value in answer.items() if key not in BESIDES}
        answered.validate(outputs)
        assert answer["steps"] or topic == "unused_leave"  # nothing but counted days, or 0
        assert all(step["article"] for step in answer["steps"])
        json.dumps(answer, allow_nan=False)

    holds()


@pytest.mark.parametrize("topic", TOPICS)
def test_the_order_of_the_keys_means_nothing(topic: str) -> None:
    @WITHIN
    @given(any_inputs.inputs(topic), st.randoms())
    def holds(inputs: dict[str, Any], random: Any) -> None:
        keys = list(inputs)
        random.shuffle(keys)
        turned = {key: inputs[key] for key in keys}
        assert calculate(topic, turned, days=DAYS) == calculate(topic, inputs, days=DAYS)

    holds()


def test_a_topic_of_the_schema_is_never_left_out() -> None:
    assert list(TOPICS) == vocabulary.topics()


@given(st.recursive(st.none() | st.booleans() | st.floats() | st.text(), st.lists, max_leaves=5))
def test_what_is_no_object_at_all_is_refused_as_a_whole(value: Any) -> None:
    assert calculate("year_end_bonus", value, days=DAYS)["refused"] == "inputs"
