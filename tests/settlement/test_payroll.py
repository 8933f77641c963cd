"""Payroll and attendance come in: every bad cell has its sentence, the same file twice is once."""

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal

import pytest

from lizhi.accounts.models import User
from lizhi.cases.models import Case
from lizhi.common import clock
from lizhi.common.refusals import NotPermitted, Refused
from lizhi.people.models import Employment
from lizhi.settlement import computing, gathering, rules
from lizhi.settlement.actions import payroll
from lizhi.settlement.inputs import Inputs
from lizhi.settlement.lines import Remark
from lizhi.settlement.models import Line, PayRecord
from tests import make
from tests.settlement import found, world
from tests.settlement.sheets import NOW, brought, table, wage, year_of
from tests.settlement.test_lines_from_law import YEAR, made

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def november() -> Iterator[None]:
    """It is the month in which Zhang Min leaves."""
    with clock.at(NOW):
        yield


@pytest.fixture
def li_li(case: Case) -> User:
    """HR of the branch."""
    user = make.employee("李丽", "13800000310").user
    make.grant(user, "hr")
    return user


def gathered(case: Case) -> Inputs:
    return gathering.gather(Case.objects.get(pk=case.pk))


def computed(case: Case) -> list[Line]:
    fresh = Case.objects.get(pk=case.pk)
    return computing.compute(fresh, gathering.gather(fresh)).made.lines


def remarks(case: Case) -> list[Remark]:
    fresh = Case.objects.get(pk=case.pk)
    return computing.compute(fresh, gathering.gather(fresh)).made.remarks


def test_twelve_months_of_wages_become_both_averages(
    case: Case, chen_jie: User, zhang_min: Employment
) -> None:
    brought(chen_jie, table("pay", *year_of(zhang_min.number, 9000, overtime_pay=300)))

    known = gathered(case)
    assert set(known.months_due.values()) == {Decimal(9000)}
    assert known.average_due == Decimal(9000)
    assert known.average == Decimal(8700)
    assert known.last_month_wage == Decimal(9000)
    assert known.monthly_wage == Decimal(8700)


def test_a_month_that_is_missing_is_asked_for_and_never_guessed(
    case: Case, chen_jie: User, zhang_min: Employment
) -> None:
    rows = year_of(zhang_min.number)
    brought(chen_jie, table("pay", *rows[:4], *rows[5:]))

    known = gathered(case)
    assert (known.months_due, known.months, known.average) == ({}, {}, None)
    assert known.months_missing == ("2026-03",)


def test_without_a_word_about_overtime_the_average_without_it_is_asked_for(
    case: Case, chen_jie: User, zhang_min: Employment
) -> None:
    brought(chen_jie, table("pay", *year_of(zhang_min.number)))

    known = gathered(case)
    assert len(known.months_due) == 12
    assert known.months == {}


def test_attendance_tells_the_unpaid_days_the_overtime_and_the_leave(
    case: Case, li_li: User, zhang_min: Employment
) -> None:
    row = {
        "number": zhang_min.number,
        "month": "2026-11",
        "paid_days": 18,
        "unpaid_absence_days": 1.5,
        "rest_day_hours": 8,
        "sick_days": 2,
        "days_taken": 7,
        "days_taken_last_year": 10,
    }
    brought(li_li, table("attendance", row))

    known = gathered(case)
    assert [known.unpaid_days, known.paid_days] == [Decimal("1.5"), Decimal(18)]
    assert known.sick_days == Decimal(2)
    assert known.overtime_rest_day == Decimal(8)
    assert [known.leave_taken, known.leave_taken_last_year] == [Decimal(7), Decimal(10)]


def test_tax_of_the_year_so_far_is_that_of_the_newest_month_before_the_last(
    case: Case, chen_jie: User, zhang_min: Employment
) -> None:
    row = {
        "number": zhang_min.number,
        "income": 87000,
        "special_deduction": 9135,
        "additional_deduction": 20000,
        "tax_withheld": 0,
    }
    brought(
        chen_jie,
        table(
            "tax",
            {**row, "month": "2026-09", "months": 9},
            {**row, "month": "2026-10", "months": 10},
        ),
    )

    known = gathered(case)
    assert (known.year_months, known.year_income) == (10, Decimal(87000))
    assert known.year_special == Decimal(9135)
    assert known.year_additional == Decimal(20000)
    assert known.year_tax == Decimal(0)


def test_contributions_of_the_last_month_fill_the_lines_and_say_where_they_are_from(
    case: Case, chen_jie: User, zhang_min: Employment
) -> None:
    row = {
        "number": zhang_min.number,
        "month": "2026-11",
        "declared_base": 8700,
        "insurance_employee": 913.5,
        "fund_employee": 435,
    }
    brought(chen_jie, table("contributions", row))

    known = gathered(case)
    assert (known.insurance, known.fund) == (Decimal("913.50"), Decimal("435.00"))
    assert known.insurance_how == "薪酬导入的 2026-11 个人部分"
    assert known.insurance_base == Decimal(8700)


def test_advances_are_known_with_their_paper_and_consent(
    case: Case, chen_jie: User, zhang_min: Employment
) -> None:
    rows = [
        {"number": zhang_min.number, "paper": "JK-7", "title": "差旅预支", "amount": 800,
         "consent": "是", "since": dt.date(2026, 9, 1)},
        {"number": zhang_min.number, "paper": "JK-8", "title": "已还", "amount": 0,
         "consent": "否"},
    ]  # fmt: skip
    brought(chen_jie, table("advances", *rows))

    (advance,) = gathered(case).advances
    assert (advance.title, advance.amount, advance.proven) == ("差旅预支", Decimal(800), True)
    lines = {line.key: line for line in computed(case)}
    assert lines["advance-1"].amount == Decimal(800)
    assert "单据 JK-7，薪酬导入的" in lines["advance-1"].note


def test_an_advance_without_consent_is_not_taken_off(
    case: Case, chen_jie: User, zhang_min: Employment
) -> None:
    row = {"number": zhang_min.number, "paper": "JK-7", "title": "差旅预支", "amount": 800}
    brought(chen_jie, table("advances", {**row, "consent": "否"}))

    lines = {line.key: line for line in computed(case)}
    assert lines["advance-1"].side == Line.Side.APART


def test_the_same_file_twice_changes_nothing(
    case: Case, chen_jie: User, zhang_min: Employment
) -> None:
    brought(chen_jie, table("pay", *year_of(zhang_min.number)))

    again = brought(chen_jie, table("pay", *year_of(zhang_min.number)))

    assert again.report["figures"]["same"] == 12
    assert PayRecord.objects.count() == 12
    assert set(PayRecord.objects.values_list("version", flat=True)) == {1}


def test_a_changed_cell_is_a_new_version_and_the_open_draft_is_stale(
    case: Case, chen_jie: User, zhang_min: Employment
) -> None:
    brought(chen_jie, table("pay", *year_of(zhang_min.number, overtime_pay=0)))
    draft = world.sent(case, chen_jie)
    draft.case = Case.objects.get(pk=case.pk)
    assert not rules.is_stale(draft)

    batch = brought(chen_jie, table("pay", wage(zhang_min.number, "2026-05", 9900, overtime_pay=0)))

    record = PayRecord.objects.get(item="2026-05", is_current=True)
    assert record.replaces is not None
    assert (record.version, record.replaces.values["wage_due"]) == (2, "8700.00")
    assert batch.report["touched"] == [{"case": case.number, "name": "张敏"}]
    assert rules.is_stale(draft)


def test_undone_everything_is_as_before_and_what_was_changed_since_stays(
    case: Case, chen_jie: User, zhang_min: Employment
) -> None:
    brought(chen_jie, table("pay", wage(zhang_min.number, "2026-04"), wage(zhang_min.number)))
    second = brought(
        chen_jie,
        table("pay", wage(zhang_min.number, "2026-04", 1), wage(zhang_min.number, "2026-05", 2)),
    )
    brought(chen_jie, table("pay", wage(zhang_min.number, "2026-05", 3)))

    undone = payroll.undo(second, reason="导错月份", by=chen_jie, at=clock.now())
    payroll.undo(second, reason="导错月份", by=chen_jie, at=clock.now())

    now = dict(PayRecord.objects.filter(is_current=True).values_list("item", "values"))
    assert now["2026-04"]["wage_due"] == "8700.00"
    assert now["2026-05"]["wage_due"] == "3.00"
    assert (undone.report["undone"], undone.report["staying"]) == (1, 1)


def test_it_is_undone_by_whoever_brought_it_with_a_reason_within_a_week(
    chen_jie: User, zhang_min: Employment, case: Case
) -> None:
    batch = brought(chen_jie, table("pay", wage(zhang_min.number)))

    with pytest.raises(NotPermitted):
        payroll.undo(batch, reason="x", by=found.second_in_finance(), at=clock.now())
    with pytest.raises(Refused, match="为什么"):
        payroll.undo(batch, reason=" ", by=chen_jie, at=clock.now())
    with pytest.raises(Refused, match="一周"):
        payroll.undo(batch, reason="x", by=chen_jie, at=clock.now() + dt.timedelta(days=8))


def test_sums_that_lack_the_month_before_the_payment_are_no_sums_of_the_year(
    case: Case, chen_jie: User, zhang_min: Employment
) -> None:
    sums = {"income": 78000, "special_deduction": 8100, "additional_deduction": 0}
    row = {"number": zhang_min.number, "month": "2026-09", "months": 9, "tax_withheld": 0}
    brought(chen_jie, table("tax", {**row, **sums}))

    known = gathered(case)
    assert (known.year_income, known.year_until) == (None, "2026-09")
    said = [one.text for one in remarks(case) if one.title.startswith("缺个人所得税")]
    assert len(said) == 1
    assert "只到 2026-09" in said[0]


def test_sums_of_fewer_months_than_there_were_are_pointed_out(case: Case) -> None:
    told = made(case, **{**YEAR, "year_months": 9}).remarks
    (said,) = [one.text for one in told if one.title == "今年累计的月数对不上"]
    assert "是 10 个月，累计数填的是 9 个月" in said
    assert not [one for one in made(case, **YEAR).remarks if "月数" in one.title]
