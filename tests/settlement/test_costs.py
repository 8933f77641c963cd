"""How often a draft asks the database: it grows neither with lines nor with versions."""

from decimal import Decimal
from typing import Any

import pytest

from lizhi.accounts.models import User
from lizhi.cases.models import Case
from lizhi.common import clock
from lizhi.settlement import actions
from tests.settlement import world
from tests.settlement.world import EVERYTHING

pytestmark = pytest.mark.django_db
OWN = 8
"""Versions, figures, payroll, wages, the calendar, contracts, things out, earlier lines."""
EVERY_DESK = 7
"""Session, user, roles and the case; three of the menu."""


def test_the_draft_asks_the_same_however_many_versions_there_are(
    case: Case, chen_jie: User, django_assert_max_num_queries: Any
) -> None:
    actions.draft(case, inputs=EVERYTHING, by=chen_jie, at=clock.now())
    for days in range(1, 4):
        more = {"unpaid_days": Decimal(days)}
        actions.draft(case, inputs=more, by=chen_jie, at=clock.now())
    desk = world.client_of(chen_jie)
    desk.get(world.desk(case))

    with django_assert_max_num_queries(OWN + EVERY_DESK):
        assert desk.get(world.desk(case)).status_code == 200
