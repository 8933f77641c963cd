"""What holds for tax, insurance and deductions whatever the amounts are."""

import datetime as dt
from decimal import Decimal
from itertools import accumulate
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from lizhi.settlement.law import averages, contributions, deductions, english, tax
from lizhi.settlement.law.parameters import figure
from lizhi.settlement.law.tax.bonus import separate_tax
from lizhi.settlement.law.words import CENT
from tests.law import rules_tax

DAY = dt.date(2026, 6, 1)
ZERO = Decimal(0)
AMOUNTS = st.decimals(min_value=0, max_value=2_000_000, places=2)
WAGES = st.decimals(min_value=0, max_value=100_000, places=2)
FILES = ("工资个税", "补偿个税", "年终奖", "社保公积金", "扣款")


def months_of(incomes: list[Decimal], shares: list[Decimal]) -> list[tax.Month]:
    pairs = zip(incomes, shares, strict=False)
    return [tax.Month(number, pay, special=own) for number, (pay, own) in enumerate(pairs, 1)]


YEARS = st.builds(
    months_of,
    st.lists(WAGES, min_size=1, max_size=12),
    st.lists(st.decimals(min_value=0, max_value=9_000, places=2), min_size=12, max_size=12),
)


@given(YEARS)
def test_withheld_of_a_year_is_the_most_that_the_table_ever_asked(months: list[tax.Month]) -> None:
    """A month gives nothing back: so the sum is the highest of the cumulative taxes."""
    result = tax.withholding(months, year=2026).value

    asked = [tax.annual_tax(taxable, as_of=DAY).tax for taxable in result.taxable]
    assert list(accumulate(result.tax)) == list(accumulate(asked, max))
    assert min(result.tax) >= 0


@given(WAGES.filter(lambda wage: wage >= 5_000), st.integers(min_value=1, max_value=12))
def test_even_pay_comes_out_as_the_annual_table(wage: Decimal, number: int) -> None:
    months = [tax.Month(month, wage) for month in range(1, number + 1)]

    result = tax.withholding(months, year=2026).value

    assert sum(result.tax) == tax.annual_tax((wage - 5_000) * number, as_of=DAY).tax


@given(YEARS, st.integers(min_value=1, max_value=11))
def test_importing_the_year_so_far_changes_nothing(months: list[tax.Month], cut: int) -> None:
    first, rest = months[:cut], months[cut:]
    if not rest:
        return
    whole = tax.withholding(months, year=2026).value
    before = tax.YearToDate(
        months=len(first),
        income=sum((month.income for month in first), ZERO),
        special=sum((month.special for month in first), ZERO),
        tax=sum(whole.tax[:cut], ZERO),
    )

    result = tax.withholding(rest, year=2026, before=before).value

    assert (result.tax, result.basic, result.net) == (
        whole.tax[cut:],
        whole.basic[cut:],
        whole.net,
    )


@given(YEARS, st.integers(min_value=1, max_value=12))
def test_leaving_earlier_never_lowers_the_tax(months: list[tax.Month], month: int) -> None:
    gone = tax.withholding(months, year=2026, last_day=dt.date(2026, month, 28)).value
    stays = tax.withholding(months, year=2026).value

    assert sum(gone.tax) >= sum(stays.tax)
    assert all(one <= other for one, other in zip(gone.basic, stays.basic, strict=True))


@given(AMOUNTS, AMOUNTS)
def test_instalments_of_one_ending_are_taxed_like_one_payment(
    first: Decimal, second: Decimal
) -> None:
    average = averages.by_year(Decimal(120_000))

    def taxed(amount: Decimal, before: Decimal = ZERO) -> Decimal:
        return tax.compensation_tax(
            amount=amount, paid_before=before, average=average, paid_on=DAY
        ).value.tax

    assert taxed(first) + taxed(second, first) == taxed(first + second)
    assert ZERO <= taxed(first) <= first * Decimal("0.45")
    assert taxed(first) <= taxed(first + second)


@given(AMOUNTS)
def test_within_three_times_the_average_nothing_is_taxed(average: Decimal) -> None:
    result = tax.compensation_tax(
        amount=average * 3, average=averages.by_year(average), paid_on=DAY
    )

    assert result.value.tax == result.value.taxable == 0


@given(st.permutations([("notice_pay", 40_000), ("damages", 90_000), ("agreed_extra", 5_000)]))
def test_the_order_of_further_payments_is_irrelevant(
    order: list[tuple[tax.ExtraKind, int]],
) -> None:
    extras = [tax.Extra(kind, Decimal(amount)) for kind, amount in order]

    result = tax.compensation_tax(
        amount=Decimal(300_000),
        average=averages.by_year(Decimal(120_000)),
        paid_on=DAY,
        extras=extras,
    )

    assert result.value.tax == Decimal("4980.00")
    assert len(result.notes) == 3


def test_a_disputed_class_tells_what_comes_out_either_way() -> None:
    result = tax.compensation_tax(
        amount=Decimal(350_000),
        average=averages.by_year(Decimal(120_000)),
        paid_on=DAY,
        extras=[tax.Extra("notice_pay", Decimal(20_000))],
        wage_tax=lambda more: more / 10,
    )

    assert "算一次性补偿：补偿的税 300.00 元" in result.notes[-1].text
    assert "算工资：补偿的税 0.00 元" in result.notes[-1].text
    assert "工资的税多 2,000.00 元" in result.notes[-1].text


@given(AMOUNTS, st.decimals(min_value=-60_000, max_value=2_000_000, places=2))
def test_the_bonus_bears_the_lower_of_both(bonus: Decimal, without: Decimal) -> None:
    value = tax.bonus_tax(bonus=bonus, paid_on=DAY, taxable_without=without).value

    assert value.separate is not None
    assert value.merged is not None
    assert value.tax == min(value.separate, value.merged)
    assert 0 <= value.tax <= bonus
    assert value.net == bonus - value.tax


@given(AMOUNTS)
def test_on_its_own_a_bonus_never_bears_less_than_a_year_without_other_income(
    bonus: Decimal,
) -> None:
    """The separate way takes off a twelfth of the quick deduction only."""
    assert separate_tax(bonus, DAY) >= tax.annual_tax(bonus, as_of=DAY).tax


@pytest.mark.parametrize("table", ["annual", "monthly"])
def test_quick_deductions_follow_from_the_rates(table: str) -> None:
    rates = figure(f"tax.{table}_rate", as_of=DAY).brackets
    quicks = figure(f"tax.{table}_quick", as_of=DAY).brackets

    expected, rate_below = ZERO, ZERO
    for (start, rate), (again, quick) in zip(rates, quicks, strict=True):
        expected += start * (rate - rate_below)
        rate_below = rate
        assert (start, quick) == (again, expected)


def test_the_monthly_table_is_a_twelfth_of_the_annual_one() -> None:
    for part in ("rate", "quick"):
        year = figure(f"tax.annual_{part}", as_of=DAY).brackets
        month = figure(f"tax.monthly_{part}", as_of=DAY).brackets
        assert [start for start, _ in year] == [start * 12 for start, _ in month]
        factor = 12 if part == "quick" else 1
        assert [value for _, value in year] == [value * factor for _, value in month]


@given(WAGES, WAGES)
def test_contributions_stay_between_floor_and_ceiling_and_grow_with_the_wage(
    one: Decimal, other: Decimal
) -> None:
    low, high = (
        contributions.contributions(month=DAY, wage=wage, place="上海").value
        for wage in sorted((one, other))
    )

    assert 7460 <= low.base <= high.base <= 37302
    for share in ("employee", "employer"):
        assert 0 < low.total(share) <= high.total(share)


@given(WAGES, st.permutations(list(contributions.SCHEMES)))
def test_the_order_of_schemes_is_irrelevant(
    wage: Decimal, order: list[contributions.Scheme]
) -> None:
    rates: contributions.Rates = {
        scheme: {"employer": Decimal("0.05"), "employee": Decimal("0.03")} for scheme in order
    }

    result = contributions.contributions(
        month=DAY, wage=wage, floor=Decimal(1000), ceiling=Decimal(30_000), rates=rates, rounding={}
    )

    assert list(result.value.shares) == list(contributions.SCHEMES)
    exact = result.value.base * Decimal("0.03")
    for both in result.value.shares.values():
        assert abs(both["employee"] - exact) <= CENT / 2


KINDS = st.sampled_from(list(deductions.KINDS))
ITEMS = st.lists(st.builds(deductions.Deduction, KINDS, WAGES, st.booleans()), max_size=6)


@given(ITEMS, WAGES)
def test_what_is_taken_and_what_is_left_are_what_was_asked(
    items: list[deductions.Deduction], wage: Decimal
) -> None:
    def take(listed: list[deductions.Deduction]) -> deductions.TakenOff:
        return deductions.take_off(listed, wage=wage, as_of=DAY, city="北京").value

    result = take(items)
    losses = sum(
        (got for item, got in zip(items, result.taken, strict=True) if item.kind == "loss"), ZERO
    )
    assert result.total + result.left == sum((item.amount for item in items), ZERO)
    assert result.left >= 0
    assert losses <= max(wage - 2540, ZERO)
    assert losses <= wage / 5 + CENT
    assert take(items[::-1]).total == result.total


def test_every_scheme_and_share_has_its_words_in_english() -> None:
    result = contributions.contributions(month=DAY, wage=Decimal(20_000), place="上海")

    assert all(all(english.of(step.key)) for step in result.steps)
    assert all(step.article for step in result.steps)


@pytest.mark.parametrize("name", FILES)
def test_every_case_names_where_its_rule_stands(name: str) -> None:
    path = Path(__file__).with_name(f"{name}.yaml")
    cases = yaml.safe_load(path.read_text(encoding="utf-8"))

    assert [case["名称"] for case in cases if not case.get("出处")] == []
    assert {case["规则"] for case in cases} - set(rules_tax.RULES) <= {"损失可扣", "实发"}
