"""Questions in HR's words and their answers, each with its article and source."""

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
import yaml

from lizhi.settlement.law.calculator import calculate
from lizhi.settlement.law.parameters import Book, using
from lizhi.settlement.official_days import Shipped

CASES = yaml.safe_load(Path(__file__).with_name("算得出.yaml").read_text(encoding="utf-8"))
DAYS = Shipped()
OWN_RATES = ("injury_employer", "housing_fund_employee", "housing_fund_employer")


@pytest.mark.parametrize("case", CASES, ids=[case["名称"] for case in CASES])
def test_a_question_is_answered_as_the_law_says(case: dict[str, Any]) -> None:
    answer = calculate(case["题"], case["输入"], days=DAYS)

    assert {key: answer.get(key) for key in case["结果"]} == case["结果"], answer.get("message")
    assert case["依据"]
    assert case["出处"]
    warned = {one["key"] for one in answer["warnings"]}
    assert set(case.get("提醒", ())) <= warned, warned


def test_every_step_of_every_answer_names_its_article_and_every_figure_its_document() -> None:
    for case in CASES:
        for step in calculate(case["题"], case["输入"], days=DAYS)["steps"]:
            assert step["article"], step
            assert step["formula"], step
            assert all(figure["document"] for figure in step["figures"])


def test_rates_that_the_company_has_filed_for_its_city_need_not_be_told() -> None:
    filed = {"value": "0.01", "document": "核定通知", "status": "official"}
    own = {("上海", f"contributions.{name}"): {dt.date(2025, 7, 1): filed} for name in OWN_RATES}
    asked = {"contribution_month": "2026-06", "contribution_wage": "9000", "insured_place": "上海"}

    with using(Book(added=own)):
        answer = calculate("contributions", asked, days=DAYS)

    assert answer["injury"] == {"employer": "90.00"}
    assert answer["pension"] == {"employee": "720.00", "employer": "1440.00"}


def test_what_is_left_of_the_last_month_and_every_sum_has_a_step_that_adds_up() -> None:
    month = {"month": 3, "income": "9000", "special_deduction": "900"}
    wages = calculate("cumulative_withholding", {"months": [month]}, days=DAYS)["steps"][-1]
    shares = {"pension": {"employee": "0.08"}, "housing_fund": {"employee": "0.07"}}
    ends = {"contribution_wage": "9000", "base_floor": "5000", "base_ceiling": "30000"}
    asked = {"contribution_month": "2026-06", **ends, "rates": shares}
    sums = calculate("contributions", asked, days=DAYS)["steps"][-1]

    assert f"{wages['formula']} = {wages['value']}" == "9,000.00 − 900.00 − 93.00 = 8,007.00"
    assert f"{sums['formula']} = {sums['value']}" == "720.00 + 630.00 = 1,350.00"


def test_a_declaration_that_takes_more_off_names_its_announcement() -> None:
    entry = {"month": 7, "income": "70000"}
    at_once = {"months": [{**entry, "month": 1}], "deduct_60000_at_once": True}
    first_wage = {"months": [entry], "first_wage_of_year": True}
    after = {"months": [entry], "employed_from_month": 1, "last_day": "2026-05-31"}

    at_once, first_wage, after = (
        calculate("cumulative_withholding", asked, days=DAYS)["steps"][0]
        for asked in (at_once, first_wage, after)
    )

    assert at_once["article"].endswith("国家税务总局公告2020年第19号")
    assert first_wage["article"].endswith("国家税务总局公告2020年第13号")
    assert after["reason"].endswith("离职以后发的，不再多减 5,000 元。")


def test_a_fen_above_the_threshold_can_be_seen_in_the_twelfth() -> None:
    (step,) = calculate("year_end_bonus", {"bonus": "36000.01"}, days=DAYS)["steps"]

    assert step["formula"] == "36,000.01 × 10% − 210"
    assert "÷ 12 = 3,000.0008，" in step["reason"]


def test_a_boundary_is_told_in_the_money_that_is_asked_for_and_only_where_it_is_paid() -> None:
    ending = {"hire_date": "2026-01-01", "last_day": "2026-06-30", "average_wage_12m": "10000"}
    ending["local_average_wage_monthly"] = "12577"
    refused = {"ground": "44-1", "renewal": "same_or_better_refused"}

    damages = calculate("damages_2n", ending, days=DAYS)["warnings"]
    nothing = calculate("economic_compensation", {**ending, **refused}, days=DAYS)["warnings"]

    (said,) = (one for one in damages if one["key"] == "n_boundary")
    assert said["title"] == "早一天，赔偿金更少"
    assert "赔偿金少 10,000.00，是 10,000.00。" in said["text"]
    assert "n_boundary" not in {one["key"] for one in nothing}


@pytest.mark.parametrize(
    ("ground", "article"),
    [
        ("36-E", "《劳动合同法》第三十六条，第四十六条第（二）项"),
        ("IR 21", "《劳动合同法实施条例》第二十一条，《劳动合同法》第四十六条没有列入"),
        ("IR 22", "《劳动合同法实施条例》第二十二条"),
    ],
)
def test_the_article_of_a_ground_names_its_law(ground: str, article: str) -> None:
    ending = {"hire_date": "2024-01-01", "last_day": "2026-06-30", "average_wage_12m": "10000"}
    asked = {**ending, "ground": ground, "local_average_wage_monthly": "12577"}

    steps = calculate("economic_compensation", asked, days=DAYS)["steps"]

    assert article in {step["article"] for step in steps}


def test_a_day_that_makes_a_day_of_leave_is_told_with_its_worth() -> None:
    asked = {"last_day": "2026-03-13", "annual_entitlement_days": 15, "days_taken": 0}
    asked["average_wage_12m_without_overtime"] = "43500"

    warnings = calculate("unused_leave", asked, days=DAYS)["warnings"]

    (said,) = (one for one in warnings if one["key"] == "leave_boundary")
    assert said["title"] == "晚一天，多一天年假"
    assert said["text"].endswith("由 2 天变 3 天。差 4,000.00 元。")
