"""Counting holds under a crowd."""

import datetime as dt
import threading

import pytest
from django.db import connection

from lizhi.accounts import limits
from tests.accounts.phones import ZHANG_MIN
from tests.conftest import MONDAY


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
