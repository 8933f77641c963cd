"""Who holds a row of the outbox: it is kept alive, freed after a death, and lost for good."""

import datetime as dt
import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
from django.db import connection, connections, transaction
from pytest_django import Settings

from lizhi.cases.models import Case
from lizhi.common import clock
from lizhi.jobs import doing, holding, rescue
from lizhi.jobs.models import Outbox, Worker
from lizhi.workflow import actions
from lizhi.workflow.models import Run
from tests.conftest import MONDAY
from tests.workflow import make
from tests.workflow.conftest import databases, owner_rules
from tests.workflow.programs import Databases

__all__ = ["databases", "owner_rules"]
LONG = dt.timedelta(minutes=30)
ROOT = Path(__file__).parents[2]
LIVES_ON = 10.0
"""Seconds that the first one is alive beside the second."""
FOUND_OUT = 15.0
"""Seconds from a kill until somebody else does it."""


class Seconds:
    """A watch that the test moves."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


def leave(row: Outbox) -> None:
    """An automatic step as rooms do it: its own transaction, its own key."""
    run = Run.objects.select_related("case").get(pk=row.payload["run"])
    with transaction.atomic():
        case = actions.lock(run.case)
        now = clock.now()
        if actions.once(f"outbox:{row.pk}", case=case, kind="auto", by=None, at=now):
            case.data = {**case.data, "effects": case.data.get("effects", 0) + 1}
            case.save(update_fields=["data"])
            actions.close_run(run, outcome="done", by=None, at=now)


def sleep_and_leave(row: Outbox) -> None:
    """The machine sleeps in the middle of it; meanwhile another worker does the same row."""
    Outbox.objects.filter(pk=row.pk).update(lease=row.lease + 1)
    leave(row)


@pytest.fixture
def case(db: None, settings: Settings) -> Case:
    """It stands at a step of the machine."""
    settings.OUTBOX_HANDLERS = {"workflow.step": f"{__name__}.leave"}
    return make.started({"id": "m", "kind": "auto"}, make.task("a"))


def taken(case: Case, by: str = "w") -> Outbox:
    row = doing._take(MONDAY, holder=by)  # noqa: SLF001  a worker in the middle of it
    assert row is not None
    return row


def test_whoever_lost_a_row_writes_nothing_about_the_case(case: Case, settings: Settings) -> None:
    settings.OUTBOX_HANDLERS = {"workflow.step": f"{__name__}.sleep_and_leave"}
    before = case.events.count()
    assert doing.run_outbox(MONDAY, most=1) == 1
    case.refresh_from_db()
    assert (case.events.count(), case.data.get("effects")) == (before, None)
    assert make.standing(case) == {"m"}
    row = Outbox.objects.get()
    assert (row.state, row.last_error) == ("pending", "")  # whoever has it says how it went


def test_a_row_that_somebody_gave_up_meanwhile_changes_nothing_either(case: Case) -> None:
    row = taken(case)
    Outbox.objects.update(state=Outbox.State.GIVEN_UP)
    with holding.in_hand(row), pytest.raises(holding.LeaseLost):
        leave(row)
    assert make.standing(case) == {"m"}


def test_people_and_time_hold_no_row_and_are_never_kept_from_acting(case: Case) -> None:
    Outbox.objects.update(lease=7)
    assert actions.lock(case).pk == case.pk


def test_a_heart_keeps_what_its_worker_does_however_long_that_takes(case: Case) -> None:
    row = taken(case)
    with holding.in_hand(row):
        for minute in range(1, 31):
            with clock.at(MONDAY + dt.timedelta(minutes=minute)):
                assert holding.renew("w")
                assert not holding.renew("somebody else")
                assert doing.run_outbox(clock.now()) == 0
    assert not holding.renew("w")
    with clock.at(MONDAY + LONG + holding.LEASE + dt.timedelta(seconds=1)):
        assert doing.run_outbox(clock.now(), most=1) == 1


def test_a_heart_does_not_take_back_what_was_taken_from_it(case: Case) -> None:
    row = taken(case)
    with holding.in_hand(row):
        assert rescue.rescue(rescue.Watch()) == 1  # it is taken for dead
        assert not holding.renew("w")
        assert taken(case, by="other").lease == row.lease + 1
        assert not holding.renew("w")


def test_what_a_dead_worker_held_is_free_in_six_seconds_by_the_watch_of_who_lives(
    case: Case,
) -> None:
    seconds = Seconds()
    watch = rescue.Watch(seconds)
    for name in ("dead", "alive"):
        Worker.objects.create(name=name)
    taken(case, by="dead")
    for passed, freed in ((0, 0), (5.9, 0), (0.2, 1)):
        seconds.now += passed
        Worker.objects.filter(name="alive").update(beat=seconds.now)
        assert rescue.rescue(watch) == freed
    assert doing.run_outbox(MONDAY, most=1) == 1  # not a moment later by the clock
    assert make.standing(case) == {"a"}


def test_a_living_worker_keeps_its_row(case: Case) -> None:
    seconds = Seconds()
    watch = rescue.Watch(seconds)
    worker = Worker.objects.create(name="w")
    taken(case)
    for _ in range(20):
        seconds.now += 2
        worker.beat += 1
        worker.save()
        assert rescue.rescue(watch) == 0
    assert doing.run_outbox(MONDAY) == 0


def test_what_waits_for_its_next_try_is_held_by_nobody(case: Case, settings: Settings) -> None:
    settings.OUTBOX_HANDLERS = {}
    assert doing.run_outbox(MONDAY, holder="w") == 1
    assert rescue.rescue(rescue.Watch()) == 0


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_while_somebody_writes_nobody_takes_the_row_from_him(settings: Settings) -> None:
    if connection.vendor == "sqlite":
        pytest.skip("SQLite has one writer; the others wait")
    settings.OUTBOX_HANDLERS = {"workflow.step": f"{__name__}.leave"}
    case = make.started({"id": "m", "kind": "auto"}, make.task("a"))
    row, after = taken(case), MONDAY + LONG
    other: list[Outbox | None] = []

    def take() -> None:
        other.append(doing._take(after, holder="other"))  # noqa: SLF001
        connections.close_all()

    thread = threading.Thread(target=take)
    with holding.in_hand(row), transaction.atomic():
        leave(row)
        assert not holding_renewed_elsewhere()
        thread.start()
        time.sleep(0.5)
        assert other == []  # it waits
    doing._done(row)  # noqa: SLF001
    thread.join()
    case.refresh_from_db()
    assert (case.data["effects"], make.standing(case)) == (1, {"a"})


def holding_renewed_elsewhere() -> bool:
    """The heart beats in another thread, and does not wait for the lock."""
    found: list[bool] = []

    def beat() -> None:
        found.append(holding.renew("w"))
        connections.close_all()

    thread = threading.Thread(target=beat)
    thread.start()
    thread.join(5)
    assert found, "the heart stands still"
    return found[0]


@pytest.mark.slow
def test_fifteen_seconds_after_a_kill_somebody_else_has_done_it(databases: Databases) -> None:
    url = databases.fresh()
    first = worker(url, databases, "FIRST")
    assert [said(first), said(first)] == ["ready", "took it, try 1"]
    second = worker(url, databases, "SECOND")
    try:
        assert said(second) == "ready"
        time.sleep(LIVES_ON)
        os.kill(first.pid, signal.SIGKILL)
        began = time.monotonic()
        assert said(second) == "did it, try 2"  # not before the other one was dead
        took = time.monotonic() - began
    finally:
        for one in (first, second):
            one.kill()
            one.communicate()
    print(f"{took:.1f} s from the kill to the end")  # noqa: T201  shown by pytest -s
    assert took < FOUND_OUT


def worker(url: str, databases: Databases, which: str) -> "subprocess.Popen[str]":
    """A process of its own."""
    environment = {
        **os.environ,
        "DATABASE_URL": url,
        "LIZHI_DATA_DIR": str(databases.folder),
        "DJANGO_SETTINGS_MODULE": "lizhi.config.settings",
    }
    command = [sys.executable, "-m", "tests.jobs.dying", which]
    return subprocess.Popen(  # noqa: S603  our own
        command, env=environment, cwd=ROOT, stdout=subprocess.PIPE, text=True
    )


def said(one: "subprocess.Popen[str]") -> str:
    """Its next line."""
    assert one.stdout is not None
    return one.stdout.readline().strip()
