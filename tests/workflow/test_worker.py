"""A worker that is killed leaves nothing undone."""

import os
import signal
import subprocess
import sys
import threading
import time
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
    time.sleep(4)
    assert process.poll() is None
    process.send_signal(signal.SIGTERM)
    assert process.wait(timeout=15) == 0
