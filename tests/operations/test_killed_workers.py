"""Workers are killed in the middle of a resignation, twenty times at least."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.workflow.conftest import databases
from tests.workflow.programs import Databases

__all__ = ["databases"]
KINDS = ("agreement", "certificate", "handover", "letter", "receipt", "settlement")
TOPICS = {"workflow.step", "papers.issue", "signing.sign", "archive.seal"}
NAMES = 3
"""The leaver's under the agreement and the list; under the list that of whoever received it."""
ONCE = {
    "notice_arrived": 1,
    "signature_given": NAMES,
    "signature_made": NAMES,
    "certificate_issued": 1,
    "package_sealed": 1,
    "case_ended": 1,
}
SEEDS = ("20", "21", "22", "23")
DEATHS = 20
"""In all plays together: how many fall into one depends on how quick the machine is."""


@pytest.mark.slow
def test_the_case_ends_once_and_whole_though_every_worker_dies(
    databases: Databases, tmp_path: Path
) -> None:
    hit: set[str] = set()
    deaths = 0
    for seed in SEEDS:  # death comes by chance: what it spared in one play, it meets in another
        told = _played(databases, tmp_path / seed, seed)
        assert told["kills"]
        assert all(told["checks"].values()), told["checks"]
        assert told["papers"] == [[kind, "valid"] for kind in KINDS]
        assert told["events"] == ONCE, told["events"]
        assert told["certificates"] == NAMES
        assert told["undone"] == []
        hit |= told["hit"].keys()
        deaths += told["kills"]
        if hit >= TOPICS and deaths >= DEATHS:
            return
    pytest.fail(f"{deaths} died, nobody over {TOPICS - hit}")


def _played(databases: Databases, folder: Path, seed: str) -> dict[str, Any]:
    folder.mkdir()
    words = ("tests.operations.killing", str(folder), seed)
    told: dict[str, Any] = json.loads(databases.run(*words, url=databases.fresh()))
    print(told["kills"], told["hit"])  # noqa: T201  shown by pytest -s and on failure
    return told
