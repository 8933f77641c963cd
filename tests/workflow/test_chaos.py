"""Workers die all the time, and every case still comes to its end."""

import json
from typing import Any

import pytest

from tests.workflow.many import SEED, many
from tests.workflow.programs import Databases

CASES, KILLS = 30, 60


@pytest.mark.torture
@pytest.mark.slow
def test_all_cases_end_though_one_worker_after_another_is_killed(databases: Databases) -> None:
    cases, kills = many("cases", CASES), many("kills", KILLS)
    words = ("tests.workflow.chaos", SEED, str(cases), str(kills))
    told: dict[str, Any] = json.loads(databases.run(*words, url=databases.fresh()))
    print(told)  # noqa: T201  shown by pytest -s and on failure
    assert told["closed"] == cases
    assert told["effects"] == [1]
    assert told["broken"] == []
    assert told["failed"] == 0
    assert told["kills"] >= kills / 2  # a quick machine is done before all have died
