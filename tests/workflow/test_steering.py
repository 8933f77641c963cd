"""What people do to a case beside its steps: pause it, lead it elsewhere, take back."""

import datetime as dt
from typing import Any

import pytest

from lizhi.cases.models import Case
from lizhi.common import clock
from lizhi.common.refusals import AlreadyDone, NotPermitted, Refused
from lizhi.jobs import doing
from lizhi.jobs.models import Outbox
from lizhi.offboarding import steering
from lizhi.workflow import actions
from lizhi.workflow.models import Run, Task
from tests.conftest import MONDAY
from tests.workflow import invariants, make
from tests.workflow.make import hours, parallel, task

pytestmark = pytest.mark.django_db
TIMED: dict[str, Any] = {
    "due": hours(24),
    "remind": [{"after": hours(24)}, {"after": hours(0), "from": "contract_end"}],
    "escalate": [{"after": hours(72), "action": "close", "outcome": "by_time"}],
}
END = {"id": "end", "kind": "wait", "until": "contract_end", "at": "00:05"}
CERTIFICATE = {"id": "certificate", "kind": "auto"}
SHIPPED = (
    task("first", "zhang"),
    parallel("main", [task("a"), task("b", "li"), task("c")], [END, CERTIFICATE]),
    task("last"),
)
THREE_DAYS = dt.timedelta(days=3)


def pause(case: Case, days: float = 3) -> None:
    """Both sides talk about whether Zhang stays."""
    until = clock.now() + dt.timedelta(days=days)
    steering.suspend(case, until=until, by=make.user("li"), at=clock.now(), words="在谈")


def moments(case: Case) -> dict[str, dt.datetime]:
    """When time acts on it."""
    return {f"{t.kind} {t.n}": t.due_at for t in make.pending(case)}


def jump(case: Case, start: str, to: str) -> None:
    """Group HR leads the case elsewhere."""
    run = actions.open_run(case, start)
    assert run
    steering.jump(run, to=to, by=make.user("chen"), at=clock.now(), words="走错了")


def test_a_pause_moves_the_time_of_people_by_its_length_and_no_day_of_the_law() -> None:
    case = make.started(parallel("p", [task("a", **TIMED)], [END]))
    before = moments(case)
    pause(case)
    after = moments(case)
    moved = {"remind 0", "escalate 0"}
    assert {name: after[name] - before[name] for name in moved} == dict.fromkeys(moved, THREE_DAYS)
    assert after["remind 1"] == before["remind 1"]
    assert after["wait 0"] == before["wait 0"]
    mine = make.open_task(case, "a")
    case.refresh_from_db()
    assert mine.due_at == mine.run.due_at == case.due_at == MONDAY + dt.timedelta(days=4)
    assert make.kinds(case)[-1] == "case_suspended"


def test_a_pause_that_ends_early_gives_back_what_is_left_of_it() -> None:
    case = make.started(task("a", **TIMED), task("b", due=hours(24)))
    with clock.at(make.later(12)):
        pause(case)
    with clock.at(make.later(24)):
        make.do(case, "a")
    due = make.open_task(case, "b").due_at
    assert due == MONDAY + dt.timedelta(hours=12) + THREE_DAYS + dt.timedelta(hours=24)
    with clock.at(make.later(36)):
        steering.resume(case, by=make.user("li"), at=clock.now())
    assert make.open_task(case, "b").due_at == MONDAY + dt.timedelta(hours=36 + 24)
    assert invariants.chains() == []


def test_a_pause_ends_by_itself_and_moves_nothing_then(settings: object) -> None:
    case = make.started(task("a", **TIMED))
    pause(case)
    moved = moments(case)
    with clock.at(make.later(71)):
        assert doing.run_outbox(clock.now()) == 0
    with clock.at(make.later(73)):
        assert doing.run_outbox(clock.now()) == 1
    case.refresh_from_db()
    assert case.suspended_until is None
    assert moments(case) == moved
    assert make.kinds(case)[-1] == "case_resumed"


def test_an_old_end_of_a_pause_does_not_end_a_newer_one() -> None:
    case = make.started(task("a", **TIMED))
    pause(case, days=1)
    steering.resume(case, by=make.user("li"), at=MONDAY)
    pause(case, days=2)
    with clock.at(make.later(30)):
        assert doing.run_outbox(clock.now()) == 1
    case.refresh_from_db()
    assert case.suspended_until


def test_while_it_stands_still_nobody_is_reminded_and_the_certificate_comes_all_the_same() -> None:
    case = make.started(
        parallel("p", [task("a", **TIMED)], [END, CERTIFICATE]),
        contract_end=dt.date(2026, 6, 2),
    )
    pause(case)
    run = actions.open_run(case, "a")
    assert run
    with pytest.raises(Refused, match="暂停"):
        actions.press(run, by=case.leaver, at=MONDAY)
    with clock.at(make.later(60)):
        actions.let_time_act(clock.now())
        case.refresh_from_db()
        assert case.suspended_until
        assert make.standing(case) == {"a", "certificate"}
        assert case.events.filter(kind="handler_pressed").count() == 1  # from the contract's end


@pytest.mark.parametrize("days", [-1, 0, 8])
def test_a_pause_is_short_and_lies_ahead(days: int) -> None:
    case = make.started(task("a"))
    with pytest.raises(Refused, match="7"):
        pause(case, days=days)


def test_what_stands_still_or_has_ended_is_not_suspended() -> None:
    case = make.started(task("a"))
    pause(case)
    with pytest.raises(AlreadyDone):
        pause(case)
    make.do(case, "a")
    case.refresh_from_db()
    assert case.suspended_until is None
    for change in (pause, lambda case: steering.resume(case, by=None, at=MONDAY)):
        with pytest.raises(AlreadyDone):
            change(case)


def test_a_jump_gives_up_what_stands_in_the_sequence_and_nothing_beside_it() -> None:
    case = make.started(*SHIPPED)
    make.do(case, "first")
    jump(case, "a", "c")
    assert make.standing(case) == {"c", "end"}
    assert Run.objects.get(step="a").state == Run.State.CANCELLED
    assert case.events.get(kind="step_jumped").facts == {"to": "c"}
    jump(case, "c", "b")
    assert make.standing(case) == {"b", "end"}
    assert invariants.chains() == []


@pytest.mark.parametrize(
    ("start", "to"),
    [
        ("a", "first"),  # the certificate would wait for it
        ("a", "last"),  # it would never come
        ("a", "certificate"),
        ("end", "first"),
        ("end", "certificate"),
        ("a", "a"),
        ("a", "nowhere"),
    ],
)
def test_no_jump_can_cost_somebody_the_certificate(start: str, to: str) -> None:
    case = make.started(*SHIPPED)
    make.do(case, "first")
    with pytest.raises(Refused):
        jump(case, start, to)
    assert make.standing(case) == {"a", "end"}


def test_what_the_machine_has_done_is_not_done_again_by_a_jump() -> None:
    past = {**END, "until": "wished_day"}
    case = make.started(task("a"), past, task("b"), task("c"), wished_day=dt.date(2026, 5, 1))
    make.do(case, "a")
    with pytest.raises(Refused, match="再办一遍"):
        jump(case, "b", "a")
    run = actions.open_run(case, "b")
    assert run
    assert steering.places(run) == ["c"]


def test_whoever_has_just_done_something_takes_it_back() -> None:
    case = make.started(task("a", "both", **TIMED), parallel("p", [task("b")], [task("c")]))
    with clock.at(make.later(2)):
        mine = make.open_task(case, "a")
        make.do(case, "a")
        assert make.standing(case) == {"b", "c"}
    before = Run.objects.get(step="a")
    with clock.at(make.later(3)):
        steering.take_back(mine, by=mine.assignee, at=clock.now(), words="看错了")
    assert make.standing(case) == {"a"}
    again = Run.objects.get(step="a")
    assert (again.pk, again.due_at, again.outcome) == (before.pk, before.due_at, "")
    assert Task.objects.open().filter(run=again).count() == 2
    assert len(make.pending(case)) == 3
    make.do(case, "a")
    assert make.standing(case) == {"b", "c"}
    assert Run.objects.filter(step="b").count() == 2


def test_what_somebody_has_seen_or_the_machine_has_begun_is_not_taken_back() -> None:
    case = make.started(task("a"), parallel("p", [task("b")], [{"id": "m", "kind": "auto"}]))
    mine = make.open_task(case, "a")
    make.do(case, "a")
    Outbox.objects.update(attempts=1)
    with pytest.raises(Refused, match="拿不回"):
        steering.take_back(mine, by=mine.assignee, at=MONDAY)
    Outbox.objects.update(attempts=0)
    Task.objects.filter(run__step="b").update(seen_at=MONDAY)
    with pytest.raises(Refused, match="拿不回"):
        steering.take_back(mine, by=mine.assignee, at=MONDAY)
    Task.objects.update(seen_at=None)
    steering.take_back(mine, by=mine.assignee, at=MONDAY)
    assert make.standing(case) == {"a"}
    assert not Outbox.objects.filter(state=Outbox.State.PENDING).exists()


def test_a_branch_is_taken_back_while_the_others_go_on_and_not_once_the_block_is_left() -> None:
    case = make.started(parallel("p", [task("a")], [task("b"), task("c")]), task("z"))
    mine = make.open_task(case, "a")
    make.do(case, "a")
    make.do(case, "b")
    steering.take_back(mine, by=mine.assignee, at=MONDAY)
    assert make.standing(case) == {"a", "c"}
    make.do(case, "a")
    make.do(case, "c")
    with pytest.raises(Refused):
        steering.take_back(mine, by=mine.assignee, at=MONDAY)
    assert make.standing(case) == {"z"}


def test_in_turn_the_last_word_is_taken_back_while_the_next_has_not_answered() -> None:
    case = make.started(task("a", "three", mode="sequential"))
    mine = make.open_task(case, "a")
    make.do(case, "a")
    steering.take_back(mine, by=mine.assignee, at=MONDAY)
    states = Task.objects.order_by("position").values_list("state", flat=True)
    assert list(states) == ["open", "resting", "resting"]
    make.do(case, "a")
    make.do(case, "a")
    with pytest.raises(Refused):
        steering.take_back(mine, by=mine.assignee, at=MONDAY)


def test_only_ones_own_and_only_what_went_on_is_taken_back() -> None:
    case = make.started(task("a", on={"no": "end:no"}), task("b"))
    mine = make.open_task(case, "a")
    with pytest.raises(AlreadyDone):
        steering.take_back(mine, by=mine.assignee, at=MONDAY)
    make.do(case, "a")
    with pytest.raises(NotPermitted):
        steering.take_back(mine, by=make.user("li"), at=MONDAY)
    make.do(case, "b")
    with pytest.raises(Refused):
        steering.take_back(mine, by=mine.assignee, at=MONDAY)
