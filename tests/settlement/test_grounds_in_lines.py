"""What the ground of an ending puts on the settlement: an open line, never a nought."""

from decimal import Decimal

import pytest

from lizhi.cases.models import Case
from lizhi.settlement import gathering
from lizhi.settlement.inputs import Inputs
from lizhi.settlement.lines import compose
from tests.settlement.world import EVERYTHING

pytestmark = pytest.mark.django_db
DUE = ["36-E", "38-1", "40-1", "40-2", "40-3", "41", "44-1", "IR22"]
NOT_DUE = ["36-W", "39-1", "39-2", "44-2", "44-3", "IR21"]


def given(case: Case, **changes: object) -> Inputs:
    return Inputs(**{**vars(gathering.gather(case)), **EVERYTHING, **changes})


def open_lines(inputs: Inputs) -> dict[str, str]:
    return {one.key: one.missing for one in compose(inputs).lines if one.amount is None}


@pytest.mark.parametrize("ground", DUE)
def test_compensation_that_is_due_stands_there_until_it_is_computed(
    case: Case, ground: str
) -> None:
    made = compose(given(case, ground=ground))
    (line,) = [one for one in made.lines if one.key == "compensation"]
    assert line.amount is None
    assert line.missing.startswith("缺深圳 2025 年职工月平均工资")
    assert made.sums.missing == 1
    assert all("条" in step["article"] for step in line.steps)
    plain = compose(given(case))
    assert made.sums.net == plain.sums.net


@pytest.mark.parametrize("ground", NOT_DUE)
def test_where_none_is_due_there_is_no_line_and_the_reason_is_said(case: Case, ground: str) -> None:
    made = compose(given(case, ground=ground))
    assert "compensation" not in {one.key for one in made.lines}
    assert any("不付经济补偿" in remark.title for remark in made.remarks)


def test_a_resignation_looks_as_before(case: Case) -> None:
    made = compose(given(case))
    assert made.sums.missing == 0
    assert not any("经济补偿" in remark.title for remark in made.remarks)


@pytest.mark.parametrize(
    ("renewal", "due"), [("not_offered", True), ("worse_refused", True), ("same_refused", False)]
)
def test_what_became_of_renewing_decides(case: Case, renewal: str, due: bool) -> None:
    assert ("compensation" in open_lines(given(case, ground="44-1", renewal=renewal))) is due


def test_a_wage_in_the_place_of_the_notice_is_a_line_of_its_own(case: Case) -> None:
    instead = open_lines(given(case, ground="40-2", instead_of_notice=True))
    assert set(instead) == {"compensation", "notice_pay"}
    assert set(open_lines(given(case, ground="40-2"))) == {"compensation"}
    assert "notice_pay" not in open_lines(given(case, ground="39-2", instead_of_notice=True))


def test_what_was_stored_before_there_were_grounds_is_computed_as_it_was(case: Case) -> None:
    gathered = {"last_day": "2026-11-27", "contract_end": "2026-11-27", "hired_on": "2021-03-01"}
    old = Inputs.of({"gathered": {**gathered, "monthly_wage": Decimal(8700)}})
    assert old.ground == "37"
    assert "compensation" not in open_lines(old)


def test_a_capped_sum_without_its_figure_leads_to_where_it_is_filled_in(case: Case) -> None:
    made = compose(given(case, ground="40-1"))

    (asked,) = [one for one in made.remarks if one.figure and one.figure[0] == "averages.month"]

    assert asked.figure == ("averages.month", "深圳", 2025)
    assert "去当地统计局或者人社局" in asked.text
    assert asked.query.startswith("name=averages.month&city=")
