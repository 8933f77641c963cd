"""Lines that the law computes: what is known comes out to the fen, what is not is asked for."""

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest

from lizhi.cases.models import Case
from lizhi.settlement import gathering
from lizhi.settlement.inputs import HandLine, Inputs
from lizhi.settlement.law import parameters
from lizhi.settlement.law.parameters import Book
from lizhi.settlement.lines import Composition, compose
from lizhi.settlement.models import Line
from tests.settlement.world import EVERYTHING

pytestmark = pytest.mark.django_db
SUZHOU = Book(
    {
        ("苏州", "averages.month"): {
            dt.date(2025, 12, 31): {"value": "9000", "document": "示例", "status": "official"}
        },
        ("苏州", "wages.minimum"): {
            dt.date(2026, 1, 1): {"value": "2490", "document": "示例", "status": "official"}
        },
    }
)
"""Figures of an example city, as a company would have added them."""
HE: dict[str, Any] = {
    "ground": "36-E",
    "city": "苏州",
    "seat": "苏州",
    "hired_on": dt.date(2021, 5, 27),
    "last_day": dt.date(2026, 11, 25),
    "contract_end": dt.date(2026, 11, 25),
    "pay_on": dt.date(2026, 11, 27),
    "monthly_wage": Decimal(14700),
    "average_due": Decimal(14700),
    "average": Decimal(13900),
}
"""He Jianguo, agreed ending proposed by the company: five years and a half but one day."""
YEAR: dict[str, Any] = {
    "tax": None,
    "tax_how": "",
    "year_months": 10,
    "year_income": Decimal(147_000),
    "year_special": Decimal(22_200),
    "year_additional": Decimal(10_000),
    "year_tax": Decimal(3_460),
    "month_additional": Decimal(1_000),
}


def given(case: Case, **changes: Any) -> Inputs:
    return Inputs(**{**vars(gathering.gather(case)), **EVERYTHING, **changes})


def made(case: Case, book: Book = SUZHOU, **changes: Any) -> Composition:
    with parameters.using(book):
        return compose(given(case, **{**HE, **changes}))


def line(found: Composition, key: str) -> Line:
    return next(line for line in found.lines if line.key == key)


def remarks(found: Composition) -> str:
    return "\n".join(f"{one.kind} {one.title}：{one.text}" for one in found.remarks)


def formulas(one: Line) -> list[str]:
    return [f"{step['formula']} = {step['value']}" for step in one.steps]


def test_compensation_is_the_average_times_the_months(case: Case) -> None:
    found = line(made(case), "compensation")

    assert (found.amount, found.note) == (Decimal("80850.00"), "5.5 个月，不封顶")
    assert formulas(found)[-1] == "14,700.00 × 5.5 = 80,850.00"
    assert all(step["article"] for step in found.steps)


def test_above_three_times_the_local_average_it_is_capped(case: Case) -> None:
    found = line(made(case, average_due=Decimal(27_000)), "compensation")
    assert found.amount == Decimal("148500.00")

    capped = line(made(case, average_due=Decimal("27000.01")), "compensation")
    assert capped.amount == Decimal("148500.00")
    assert capped.note.endswith("封顶")
    assert "不封顶" not in capped.note


def test_without_the_average_of_the_city_it_is_asked_for_and_what_a_day_costs_is_said(
    case: Case,
) -> None:
    found = made(case, Book())
    missing = line(found, "compensation")

    assert missing.amount is None
    assert missing.missing.startswith("缺苏州 2025 年职工月平均工资")
    assert "5.5" in " ".join(formulas(missing))
    assert "晚一天，多半个月补偿" in remarks(found)
    assert "经济补偿多 7,350.00" in remarks(found)
    assert "这是最多的数" in remarks(found)
    assert "compensation_tax" not in {one.key for one in found.lines}


def test_a_day_more_that_gives_half_a_month_is_shown_with_its_amount(case: Case) -> None:
    said = remarks(made(case))
    assert "晚一天，多半个月补偿" in said
    assert "N 由 5.5 变 6" in said
    assert "经济补偿多 7,350.00，是 88,200.00" in said


def test_what_finance_states_itself_counts_and_is_said_to_be_stated(case: Case) -> None:
    found = line(
        made(case, Book(), compensation=Decimal(80_850), compensation_how="14,700 × 5.5"),
        "compensation",
    )
    assert found.amount == Decimal(80_850)
    assert found.steps[0]["reason"] == "财务算好填的。"


def test_the_months_that_are_missing_are_named(case: Case) -> None:
    missing = ("2026-03", "2026-05")
    found = made(case, average_due=None, roster_average=None, months_missing=missing)
    assert line(found, "compensation").missing == "缺近 12 个月的应发月均工资"
    assert "12 个月里缺 2026-03、2026-05 的工资" in remarks(found)


def test_twelve_missing_months_are_asked_for_and_nothing_is_guessed(case: Case) -> None:
    found = made(case, average_due=None, roster_average=None)
    assert line(found, "compensation").amount is None
    assert "请导入各月工资" in remarks(found)


def test_pay_instead_of_notice_is_the_wage_of_the_month_before(case: Case) -> None:
    notice: dict[str, Any] = {"ground": "40-2", "instead_of_notice": True}
    asked = line(made(case, **notice), "notice_pay")
    assert asked.missing == "缺上一个月的工资"

    paid = line(made(case, **notice, last_month_wage=Decimal(15_000)), "notice_pay")
    assert paid.amount == Decimal("15000.00")


def test_a_class_of_tax_that_sources_dispute_is_asked_for_with_both_results(case: Case) -> None:
    notice: dict[str, Any] = {
        "ground": "40-2",
        "instead_of_notice": True,
        "last_month_wage": Decimal(15_000),
    }
    found = made(case, **notice, **YEAR)
    assert line(found, "compensation_tax").missing == "缺代通知金怎么计税"
    assert "算一次性补偿" in remarks(found)
    assert "算工资" in remarks(found)

    one = made(case, **notice, **YEAR, notice_pay_taxed_as="compensation")
    assert line(one, "compensation_tax").amount == Decimal(0)
    other = made(case, **notice, **YEAR, notice_pay_taxed_as="wages")
    tax_one, tax_other = line(one, "tax").amount, line(other, "tax").amount
    assert tax_one is not None
    assert tax_other is not None
    assert tax_other - tax_one == Decimal("1500.00")


def test_compensation_within_three_yearly_wages_is_not_taxed(case: Case) -> None:
    found = line(made(case), "compensation_tax")
    assert found.amount == Decimal(0)
    assert found.note == "不超过 324,000.00，免税"


def test_wage_tax_is_cumulative_from_the_sums_of_the_year(case: Case) -> None:
    found = made(case, **YEAR)
    tax = line(found, "tax")
    wages, leave = line(found, "wages").amount, line(found, "unused_leave").amount
    assert wages is not None
    assert leave is not None
    special = Decimal("913.50") + 435
    base = 147_000 - 22_200 - 10_000 + wages + leave - special - 1_000 - 55_000
    assert tax.amount == (base * Decimal("0.1") - 2520 - 3460).quantize(Decimal("0.01"))
    assert "已预扣 3,460.00" in formulas(tax)[0]


def test_without_the_sums_of_the_year_the_tax_is_asked_for(case: Case) -> None:
    found = made(case, **{**YEAR, "year_tax": None})
    assert line(found, "tax").missing == "缺个人所得税"


def test_tax_waits_for_lines_that_are_still_open(case: Case) -> None:
    found = made(case, **{**YEAR, "insurance": None, "insurance_how": ""})
    assert line(found, "tax").missing == "个人所得税等别的行"
    assert "社保，个人部分" in remarks(found)


def test_who_came_in_the_same_month_has_no_earlier_sums_to_tell(case: Case) -> None:
    fresh: dict[str, Any] = {"hired_on": dt.date(2026, 11, 2), "month_additional": Decimal(0)}
    found = made(case, ground="37", tax=None, tax_how="", **fresh)
    assert line(found, "tax").amount is not None


def test_a_travel_bill_is_no_income_and_a_bonus_of_the_month_is(case: Case) -> None:
    bill = HandLine("hand-1", "due", "差旅报销", Decimal(1000), "票", "陈洁")
    pay = HandLine("hand-2", "wage", "高温津贴", Decimal(1000), "制度", "陈洁")
    plain = line(made(case, **YEAR), "tax").amount
    with_bill = made(case, **YEAR, by_hand=(bill,))
    assert line(with_bill, "tax").amount == plain
    assert "手工加的没有计税" in remarks(with_bill)
    more = line(made(case, **YEAR, by_hand=(pay,)), "tax").amount
    assert more is not None
    assert plain is not None
    assert more - plain == Decimal("100.00")


def test_overtime_on_rest_days_that_was_not_given_back_is_paid_twice(case: Case) -> None:
    found = line(made(case, overtime_rest_day=Decimal(6)), "overtime_rest_day")
    assert (found.title, found.amount) == ("休息日加班，没补休 6 小时", Decimal("1013.79"))


def test_a_bonus_of_the_year_is_taxed_by_itself_once_a_year(case: Case) -> None:
    bonus: dict[str, Any] = {
        "bonus": Decimal(36_000),
        "bonus_how": "奖金办法",
        "bonus_kind": "year_end",
    }
    assert line(made(case, **bonus), "bonus_tax").missing == "缺年终奖怎么计税"
    found = made(case, **bonus, **YEAR, bonus_used="no")
    assert line(found, "bonus_tax").amount == Decimal("1080.00")
    assert "年终奖多 1 元多交 2,310.10 元税" in remarks(found)
    merged = made(case, **bonus, **YEAR, bonus_used="yes")
    assert "bonus_tax" not in {one.key for one in merged.lines}
    assert (line(merged, "tax").amount or 0) > (line(found, "tax").amount or 0)


def test_insurance_comes_from_figures_where_the_place_has_them(case: Case) -> None:
    shanghai: dict[str, Any] = {"insurance_city": "上海", "insurance_base": Decimal(14_700)}
    shanghai |= {"insurance": None, "insurance_how": "", "fund": None, "fund_how": ""}
    shanghai |= {"fund_base": Decimal(14_700)}
    found = made(case, **shanghai)
    assert line(found, "insurance").amount == Decimal("1543.50")
    assert line(found, "fund").amount == Decimal("1029.00")
    elsewhere = made(case, **{**shanghai, "insurance_city": "苏州"})
    assert line(elsewhere, "insurance").missing == "缺社保个人部分"


def test_an_advance_without_consent_is_not_taken_off_and_stands_apart(case: Case) -> None:
    agreed = HandLine("hand-1", "advance", "预支差旅", Decimal(3000), "借条", "陈洁")
    loose = HandLine("hand-2", "loan", "借款", Decimal(2000), "口头", "陈洁", proven=False)
    found = made(case, by_hand=(agreed, loose))
    assert (line(found, "hand-1").side, line(found, "hand-2").side) == ("deduction", "apart")
    assert "没有本人的书面同意，不能从工资里扣 2,000.00 元" in remarks(found)
    assert found.sums.net == made(case, by_hand=(agreed,)).sums.net


def test_a_thing_that_did_not_come_back_is_taken_off_within_a_fifth_of_the_wage(
    case: Case,
) -> None:
    laptop = HandLine("hand-1", "asset", "没还的电脑", Decimal(8000), "资产单", "陈洁")
    found = made(case, by_hand=(laptop,))
    wages = line(found, "wages").amount
    assert wages is not None
    assert line(found, "hand-1").amount == (wages * Decimal("0.2")).quantize(Decimal("0.01"))
    assert "只能扣一部分" in remarks(found)
    unknown = made(case, Book(), by_hand=(laptop,))
    assert line(unknown, "hand-1").amount is None


def test_two_losses_share_one_limit(case: Case) -> None:
    one = HandLine("hand-1", "asset", "电脑", Decimal(8000), "资产单", "陈洁")
    two = HandLine("hand-2", "loss", "损坏", Decimal(500), "记录", "陈洁")
    found = made(case, by_hand=(one, two))
    assert line(found, "hand-2").amount == Decimal(0)


def test_a_training_bond_is_taken_off_only_where_it_was_agreed(case: Case) -> None:
    bond: dict[str, Any] = {
        "ground": "37",
        "bond_cost": Decimal(24_000),
        "bond_wages": Decimal(4_000),
        "bond_months": 24,
        "bond_served": 18,
    }
    apart = line(made(case, **bond), "training_bond")
    assert (apart.side, apart.amount) == ("apart", Decimal("5000.00"))
    taken = line(made(case, **bond, bond_agreed=True), "training_bond")
    assert (taken.side, taken.amount) == ("deduction", Decimal("5000.00"))
    fault = line(made(case, **{**bond, "ground": "38-1"}), "training_bond")
    assert fault.amount == Decimal(0)


def test_the_non_compete_decision_is_shown_and_is_no_part_of_the_net(case: Case) -> None:
    plain = made(case).sums.net
    kept = made(case, non_compete="keep", non_compete_months=12)
    found = line(kept, "non_compete")
    assert (found.side, found.amount) == ("apart", Decimal("4410.00"))
    assert "12 个月" in found.note
    assert kept.sums.net == plain
    released = line(made(case, non_compete="release"), "non_compete")
    assert released.title == "竞业限制，离职时解除"


def test_a_negative_net_is_a_debt_that_stands_by_itself(case: Case) -> None:
    loan = HandLine("hand-1", "loan", "借款", Decimal(200_000), "借条", "陈洁")
    found = made(case, by_hand=(loan,))
    assert found.sums.owes > 0
    assert "单独列，不从证明和工资里扣" in remarks(found)


def test_a_second_contract_that_runs_is_said_and_not_settled_here(case: Case) -> None:
    found = made(case, other_contracts=("示例制造（上海）有限公司，2024-01-01 入职",))
    assert "还有一份合同没结束" in remarks(found)


def test_a_hire_after_the_end_computes_nothing_and_says_what_to_do(case: Case) -> None:
    found = made(case, hired_on=dt.date(2026, 12, 1))
    assert found.lines == []
    assert "入职在解除日以后" in remarks(found)


@pytest.mark.parametrize("name", ["monthly_wage", "unpaid_days", "year_income", "bonus"])
def test_a_number_below_zero_computes_nothing(case: Case, name: str) -> None:
    found = made(case, SUZHOU, **{name: Decimal(-1)})
    assert found.lines == []
    assert "不能小于零" in remarks(found)


def test_a_wage_of_a_month_below_zero_is_named(case: Case) -> None:
    found = made(case, months_due={"2026-03-01": Decimal(-5)})
    assert "2026-03 的工资是 −5.00" in remarks(found)


def test_the_last_of_february_is_a_day_like_others(case: Case) -> None:
    leap = dt.date(2028, 2, 29)
    later: dict[str, Any] = {
        "hired_on": dt.date(2024, 2, 29),
        "last_day": leap,
        "contract_end": leap,
    }
    found = made(case, ground="37", **later, pay_on=leap)
    assert line(found, "wages").amount is not None


def test_tenths_are_not_floats(case: Case) -> None:
    pay = [
        HandLine(f"hand-{number}", "due", "零头", Decimal(amount), "x", "陈洁")
        for number, amount in ((1, "0.1"), (2, "0.2"))
    ]
    plain = made(case).sums.due
    assert made(case, by_hand=tuple(pay)).sums.due - plain == Decimal("0.3")
