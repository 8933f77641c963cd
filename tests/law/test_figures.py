"""The dated figures: where each comes from, and what happens where there is none."""

import datetime as dt
import re
import subprocess
import sys
from decimal import Decimal
from pathlib import Path
from typing import Any, get_args

import pytest
import yaml

from lizhi.settlement.law import averages, clocks, english, leave, parameters
from lizhi.settlement.law.parameters import FOLDER, Book, NoFigure, figure

TOPICS = [path for path in sorted(FOLDER.rglob("*.yaml")) if path.name != "places.yaml"]
VALUES = [
    pytest.param(value, id=f"{path.parent.name}/{path.stem}.{name}@{since}")
    for path in TOPICS
    for name, entry in yaml.safe_load(path.read_text(encoding="utf-8")).items()
    for since, value in entry["values"].items()
]


@pytest.mark.parametrize("value", VALUES)
def test_every_figure_says_where_it_comes_from_and_who_has_looked(value: dict[str, Any]) -> None:
    assert value["status"] in parameters.STATUSES
    if value["status"] == "missing":
        assert "value" not in value
        return
    assert value["document"]
    assert value["checked_by"]
    assert isinstance(value["checked_on"], dt.date)
    assert ("value" in value) != ("brackets" in value)


def test_a_figure_is_chosen_by_the_day_that_the_rule_names() -> None:
    before = figure("wages.paid_days_a_month", as_of=dt.date(2024, 12, 31))
    after = figure("wages.paid_days_a_month", as_of=dt.date(2025, 1, 1))

    assert (before.document, after.document) == ("劳社部发〔2008〕3号", "人社部发〔2025〕2号")
    assert before.value == after.value == Decimal("21.75")


def test_a_figure_has_a_first_day() -> None:
    with pytest.raises(NoFigure):
        figure("leave.unused_rate", as_of=dt.date(2008, 9, 17))


def test_a_refusal_names_the_figure_the_city_the_year_and_where_to_look() -> None:
    with pytest.raises(NoFigure) as refusal:
        figure("wages.minimum", as_of=dt.date(2026, 11, 25), place="苏州市")

    assert str(refusal.value) == "缺苏州 2026 年月最低工资标准，去当地人社局公布的最低工资标准里找"
    assert refusal.value.as_of.year == 2026


def test_a_second_hand_figure_stays_marked_in_the_steps() -> None:
    found = figure("wages.minimum", as_of=dt.date(2026, 6, 1), place="上海")

    assert found.status == "secondary"
    assert found.note


def test_steps_remember_the_figures_that_they_stand_on() -> None:
    pay = leave.unused_leave_pay(average=Decimal(8700), days=Decimal(3), as_of=dt.date(2026, 6, 1))

    assert {used.name for used in pay.figures} == {"wages.paid_days_a_month", "leave.unused_rate"}
    assert pay.as_json()[0]["figures"][0] == {
        "name": "wages.paid_days_a_month",
        "title": "月计薪天数",
        "value": "21.75",
        "since": "2025-01-01",
        "document": "人社部发〔2025〕2号",
        "status": "official",
        "checked_on": "2026-11-24",
    }


def test_a_figure_that_stands_twice_is_a_mistake(tmp_path: Path) -> None:
    doubled = tmp_path / "doubled.yaml"
    doubled.write_text("days: {title: 一}\ndays: {title: 二}\n", encoding="utf-8")

    with pytest.raises(yaml.constructor.ConstructorError, match="twice"):
        parameters._yaml(doubled)  # noqa: SLF001  the loader is the thing in question


def test_the_set_of_figures_has_a_fingerprint() -> None:
    assert len(parameters.fingerprint()) == 64
    assert parameters.fingerprint() == parameters.fingerprint()


def test_the_law_loads_without_django() -> None:
    program = (
        "import sys\n"
        "from lizhi.settlement.law import clocks, deductions, leave, notice, overtime, service\n"
        "from lizhi.settlement.law import totals, wages\n"
        "assert 'django' not in sys.modules\n"
    )
    subprocess.run([sys.executable, "-c", program], check=True, cwd=FOLDER.parents[3])  # noqa: S603


def test_last_years_average_is_no_answer_to_the_question_for_this_year() -> None:
    assert averages.for_cap("北京", 2018).month == Decimal(10592)
    with pytest.raises(NoFigure, match="缺北京 2019 年职工月平均工资"):
        averages.for_cap("北京", 2019)


def test_the_year_and_the_month_stand_in_for_each_other() -> None:
    assert averages.for_cap("北京", 2016).month * 12 == Decimal(92477)
    assert averages.for_tax("上海", 2025).year == Decimal(150924)


def test_what_a_company_has_found_is_laid_over_the_files_and_changes_the_fingerprint() -> None:
    value = {"value": 11000, "document": "苏州市统计局", "status": "official"}
    book = Book(added={("苏州", "averages.month"): {dt.date(2025, 1, 1): value}})

    with parameters.using(book):
        assert averages.for_cap("苏州市", 2025).month == Decimal(11000)
    with pytest.raises(NoFigure):
        averages.for_cap("苏州", 2025)

    assert book.fingerprint != Book().fingerprint == parameters.fingerprint()


def test_every_step_has_its_words_in_english() -> None:
    said = english.words()
    source = "".join(path.read_text(encoding="utf-8") for path in FOLDER.parent.rglob("*.py"))
    used = set(re.findall(r'Step\(\s*key="(\w+)"', source)) | set(get_args(clocks.Duty))

    assert used - set(said) == set()
    assert all(title and text for title, text in said.values())
