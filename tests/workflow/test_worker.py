"""A worker that is killed leaves nothing undone."""

import os
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from contextlib import closing
from pathlib import Path

import pytest
from django.db import connections
from django_tasks_db.models import DBTaskResult
from pytest_django import Settings

from lizhi.common import clock
from lizhi.jobs import doing, rescue, worker
from lizhi.jobs.models import Outbox, Worker
from lizhi.workflow import actions
from tests.conftest import MONDAY
from tests.workflow import make

done_by: list[int] = []
LIZHI = str(Path(sys.executable).with_name("lizhi"))


class Seconds:
    """A watch that the test moves."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


def running(*names: str) -> DBTaskResult[..., int]:
    doing.work.enqueue()
    job = DBTaskResult.objects.latest("enqueued_at")
    DBTaskResult.objects.filter(pk=job.pk).update(status="RUNNING", worker_ids=list(names))
    return job


def do(row: Outbox) -> None:
    """Stands for a room."""
    done_by.append(row.pk)


def waiting(settings: Settings) -> Outbox:
    """Something in the outbox that this file does."""
    done_by.clear()
    settings.OUTBOX_HANDLERS = {"test": f"{__name__}.do"}
    actions.queue("test", {}, dedupe="k", at=MONDAY)
    return Outbox.objects.get(dedupe="k")


def state(job: DBTaskResult[..., int]) -> str:
    job.refresh_from_db()
    return str(job.status)


@pytest.mark.django_db
def test_the_job_of_a_worker_whose_count_stands_still_is_put_back_after_six_seconds() -> None:
    seconds = Seconds()
    watch = rescue.Watch(seconds)
    Worker.objects.create(name="w", beat=4)
    job = running("w")
    assert rescue.rescue(watch) == 0
    seconds.now += 5.9
    assert rescue.rescue(watch) == 0
    seconds.now += 0.2
    assert rescue.rescue(watch) == 1
    assert state(job) == "READY"
    assert not Worker.objects.exists()


@pytest.mark.django_db
def test_a_worker_that_counts_on_keeps_its_long_job() -> None:
    seconds = Seconds()
    watch = rescue.Watch(seconds)
    row = Worker.objects.create(name="w")
    job = running("w")
    for _ in range(20):
        seconds.now += 2
        row.beat += 1
        row.save()
        assert rescue.rescue(watch) == 0
    assert state(job) == "RUNNING"


@pytest.mark.django_db
def test_the_job_of_a_worker_that_has_no_row_is_put_back_at_once() -> None:
    job = running("gone")
    assert rescue.rescue(rescue.Watch()) == 1
    assert state(job) == "READY"


@pytest.mark.django_db
def test_a_job_that_has_killed_three_workers_fails() -> None:
    job = running("a", "b", "c")
    assert rescue.rescue(rescue.Watch()) == 1
    assert state(job) == "FAILED"
    assert job.exception_class_path.endswith("WorkerLost")


@pytest.mark.django_db
def test_what_a_dead_worker_held_of_the_outbox_goes_on_with_another_after_six_seconds(
    settings: Settings,
) -> None:
    row = waiting(settings)
    seconds = Seconds()
    watch = rescue.Watch(seconds)
    Worker.objects.create(name="dead", beat=4)
    living = Worker.objects.create(name="living")
    assert doing._take(clock.now(), holder="dead")  # noqa: SLF001  and is killed there
    for _ in range(3):
        assert rescue.rescue(watch) == 0
        assert doing.run_outbox(clock.now(), holder="living") == 0
        seconds.now += 2.0
        living.beat += 1
        living.save()
    seconds.now += 0.1
    assert rescue.rescue(watch) == 1
    assert doing.run_outbox(clock.now(), holder="living") == 1
    assert done_by == [row.pk]


@pytest.mark.django_db
def test_a_worker_that_was_taken_for_dead_may_still_finish_what_nobody_has_taken_over(
    settings: Settings,
) -> None:
    waiting(settings)
    row = doing._take(clock.now(), holder="slow")  # noqa: SLF001
    assert row
    assert rescue.rescue(rescue.Watch()) == 1
    doing._do(row)  # noqa: SLF001
    assert Outbox.objects.get(pk=row.pk).state == "done"
    assert doing.run_outbox(clock.now()) == 0
    assert done_by == [row.pk]


@pytest.mark.django_db
def test_what_a_living_worker_or_nobody_with_a_name_holds_stays_held() -> None:
    Worker.objects.create(name="living")
    for holder in ("living", ""):
        actions.queue("nobody", {}, dedupe=f"k{holder}", at=MONDAY)
        assert doing._take(clock.now(), holder=holder)  # noqa: SLF001
    assert rescue.rescue(rescue.Watch()) == 0
    assert doing.run_outbox(clock.now(), holder="other") == 0


@pytest.mark.django_db
def test_a_turn_does_what_waits_and_jobs_and_what_time_brings() -> None:
    make.register_owners()
    case = make.started(make.task("a", remind=[{"after": make.hours(1)}]))
    doing.work.enqueue()
    loops = worker.Loops("w")
    with clock.at(MONDAY.replace(hour=3)):
        assert loops.turn()
        assert not loops.turn()
    assert DBTaskResult.objects.get().status == "SUCCESSFUL"
    assert case.events.filter(kind="handler_pressed").exists()


@pytest.mark.django_db
def test_what_fails_in_a_turn_keeps_nothing_else_from_its_turn(
    settings: Settings, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(worker, "LOOK", 0.01)
    settings.TIMERS = "lizhi.jobs.nobody"
    job = running("gone")
    loops = worker.Loops("w")
    with clock.at(MONDAY.replace(hour=3)):
        loops.turn()
    assert "worker: builtins.ImportError" in caplog.text
    assert state(job) == "READY"  # whoever died is found all the same


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_it_works_until_it_is_asked_to_stop_and_survives_an_error(
    caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch, settings: Settings
) -> None:
    settings.DAILY_JOBS = []
    monkeypatch.setattr(worker, "LOOK", 0.01)
    monkeypatch.setattr(worker, "BEAT", 0.05)
    monkeypatch.setattr(worker, "EVERY_OUTBOX", 0.01)
    actions.queue("nobody", {}, dedupe="k", at=MONDAY)
    stop = threading.Event()

    def run() -> None:
        worker.run_forever(stop)
        connections.close_all()

    thread = threading.Thread(target=run)
    thread.start()
    until = time.monotonic() + 20
    while not Outbox.objects.get().last_error and time.monotonic() < until:
        time.sleep(0.05)
    while Worker.objects.get().beat < 1 and time.monotonic() < until:
        time.sleep(0.05)
    stop.set()
    thread.join(20)
    assert Outbox.objects.get().last_error == "builtins.KeyError"
    assert not Worker.objects.exists()


@pytest.mark.slow
def test_the_command_ends_cleanly_when_asked_to(tmp_path: Path) -> None:
    environment = {**os.environ, "LIZHI_DATA_DIR": str(tmp_path)}
    environment["DATABASE_URL"] = f"sqlite:///{tmp_path}/worker.sqlite3"
    migrate = [LIZHI, "manage", "migrate", "-v0"]
    subprocess.run(migrate, env=environment, check=True)  # noqa: S603  our own
    process = subprocess.Popen([LIZHI, "worker"], env=environment)  # noqa: S603
    until = time.monotonic() + 120
    while not counts_on(tmp_path / "worker.sqlite3") and time.monotonic() < until:
        time.sleep(0.1)
    assert process.poll() is None
    process.send_signal(signal.SIGTERM)
    assert process.wait(timeout=120) == 0


def counts_on(file: Path) -> bool:
    """Whether a worker has said in this database that it lives."""
    with closing(sqlite3.connect(file)) as database:
        return bool(database.execute("SELECT 1 FROM jobs_worker").fetchone())
