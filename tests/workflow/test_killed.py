"""SIGKILL anywhere in every action: the same request again, and nothing has been lost."""

import json
from typing import Any

import pytest

from tests.workflow.many import one_in
from tests.workflow.programs import Databases

STRIDE = one_in(3)


@pytest.mark.torture
@pytest.mark.slow
def test_whoever_is_killed_anywhere_leaves_nothing_half_done(databases: Databases) -> None:
    def play(mode: str) -> dict[str, Any]:
        told = databases.run("tests.workflow.story", mode, url=databases.fresh())
        result: dict[str, Any] = json.loads(told)
        return result

    plain, killed = play("plain"), play("killed")
    assert plain["case"]["status"] == "closed"
    assert plain["broken"] == killed["broken"] == killed["broken_on_the_way"] == []
    print(f"{killed['kills']} kills")  # noqa: T201  shown by pytest -s and on failure
    assert killed["kills"] > 500 / STRIDE
    for table in ("case", "runs", "tasks", "timers", "events", "outbox", "actions", "copies"):
        assert killed[table] == plain[table], table
