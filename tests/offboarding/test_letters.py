"""HR registers a letter: on days that can be true, once, and for whom it is."""

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.test import Client

from lizhi.cases.models import Case
from lizhi.common import clock
from lizhi.common.refusals import Refused
from lizhi.offboarding import actions
from lizhi.offboarding.arrival import Application
from lizhi.people.models import Employment
from tests import make
from tests.offboarding import desks
from tests.offboarding.conftest import Company

TODAY = dt.date(2026, 6, 1)
YEAR = dt.timedelta(days=366)
DAY = dt.timedelta(days=1)


def register(company: Company, whose: Employment | None = None, **values: Any) -> Case:
    """李丽 enters a letter that came on Friday."""
    arrived = values.get("arrived", TODAY - 3 * DAY)
    return actions.register(
        whose or company.zhang_min,
        Application(wished_day=values.get("wished", dt.date(2026, 7, 1))),
        by=company.li_li.user,
        channel=make.BY_HR,
        arrived_at=dt.datetime.combine(arrived, dt.time(9), clock.SHANGHAI),
        key=values.get("key") or make.key(),
    )


@contextmanager
def nothing_opened() -> Iterator[None]:
    """Refused in words, and no case is left behind."""
    before = Case.objects.count()
    with pytest.raises(Refused):
        yield
    assert Case.objects.count() == before


def test_a_second_tap_finds_the_case_of_the_first(company: Company) -> None:
    assert register(company, key="one") == register(company, key="one")


def test_a_key_that_served_somebody_else_answers_nothing(company: Company) -> None:
    register(company, key="one")
    with nothing_opened():
        register(company, company.he_jing, key="one")


def test_a_key_that_served_another_letter_answers_nothing(company: Company) -> None:
    register(company, key="one")
    with nothing_opened():
        register(company, key="one", wished=dt.date(2026, 7, 2))


def test_a_key_that_served_a_comment_answers_nothing(company: Company) -> None:
    actions.comment(make.case(company.he_jing), "好的", by=company.li_li.user, key="one")
    with nothing_opened():
        register(company, key="one")


def test_a_notice_under_a_key_of_somebody_else_is_not_taken_for_theirs(company: Company) -> None:
    def hand_in(person: Employment) -> Case:
        letter = Application(wished_day=dt.date(2026, 7, 1))
        return actions.submit(person, letter, by=person.user, channel=make.PHONE, key="apply:one")

    hand_in(company.he_jing)
    with nothing_opened():
        hand_in(company.zhang_min)


@pytest.mark.parametrize(
    "days",
    [
        {"arrived": dt.date(2021, 2, 28)},  # before she was hired
        {"arrived": TODAY - YEAR - DAY},
        {"arrived": dt.date(1900, 1, 1)},
        {"arrived": dt.date(1, 1, 1)},
        {"wished": dt.date(2026, 5, 28)},  # the day before the letter came
        {"wished": TODAY - 3 * DAY + YEAR + DAY},
        {"wished": dt.date(1, 1, 1)},
        {"wished": dt.date.max},
    ],
)
def test_days_that_cannot_be_are_refused(company: Company, days: dict[str, dt.date]) -> None:
    with nothing_opened():
        register(company, None, **days)


def test_a_letter_from_before_somebody_was_hired_is_no_letter_of_this_contract(
    company: Company,
) -> None:
    new = make.employee("新人", "13800000009", hired_on=dt.date(2026, 5, 29))
    with nothing_opened():
        register(company, new, arrived=dt.date(2026, 5, 28))
    register(company, new, arrived=dt.date(2026, 5, 29))
    make.work()


def test_a_letter_found_a_year_later_still_ends_in_a_certificate(company: Company) -> None:
    arrived = TODAY - YEAR + DAY
    case = register(company, arrived=arrived, wished=arrived)
    make.work()

    assert case.contract_end == arrived + dt.timedelta(days=30)
    assert "certificate" in {paper.kind for paper in case.papers.valid()}


@pytest.mark.parametrize(
    ("field", "day"),
    [
        ("arrived_on", "2021-02-28"),
        ("arrived_on", "1900-01-01"),
        ("arrived_on", "0001-01-01"),
        ("wished_day", "2026-05-28"),
        ("wished_day", "9999-12-31"),
    ],
)
def test_the_page_says_beside_the_field_which_day_cannot_be(
    client: Client, company: Company, field: str, day: str
) -> None:
    form = {
        "who": company.zhang_min.pk,
        "key": "one",
        "arrived_on": "2026-05-29",
        "arrived_at": "09:30",
        "way": "letter",
        "wished_day": "2026-07-01",
        "words": "家里有事",
        field: day,
    }
    answer = desks.desk_of(client, company).post("/desk/register/", form)

    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == [field]
    page = answer.content.decode()
    assert all(f'value="{typed}"' in page for typed in (day, "09:30"))
    assert "家里有事" in page
    assert not Case.objects.exists()


def test_the_day_of_arrival_is_the_day_in_china(company: Company) -> None:
    new = make.employee("新人", "13800000009", hired_on=TODAY)
    after_midnight = dt.datetime(2026, 5, 31, 16, 30, tzinfo=dt.UTC)

    case = actions.register(
        new,
        Application(wished_day=TODAY),
        by=company.li_li.user,
        channel=make.BY_HR,
        arrived_at=after_midnight,
        key=make.key(),
    )

    assert case.arrived_at == after_midnight
