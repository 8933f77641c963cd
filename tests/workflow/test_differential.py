"""The engine and two others play the same processes; where they differ, the engine is right."""

import json
from typing import Any

import pytest

from tests.workflow.many import SEED, many
from tests.workflow.programs import Databases

DEFINITIONS = 150


@pytest.mark.torture
@pytest.mark.slow
def test_the_engine_stands_where_the_model_stands_and_spiff_where_it_can(
    databases: Databases,
) -> None:
    count = many("definitions", DEFINITIONS)
    words = ("tests.workflow.differential", SEED, str(count))
    told: dict[str, Any] = json.loads(databases.run(*words, url=databases.fresh()))
    print(json.dumps(told, ensure_ascii=False))  # noqa: T201  shown by pytest -s and on failure
    assert told["engine"] == {"same": count}
    # Without conditions, ways back and ends in a block BPMN means what a block means.
    assert told["spiff"]["plain"].keys() == {"same"}
    same = sum(ends.get("same", 0) for ends in told["spiff"].values())
    assert same > count / 2
