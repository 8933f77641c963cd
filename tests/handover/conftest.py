"""Who plays, and a list with three things on it."""

from collections.abc import Iterator

import pytest

from lizhi.cases.models import Case
from lizhi.workflow import forms_registry
from lizhi.workflow.owners import OWNERS
from tests.handover import world


@pytest.fixture(autouse=True)
def process() -> Iterator[None]:
    """What these tests tell the engine is gone afterwards."""
    owners, forms = dict(OWNERS), dict(forms_registry.FORMS)
    yield
    OWNERS.clear()
    OWNERS.update(owners)
    forms_registry.FORMS.clear()
    forms_registry.FORMS.update(forms)


@pytest.fixture
def team(db: None) -> world.Team:
    """Manager, leaver, colleague, keeper, HR, and somebody who has no part in it."""
    return world.team()


@pytest.fixture
def case(team: world.Team) -> Case:
    """Three things are to be handed over."""
    return world.begun(team)
