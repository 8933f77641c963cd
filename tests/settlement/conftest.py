"""Who plays: the leaver, finance, and a case that stands at the settlement."""

from collections.abc import Iterator

import pytest

from lizhi.accounts.models import User
from lizhi.cases.models import Case
from lizhi.people.models import Employment
from lizhi.workflow import forms_registry
from lizhi.workflow.owners import OWNERS
from tests.settlement import world


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
def zhang_min(db: None) -> Employment:
    """Who leaves."""
    return world.leaver()


@pytest.fixture
def chen_jie(db: None) -> User:
    """Finance."""
    return world.finance()


@pytest.fixture
def case(zhang_min: Employment, chen_jie: User) -> Case:
    """It stands at the settlement."""
    return world.case_of(zhang_min)
