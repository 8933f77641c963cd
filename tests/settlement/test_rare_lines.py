"""What few people have: each thing appears when somebody has told of it, and not before."""

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest

from lizhi.cases.models import Case
from lizhi.settlement.inputs import Inputs, stored
from lizhi.settlement.law import parameters
from lizhi.settlement.law.parameters import Book
from lizhi.settlement.law.tax import Declared
from lizhi.settlement.lines import Composition, asked_days, compose
from tests.settlement.test_lines_from_law import (
    HE,
    SUZHOU,
    YEAR,
    formulas,
    given,
    line,
    made,
    remarks,
)

pytestmark = pytest.mark.django_db
MONTHS_BY_GRADE = {"5": "20", "6": "18", "7": "13", "8": "9", "9": "6", "10": "4"}
SCALE = {"brackets": MONTHS_BY_GRADE, "document": "示例", "status": "official"}
INJURED = Book(
    {
        **SUZHOU.added,
        ("江苏", "injury.medical_lump"): {dt.date(2026, 1, 1): SCALE},
        ("江苏", "injury.employment_lump"): {dt.date(2026, 1, 1): SCALE},
    }
)
"""A table of an example province, as a company would have added it."""
RESIGNS: dict[str, Any] = {"ground": "37"}
FAMILY = (Declared("child_education"), Declared("elderly"))
OPEN = {**YEAR, "year_additional": None, "month_additional": None}


def keys(found: Composition) -> set[str]:
    return {one.key for one in found.lines}


def test_nobody_told_of_anything_rare_and_nothing_rare_appears(case: Case) -> None:
    rare = {
        "wages-sick",
        "medical_period",
        "injury",
        "injury-fund",
        "bonus",
        "bonus-commission",
    }

    assert not keys(made(case)) & rare


def test_the_family_gives_the_additional_deductions_step_by_step(case: Case) -> None:
    found = line(made(case, **{**OPEN, "family": FAMILY}), "tax")

    typed: dict[str, Any] = {
        **YEAR,
        "year_additional": Decimal(50_000),
        "month_additional": Decimal(5_000),
    }
    assert found.amount == line(made(case, **typed), "tax").amount
    assert formulas(found)[:3] == [
        "2,000 × 11 个月（1 到 11 月） = 22,000.00",
        "3,000 × 11 个月（1 到 11 月） = 33,000.00",
        "22,000 + 33,000 = 55,000.00",
    ]
    assert all(step["article"] for step in found.steps)


def test_a_typed_sum_and_the_family_contradict_each_other(case: Case) -> None:
    found = made(case, **{**YEAR, "year_additional": None, "family": FAMILY})

    assert line(found, "tax").missing == "专项附加扣除对不上"
    assert "只能留一样" in remarks(found)


def test_what_payroll_has_deducted_before_stays_and_is_compared(case: Case) -> None:
    found = made(case, **{**YEAR, "month_additional": None, "family": FAMILY})

    assert line(found, "tax").amount is not None
    assert "专项附加扣除两处不一样" in remarks(found)
    assert "10,000.00，按填的家庭情况是 50,000.00" in remarks(found)


def test_rent_and_a_loan_in_one_month_are_asked_about(case: Case) -> None:
    both = (Declared("rent_large"), Declared("loan_interest", first=6))
    found = made(case, **{**OPEN, "family": both})

    assert line(found, "tax").amount is None
    assert "同一个月只能扣一项" in remarks(found)


def test_paid_in_january_nothing_of_last_years_family_counts(case: Case) -> None:
    later: dict[str, Any] = {"pay_on": dt.date(2027, 1, 5), "family": FAMILY, "year_months": 0}
    found = line(made(case, **{**OPEN, **later}), "tax")

    assert found.steps[2]["value"] == "0.00"


def test_a_family_comes_back_as_it_went_in(case: Case) -> None:
    half = (Declared("child_education", Decimal("0.5"), first=3, last=9),)
    kept = stored(given(case), {"family": half, "sick_rate": Decimal(60)})

    assert kept["entered"]["family"][0]["number"] == "0.5"
    assert Inputs.of(kept).family == half


def test_sick_days_that_nobody_speaks_of_are_in_the_wage_and_said_to_be(case: Case) -> None:
    found = made(case, sick_days=Decimal(2))

    assert "病假按全额工资算了" in remarks(found)
    assert "wages-sick" not in keys(found)


def test_sick_days_have_a_line_of_their_own_not_below_the_floor(case: Case) -> None:
    found = made(case, sick_days=Decimal(2), sick_rate=Decimal(60))
    plain = made(case)

    sick = line(found, "wages-sick")
    assert (sick.title, sick.amount) == ("病假工资，2 天", Decimal("811.03"))
    assert formulas(sick)[-1] == "14,700 ÷ 21.75 × 60% × 2 天 = 811.03"
    wage, before = line(found, "wages"), line(plain, "wages")
    assert wage.amount is not None
    assert before.amount is not None
    assert before.amount - wage.amount == pytest.approx(Decimal("1351.72"), abs=Decimal("0.01"))
    assert "病假 2 天另列一行" in wage.note


def test_a_rate_below_the_floor_pays_the_floor(case: Case) -> None:
    sick = line(made(case, sick_days=Decimal(2), sick_rate=Decimal(1)), "wages-sick")

    assert sick.amount == Decimal("183.17")  # 2,490 × 80% ÷ 21.75 × 2
    assert "按最低的付" in sick.steps[-1]["reason"]


def test_without_a_floor_of_the_place_the_line_asks(case: Case) -> None:
    told: dict[str, Any] = {
        "city": "北京",
        "seat": "北京",
        "sick_days": Decimal(2),
        "sick_rate": Decimal(60),
    }
    found = made(case, **told)

    assert "缺北京 2026 年病假工资不低于最低工资的比例" in line(found, "wages-sick").missing
    stated = made(case, **told, sick_pay=Decimal(900), sick_pay_how="按制度八成")
    assert line(stated, "wages-sick").amount == Decimal(900)


def test_sick_pay_is_taxed_as_wages(case: Case) -> None:
    sick: dict[str, Any] = {"sick_days": Decimal(2), "sick_rate": Decimal(100)}
    taxed = line(made(case, **{**YEAR, **sick}), "tax").amount

    assert taxed == line(made(case, **YEAR), "tax").amount


@pytest.mark.parametrize(
    ("ground", "said"),
    [
        ("40-1", "late 医疗期没满，公司现在不能解除"),
        ("44-1", "late 医疗期没满，合同要顺延，现在不能终止"),
    ],
)
def test_inside_the_medical_period_the_company_cannot_end_it(
    case: Case, ground: str, said: str
) -> None:
    ill: dict[str, Any] = {
        "sick_at_end": True,
        "sick_period_months": Decimal(2),
        "career_months": 120,
    }
    found = made(case, ground=ground, **ill)

    assert said in remarks(found)
    assert "请今天就告诉 HR" in remarks(found)
    shown = line(found, "medical_period")
    assert (shown.side, shown.amount) == ("apart", Decimal(0))
    assert "还没满" in shown.note


def test_a_resignation_is_never_held_up_by_an_illness(case: Case) -> None:
    ill: dict[str, Any] = {
        "sick_at_end": True,
        "sick_period_months": Decimal(2),
        "career_months": 120,
    }
    found = made(case, ground="37", **ill)

    assert "现在不能" not in remarks(found)
    assert found.sums.net == made(case, ground="37").sums.net


def test_after_the_medical_period_nothing_is_in_the_way(case: Case) -> None:
    ill: dict[str, Any] = {
        "sick_at_end": True,
        "sick_period_months": Decimal(12),
        "career_months": 120,
    }

    assert "现在不能" not in remarks(made(case, ground="40-1", **ill))


def test_an_illness_without_months_is_asked_about(case: Case) -> None:
    found = made(case, ground="40-1", sick_at_end=True)
    assert line(found, "medical_period").missing == "缺累计病休的月数"

    found = made(case, sick_period_months=Decimal(1), career_months=None)
    assert line(found, "medical_period").missing == "缺累计工作的月数"


def test_a_long_illness_costs_the_leave_of_the_year(case: Case) -> None:
    ill: dict[str, Any] = {
        "sick_this_year": Decimal(3),
        "career_months": 120,
        "leave_taken": Decimal(0),
    }
    found = line(made(case, **ill), "unused_leave")

    assert (found.amount, found.note) == (Decimal(0), "今年没有年假")
    assert found.steps[0]["article"].startswith("《职工带薪年休假条例》")


def test_whoever_had_taken_leave_before_falling_ill_keeps_the_rest(case: Case) -> None:
    ill: dict[str, Any] = {
        "sick_this_year": Decimal(3),
        "career_months": 120,
        "leave_taken": Decimal(1),
    }

    assert line(made(case, **ill), "unused_leave").note != "今年没有年假"


def test_an_injury_without_a_table_of_the_province_asks_which_figure(case: Case) -> None:
    found = made(case, **RESIGNS, injury_grade=8, injury_base=Decimal(9000))

    ours, fund = line(found, "injury"), line(found, "injury-fund")
    assert "缺江苏 2026 年一次性伤残就业补助金" in ours.missing
    assert "缺江苏 2026 年一次性工伤医疗补助金" in fund.missing
    assert (ours.side, fund.side) == ("due", "apart")
    assert "本省的工伤保险条例实施办法" in remarks(found)
    tax = made(case, **RESIGNS, **{**YEAR, "tax": None}, injury_grade=8)
    assert line(tax, "tax").missing == "缺工伤补助金怎么计税"


def test_who_resigns_with_an_injury_gets_both_sums(case: Case) -> None:
    told: dict[str, Any] = {"injury_grade": 8, "injury_base": Decimal(9000)}
    found = made(case, INJURED, **RESIGNS, **told)

    assert line(found, "injury").amount == Decimal("81000.00")
    assert formulas(line(found, "injury")) == ["9,000.00 × 9 个月 = 81,000.00"]
    assert line(found, "injury-fund").amount == Decimal("81000.00")
    assert "辞职也要付" in remarks(found)
    assert found.sums.due - made(case, **RESIGNS).sums.due == Decimal(81_000)


def test_how_the_injury_sum_is_taxed_somebody_has_to_say(case: Case) -> None:
    told: dict[str, Any] = {**YEAR, **RESIGNS, "injury_grade": 8, "injury_base": Decimal(9000)}
    asked = made(case, INJURED, **told)
    free = line(made(case, INJURED, **told, injury_taxed_as="exempt"), "tax")
    taxed = line(made(case, INJURED, **told, injury_taxed_as="wages"), "tax")

    assert line(asked, "tax").missing == "缺工伤补助金怎么计税"
    assert free.amount == line(made(case, **YEAR, **RESIGNS), "tax").amount
    assert taxed.amount is not None
    assert free.amount is not None
    assert taxed.amount > free.amount
    assert f"扣 {taxed.amount:,.2f}" in remarks(asked)
    assert f"扣 {free.amount:,.2f}" in remarks(asked)


def test_grade_five_ends_only_on_the_workers_wish(case: Case) -> None:
    told: dict[str, Any] = {"injury_grade": 5, "injury_base": Decimal(9000)}

    assert "要本人提出才结束" in remarks(made(case, INJURED, ground="40-2", **told))
    assert "要本人提出才结束" not in remarks(made(case, INJURED, **RESIGNS, **told))


def test_a_lump_sum_that_finance_has_worked_out_stands_with_how(case: Case) -> None:
    told: dict[str, Any] = {
        "injury_grade": 9,
        "injury_pay": Decimal(50_000),
        "injury_pay_how": "按本省 2026 年",
    }

    assert line(made(case, **RESIGNS, **told), "injury").amount == Decimal(50_000)


PLAN: dict[str, Any] = {
    "bonus_full": Decimal(36_500),
    "bonus_from": dt.date(2026, 1, 1),
    "bonus_to": dt.date(2026, 12, 31),
    "bonus_kind": "wage",
    "bonus_plan": "年度奖金次年二月发放，发放日在职者享有",
}


def test_a_bonus_by_plan_is_worked_out_to_the_last_day(case: Case) -> None:
    found = line(made(case, **PLAN), "bonus")

    assert formulas(found)[-1] == "36,500.00 × 329 ÷ 365 天 = 32,900.00"
    assert "发放日在职者享有" in found.steps[0]["reason"]


@pytest.mark.parametrize(
    ("clause", "side", "amount"),
    [("open", "due", None), ("pay", "due", "32900.00"), ("apart", "apart", "32900.00")],
)
def test_a_clause_of_pay_day_is_decided_by_a_person(
    case: Case, clause: str, side: str, amount: str | None
) -> None:
    found = made(case, **PLAN, bonus_clause=clause)

    one = line(found, "bonus")
    assert (one.side, one.amount) == (side, Decimal(amount) if amount else None)
    assert "有争议的约定" in remarks(found)


def test_a_bonus_stated_and_by_plan_is_asked_about(case: Case) -> None:
    found = made(case, **PLAN, bonus=Decimal(100), bonus_how="估的")
    assert line(found, "bonus").missing == "奖金填了两遍"

    without: dict[str, Any] = {**PLAN, "bonus_to": None}
    assert line(made(case, **without), "bonus").missing == "缺考核期"
    turned: dict[str, Any] = {**PLAN, "bonus_to": dt.date(2025, 1, 1)}
    assert line(made(case, **turned), "bonus").missing == "考核期对不上"


def test_a_stated_bonus_with_a_clause_keeps_its_how(case: Case) -> None:
    told: dict[str, Any] = {"bonus": Decimal(5000), "bonus_how": "三季度", "bonus_kind": "wage"}
    found = line(made(case, **told, bonus_clause="pay"), "bonus")

    assert (found.amount, found.steps[-1]["formula"]) == (Decimal(5000), "三季度")


def test_a_commission_is_what_was_earned_less_what_was_paid(case: Case) -> None:
    told: dict[str, Any] = {"commission": Decimal(12_000), "commission_paid": Decimal(4_000)}
    found = made(case, **{**YEAR, **told})

    assert line(found, "bonus-commission").amount == Decimal("8000.00")
    assert line(found, "tax").amount != line(made(case, **YEAR), "tax").amount


def test_the_same_inputs_give_the_same_lines_again(case: Case) -> None:
    told: dict[str, Any] = {
        **HE,
        **OPEN,
        **PLAN,
        "family": FAMILY,
        "injury_grade": 8,
        "sick_days": Decimal(1),
    }
    kept = given(case, **told)
    with parameters.using(INJURED):
        first = compose(kept)
        again = compose(Inputs.of(stored(kept, {})))

    assert [(one.key, one.amount, one.steps) for one in first.lines] == [
        (one.key, one.amount, one.steps) for one in again.lines
    ]


def test_a_contract_that_was_not_written_stands_apart_with_its_sum(case: Case) -> None:
    found = made(case, unwritten_until=dt.date(2022, 5, 26))

    one = line(found, "double_wage")
    assert (one.side, one.amount) == ("apart", Decimal("161700.00"))  # eleven months
    assert "没有算进实发" in remarks(found)
    assert found.sums.net == made(case).sums.net
    avoided = made(case, unwritten_until=dt.date(2022, 5, 26), unwritten_avoided=True)
    assert line(avoided, "double_wage").amount == Decimal(0)


def test_a_probation_that_was_too_long_stands_apart_too(case: Case) -> None:
    told: dict[str, Any] = {"probation_until": dt.date(2021, 11, 26), "probation_term": 24}
    one = line(made(case, **told), "overlong_probation")

    assert (one.side, one.amount) == (
        "apart",
        Decimal("58800.00"),
    )  # six months served, two allowed
    unknown = made(case, **{**told, "probation_term": None})
    assert line(unknown, "overlong_probation").missing == "缺合同期限或者月工资"


def test_the_days_of_a_part_month_are_kept_with_the_version(case: Case) -> None:
    told = given(case, **{**HE, "unwritten_until": dt.date(2021, 7, 9)})
    asked = asked_days(told)
    kept = given(case, **{**HE, "unwritten_until": dt.date(2021, 7, 9), "breach_days": asked})

    assert len(asked) >= 13
    with parameters.using(SUZHOU):
        assert (
            line(compose(Inputs.of(stored(kept, {}))), "double_wage").amount
            == line(compose(kept), "double_wage").amount
        )
