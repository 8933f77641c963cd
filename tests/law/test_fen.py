"""Whole fen for very many people are the same fen as those of the rules that explain themselves."""

import datetime as dt
from decimal import Decimal

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lizhi.settlement.law import averages, compensation, fen, minimum
from lizhi.settlement.law.words import cents

MANY = 2_000
ENDS = (
    dt.date(2026, 2, 28),
    dt.date(2028, 2, 29),
    dt.date(2026, 3, 31),
    dt.date(2026, 5, 30),
    dt.date(2025, 12, 31),
)
FIRST = np.datetime64("2003-01-01")
ZERO = Decimal(0)


class Crowd:
    """Invented people, all different; every seventh on a boundary."""

    def __init__(self, last_day: dt.date, seed: int, size: int = MANY) -> None:
        chance = np.random.default_rng(seed)
        days = (np.datetime64(last_day) - FIRST).astype(int) + 1
        self.last_day = last_day
        self.hired = FIRST + chance.integers(0, days, size)
        self.carried = chance.integers(0, 200, size) * (chance.random(size) < 0.2)
        self.local = chance.choice([9_247_701, 12_000_000, 15_092_400, 22_000_000], size)
        self.minimum = chance.choice([0, 201_000, 254_000], size)
        self.average = chance.integers(100_000, 9_000_000, size)
        self.average[::7] = self.local[::7] * 3 // 12 + chance.integers(
            -1, 2, len(self.average[::7])
        )
        self.last_month = chance.integers(0, 9_000_000, size)

    def person(self, number: int) -> tuple[dt.date, int, compensation.Service]:
        """The same person in the words of the other rules."""
        hired, carried = self.hired[number].item(), int(self.carried[number])
        floor = fen.yuan(self.minimum[number])
        return (
            hired,
            carried,
            compensation.Service(
                hired,
                self.last_day,
                fen.yuan(self.average[number]),
                averages.by_year(fen.yuan(self.local[number])),
                minimum.brought(floor) if floor else None,
                carried,
            ),
        )


@pytest.mark.parametrize("last_day", ENDS)
@pytest.mark.parametrize("from_start", [False, True])
def test_n_base_and_sums_are_those_of_the_rules(last_day: dt.date, from_start: bool) -> None:
    crowd = Crowd(last_day, seed=last_day.toordinal())
    halves = fen.half_months(crowd.hired, last_day, carried=crowd.carried, from_start=from_start)
    found = fen.bases(crowd.average, halves, crowd.local, crowd.minimum, as_of=last_day)
    sums, twice = fen.compensation(found), fen.damages(found, as_of=last_day)

    for number in range(MANY):
        hired, carried, service = crowd.person(number)
        months = compensation.months(hired, last_day, carried_months=carried, from_start=from_start)
        base = compensation.base(
            average=service.average,
            months=months.value,
            local=service.local,
            minimum=service.minimum,
            as_of=last_day,
        ).value
        assert Decimal(int(halves[number])) / 2 == months.value
        assert bool(found.capped[number]) is base.capped
        assert bool(found.floored[number]) is base.floored
        assert fen.yuan(sums[number]) == compensation.amount_of(base)
        assert fen.yuan(twice[number]) == compensation.damages(base, as_of=last_day).value


def test_without_the_cap_only_the_minimum_wage_is_looked_at() -> None:
    crowd = Crowd(ENDS[0], seed=1)
    halves = fen.half_months(crowd.hired, ENDS[0])
    sums = fen.compensation(fen.uncapped(crowd.average, halves, crowd.minimum))

    for number in range(0, MANY, 10):
        _hired, _carried, service = crowd.person(number)
        months = Decimal(int(halves[number])) / 2
        base = compensation.uncapped(
            average=service.average, months=months, minimum=service.minimum, as_of=ENDS[0]
        ).value
        assert fen.yuan(sums[number]) == compensation.amount_of(base)


@given(
    st.lists(st.integers(0, 9_000_000), min_size=1, max_size=12),
    st.integers(0, 9_000_000),
)
def test_the_average_is_that_of_the_rules(wages: list[int], bonus: int) -> None:
    row = np.array([wages + [0] * (12 - len(wages))], np.int64)
    months = {dt.date(2026, number + 1, 1): fen.yuan(wage) for number, wage in enumerate(wages)}

    many = fen.average_due(row, np.array([len(wages)]), np.array([bonus]))
    one = compensation.average_due(
        months, annual_bonus=fen.yuan(bonus), as_of=dt.date(2026, 12, 31)
    )

    assert fen.yuan(many[0]) == one.value


def test_notice_pay_is_the_last_month_where_it_is_due() -> None:
    paid = fen.notice_pay(
        np.array([900_050, 900_050]), np.array([True, False]), as_of=dt.date(2026, 6, 1)
    )

    assert [fen.yuan(one) for one in paid] == [Decimal("9000.50"), Decimal("0.00")]


@given(st.integers(0, 10**12), st.integers(1, 10**6))
def test_halves_go_up(numerator: int, denominator: int) -> None:
    found = fen.half_up(np.array([numerator]), denominator)[0]

    exact = Decimal(numerator) / denominator
    assert abs(Decimal(int(found)) - exact) <= Decimal("0.5")
    assert int(found) - exact != Decimal("-0.5")


@given(st.decimals(min_value=0, max_value=10**9, places=2))
def test_yuan_and_fen_are_the_same_money(amount: Decimal) -> None:
    assert fen.yuan(fen.fen(amount)) == cents(amount)


def test_less_than_a_fen_is_no_money() -> None:
    with pytest.raises(ValueError, match="not whole"):
        fen.fen(Decimal("0.001"))
