"""Two people load the same list at the same moment: one effect."""

import threading

import pytest
from django.db import connection, connections

from lizhi.accounts.models import User
from lizhi.calendars import actions, reading
from lizhi.calendars.models import HolidayList
from lizhi.common import clock
from lizhi.common.models import CalendarDay
from lizhi.jobs.models import Outbox
from lizhi.people.models import RoleGrant
from tests import make
from tests.calendars.conftest import NEW_YEAR
from tests.conftest import MONDAY

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]


def test_four_at_once_load_it_once() -> None:
    user = User.objects.with_phone("19999999998", name="罗勇")
    make.grant(user, RoleGrant.Role.ADMINISTRATOR)
    found, errors = reading.read(NEW_YEAR, 2027), []
    start = threading.Barrier(4)

    def load() -> None:
        try:
            with clock.at(MONDAY):
                start.wait()
                actions.load(found, year=2027, document="国办 1 号", by=user, at=MONDAY)
        except Exception as error:  # noqa: BLE001  the test tells it
            errors.append(error)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=load) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if connection.vendor == "postgresql":
        assert errors == []
    assert HolidayList.objects.filter(year=2027).count() == 1
    assert CalendarDay.objects.filter(calendar="cn", day__year=2027).count() == 5
    assert Outbox.objects.filter(topic="calendars.recount").count() == 2
