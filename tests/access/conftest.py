"""One world for all tests of a file: nothing that happens in it is kept."""

import datetime as dt
from collections.abc import Iterator

import pytest
from pytest_django.plugin import DjangoDbBlocker

from lizhi.common import clock
from tests import inside
from tests.inside import World


@pytest.fixture(scope="module")
def kept_world(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[World]:
    """Built once."""
    with django_db_blocker.unblock(), inside.world() as made:
        yield made


@pytest.fixture
def world(kept_world: World, monday: dt.datetime) -> Iterator[World]:
    """It is the moment at which the world stands."""
    with clock.at(inside.moment(inside.NOW)), inside.undone():
        yield kept_world
