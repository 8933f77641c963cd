"""Anybody checks a sum on a phone, without an account; nothing is kept."""

import re
from typing import Any

import pytest
from django.core.cache import caches
from django.test import Client
from django.urls import reverse

from lizhi.common.models import CalendarDay
from lizhi.settlement.law.calculator import vocabulary
from lizhi.settlement.sums import CHOICES, LABELS, SUMS
from lizhi.settlement.worked_out import HEADS
from lizhi.settlement.worked_out import LABELS as OUTPUTS

pytestmark = pytest.mark.django_db
WHOLE: dict[str, dict[str, str]] = {
    "compensation": {
        "ground": "36-E",
        "hire_date": "2023-03-01",
        "last_day": "2026-02-28",
        "average_wage_12m": "15,000",
        "place_of_performance": "上海",
    },
    "leave": {
        "last_day": "2026-11-27",
        "annual_entitlement_days": "10",
        "days_taken": "6",
        "average_wage_12m_without_overtime": "8700元",
    },
    "wage": {"monthly_wage": "21750", "last_day": "2026-03-13"},
    "notice": {
        "ground": "40-3",
        "hire_date": "2024-01-01",
        "last_day": "2025-12-31",
        "average_wage_12m": "8000",
        "last_month_wage": "9500",
        "local_average_wage_monthly": "12434",
    },
    "damages": {
        "hire_date": "2023-03-01",
        "last_day": "2026-02-28",
        "average_wage_12m": "15000",
        "local_average_wage_monthly": "12577",
    },
    "tax": {"compensation_amount": "600000", "local_average_wage_annual": "120000"},
    "bonus": {"bonus": "36001"},
}
WRONG = {"amount": "八千", "date": "2026-02-30", "days": "2.3", "whole": "1.5", "choice": "某种"}


@pytest.fixture(autouse=True)
def unhurried() -> None:
    """Each test comes from an address that has asked nothing in this minute."""
    caches["local"].clear()


def page(slug: str) -> str:
    return reverse("settlement:work_out", args=[slug])


def worked_out(client: Client, slug: str, **changed: str) -> Any:
    return client.post(page(slug), {**WHOLE[slug], **changed})


def text(response: Any) -> str:
    return re.sub(r"\s+", " ", response.content.decode().replace("\N{NO-BREAK SPACE}", " "))


def test_all_sums_stand_on_one_page_that_nobody_signs_in_for(client: Client) -> None:
    shown = text(client.get(reverse("settlement:calculator")))

    assert "想算哪一笔" in shown
    assert all(page(one.slug) in shown for one in SUMS)
    assert client.cookies == {}


@pytest.mark.parametrize(
    ("slug", "amount", "words"),
    [
        ("compensation", "45,000.00", "15,000 元 × 3 个月"),
        ("leave", "2,400.00", "日工资 400 元 × 3 天 × 200%"),
        ("wage", "10,000.00", "21,750 ÷ 21.75 × 10 天"),
        ("notice", "25,500.00", "9,500.00 × 1 个月"),
        ("damages", "90,000.00", "15,000 元 × 3 个月 × 2"),
        ("tax", "31,080.00", "× 20% − 16,920"),
        ("bonus", "3,390.10", "36,001.00 × 10% − 210"),
    ],
)
def test_a_sum_comes_out_with_its_formula_and_article(
    client: Client, slug: str, amount: str, words: str
) -> None:
    answer = worked_out(client, slug)

    shown = text(answer)
    assert answer.status_code == 200
    assert f'<span class="num">{amount}' in shown
    assert words in shown
    assert '<p class="law">' in shown
    assert answer["Cache-Control"] == "no-store"


def test_what_was_left_empty_is_said_with_what_was_taken_in_its_place(client: Client) -> None:
    shown = text(worked_out(client, "leave"))

    assert "没有写的，这样算的" in shown
    assert "按 2026 年以前就入职算" in shown
    assert "另付 200%，没有发过是 300%" in shown


def test_a_day_or_a_yuan_that_changes_much_is_said(client: Client) -> None:
    assert "晚一天，多半个月补偿" in text(worked_out(client, "compensation"))
    assert "年终奖少 1 元" in text(worked_out(client, "bonus"))


def test_a_figure_of_second_hand_is_named(client: Client) -> None:
    shown = text(worked_out(client, "compensation"))

    assert "来自二手材料的数" in shown
    assert "上海市人社局2026年8月18日通知" in shown


def test_a_city_without_a_figure_says_which_which_year_and_where_to_look(client: Client) -> None:
    answer = worked_out(client, "compensation", place_of_performance="深圳")

    shown = text(answer)
    assert answer.status_code == 422
    assert "缺深圳 2025 年职工月平均工资" in shown
    assert "去当地统计局或者人社局公布的上年度职工月平均工资里找" in shown
    assert 'value="15,000"' in shown  # nothing that was typed is lost
    assert 'class="num"' not in shown


def test_nobody_needs_a_city_for_a_resignation(client: Client) -> None:
    answer = worked_out(client, "compensation", ground="37", place_of_performance="")

    assert answer.status_code == 200
    assert '<span class="num">0.00' in text(answer)


def test_two_days_the_wrong_way_round_are_said_at_the_second(client: Client) -> None:
    answer = worked_out(client, "damages", last_day="2020-01-01")

    assert answer.status_code == 422
    assert 'id="id_last_day_error"' in text(answer)


def test_a_year_whose_days_off_nobody_has_announced_asks_for_the_paid_days(client: Client) -> None:
    answer = worked_out(client, "wage", last_day="2027-03-12")

    assert answer.status_code == 422
    assert "2027 年的放假安排没有公布" in text(answer)


def test_the_days_off_that_were_loaded_here_are_those_that_count(client: Client) -> None:
    CalendarDay.objects.create(calendar="cn", day="2027-01-01", kind="statutory", name="元旦")

    assert worked_out(client, "wage", last_day="2027-03-12").status_code == 200


@pytest.mark.parametrize("one", SUMS, ids=[one.slug for one in SUMS])
def test_an_empty_form_asks_for_each_thing_that_is_needed(client: Client, one: Any) -> None:
    answer = client.post(page(one.slug), {})

    shown = text(answer)
    assert answer.status_code == 422
    assert all(f'id="id_{key}_error"' in shown for key in one.needed)


FIELDS = [(one.slug, key) for one in SUMS for key in (*one.needed, *one.more)]


@pytest.mark.parametrize(("slug", "key"), FIELDS)
def test_what_is_typed_wrong_is_said_at_its_field_and_stays_there(
    client: Client, slug: str, key: str
) -> None:
    topic = next(one.topic for one in SUMS if one.slug == slug)
    schema = vocabulary.inputs(topic)["properties"][key]
    kind = "amount"
    if "enum" in schema or schema.get("type") == "boolean":
        kind = "choice"
    elif schema.get("format") == "date":
        kind = "date"
    elif "anyOf" in schema:
        kind = "days"
    elif schema.get("type") == "integer":
        kind = "whole"
    wrong = "某" * 21 if "minLength" in schema else WRONG[kind]

    answer = worked_out(client, slug, **{key: wrong})

    assert answer.status_code == 422
    assert f'id="id_{key}_error"' in text(answer)
    assert kind == "choice" or wrong in text(answer)


def test_what_is_wrong_several_times_is_named_each_time(client: Client) -> None:
    wrong = {"annual_entitlement_days": "十", "days_taken": "六"}
    shown = text(client.post(page("leave"), wrong))

    assert "全年法定年假，天：这里填数" in shown
    assert "今年已休年假，天：这里填数" in shown
    assert shown.count("请填：最后一天") == 2


@pytest.mark.parametrize("typed", ["-1", "NaN", "1e400", "9" * 29, "０", "<b>", "\0"])
def test_no_number_at_all_breaks_the_page(client: Client, typed: str) -> None:
    answer = worked_out(client, "bonus", bonus=typed)

    assert answer.status_code in {200, 422}


def test_a_sum_that_does_not_exist_is_no_page(client: Client) -> None:
    assert client.get("/calculator/everything/").status_code == 404


def test_every_field_and_every_output_has_its_words() -> None:
    for one in SUMS:
        schema = vocabulary.inputs(one.topic)["properties"]
        for key in (*one.needed, *one.more):
            assert LABELS[key]
            known = {code for code, _label in CHOICES.get(key, ())}
            assert key == "ground" or known == set(schema[key].get("enum", ()))
        assert HEADS[one.topic] in OUTPUTS


def test_numbers_stand_in_no_log(client: Client, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level("DEBUG"):
        worked_out(client, "bonus", bonus="36987.65")

    assert "36987" not in caplog.text
