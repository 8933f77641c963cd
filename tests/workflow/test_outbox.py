"""What leaves the house: at least once, by whoever lives, and in the end by somebody who looks."""

import datetime as dt
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command
from django.db import transaction
from pytest_django import Settings

from lizhi.common import clock
from lizhi.common.refusals import AlreadyDone, Refused
from lizhi.jobs import doing
from lizhi.jobs.models import Outbox
from lizhi.workflow import actions
from lizhi.workflow.models import Run
from tests.conftest import MONDAY
from tests.workflow import make

pytestmark = pytest.mark.django_db

calls: list[int] = []
trouble: list[Exception] = []


def handler(row: Outbox) -> None:
    """Stands for a room: it answers, or raises what the test has put in its way."""
    calls.append(row.pk)
    if trouble:
        raise trouble[0]


def leave_step(row: Outbox) -> None:
    """An automatic step as rooms do it: its own transaction, its own key."""
    run = Run.objects.select_related("case").get(pk=row.payload["run"])
    with transaction.atomic():
        case = actions.lock(run.case)
        now = clock.now()
        if actions.once(f"outbox:{row.pk}", case=case, kind="auto", by=None, at=now):
            actions.close_run(run, outcome="done", by=None, at=now)


@pytest.fixture(autouse=True)
def handlers(settings: Settings) -> None:
    calls.clear()
    trouble.clear()
    settings.OUTBOX_HANDLERS = {
        "test": f"{__name__}.handler",
        "workflow.step": f"{__name__}.leave_step",
    }


def queue(key: str = "k", **more: Any) -> Outbox:
    actions.queue("test", {"id": 1}, **{"dedupe": key, "at": MONDAY, **more})
    return Outbox.objects.get(dedupe=key)


def test_a_row_is_done_once_and_the_same_wish_twice_is_one_row() -> None:
    queue()
    queue()
    assert doing.run_outbox(MONDAY) == 1
    assert doing.run_outbox(MONDAY) == 0
    row = Outbox.objects.get()
    assert (row.state, row.done_at, row.attempts) == ("done", MONDAY, 1)


def test_a_row_waits_for_its_hour() -> None:
    queue(at=MONDAY + dt.timedelta(hours=1))
    assert doing.run_outbox(MONDAY) == 0
    assert doing.run_outbox(MONDAY + dt.timedelta(hours=1)) == 1


def test_a_failed_try_is_repeated_later_and_later_and_then_somebody_must_look(
    caplog: pytest.LogCaptureFixture,
) -> None:
    case = make.started(make.task("a"))
    row = queue(case=case)
    trouble.append(ConnectionError("13812345678 is not reachable"))
    now, waits = MONDAY, []
    for _ in range(8):
        with clock.at(now):
            assert doing.run_outbox(now) == 1
        row.refresh_from_db()
        waits.append((row.available_at - now).total_seconds())
        now = max(row.available_at, now)
    assert waits[:7] == [10, 60, 300, 1800, 7200, 21600, 43200]
    assert (row.state, row.attempts) == ("failed", 8)
    assert row.last_error == "builtins.ConnectionError"
    assert case.events.get(kind="job_failed").facts == {"topic": "test"}
    assert doing.run_outbox(now + dt.timedelta(days=9)) == 0
    assert "13812345678" not in caplog.text


def test_whoever_looks_after_the_machine_sees_what_failed_and_has_it_tried_again() -> None:
    case = make.started(make.task("a"))
    row = queue(case=case)
    trouble.append(Refused("13812345678"))
    doing.run_outbox(MONDAY)
    shown = StringIO()
    call_command("outbox", "--again", stdout=shown)
    assert shown.getvalue() == (f"{row.pk} test {case.number} 1 lizhi.common.refusals.Refused\n")
    trouble.clear()
    assert doing.run_outbox(MONDAY) == 1
    row.refresh_from_db()
    assert (row.state, row.attempts) == ("done", 1)


@pytest.mark.parametrize("lost", [Refused("no"), type("Gone", (Exception,), {"permanent": True})()])
def test_what_can_never_succeed_is_not_tried_again(lost: Exception) -> None:
    row = queue()
    trouble.append(lost)
    doing.run_outbox(MONDAY)
    row.refresh_from_db()
    assert row.state == "failed"


def test_what_somebody_else_has_done_already_is_done() -> None:
    row = queue()
    trouble.append(AlreadyDone("done"))
    doing.run_outbox(MONDAY)
    row.refresh_from_db()
    assert row.state == "done"


def test_the_row_of_a_killed_worker_is_free_again_after_its_lease() -> None:
    queue()
    taken = doing._take(MONDAY)  # noqa: SLF001  as a worker that dies now
    assert taken is not None
    assert doing.run_outbox(MONDAY + dt.timedelta(seconds=119)) == 0
    assert doing.run_outbox(MONDAY + dt.timedelta(seconds=121)) == 1


def test_whoever_was_only_slow_may_not_say_any_more_that_it_is_done() -> None:
    row = queue()
    slow = doing._take(MONDAY)  # noqa: SLF001
    later = MONDAY + dt.timedelta(minutes=3)
    trouble.append(ConnectionError())
    with clock.at(later):
        doing.run_outbox(later)
    assert slow is not None
    assert not doing._settle(slow, state=Outbox.State.DONE)  # noqa: SLF001
    row.refresh_from_db()
    assert row.state == "pending"


def test_a_row_that_kills_every_worker_is_given_up() -> None:
    row = queue()
    now = MONDAY
    for _ in range(8):
        assert doing._take(now) is not None  # noqa: SLF001
        now += dt.timedelta(minutes=3)
    assert doing.run_outbox(now) == 1
    row.refresh_from_db()
    assert (row.state, row.last_error, calls) == ("failed", "worker lost", [])


def test_an_automatic_step_is_done_by_the_worker_and_the_case_goes_on() -> None:
    case = make.started({"id": "m", "kind": "auto"}, {"id": "n", "kind": "auto"}, make.task("a"))
    assert doing.run_outbox(MONDAY) == 2
    assert make.standing(case) == {"a"}


def test_the_loops_can_be_called_as_jobs() -> None:
    queue()
    assert doing.work.call() == 1
    assert doing.tick.call() == 0


@pytest.mark.django_db(transaction=True)
def test_what_a_rolled_back_action_asked_for_is_not_there() -> None:
    with transaction.atomic():
        queue("a")
        queue("b")
    with transaction.atomic():
        queue("c")
        transaction.set_rollback(True)
    assert set(Outbox.objects.values_list("dedupe", flat=True)) == {"a", "b"}
