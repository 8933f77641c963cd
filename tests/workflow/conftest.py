"""Owner rules that the tests' processes name."""

from collections.abc import Iterator

import pytest


@pytest.fixture(autouse=True)
def owner_rules() -> Iterator[None]:
    """Wang, Li and Chen can be named; afterwards they cannot."""
    from lizhi.workflow.owners import OWNERS
    from tests.workflow import make

    before = dict(OWNERS)
    make.register_owners()
    yield
    OWNERS.clear()
    OWNERS.update(before)
