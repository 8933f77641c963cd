"""What holds for all amounts and days, not only for those that somebody thought of."""

import datetime as dt
from decimal import Decimal
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from lizhi.settlement.law import leave, periods, totals, wages
from lizhi.settlement.law.words import cents, plain
from tests.law.year_2026 import kind_of

AMOUNTS = st.decimals(min_value=0, max_value=200_000, places=2)
DAYS = st.dates(min_value=dt.date(2009, 1, 1), max_value=dt.date(2035, 12, 31))
DAYS_2026 = st.dates(min_value=dt.date(2026, 1, 1), max_value=dt.date(2026, 12, 31))
FULL = st.sampled_from([Decimal(0), Decimal(5), Decimal(10), Decimal(15)])
TAKEN = st.integers(min_value=0, max_value=40).map(lambda halves: Decimal(halves) / 2)


def half_up(exact: Fraction) -> Decimal:
    """To the fen, computed with whole numbers only."""
    return Decimal((exact * 200 + 1).__floor__() // 2) / 100


@given(AMOUNTS, st.integers(min_value=0, max_value=40))
def test_leave_pay_is_exact_to_the_fen(average: Decimal, days: int) -> None:
    pay = leave.unused_leave_pay(average=average, days=Decimal(days), as_of=dt.date(2026, 6, 1))

    assert pay.value == half_up(Fraction(average) * 2 * days * 4 / 87)


@given(AMOUNTS, st.integers(min_value=0, max_value=46))
def test_wages_are_exact_to_the_fen_and_never_above_the_month(wage: Decimal, halves: int) -> None:
    pay = wages.wage_for_days(
        monthly_wage=wage, days=Decimal(halves) / 2, as_of=dt.date(2026, 6, 1)
    )

    assert pay.value == min(half_up(Fraction(wage) * halves * 2 / 87), wage)


@given(AMOUNTS, DAYS_2026, DAYS_2026)
def test_whoever_stays_longer_in_a_month_is_never_paid_less(
    wage: Decimal, one: dt.date, other: dt.date
) -> None:
    earlier, later = sorted((one, other.replace(month=one.month, day=min(other.day, 28))))

    def paid(last_day: dt.date) -> Decimal:
        days = wages.paid_days(last_day=last_day, kind_of=kind_of).value
        return wages.final_wage(monthly_wage=wage, days=days).value

    assert paid(earlier) <= paid(later) <= wage


@given(FULL, DAYS, TAKEN, st.none() | DAYS)
def test_unused_days_are_whole_never_negative_and_within_the_year(
    full: Decimal, last_day: dt.date, taken: Decimal, hired_on: dt.date | None
) -> None:
    unused = leave.unused_days(full=full, last_day=last_day, taken=taken, hired_on=hired_on).value

    assert unused.days == int(unused.days)
    assert 0 <= unused.days <= max(full - taken, Decimal(0)) + 1
    assert unused.days <= unused.share


@given(FULL, DAYS, TAKEN)
def test_a_later_day_or_less_leave_taken_never_costs_a_day(
    full: Decimal, last_day: dt.date, taken: Decimal
) -> None:
    def left(day: dt.date, taken: Decimal) -> Decimal:
        return leave.unused_days(full=full, last_day=day, taken=taken).value.days

    later = last_day + periods.ONE_DAY
    if later.year == last_day.year:
        assert left(last_day, taken) <= left(later, taken)
    assert left(last_day, taken + Decimal("0.5")) <= left(last_day, taken)


@given(FULL, DAYS, TAKEN)
def test_a_boundary_is_told_exactly_where_a_day_makes_a_difference(
    full: Decimal, last_day: dt.date, taken: Decimal
) -> None:
    result = leave.unused_days(full=full, last_day=last_day, taken=taken)

    neighbours = [last_day - periods.ONE_DAY, last_day + periods.ONE_DAY]
    differing = [
        day
        for day in neighbours
        if day.year == last_day.year
        and leave.unused_days(full=full, last_day=day, taken=taken).value.days != result.value.days
    ]
    assert len(result.notes) == len(differing)


@given(DAYS, st.integers(min_value=0, max_value=480), st.integers(min_value=1, max_value=27))
def test_a_span_of_months_and_days_is_counted_back_as_it_was_made(
    first: dt.date, months: int, days: int
) -> None:
    last = periods.last_day_of(first, months) + dt.timedelta(days=days) if months else first

    span = periods.span(first, last)

    assert (span.all_months, span.days) == ((months, days) if months else (0, 1))


@given(DAYS, DAYS)
def test_a_longer_service_is_never_shown_as_shorter(one: dt.date, other: dt.date) -> None:
    first, last = sorted((one, other))

    shorter = periods.span(first, last)
    longer = periods.span(first, last + periods.ONE_DAY)

    assert (shorter.all_months, shorter.days) < (longer.all_months, longer.days)
    assert 0 <= shorter.months < 12


@given(st.lists(AMOUNTS), st.lists(AMOUNTS))
def test_the_net_is_the_sum_of_the_lines(dues: list[Decimal], deductions: list[Decimal]) -> None:
    result = totals.net([*dues, None], [None, *deductions]).value

    assert result + sum(deductions) == sum(dues)


@given(st.decimals(min_value=-(10**9), max_value=10**9, places=3))
def test_money_is_rounded_half_up_and_written_without_losing_a_digit(amount: Decimal) -> None:
    assert abs(cents(amount) - amount) <= Decimal("0.005")
    assert Decimal(plain(amount).replace(",", "").replace("−", "-")) == amount
