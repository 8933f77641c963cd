"""An administrator at a desk, and a room whose work can be made to fail."""

from typing import Any

import pytest
from django.test import Client
from pytest_django import Settings

from lizhi.accounts.models import User
from lizhi.jobs.models import Outbox
from lizhi.people.models import RoleGrant
from tests import make

TROUBLE: list[Exception] = []
DONE: list[int] = []


def handler(row: Outbox) -> None:
    """Stands for a room: it does its part, or raises what the test has put in its way."""
    if TROUBLE:
        raise TROUBLE[0]
    DONE.append(row.pk)


@pytest.fixture(autouse=True)
def nothing_in_the_way() -> None:
    TROUBLE.clear()
    DONE.clear()


@pytest.fixture
def failing(settings: Settings) -> list[Exception]:
    """Every topic is done by a room that fails with what stands in here."""
    settings.OUTBOX_HANDLERS = dict.fromkeys(settings.OUTBOX_HANDLERS, f"{__name__}.handler")
    return TROUBLE


@pytest.fixture
def administrator(db: None) -> User:
    user = User.objects.with_phone("19999999999", name="罗勇")
    make.grant(user, RoleGrant.Role.ADMINISTRATOR)
    return user


@pytest.fixture
def desk(administrator: User) -> Any:
    return make.signed_in(Client(), administrator)
