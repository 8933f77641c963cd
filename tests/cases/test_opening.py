"""A case file gets a number, and one employment ends once."""

import datetime as dt

import pytest

from lizhi.cases.models import Case
from lizhi.common import clock
from lizhi.common.refusals import AlreadyDone
from tests.workflow import make

pytestmark = pytest.mark.django_db


def test_numbers_count_within_the_year_of_arrival_in_china() -> None:
    assert [make.case(name).number for name in ("zhang", "wang")] == [
        "LZ-2026-000001",
        "LZ-2026-000002",
    ]
    with clock.at(dt.datetime(2026, 12, 31, 16, 30, tzinfo=dt.UTC)):
        assert make.case("li").number == "LZ-2027-000001"


def test_numbers_go_on_after_cases_that_came_another_way() -> None:
    first = make.case()
    Case.objects.filter(pk=first.pk).update(number="LZ-2025-000041")
    with clock.at(dt.datetime(2025, 3, 1, tzinfo=dt.UTC)):
        assert make.case("wang").number == "LZ-2025-000042"


def test_a_second_notice_is_refused_while_the_first_is_on_its_way() -> None:
    employment = make.employment()
    first = make.case(employment=employment)
    with pytest.raises(AlreadyDone):
        make.case(employment=employment)
    Case.objects.filter(pk=first.pk).update(status="withdrawn")
    make.case(employment=employment)


def test_every_case_has_a_key_of_its_own_that_is_stored_wrapped() -> None:
    from lizhi.cases import chain

    one, two = make.case("zhang"), make.case("wang")
    assert chain.data_key(one) != chain.data_key(two)
    assert chain.data_key(one) != bytes(one.data_key or b"")
