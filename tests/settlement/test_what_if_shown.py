"""Which wages count, how sums lie among people, and what the charts of a supposition say."""

import datetime as dt
from decimal import Decimal

import numpy as np
import pytest

from lizhi.settlement.views import what_if_shown as shown
from lizhi.settlement.whatif import lying, sources
from lizhi.settlement.whatif.many_paid import Column
from lizhi.settlement.whatif.sources import Average

HIRED = dt.date(2021, 3, 1)
JUNE = dt.date(2026, 6, 18)
LOOKED_AT = sources.window(JUNE, JUNE)


def told(months: list[dt.date], *, by_payroll: bool) -> sources.Months:
    """A wage in each of these months."""
    return {month: (Decimal(9000), None, by_payroll) for month in months}


def column(*yuan: int) -> Column:
    """Everybody known."""
    return Column(np.array(yuan, np.int64) * 100, np.ones(len(yuan), bool))


def test_months_before_the_last_day_are_looked_at_and_of_a_day_to_come_those_before_today() -> None:
    assert (LOOKED_AT[0], LOOKED_AT[-1]) == (dt.date(2025, 3, 1), dt.date(2026, 5, 1))
    assert sources.window(dt.date(2027, 12, 31), JUNE) == LOOKED_AT


@pytest.mark.parametrize(
    ("months", "hired_on", "source", "number"),
    [
        (LOOKED_AT, HIRED, "payroll", 12),
        (LOOKED_AT[:12], HIRED, "payroll", 12),  # three months are missing at the end
        (LOOKED_AT[:11], HIRED, "roster", 0),  # stale
        (LOOKED_AT[4:], HIRED, "roster", 0),  # eleven
        (LOOKED_AT[-2:], dt.date(2026, 3, 16), "payroll", 2),  # all since the first whole month
        (LOOKED_AT[-2:], dt.date(2026, 3, 1), "roster", 0),  # March is missing
        ([], HIRED, "roster", 0),
    ],
)
def test_a_dozen_months_in_a_row_make_an_average_where_they_are_fresh(
    months: list[dt.date], hired_on: dt.date, source: str, number: int
) -> None:
    found = sources.choose(told(months, by_payroll=True), LOOKED_AT, hired_on)

    assert (found.source, len(found.months)) == (source, number)


def test_one_month_of_the_roster_makes_it_the_rosters_average() -> None:
    mixed = {**told(LOOKED_AT, by_payroll=True), **told(LOOKED_AT[5:6], by_payroll=False)}

    found = sources.choose(mixed, LOOKED_AT, HIRED)

    assert found == Average("months", tuple(LOOKED_AT[3:]), LOOKED_AT[-1])


def test_whoever_owes_something_stands_in_a_band_below_nothing() -> None:
    sums = column(-4000, -3000, -2000, -1000, -1, 5000, 6000, 7000, 8000, 9000)

    found = lying.pictures({"net": sums})["net"]

    assert [(cell.name, cell.people) for cell in found.bands] == [("<0", 5), ("0–1 万", 5)]
    assert found.people == 10


def test_the_median_is_no_persons_own_sum() -> None:
    found = lying.pictures({"n": column(10_111, 20_222, 48_765, 60_000, 70_000)})["n"]

    assert found.median == Decimal(49_000)


def test_of_four_people_there_is_no_picture() -> None:
    assert lying.pictures({"n": column(1, 2, 3, 4)}) == {}


def test_bars_say_in_words_what_they_draw_and_a_debt_has_no_length() -> None:
    first, second, third = shown.bars(
        [("N", Decimal(50_000)), ("2N", Decimal(100_000)), ("−", Decimal(-3))]
    )

    assert (first["words"], first["width"]) == ("50,000.00", shown.WIDE // 2)
    assert second["width"] == shown.WIDE
    assert third["width"] == 0
