"""A day is called what people call it on the day on which they read it."""

import datetime as dt
import re

import pytest
from django.test import Client

from lizhi.common import clock
from tests import make
from tests.conftest import MONDAY
from tests.offboarding.conftest import Company

FRIDAYS = re.compile(r"<b>(?:<time[^>]*>)?(\d+月\d+日)(?:</time>)?</b><small>([^<]*周五)</small>")


@pytest.mark.parametrize(
    ("days", "offered"),
    [
        (0, [("6月5日", "本周五"), ("6月12日", "下周五")]),
        (1, [("6月5日", "本周五"), ("6月12日", "下周五")]),
        (2, [("6月5日", "本周五"), ("6月12日", "下周五")]),
        (3, [("6月5日", "本周五"), ("6月12日", "下周五")]),
        (4, [("6月12日", "下周五"), ("6月19日", "周五")]),
        (5, [("6月12日", "下周五"), ("6月19日", "周五")]),
        (6, [("6月12日", "下周五"), ("6月19日", "周五")]),
    ],
)
def test_no_friday_is_called_this_one_once_this_one_has_come(
    client: Client, company: Company, days: int, offered: list[tuple[str, str]]
) -> None:
    with clock.at(MONDAY + dt.timedelta(days=days)):
        make.signed_in(client, company.zhang_min.user)

        page = client.get("/apply/").content.decode()

    assert FRIDAYS.findall(page) == offered
