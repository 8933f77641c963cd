"""Owner rules that the tests' processes name."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from tests.common.conftest import announce

if TYPE_CHECKING:
    from tests.workflow.programs import Databases

__all__ = ["announce", "databases", "owner_rules"]


@pytest.fixture(autouse=True)
def owner_rules(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Wang, Li and Chen can be named, and no room above listens; afterwards all is as it was."""
    from lizhi.cases.actions import event_recorded
    from lizhi.workflow.owners import OWNERS
    from tests.workflow import make

    monkeypatch.setattr(event_recorded, "receivers", [])
    before = dict(OWNERS)
    make.register_owners()
    yield
    OWNERS.clear()
    OWNERS.update(before)


@pytest.fixture(scope="session")
def databases(tmp_path_factory: pytest.TempPathFactory) -> Iterator["Databases"]:
    """Databases for programs that fork, are killed, or run against one another."""
    from tests.workflow.programs import Databases

    made = Databases(tmp_path_factory.mktemp("programs"))
    yield made
    made.drop()
