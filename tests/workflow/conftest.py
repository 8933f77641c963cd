"""Owner rules that the tests' processes name."""

from collections.abc import Iterator

import pytest


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
