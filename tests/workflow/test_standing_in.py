"""Whoever is away is asked nothing: whatever the absences, a step goes to somebody who is there."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lizhi.accounts.models import User
from lizhi.cases.models import Case
from lizhi.common import clock
from lizhi.offboarding import substituting
from lizhi.people.models import Absence, RoleGrant
from lizhi.workflow import owners, standing_in
from lizhi.workflow.models import Task
from tests.conftest import MONDAY
from tests.workflow import make
from tests.workflow.make import task

pytestmark = pytest.mark.django_db
DAY = clock.local(MONDAY).date()
WHO = st.sampled_from(make.NAMES)


def away(name: str, instead: str, days: int = 3) -> Absence:
    user, other = make.user(name), make.user(instead)
    last = DAY + dt.timedelta(days=days)
    return Absence.objects.create(
        user=user, substitute=other, first_day=DAY, last_day=last, made_by=user
    )


def people(case: Case) -> list[tuple[str, str]]:
    tasks = Task.objects.open().filter(case=case).order_by("position", "pk")
    return [(one.assignee.name, str(one.on_behalf_of or "")) for one in tasks]


@given(away_for=st.dictionaries(WHO, WHO, max_size=4))
@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
def test_nobody_is_asked_who_is_away_while_anybody_is_there_and_never_whoever_leaves(
    away_for: dict[str, str],
) -> None:
    RoleGrant.objects.get_or_create(user=make.user("chen"), role=RoleGrant.Role.GROUP_HR)
    with transaction.atomic():
        for name, instead in away_for.items():
            if name != instead:
                away(name, instead)
        absent = set(Absence.objects.values_list("user__name", flat=True))
        case = make.case("zhang")
        named = owners.resolve("both", case)
        found = standing_in.instead(named, case, at=MONDAY)
        names = [user.name for user in found]
        assert len(names) == len(set(names)) >= 1
        assert "zhang" not in names
        for user in found:
            kept_it = standing_in.in_place_of(user) is None
            assert user.name not in absent or kept_it
        if "chen" not in absent:  # who stands above everybody
            assert absent.isdisjoint(names)
        leaver = standing_in.instead(owners.resolve("zhang", case), case, at=MONDAY)
        assert [user.name for user in leaver] == ["zhang"]
        transaction.set_rollback(True)


def test_whoever_has_it_already_does_not_get_it_twice() -> None:
    away("wang", "li")
    case = make.started(task("a", "both"))
    assert people(case) == [("li", "")]


def test_of_several_only_the_part_of_whoever_is_away_moves() -> None:
    case = make.started(task("a", "both", mode="all"))
    make.user("chen")
    away("wang", "chen")
    assert substituting.move_all(MONDAY) == 1
    assert sorted(people(case)) == [("chen", str(make.user("wang"))), ("li", "")]
    assert substituting.move_all(MONDAY) == 0


def test_one_case_that_fails_stops_no_other(monkeypatch: pytest.MonkeyPatch) -> None:
    broken, fine = make.started(task("a", "wang")), make.started(task("b", "wang"), name="chen")
    away("wang", "li")
    real = standing_in.instead

    def instead(users: Iterable[User], case: Case, **more: Any) -> list[User]:
        if case == broken:
            raise RuntimeError
        return real(users, case, **more)

    monkeypatch.setattr(standing_in, "instead", instead)
    assert substituting.move_all(MONDAY) == 1
    assert people(broken) == [("wang", "")]
    assert people(fine)[0][0] == "li"


def test_whose_turn_comes_while_he_is_away_has_a_substitute() -> None:
    case = make.started(task("a", "both", mode="sequential"), task("b"))
    away("li", "chen")
    make.do(case, "a")
    assert people(case) == [("chen", "li")]
    turn = case.events.get(kind="turn_came")
    assert list(turn.facts["in_place_of"].values()) == [make.user("li").pk]
