"""`lizhi law …` as it is typed: a program of its own, quick, without Django."""

import io
import json
import subprocess
import sys
from argparse import Namespace
from pathlib import Path

import pytest

from lizhi.settlement import terminal
from lizhi.settlement.law.calculator import coverage, vocabulary

ROOT = Path(__file__).parents[3]
RATES = {"pension": {"employee": "0.08", "employer": "0.16"}, "injury": {"employer": "0.002"}}


def lizhi(*words: str, given: str = "") -> subprocess.CompletedProcess[str]:
    program = "import sys; sys.argv[0] = 'lizhi'; from lizhi.config.command import main; main()"
    command = [sys.executable, "-c", program, *words]
    return subprocess.run(  # noqa: S603
        command, input=given, capture_output=True, text=True, check=False, cwd=ROOT
    )


def test_a_question_is_answered_in_json_with_its_steps_and_ends_well() -> None:
    done = lizhi("law", "calculate", "year_end_bonus", "--json", given='{"bonus": "36000"}')

    answer = json.loads(done.stdout)
    assert (done.returncode, done.stderr) == (0, "")
    assert (answer["tax"], answer["method"]) == ("1080.00", "separate")
    assert answer["steps"][0]["formula"] == "36,000.00 × 3%"
    assert {one["status"] for one in answer["parameters"]} == {"secondary"}


def test_a_refusal_is_an_answer_for_a_program_and_ends_with_one_for_a_reader() -> None:
    done = lizhi("law", "calculate", "year_end_bonus", "--json", given='{"bonus": 36000}')
    read = lizhi("law", "calculate", "year_end_bonus", given='{"bonus": 36000}')

    assert (done.returncode, done.stderr) == (0, "")
    assert json.loads(done.stdout)["refused"] == "bonus"
    assert (read.returncode, read.stderr) == (1, "")


def test_half_a_letter_of_utf_16_is_refused_as_it_was_written() -> None:
    done = lizhi("law", "calculate", "year_end_bonus", "--json", given='{"\\ud800": "1"}')

    assert (done.returncode, done.stderr) == (0, "")
    assert json.loads(done.stdout)["refused"] == "\ud800"


def test_nobody_at_the_other_end_has_told_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    out = io.StringIO()
    monkeypatch.setattr(sys, "stdin", None)
    monkeypatch.setattr(sys, "stdout", out)

    code = terminal.main(["calculate", "year_end_bonus", "--json"])

    assert code == 0
    assert json.loads(out.getvalue())["refused"] == "inputs"


def test_without_json_it_is_written_to_be_read() -> None:
    done = lizhi("law", "calculate", "year_end_bonus", given='{"bonus": "36000"}')

    assert "个人所得税：1080.00" in done.stdout
    assert "年终奖单独计税 = 36,000.00 × 3% = 1,080.00" in done.stdout
    assert "请注意" in done.stdout


def test_asking_the_law_loads_no_django() -> None:
    program = (
        "import io, sys\n"
        "from argparse import Namespace\n"
        "from lizhi.settlement import terminal\n"
        "asked = Namespace(topic='year_end_bonus', as_json=True)\n"
        'terminal.calculate(asked, io.StringIO(\'{"bonus": "1"}\'), io.StringIO())\n'
        "assert 'django' not in sys.modules\n"
    )
    subprocess.run([sys.executable, "-c", program], check=True, cwd=ROOT)  # noqa: S603


@pytest.mark.parametrize("topic", vocabulary.topics())
def test_every_answer_can_be_read(topic: str) -> None:
    every: dict[str, dict[str, object]] = {
        "economic_compensation": {"ground": "37", "hire_date": "2024-01-01"},
        "damages_2n": {"hire_date": "2024-01-01", "local_average_wage_monthly": "9000"},
        "notice_pay": {"ground": "37", "hire_date": "2024-01-01"},
        "unused_leave": {"unused_days": 1, "average_wage_12m_without_overtime": "8700"},
        "final_wage_2175": {"monthly_wage": "8700"},
        "tax_on_compensation": {"compensation_amount": "1", "local_average_wage_annual": "1"},
        "cumulative_withholding": {"months": [{"month": 1, "income": "1"}]},
        "contributions": {"contribution_month": "2026-06", "insured_place": "上海", "rates": RATES},
        "non_compete": {"minimum_wage_monthly": "2540"},
        "training_bond": {"training_cost": "1", "service_period_months": 2, "served_months": 1},
        "double_wage": {"hire_date": "2026-01-05", "second_wage_until": "2026-06-04"},
        "retirement_date": {"birth_date": "1966-05-01", "sex": "male"},
        "year_end_bonus": {"bonus": "36000"},
    }
    more: dict[str, object] = {
        "last_day": "2026-01-31",
        "average_wage_12m": "9000",
        "monthly_wage": "9000",
    }
    more["contribution_wage"] = "9000"
    known = vocabulary.inputs(topic)["properties"]
    inputs = {key: value for key, value in more.items() if key in known} | every[topic]
    out = io.StringIO()

    code = terminal.calculate(
        Namespace(topic=topic, as_json=False), io.StringIO(json.dumps(inputs)), out
    )

    assert code == 0, out.getvalue()
    assert "怎么算的" in out.getvalue()


def test_the_figures_of_a_place_are_listed_with_what_is_missing_and_where_to_look() -> None:
    done = lizhi("law", "figures", "深圳")

    assert done.returncode == 0
    assert "月最低工资标准" in done.stdout
    assert "缺" in done.stdout
    assert "当地人社局公布的最低工资标准里" in done.stdout


def test_figures_of_no_place_that_we_know_end_with_one() -> None:
    assert lizhi("law", "figures", "火星").returncode == 1


def test_every_figure_of_the_list_says_what_is_known_about_it() -> None:
    rows = coverage.rows()

    assert {row.place for row in rows} >= {"全国", "北京", "上海", "深圳", "广州", "杭州", "成都"}
    assert all(row.document for row in rows if row.status != "missing")
    assert all(row.value for row in rows if row.status != "missing")
    assert all(not row.value for row in rows if row.status == "missing")
