"""Days that a test loads are forgotten with it; an administrator looks after them."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client

from lizhi.accounts.models import User
from lizhi.common import calendar_days
from lizhi.people.models import RoleGrant
from tests import make
from tests.workflow import make as flows

NEW_YEAR = """day,kind,name
2027-01-01,statutory,元旦
2027-01-02,rest,元旦
2027-01-03,rest,元旦
2027-01-04,rest,调休
2027-01-09,working,调休上班
"""
"""Made up: nobody has announced 2027 yet."""


@pytest.fixture(autouse=True)
def forgotten() -> Iterator[None]:
    calendar_days.forget()
    yield
    calendar_days.forget()


@pytest.fixture(autouse=True)
def owners() -> None:
    flows.register_owners()


@pytest.fixture
def administrator(db: None) -> User:
    user = User.objects.with_phone("19999999999", name="罗勇")
    make.grant(user, RoleGrant.Role.ADMINISTRATOR)
    return user


@pytest.fixture
def desk(administrator: User) -> Any:
    return make.signed_in(Client(), administrator)
