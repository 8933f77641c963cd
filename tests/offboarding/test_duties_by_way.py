"""What the company owes after each way of ending, with day and article."""

import datetime as dt

import pytest

from lizhi.cases.models import Case
from lizhi.offboarding import duties
from tests.offboarding.conftest import Company

pytestmark = pytest.mark.django_db
END = dt.date(2026, 7, 1)
LIST = ("unemployment_list", "2026-07-08", "失业保险条例第十六条")
ALWAYS = [
    ("certificate", "2026-07-01", "劳动合同法第五十条"),
    ("wages", "2026-07-01", "工资支付暂行规定第九条"),
    ("transfer", "2026-07-16", "劳动合同法第五十条"),
    ("housing_fund", "2026-07-31", "住房公积金管理条例第十五条"),
    ("contract_texts_years", "2028-07-01", "劳动合同法第五十条"),
]
NO_LIST = {"retirement", "death"}
"""Nobody is out of work."""


@pytest.mark.parametrize("way", Case.Way.values)
def test_each_way_has_its_duties_with_day_and_article(company: Company, way: str) -> None:
    leaver = company.zhang_min
    case = Case(way=way, contract_end=END, employment=leaver, branch=leaver.branch)
    found = []
    for kind in duties.kinds_of(case):
        due = duties.of_law(case, kind)
        found.append((kind, str(due.day), due.article))
    wanted = ALWAYS if way in NO_LIST else [*ALWAYS[:2], LIST, *ALWAYS[2:]]
    assert found == wanted
