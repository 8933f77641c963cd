"""A week at an HR desk: a dozen people who leave, each at another place of the way."""

import datetime as dt
from collections.abc import Callable

from lizhi.cases.models import Case
from tests import make, stories
from tests.stories import Company

Step = Callable[[Company, Case], None]
STEPS: tuple[Step, ...] = (
    stories.acknowledge,
    stories.sign,
    stories.hand_over,
    stories.confirm,
    stories.settle,
)
NOW = "2026-11-25 14:20"
WEEK = """
刘洋 仓储部 relocation 合肥 12-04 20/0830 20/1510
陈晨 客服部 health - 12-11 23/1012 24/0902
黄伟 研发部 career 成都 12-18 24/0940
赵敏 品质部 family 南宁 11-30 25/0805
林芳 销售二部 family 赣州 11-27 19/1920 20/0850 20/2005 23/0910
郭静 财务部 unsaid - 12-25 25/1148
何俊 研发部 career 西安 12-04 22/2130 23/0930 24/1200 24/1800
罗丽 行政部 relocation 长沙 12-01 18/1200 18/1600 19/0900 19/1500 20/1000
梁超 生产一部 health 梅州 12-09 24/2110 25/0915
宋佳 采购部 other - 11-30 16/0900 16/1400 17/0900 17/1500 18/1000 19/1600
"""
"""Who, department, reason, where, last day; when the notice came, then when each step was done."""


def fill(company: Company) -> int:
    """Play the week; in the end it is Wednesday afternoon, and so many have resigned."""
    lines = WEEK.split("\n")[1:-1]
    for number, line in enumerate(lines):
        _play(company, number, *line.split())
    company.house.at(NOW)
    return len(lines)


def _play(
    company: Company, number: int, name: str, department: str, reason: str, place: str, *times: str
) -> None:
    last, notice, *done = times
    company.house.set(_moment(notice))
    leaver = make.employee(
        name,
        f"137{company.zhang_min.pk:04}{number:04}",
        at=company.zhang_min.branch,
        department=department,
        reports_to=company.zhang_min.reports_to,
    )
    answers = {"reason": reason, "place": place.strip("-"), "words": ""}
    wished = dt.date.fromisoformat(f"2026-{last}")
    case = stories.resign(company, leaver, wished_day=wished, **answers)
    company.house.settle()
    for time, step in zip(done, STEPS, strict=False):
        company.house.at(_moment(time))
        case.refresh_from_db()
        step(company, case)


def _moment(text: str) -> str:
    return f"2026-11-{text[:2]} {text[3:5]}:{text[5:]}"
