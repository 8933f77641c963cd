"""The clock of the machine is set back or forward by a day: nothing is lost, nothing done twice."""

import datetime as dt
import threading
from typing import Any

import pytest
from django.db import connection, connections
from django.test import Client
from pytest_django import Settings

from lizhi.accounts.models import User
from lizhi.common import clock
from lizhi.common.clock import SHANGHAI
from lizhi.jobs import daily, doing, turned_back
from lizhi.jobs.models import Outbox
from lizhi.notifications import actions as notifications
from lizhi.notifications import waiting
from lizhi.notifications.models import Message
from lizhi.workflow import actions
from lizhi.workflow.models import Timer
from tests import make as people
from tests.conftest import MONDAY
from tests.jobs.conftest import DONE
from tests.workflow import make
from tests.workflow.make import hours, task

DAY = dt.timedelta(days=1)


@pytest.fixture(autouse=True)
def owners() -> None:
    make.register_owners()


LATE = task(
    "a",
    remind=[{"after": hours(4)}, {"after": hours(28)}],
    escalate=[
        {"after": hours(28), "action": "add", "to": "li"},
        {"after": hours(72), "action": "close", "outcome": "closed_by_time"},
    ],
)


def turn(now: dt.datetime) -> None:
    """What a worker does at this moment, by its own clock."""
    with clock.at(now):
        turned_back.mend(now)
        actions.let_time_act(now)
        daily.queue_due(now)
        doing.run_outbox(now)
        waiting.deliver_due(now)


def queue(key: str, at: dt.datetime) -> Outbox:
    with clock.at(at):
        actions.queue("endings.remind", {}, dedupe=key, at=at)
    return Outbox.objects.get(dedupe=key)


def done() -> list[str]:
    """What was done, in order, besides the jobs of a day."""
    rows = dict(Outbox.objects.exclude(topic="daily.job").values_list("pk", "dedupe"))
    return [rows[key] for key in DONE if key in rows]


@pytest.mark.django_db
def test_a_lease_of_the_future_does_not_hold_a_row_for_a_day(failing: list[Exception]) -> None:
    row = queue("k", MONDAY)
    taken = doing._take(MONDAY + DAY)  # noqa: SLF001  a worker a day ahead, which dies now
    assert taken is not None
    turn(MONDAY + dt.timedelta(minutes=1))
    row.refresh_from_db()
    assert (row.state, done()) == ("done", ["k"])
    doing._done(taken)  # noqa: SLF001  it lives after all: its lease is an old one
    row.refresh_from_db()
    assert row.lease == 2


@pytest.mark.django_db
def test_what_was_left_while_the_clock_ran_ahead_does_not_wait_for_that_day(
    failing: list[Exception],
) -> None:
    queue("now", MONDAY + DAY)
    with clock.at(MONDAY + DAY):
        actions.queue("endings.remind", {}, dedupe="soon", at=MONDAY + DAY + dt.timedelta(hours=1))
    turn(MONDAY)
    assert done() == ["now"]
    turn(MONDAY + dt.timedelta(hours=1))
    assert done() == ["now", "soon"]
    turn(MONDAY + DAY + dt.timedelta(hours=2))
    assert done() == ["now", "soon"]


@pytest.mark.django_db
def test_a_try_that_failed_ahead_is_not_put_off_for_a_day(failing: list[Exception]) -> None:
    failing.append(ConnectionError())
    row = queue("k", MONDAY)
    with clock.at(MONDAY + DAY):
        doing.run_outbox(MONDAY + DAY)
    failing.clear()
    turn(MONDAY)
    row.refresh_from_db()
    assert row.state == "done"


@pytest.mark.django_db
def test_timers_that_a_leap_ahead_has_fired_do_not_fire_again_and_the_others_are_kept() -> None:
    case = make.started(LATE)
    turn(MONDAY + dt.timedelta(hours=5))
    turn(MONDAY + DAY + dt.timedelta(hours=5))  # a day ahead: the second reminder, Li comes in
    told = list(case.events.values_list("kind", flat=True))
    for n in range(30):  # back, and hour by hour through the day that had been skipped
        turn(MONDAY + dt.timedelta(hours=n))
    assert list(case.events.values_list("kind", flat=True)) == told
    left = Timer.objects.get(case=case, state="pending")
    assert left.due_at == MONDAY + dt.timedelta(hours=72)
    turn(MONDAY + dt.timedelta(hours=72))
    assert case.events.filter(kind="step_closed_by_time").count() == 1


@pytest.mark.django_db
def test_a_clock_that_is_set_back_loses_no_deadline() -> None:
    case = make.started(LATE)
    turn(MONDAY - DAY)
    assert case.events.filter(kind="handler_pressed").count() == 0
    turn(MONDAY + dt.timedelta(hours=4))
    turn(MONDAY + dt.timedelta(hours=4) - DAY)
    turn(MONDAY + dt.timedelta(hours=4))
    assert case.events.filter(kind="handler_pressed").count() == 1


@pytest.mark.django_db
def test_after_an_outage_the_newest_reminder_fires_and_escalations_act_in_their_order() -> None:
    case = make.started(LATE, task("b", "chen"))
    turn(MONDAY + dt.timedelta(hours=73))
    kinds = list(case.events.order_by("seq").values_list("kind", "step"))
    found = [one for one in kinds if one[0] != "step_opened"]
    assert found == [
        ("handler_pressed", "a"),  # of two that were missed, the newer one
        ("handler_added", "a"),
        ("step_closed_by_time", "a"),
    ]
    states = dict(Timer.objects.filter(case=case, kind="remind").values_list("n", "state"))
    assert states == {0: "off", 1: "fired"}


@pytest.mark.django_db
def test_every_day_gets_its_jobs_though_the_clock_was_a_day_ahead(
    failing: list[Exception],
) -> None:
    morning = dt.datetime(2026, 6, 1, 4, tzinfo=SHANGHAI).astimezone(dt.UTC)
    days = []
    for now in (
        morning,
        morning + DAY,
        morning + dt.timedelta(hours=1),
        morning + DAY,
        morning + DAY,
    ):
        before = len(DONE)
        turn(now)
        days.append(len(DONE) - before)
    jobs = days[0]
    assert jobs > 0
    # today's, tomorrow's too early, nothing twice today, tomorrow's when it is tomorrow, once
    assert days == [jobs, jobs, 0, jobs, 0]


@pytest.mark.django_db
def test_a_text_of_the_day_ahead_goes_out_today_once() -> None:
    with clock.at(MONDAY + DAY):
        notifications.prepare(
            key="k",
            channel="sms",
            address="13812342046",
            template="phone.changed",
            text="x",
            due_at=MONDAY + DAY,
        )
    for _ in range(3):
        turn(MONDAY)
    assert Message.objects.get(key="k").state == "sent"


@pytest.mark.django_db
def test_who_signed_in_and_pages_bear_it(desk: Any, administrator: User) -> None:
    with clock.at(MONDAY - DAY):
        assert desk.get("/desk/jobs/").status_code == 200
        assert people.signed_in(Client(), administrator).get("/desk/jobs/").status_code == 200


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_four_workers_with_clocks_a_day_apart_do_each_thing_once(settings: Settings) -> None:
    if connection.vendor == "sqlite":
        pytest.skip("threads share one database in memory; `chaos` has workers on a file")
    cases = [make.started(LATE) for _ in range(3)]
    moments = [
        MONDAY + dt.timedelta(hours=5) + shift for shift in (-DAY, dt.timedelta(), DAY, -DAY)
    ]
    settings.OUTBOX_HANDLERS = dict.fromkeys(
        settings.OUTBOX_HANDLERS, "tests.jobs.conftest.handler"
    )
    errors: list[BaseException] = []

    def worker(now: dt.datetime) -> None:
        try:
            for _ in range(4):
                turn(now)
        except BaseException as error:  # noqa: BLE001  the test tells it
            errors.append(error)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=worker, args=(now,)) for now in moments]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert errors == []
    turn(MONDAY + dt.timedelta(hours=5))
    for case in cases:
        kinds = list(case.events.values_list("kind", flat=True))
        # the clock a day ahead has fired the second reminder; the first counts as missed then
        assert kinds.count("handler_pressed") in {1, 2}
        assert kinds.count("handler_added") == 1
        assert Timer.objects.filter(case=case, state="pending").count() == 1
    rows = list(Outbox.objects.exclude(topic="daily.job").values_list("pk", flat=True))
    assert sorted(set(DONE) & set(rows)) == sorted(rows)
