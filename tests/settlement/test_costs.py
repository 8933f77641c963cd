"""How often a draft asks the database: it grows neither with lines nor with versions."""

from decimal import Decimal
from typing import Any

import pytest

from lizhi.accounts.models import User
from lizhi.cases.models import Case
from lizhi.common import clock
from lizhi.people.models import Employment, ImportBatch
from lizhi.settlement import actions
from lizhi.settlement.models import Settlement
from tests import make
from tests.settlement import world
from tests.settlement.world import EVERYTHING

pytestmark = pytest.mark.django_db
OWN = 3
"""The two newest versions; what is on file, lines to compare with it; things that are out."""
EVERY_DESK = 5
"""Session, user, roles and the case; one of the menu."""
SECOND = 2
"""Above the limit: who of finance is there, and whether that person is away."""
RETURNED = 1
"""What the second person has said."""


def test_the_first_draft_asks_no_more_than_those_after_it(
    case: Case, chen_jie: User, django_assert_max_num_queries: Any
) -> None:
    desk = world.client_of(chen_jie)
    desk.get(world.desk(case))

    with django_assert_max_num_queries(OWN + EVERY_DESK):
        assert desk.get(world.desk(case)).status_code == 200


def test_what_somebody_came_with_is_asked_together(
    case: Case, chen_jie: User, django_assert_max_num_queries: Any
) -> None:
    roster = ImportBatch.objects.create(number="RI-2026-0001", filename="花名册.xlsx", by=chen_jie)
    Employment.objects.filter(pk=case.employment_id).update(batch=roster)
    desk = world.client_of(chen_jie)
    desk.get(world.desk(case))

    with django_assert_max_num_queries(OWN + EVERY_DESK):
        assert desk.get(world.desk(case)).status_code == 200


def test_a_draft_above_the_limit_asks_who_looks_next(
    case: Case, chen_jie: User, django_assert_max_num_queries: Any
) -> None:
    gu = make.employee("顾青", "13800000302", department="财务部").user
    make.grant(gu, "finance")
    case.entity.two_persons_above = Decimal(100)
    case.entity.save()
    actions.draft(case, inputs=EVERYTHING, by=chen_jie, at=clock.now())
    desk = world.client_of(chen_jie)
    assert "顾青" in desk.get(world.desk(case)).content.decode()

    with django_assert_max_num_queries(OWN + EVERY_DESK + SECOND):
        assert desk.get(world.desk(case)).status_code == 200

    version = actions.draft(case, inputs={}, by=chen_jie, at=clock.now())
    waiting = actions.hand_over(version, by=chen_jie, at=clock.now())
    actions.return_to_maker(waiting, words="请再算一遍", line="tax", by=gu, at=clock.now())
    with django_assert_max_num_queries(OWN + EVERY_DESK + SECOND + RETURNED):
        assert "：请再算一遍" in desk.get(world.desk(case)).content.decode()


def test_the_draft_asks_the_same_however_many_versions_there_are(
    case: Case, chen_jie: User, django_assert_max_num_queries: Any
) -> None:
    actions.draft(case, inputs=EVERYTHING, by=chen_jie, at=clock.now())
    Settlement.objects.update(approved_at=clock.now())
    for days in range(1, 4):
        more = {"unpaid_days": Decimal(days) / 2}
        actions.draft(case, inputs=more, by=chen_jie, at=clock.now())
    desk = world.client_of(chen_jie)
    desk.get(world.desk(case))

    with django_assert_max_num_queries(OWN + EVERY_DESK):
        assert desk.get(world.desk(case)).status_code == 200
