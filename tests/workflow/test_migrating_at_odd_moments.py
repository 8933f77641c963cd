"""A change of version at the worst moment: paused, claimed, half voted, due this very second."""

import datetime as dt
from typing import Any

import pytest
from django.db import transaction

from lizhi.cases.models import Case
from lizhi.common import clock
from lizhi.common.refusals import AlreadyDone
from lizhi.flows.migrating.making import look, migrate
from lizhi.flows.migrating.planning import CannotMigrate, Choices
from lizhi.offboarding import steering
from lizhi.workflow import actions
from lizhi.workflow.models import Run, Task, Timer, Version
from tests.conftest import MONDAY
from tests.workflow import invariants, make
from tests.workflow.make import do, hours, parallel, publish, standing, started, task

pytestmark = pytest.mark.django_db
SLOW: dict[str, Any] = {
    "due": hours(24),
    "remind": [{"after": hours(24)}],
    "escalate": [{"after": hours(72), "action": "close", "outcome": "by_time"}],
}
QUICK: dict[str, Any] = {"due": hours(2), "remind": [{"after": hours(1)}], "escalate": []}
THREE_DAYS = dt.timedelta(days=3)


def change(case: Case, version: Version, **choices: Any) -> None:
    """HR has looked, and this case goes by that version: as the look has said."""
    fresh, chosen = Case.objects.get(pk=case.pk), Choices(**choices)
    seen = look(fresh, version, chosen, at=clock.now())
    with transaction.atomic():
        actions.once(f"{version.pk} {fresh.rev}", case=fresh, kind="m", by=None, at=clock.now())
        done = migrate(fresh, version, chosen, by=None, at=clock.now())
    assert (seen.kept, seen.given_up, seen.started, seen.skipped) == (
        (done.kept, done.given_up, done.started, done.skipped)
    )
    case.refresh_from_db()
    assert standing(case) == seen.standing
    assert not invariants.broken()


def times(case: Case) -> tuple[Any, ...]:
    """Everything that may not move."""
    runs = Run.objects.filter(case=case).order_by("pk").values_list("pk", "opened_at", "due_at")
    tasks = Task.objects.filter(case=case).order_by("pk")
    timers = Timer.objects.filter(case=case).order_by("pk")
    return (
        list(runs),
        list(tasks.values_list("pk", "assignee", "state", "due_at", "position", "on_behalf_of")),
        list(timers.values_list("pk", "kind", "n", "due_at", "state", "rule")),
    )


def pause(case: Case) -> None:
    until = clock.now() + THREE_DAYS
    steering.suspend(case, until=until, by=make.user("li"), at=clock.now(), words="在谈")


def test_a_pause_that_ends_after_the_change_gives_back_by_the_old_limit() -> None:
    case = started(task("a", **SLOW), task("b"))
    pause(case)
    before = times(case)
    change(case, publish(task("a", **QUICK), task("b")))
    assert times(case) == before
    with clock.at(make.later(24)):
        steering.resume(case, by=make.user("li"), at=clock.now())
    mine = make.open_task(case, "a")
    assert mine.due_at == mine.run.due_at == MONDAY + dt.timedelta(hours=48)
    due = {timer.kind: timer.due_at for timer in make.pending(case)}
    assert due == {"remind": make.later(48), "escalate": make.later(96)}


def test_a_pause_that_begins_after_the_change_moves_the_old_limit() -> None:
    case = started(task("a", **SLOW), task("b"))
    change(case, publish(task("a", **QUICK), task("b")))
    pause(case)
    mine = make.open_task(case, "a")
    assert mine.due_at == mine.run.due_at == MONDAY + dt.timedelta(hours=24) + THREE_DAYS


def test_one_without_a_limit_gets_none_by_a_change_and_a_pause() -> None:
    case = started(task("a"), task("b"))
    change(case, publish(task("a", **QUICK), task("b")))
    pause(case)
    assert make.open_task(case, "a").due_at is None


def test_whoever_has_claimed_it_has_it_still_and_gives_it_back_to_all() -> None:
    case = started(task("a", "three", **SLOW), task("b"))
    tasks = Task.objects.unanswered().at(case, "a").select_related("case", "assignee")
    steering.claim(tasks.get(assignee__name="li"), by=make.user("li"), at=MONDAY)
    before = times(case)
    change(case, publish(task("a", "wang", **QUICK), task("b")))
    assert times(case) == before
    mine = tasks.get(assignee__name="li")
    steering.give_back(mine, by=make.user("li"), at=MONDAY)
    assert Task.objects.open().at(case, "a").count() == 3
    do(case, "a")
    assert standing(case) == {"b"}


def test_whoever_was_asked_besides_is_asked_still() -> None:
    case = started(task("a", "wang", mode="all", **SLOW), task("b"))
    run = actions.open_run(case, "a")
    assert run
    steering.add_signer(run, to=make.user("chen"), by=make.user("wang"), at=MONDAY)
    before = times(case)
    change(case, publish(task("a", "li", mode="all", **QUICK), task("b")))
    assert times(case) == before
    do(case, "a")
    assert standing(case) == {"a"}
    do(case, "a")
    assert standing(case) == {"b"}


VOTING: dict[str, Any] = {"mode": "vote", "on": {"no": "end:refused"}}


def test_votes_that_were_given_count_and_the_rule_of_the_vote_stays() -> None:
    case = started(task("a", "three", votes=2, **VOTING), task("b"))
    do(case, "a", "yes")
    with pytest.raises(CannotMigrate, match="老规矩"):
        change(case, publish(task("a", "three", votes=3, **VOTING), task("b")))
    change(case, publish(task("a", "three", votes=2, **VOTING), task("c")))
    do(case, "a", "yes")
    assert standing(case) == {"c"}


def test_more_votes_than_people_are_all_of_them() -> None:
    case = started(task("a", "both", votes=1, **VOTING), task("b"))
    change(case, publish(task("a", "three", votes=3, **VOTING), task("b")))
    do(case, "a", "yes")
    do(case, "a", "yes")
    assert standing(case) == {"b"}


def at_once(case: Case, version: Version, first: str) -> None:
    """Time acts in the second of the change, before it or after it, and once more."""
    if first == "time":
        actions.let_time_act(clock.now())
    change(case, version)
    actions.let_time_act(clock.now())
    actions.let_time_act(clock.now())


@pytest.mark.parametrize("first", ["time", "change"])
def test_what_is_due_this_very_second_acts_once(first: str) -> None:
    case = started(task("a", **SLOW), task("b"))
    version = publish(task("a", **QUICK), task("b"))
    with clock.at(make.later(24)):
        at_once(case, version, first)
    assert make.kinds(case).count("handler_pressed a") == 1


@pytest.mark.parametrize("first", ["time", "change"])
def test_so_does_what_ends_a_step_this_very_second(first: str) -> None:
    case = started(task("a", **SLOW), task("b"), task("c"))
    version = publish(task("a", **QUICK), task("x"), task("b"), task("c"))
    with clock.at(make.later(72)):
        at_once(case, version, first)
    assert standing(case) == ({"b"} if first == "time" else {"x"})
    assert make.kinds(case).count("step_closed_by_time a") == 1


def test_a_block_with_one_branch_behind_it_goes_on_once_from_the_other() -> None:
    case = started(parallel("p", [task("a")], [task("b"), task("x")]), task("d"))
    do(case, "a")
    change(
        case, publish(parallel("p", [task("a")], [task("x")], [task("n")]), task("d")), close=True
    )
    assert standing(case) == {"x", "n"}, "what has been done does not begin again"
    do(case, "x")
    do(case, "n")
    assert standing(case) == {"d"}


def test_there_and_back_again_and_nothing_has_moved() -> None:
    old, new = (task("a", "both", mode="all", **how) for how in (SLOW, QUICK))
    case = started(parallel("p", [old], [task("y")]), task("d"))
    first = Run.objects.filter(case=case)[0].version
    second = publish(parallel("p", [new], [task("y")]), task("e"), task("d"))
    before = times(case)
    for version in (second, first, second, first):
        with clock.at(clock.now() + dt.timedelta(hours=1)):
            change(case, version)
    assert times(case) == before
    assert make.kinds(case).count("migrated") == 4
    pause(case)
    assert make.open_task(case, "a").due_at == MONDAY + dt.timedelta(hours=24) + THREE_DAYS


def test_whoever_comes_second_is_told_that_it_is_done() -> None:
    case = started(task("a"), task("b"))
    version = publish(task("a"), task("c"))
    stale = Case.objects.get(pk=case.pk)
    change(case, version)
    with pytest.raises(AlreadyDone), transaction.atomic():
        migrate(stale, version, Choices(), by=None, at=clock.now())
    assert make.kinds(case).count("migrated") == 1


def test_what_was_answered_before_is_there_for_the_conditions_of_the_new_version() -> None:
    asked = task("a", fields=[{"key": "risk", "type": "number", "required": True}])
    when = {"field": "risk", "op": ">=", "value": 3}
    branches = [{"when": when, "steps": [task("high")]}, {"steps": [task("low")]}]
    choice = {"id": "c", "kind": "choose", "branches": branches}
    case = started(asked, task("b"), task("d"))
    do(case, "a", data={"risk": 5})
    change(case, publish(asked, task("b"), choice, task("d")))
    do(case, "b")
    assert standing(case) == {"high"}
