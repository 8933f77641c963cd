"""A code goes out by a job, whose row holds nothing of it; counting holds under a crowd."""

import datetime as dt
import threading

import pytest
from django.db import connection
from django.test import Client
from django_tasks_db.models import DBTaskResult
from pytest_django import DjangoCaptureOnCommitCallbacks

from lizhi.accounts import jobs, limits
from lizhi.notifications.models import Message
from tests.accounts.phones import CODE, ZHANG_MIN, person
from tests.conftest import MONDAY


@pytest.mark.django_db
def test_the_job_brings_the_code_and_its_row_holds_neither_number_nor_code(
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    person()
    with django_capture_on_commit_callbacks(execute=True):
        Client().post("/sign-in/", {"phone": ZHANG_MIN})
    message = Message.objects.get()
    assert message.state == Message.State.WAITING
    job = DBTaskResult.objects.get()
    assert job.args_kwargs == {"args": [message.pk], "kwargs": {}}

    jobs.deliver.func(*job.args_kwargs["args"])
    jobs.deliver.func(*job.args_kwargs["args"])

    message.refresh_from_db()
    assert (message.state, message.provider) == (Message.State.SENT, "box")
    assert CODE.search(message.text)


@pytest.mark.django_db(transaction=True)
def test_a_crowd_at_once_gets_no_more_than_one_after_another() -> None:
    if connection.vendor == "sqlite":
        pytest.skip("one writer at a time by nature")
    answers: list[bool] = []

    def ask() -> None:
        window = dt.timedelta(minutes=10)
        answers.append(limits.take("code", ZHANG_MIN, amount=5, within=window, at=MONDAY))
        connection.close()

    crowd = [threading.Thread(target=ask) for _one in range(12)]
    for one in crowd:
        one.start()
    for one in crowd:
        one.join()
    assert sorted(answers) == [False] * 7 + [True] * 5
