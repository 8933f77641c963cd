"""Contributions, taxes and the net of very many people, the same to the fen as by the rules."""

import datetime as dt
from decimal import Decimal

import numpy as np
import pytest
from numpy.typing import NDArray

from lizhi.settlement.law import averages, fen, totals
from lizhi.settlement.law import contributions as schemes
from lizhi.settlement.law import tax as taxes

MANY = 2_000
PAID = dt.date(2026, 6, 15)
AFTER = dt.date(2028, 2, 1)
EDGES = np.array([0, 36_000, 144_000, 300_000, 420_000, 660_000, 960_000]) * 100


def some(seed: int, most: int) -> NDArray[np.int64]:
    """Amounts in fen, every fifth within a fen of a threshold of the table."""
    chance = np.random.default_rng(seed)
    found = chance.integers(0, most, MANY)
    near = chance.choice(EDGES, len(found[::5])) + chance.integers(-1, 2, len(found[::5]))
    found[::5] = np.maximum(near, 0)
    return found


@pytest.mark.parametrize("unit", ["0.01", "1"])
def test_a_share_is_that_of_the_rules(unit: str) -> None:
    wages = some(1, 6_000_000)
    base = fen.contributions.base(wages, 746_000, 3_730_200)
    rates = {"pension": (Decimal("0.08"), Decimal("0.16")), "injury": (None, Decimal("0.0026"))}

    for number in range(0, MANY, 4):
        one = schemes.contributions(
            month=dt.date(2026, 6, 1),
            wage=fen.yuan(wages[number]),
            floor=Decimal(7460),
            ceiling=Decimal(37302),
            rates={
                "pension": {"employee": Decimal("0.08"), "employer": Decimal("0.16")},
                "injury": {"employer": Decimal("0.0026")},
            },
            rounding={"pension": "yuan", "injury": "yuan"} if unit == "1" else {},
        ).value
        assert fen.yuan(base[number]) == one.base
        for scheme in ("pension", "injury"):
            for share, rate in zip(("employee", "employer"), rates[scheme], strict=True):
                if rate is not None:
                    many = fen.contributions.share(base[number : number + 1], rate, Decimal(unit))
                    assert fen.yuan(many[0]) == one.shares[scheme][share]  # type: ignore[index]


def test_tax_on_wages_is_that_of_the_rules() -> None:
    income, special = some(2, 90_000_000), some(3, 900_000)
    months = np.random.default_rng(4).integers(1, 13, MANY)
    paid = some(5, 4_000_000)
    many = fen.tax.withheld(income - special, months, paid, as_of=PAID)

    for number in range(MANY):
        month = int(months[number])
        one = taxes.withholding(
            [taxes.Month(month, fen.yuan(income[number]), special=fen.yuan(special[number]))],
            year=2026,
            employed_from=1,
            before=taxes.YearToDate(months=month - 1, tax=fen.yuan(paid[number])),
        ).value
        assert fen.yuan(many[number]) == one.tax[0]


def test_tax_on_compensation_is_that_of_the_rules() -> None:
    amounts = some(6, 300_000_000)
    local = np.random.default_rng(7).choice([9_247_701, 15_092_400], MANY)
    amounts[1::5] = local[1::5] * 3 + np.random.default_rng(8).integers(-1, 2, len(amounts[1::5]))
    many = fen.tax.on_compensation(amounts, local, as_of=PAID)

    for number in range(MANY):
        one = taxes.compensation_tax(
            amount=fen.yuan(amounts[number]),
            average=averages.by_year(fen.yuan(local[number])),
            paid_on=PAID,
        ).value
        assert fen.yuan(many[number]) == one.tax


@pytest.mark.parametrize("paid_on", [PAID, AFTER])
def test_tax_on_a_bonus_is_the_lower_of_both_ways(paid_on: dt.date) -> None:
    bonuses, without = some(9, 150_000_000), some(10, 120_000_000)
    used = np.random.default_rng(11).random(MANY) < 0.3
    many = fen.tax.on_bonus(bonuses, without, used, as_of=paid_on)

    for number in range(MANY):
        one = taxes.bonus_tax(
            bonus=fen.yuan(bonuses[number]),
            paid_on=paid_on,
            used_this_year=bool(used[number]),
            taxable_without=fen.yuan(without[number]),
        ).value
        assert fen.yuan(many[number]) == one.tax


def test_the_net_is_the_sum_of_rounded_lines_and_may_be_owed() -> None:
    wages, leave, off = some(12, 3_000_000), some(13, 800_000), some(14, 9_000_000)
    many = fen.contributions.net([wages, leave], [off])

    for number in range(0, MANY, 3):
        one = totals.net(
            [fen.yuan(wages[number]), fen.yuan(leave[number])], [fen.yuan(off[number])]
        )
        assert fen.yuan(many[number]) == one.value
