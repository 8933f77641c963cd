"""What time does: reminders, escalations, waits; by night and after an outage too."""

import datetime as dt
from collections.abc import Callable
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command

from lizhi.common import clock
from lizhi.common.clock import SHANGHAI
from lizhi.common.refusals import AlreadyDone, Refused
from lizhi.workflow import actions
from lizhi.workflow.models import Run, Task, Timer
from tests.conftest import MONDAY
from tests.workflow import invariants, make
from tests.workflow.make import hours, parallel, task

pytestmark = pytest.mark.django_db

LATE = task(
    "a",
    due=hours(24),
    remind=[{"after": hours(24), "to": "owner"}, {"after": hours(48)}],
    escalate=[
        {"after": hours(48), "action": "add", "to": "li"},
        {"after": hours(72), "action": "close", "outcome": "closed_by_time"},
    ],
)


def after(n: float) -> dt.datetime:
    return MONDAY + dt.timedelta(hours=n)


def let_time_act(n: float) -> int:
    with clock.at(after(n)):
        return actions.let_time_act(clock.now())


def test_a_manager_is_reminded_joined_and_in_the_end_not_waited_for() -> None:
    case = make.started(LATE, task("b", "chen"))
    assert let_time_act(23.9) == 0
    assert let_time_act(24) == 1
    case.refresh_from_db()
    assert case.pressed == 1
    assert let_time_act(48) == 2
    assert case.events.filter(kind="handler_pressed").count() == 2
    assert {t.assignee.name for t in Task.objects.open().at(case, "a")} == {"wang", "li"}
    assert let_time_act(72) == 1
    assert make.standing(case) == {"b"}
    run = Run.objects.get(case=case, step="a")
    assert (run.outcome, run.closed_by, run.closed_at) == ("closed_by_time", None, after(72))
    assert make.kinds(case)[-2:] == ["step_closed_by_time a", "step_opened b"]
    assert make.pending(case) == []
    case.refresh_from_db()
    assert (case.pressed, case.holder) == (0, "chen")


def test_after_an_outage_only_the_newest_missed_reminder_goes_out() -> None:
    case = make.started(LATE, task("b"))
    let_time_act(60)
    pressed = case.events.filter(kind="handler_pressed")
    assert [event.facts["n"] for event in pressed] == [1]
    assert set(Timer.objects.filter(kind="remind").values_list("n", "state")) == {
        (0, "off"),
        (1, "fired"),
    }
    assert Task.objects.open().at(case, "a").count() == 2


def test_who_comes_in_is_told_once_and_not_reminded_as_well() -> None:
    case = make.started(LATE, task("b"))
    let_time_act(50)
    event = case.events.filter(kind="handler_added").get()
    assert event.facts == {"to": [make.user("li").pk], "channel": "time"}
    event = case.events.filter(kind="handler_pressed").get()
    assert event.facts == {"to": [make.user("wang").pk], "n": 1, "channel": "time"}


def test_reminders_wait_for_the_morning_and_deadlines_do_not() -> None:
    at_night = MONDAY + dt.timedelta(hours=13, minutes=30)  # 22:30
    with clock.at(at_night):
        case = make.started(LATE)
    timers = {(timer.kind, timer.n): timer.due_at for timer in make.pending(case)}
    assert timers["remind", 0] == dt.datetime(2026, 6, 3, 8, tzinfo=SHANGHAI)
    assert timers["escalate", 0] == at_night + dt.timedelta(hours=48)
    assert make.open_task(case, "a").due_at == at_night + dt.timedelta(hours=24)


def test_time_acts_once_however_often_it_is_asked() -> None:
    case = make.started(LATE)
    assert let_time_act(24) == 1
    assert let_time_act(24) == 0
    case.refresh_from_db()
    assert case.rev == case.actions.count() == 2


def test_time_can_tell_somebody_and_can_hand_the_step_to_somebody_else() -> None:
    rules = [
        {"after": hours(1), "action": "notify", "to": "chen"},
        {"after": hours(2), "action": "reassign", "to": "li"},
    ]
    case = make.started(task("a", "both", escalate=rules))
    let_time_act(1)
    assert make.kinds(case)[-1] == "handler_told a"
    let_time_act(2)
    assert [t.assignee.name for t in Task.objects.open().at(case, "a")] == ["li"]
    event = case.events.get(kind="task_reassigned")
    assert event.facts["from"] == [make.user("wang").pk, make.user("li").pk]


def test_one_timer_that_fails_does_not_keep_the_others_from_acting(
    caplog: pytest.LogCaptureFixture,
) -> None:
    bad = make.started(task("a", escalate=[{"after": hours(1), "action": "add", "to": "broken"}]))
    good = make.started(LATE, name="li")
    assert let_time_act(24) == 1
    assert good.events.filter(kind="handler_pressed").exists()
    assert Timer.objects.get(case=bad).state == Timer.State.PENDING
    assert "ZeroDivisionError" in caplog.text


def test_a_role_that_nobody_holds_keeps_time_from_nothing() -> None:
    late = [{"after": hours(1), "action": action, "to": "nobody"} for action in ("add", "reassign")]
    case = make.started(task("a", escalate=late, remind=[{"after": hours(2), "to": "nobody"}]))
    assert let_time_act(24) == 3
    assert make.open_task(case, "a").assignee == make.user("wang")
    assert make.kinds(case) == ["step_opened a"]


def test_a_wait_ends_at_its_hour_and_not_before() -> None:
    case = make.started({"id": "w", "kind": "wait", "until": "contract_end", "at": "00:05"})
    moment = dt.datetime.combine(case.contract_end, dt.time(0, 5), SHANGHAI)
    with clock.at(moment - dt.timedelta(seconds=1)):
        assert actions.let_time_act(clock.now()) == 0
    with clock.at(moment):
        assert actions.let_time_act(clock.now()) == 1
    case.refresh_from_db()
    assert case.status == "closed"


def test_another_last_day_moves_what_waits_for_it_and_the_story_says_so() -> None:
    wait = {"id": "w", "kind": "wait", "until": "contract_end", "at": "00:05"}
    case = make.started(parallel("p", [wait], [task("a")]), task("z"))
    case.contract_end = dt.date(2026, 6, 10)
    case.save(update_fields=["contract_end"])
    actions.date_changed(case, "contract_end", at=MONDAY)
    timer = Timer.objects.get(case=case)
    assert timer.due_at == dt.datetime(2026, 6, 10, 0, 5, tzinfo=SHANGHAI)
    assert make.kinds(case)[-1] == "wait_moved w"
    case.refresh_from_db()
    assert make.standing(case) == {"w", "a"}


def test_a_wait_for_a_day_that_has_come_is_over_at_once() -> None:
    wait = {"id": "w", "kind": "wait", "until": "contract_end", "at": "00:05"}
    case = make.started(parallel("p", [wait, task("c")], [task("a")]))
    case.contract_end = dt.date(2026, 6, 1)
    case.save(update_fields=["contract_end"])
    actions.date_changed(case, "contract_end", at=MONDAY)
    assert make.standing(case) == {"c", "a"}
    assert make.pending(case) == []


def test_of_two_waits_the_first_may_end_the_case_and_the_second_then_moves_nothing() -> None:
    wait = {"id": "w", "kind": "wait", "until": "contract_end"}
    end = {"id": "e", "kind": "end", "outcome": "over"}
    case = make.started(parallel("p", [wait, end], [wait | {"id": "v"}]))
    case.contract_end = dt.date(2026, 6, 1)
    case.save(update_fields=["contract_end"])
    actions.date_changed(case, "contract_end", at=MONDAY)
    assert make.kinds(case)[-4:] == [
        "wait_moved w",
        "wait_reached w",
        "step_cancelled v",
        "case_ended",
    ]
    assert invariants.broken() == []


def test_a_wait_for_a_day_that_nobody_knows_yet_begins_to_count_when_it_is_known() -> None:
    case = make.started({"id": "w", "kind": "wait", "until": "pay_end"}, task("z"))
    assert make.standing(case) == {"w"}
    assert make.pending(case) == []
    case.pay_end = dt.date(2026, 6, 20)
    case.save(update_fields=["pay_end"])
    actions.date_changed(case, "pay_end", at=MONDAY)
    assert len(make.pending(case)) == 1
    with clock.at(MONDAY + dt.timedelta(days=20)):
        actions.let_time_act(clock.now())
    assert make.standing(case) == {"z"}


def test_a_person_presses_at_most_once_in_four_hours() -> None:
    case = make.started(task("a", "both"))
    run = actions.open_run(case, "a")
    assert run is not None
    zhang = make.user("zhang")
    actions.press(run, by=zhang, at=MONDAY)
    event = case.events.get(kind="handler_pressed")
    assert event.facts["channel"] == "person"
    assert event.facts["to"] == [make.user("wang").pk, make.user("li").pk]
    with pytest.raises(Refused, match="13:00"):
        actions.press(run, by=zhang, at=after(3.9))
    actions.press(run, by=zhang, at=after(4))
    case.refresh_from_db()
    assert (case.pressed, run.pressed) == (2, 2)
    make.do(case, "a")
    with pytest.raises(AlreadyDone):
        actions.press(run, by=zhang, at=after(9))


def test_a_task_is_handed_to_somebody_else_and_its_time_goes_on() -> None:
    case = make.started(task("a", due=hours(24)))
    mine = make.open_task(case, "a")
    actions.reassign(mine, to=make.user("li"), by=make.user("chen"), at=after(3))
    assert (mine.assignee, mine.due_at, mine.rev) == (make.user("li"), after(24), 1)
    case.refresh_from_db()
    assert case.holder == "li"
    actions.reassign(mine, to=make.user("li"), by=make.user("chen"), at=after(3))
    assert case.events.filter(kind="task_reassigned").count() == 1


def test_who_has_it_already_is_not_asked_twice() -> None:
    case = make.started(task("a", "both"))
    run = actions.open_run(case, "a")
    assert run is not None
    mine = make.open_task(case, "a")
    assert actions.add_task(run, to=make.user("li"), by=None, at=MONDAY).position == 1
    actions.reassign(mine, to=make.user("li"), by=None, at=MONDAY)
    assert Task.objects.open().at(case, "a").count() == 1
    assert mine.state == Task.State.CANCELLED
    added = actions.add_task(run, to=make.user("chen"), by=None, at=MONDAY)
    assert added.assignee == make.user("chen")


def test_deadlines_over_a_year_not_announced_are_counted_anew_once_it_is(
    announce: Callable[..., None],
) -> None:
    new_year = dt.datetime(2026, 12, 31, 15, tzinfo=SHANGHAI)
    rules: dict[str, Any] = {
        "due": {"n": 1, "unit": "work_days"},
        "remind": [{"after": {"n": 1, "unit": "work_days"}}],
    }
    with clock.at(new_year):
        case = make.started(task("a", **rules), parallel("p", [task("b")]))
    assert [(t.due_at.day, t.provisional) for t in make.pending(case)] == [(1, True)]
    announce(day="2027-01-01", kind="statutory", name="元旦")
    shown = StringIO()
    call_command("recount", stdout=shown)
    assert shown.getvalue() == "1\n"
    monday = dt.datetime(2027, 1, 4, 18, tzinfo=SHANGHAI)
    assert [(t.due_at, t.provisional) for t in make.pending(case)] == [(monday, False)]
    case.refresh_from_db()
    assert case.due_at == make.open_task(case, "a").due_at == monday


AT_THE_END = task(
    "a",
    remind=[
        {"after": hours(0), "from": "contract_end"},
        {"after": {"n": 3, "unit": "calendar_days"}, "from": "contract_end"},
    ],
    escalate=[
        {
            "after": {"n": 30, "unit": "calendar_days"},
            "from": "contract_end",
            "action": "close",
            "outcome": "late",
        }
    ],
)


def _due(case: Any) -> list[dt.date]:
    timers = Timer.objects.filter(case=case, state="pending").order_by("due_at")
    return [clock.local(timer.due_at).date() for timer in timers]


def test_rules_that_count_from_a_date_of_the_case_move_with_it() -> None:
    case = make.started(AT_THE_END)
    end = case.contract_end
    # A reminder of the last minute of a day waits for the morning.
    days = [dt.timedelta(days=n) for n in (0, 4, 30)]
    assert _due(case) == [end + more for more in days]

    case.contract_end = end + dt.timedelta(days=5)
    case.save(update_fields=["contract_end"])
    actions.date_changed(case, "contract_end", at=MONDAY)
    assert _due(case) == [case.contract_end + more for more in days]
    with clock.at(dt.datetime.combine(case.contract_end, dt.time(8), SHANGHAI)):
        assert actions.let_time_act(clock.now()) == 1


def test_a_date_that_has_passed_when_the_step_opens_lets_time_count_from_the_opening() -> None:
    yesterday = clock.local(MONDAY).date() - dt.timedelta(days=1)
    case = make.started(AT_THE_END, contract_end=yesterday)
    opened = clock.local(MONDAY).date()
    assert _due(case) == [opened + dt.timedelta(days=n) for n in (4, 30)]
