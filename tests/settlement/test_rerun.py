"""A settlement is computed again years later: the same bytes, or which line is another."""

import datetime as dt
import json
from decimal import Decimal
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command

from lizhi.accounts.models import User
from lizhi.cases.models import Case
from lizhi.common import clock
from lizhi.common.refusals import Refused
from lizhi.people.models import Employment, MonthlyWage
from lizhi.settlement import actions, computing, rerunning, rules
from lizhi.settlement.law import parameters
from lizhi.settlement.law.parameters import Book
from lizhi.settlement.models import Settlement
from tests import make
from tests.settlement import world
from tests.settlement.test_lines_from_law import SUZHOU
from tests.settlement.world import EVERYTHING

pytestmark = pytest.mark.django_db
GOLDEN = Path(__file__).with_name("golden") / "settlement-2026.12.json"
"""A settlement as it was stored by the rules of 2026.12: what it was computed from, and its lines.

It is never written anew: rules that give other bytes need another number of the engine.
"""


def drafted(case: Case, by: User, **more: Any) -> Settlement:
    made = actions.draft(case, inputs={**EVERYTHING, **more}, by=by, at=clock.now())
    return Settlement.objects.get(pk=made.pk)


def rerun(settlement: Settlement) -> rerunning.Rerun:
    return rerunning.rerun(settlement, engine=actions.ENGINE)


def command(*arguments: str) -> tuple[str, int]:
    out = StringIO()
    try:
        call_command("law", *arguments, stdout=out, stderr=out)
    except SystemExit as leaving:
        return out.getvalue(), int(str(leaving.code))
    return out.getvalue(), 0


def test_the_same_version_gives_the_same_bytes(case: Case, chen_jie: User) -> None:
    found = rerun(drafted(case, chen_jie))
    assert found.same
    assert found.untouched
    assert found.differences == []


def test_figures_of_another_day_change_nothing(
    case: Case, chen_jie: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    version = drafted(case, chen_jie)
    nothing = Book()
    monkeypatch.setattr(Book, "figure", lambda *_args, **_more: pytest.fail("asked the files"))
    with parameters.using(nothing):
        assert rerun(version).same


def test_a_table_of_days_that_is_announced_later_changes_nothing(
    case: Case, chen_jie: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    version = drafted(case, chen_jie)
    monkeypatch.setattr("lizhi.settlement.workdays.month_of", lambda _day: pytest.fail("asked"))
    assert rerun(version).same


def test_a_line_that_somebody_has_changed_in_the_database_is_named(
    case: Case, chen_jie: User
) -> None:
    version = drafted(case, chen_jie)
    version.lines.filter(key="wages").update(amount=Decimal("8000.01"))

    found = rerun(version)

    assert not found.same
    assert not found.untouched
    assert [(one.key, one.what) for one in found.differences] == [
        ("wages", "金额：当时 8000.01，现在 8000.00")
    ]


def test_the_command_says_the_same_or_which_line(case: Case, chen_jie: User) -> None:
    version = drafted(case, chen_jie)
    said, code = command("rerun", case.number)
    assert (code, "一个字节都不差" in said) == (0, True)

    version.lines.filter(key="fund").update(title="公积金")
    said, code = command("rerun", case.number, "1")
    assert code == 1
    assert "公积金（fund）：名称" in said
    assert command("rerun", "LZ-0000-000000")[1] == 2
    assert command("rerun", case.number, "9")[1] == 2


def test_a_line_that_is_told_otherwise_has_its_amount_all_the_same(
    case: Case, chen_jie: User
) -> None:
    version = drafted(case, chen_jie)
    version.lines.filter(key="wages").update(note="整月")

    said, code = command("rerun", case.number)

    assert code == 1
    assert "每一行的金额都和当时一样" in said


def test_the_command_explains_every_line_with_article_and_figure(
    case: Case, chen_jie: User
) -> None:
    drafted(case, chen_jie)
    said, code = command("explain", case.number)
    assert code == 0
    assert "8,700 ÷ 21.75 × 20 天 = 8,000.00" in said
    assert "人社部发〔2025〕2号" in said
    assert "原文核对过" in said


def test_a_figure_that_changes_while_it_is_open_makes_it_stale_and_shows_the_difference(
    case: Case, chen_jie: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("lizhi.settlement.cities.books.of", lambda _rows: SUZHOU)
    case.employment.work_city = "苏州"
    case.employment.save()
    case.ground = "36-E"
    case.save()
    version = drafted(case, chen_jie, average_due=Decimal(28_000))
    assert not rules.is_stale(version)

    (old,) = SUZHOU.added["苏州", "averages.month"].values()
    values = {dt.date(2025, 12, 31): {**old, "value": "8000"}}
    other = Book({**SUZHOU.added, ("苏州", "averages.month"): values})
    monkeypatch.setattr("lizhi.settlement.cities.books.of", lambda _rows: other)

    fresh = Settlement.objects.get(pk=version.pk)
    assert rules.is_stale(fresh)
    assert computing.changed_figures(fresh)[0].startswith("职工月平均工资")
    with pytest.raises(Refused, match="重算"):
        actions.send(fresh, by=chen_jie, at=clock.now())
    page = world.client_of(chen_jie).get(world.desk(case)).content.decode()
    assert "数字换了：职工月平均工资" in page

    newer = drafted(case, chen_jie)
    assert newer.number == 2
    sides = world.client_of(chen_jie).get(f"/desk/case/{case.number}/settlement/difference/1/2/")
    shown = sides.content.decode()
    assert "第 1 版" in shown
    assert "换了的数字：职工月平均工资" in shown


def test_a_wage_that_cannot_be_true_is_refused_with_a_sentence(
    case: Case, chen_jie: User, zhang_min: Employment
) -> None:
    zhang_min.hired_on = dt.date(2027, 1, 1)
    zhang_min.save()
    fresh = Case.objects.get(pk=case.pk)

    with pytest.raises(Refused, match="入职在解除日以后"):
        drafted(fresh, chen_jie)
    page = world.client_of(chen_jie).get(world.desk(case))
    assert page.status_code == 200
    assert "入职在解除日以后" in page.content.decode()


def test_months_from_payroll_with_one_missing_are_named_on_the_page(
    case: Case, chen_jie: User, zhang_min: Employment
) -> None:
    for month in range(1, 11):
        MonthlyWage.objects.create(
            employment=zhang_min,
            month=dt.date(2026, month, 1),
            amount=Decimal(9000),
            overtime=Decimal(300),
        )
    case.ground = "36-E"
    case.save()
    zhang_min.average_wage = None
    zhang_min.save()

    page = world.client_of(chen_jie).get(world.desk(case)).content.decode()

    assert "12 个月里缺 2025-11、2025-12 的工资" in page


def test_two_open_contracts_are_said(case: Case, chen_jie: User, zhang_min: Employment) -> None:
    other = make.branch("上海分公司", entity="示例制造（上海）有限公司")
    Employment.objects.create(
        person=zhang_min.person,
        entity=other.entity,
        branch=other,
        department=zhang_min.department,
        number="SH-0001",
        post="顾问",
        hired_on=dt.date(2024, 1, 1),
    )
    page = world.client_of(chen_jie).get(world.desk(case)).content.decode()
    assert "还有一份合同没结束" in page
    assert "示例制造（上海）有限公司，2024-01-01 入职" in page


def test_a_settlement_of_the_rules_of_2026_12_gives_the_same_bytes(case: Case) -> None:
    kept = json.loads(GOLDEN.read_text(encoding="utf-8"))
    version = Settlement(
        case=case,
        inputs=kept["inputs"],
        figures=kept["figures"],
        parameters_hash=kept["parameters_hash"],
        engine=kept["engine"],
    )

    made = computing.again(version)

    assert kept["engine"] == "2026.12"
    assert json.loads(rerunning.canonical(made.lines)) == kept["lines"]
    assert rerunning.digest(rerunning.canonical(made.lines)) == kept["digest"]
