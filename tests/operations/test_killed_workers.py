"""The machine is switched off twenty times in the middle of one resignation."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.workflow.conftest import databases
from tests.workflow.programs import Databases

__all__ = ["databases"]
KINDS = ("agreement", "certificate", "handover", "letter", "receipt", "settlement")


@pytest.mark.slow
def test_the_case_ends_once_and_whole_though_every_worker_dies(
    databases: Databases, tmp_path: Path
) -> None:
    words = ("tests.operations.killing", str(tmp_path), "20")
    told: dict[str, Any] = json.loads(databases.run(*words, url=databases.fresh()))
    print(told["kills"], told["hit"])  # noqa: T201  shown by pytest -s and on failure
    assert told["kills"] >= 20
    assert {"workflow.step", "papers.issue", "signing.sign", "archive.seal"} <= told["hit"].keys()
    assert all(told["checks"].values()), told["checks"]
    assert told["papers"] == [[kind, "valid"] for kind in KINDS]
    assert set(told["events"].values()) == {1}, told["events"]
    assert told["certificates"] == 1
    assert told["undone"] == []
