"""Payroll and attendance come in: every bad cell has its sentence, the same file twice is once."""

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from lizhi.accounts.models import User
from lizhi.cases.models import Case
from lizhi.common import clock
from lizhi.common.refusals import AlreadyDone, NotPermitted, Refused
from lizhi.people.models import Employment
from lizhi.people.roster.gate import Unreadable
from lizhi.settlement import computing, gathering, rules
from lizhi.settlement.actions import payroll
from lizhi.settlement.inputs import Inputs
from lizhi.settlement.models import Line, PayBatch, PayExport, PayRecord
from lizhi.settlement.payroll import files as payroll_files
from lizhi.settlement.payroll.sheets import BY_KEY
from tests import make
from tests.settlement import found, world
from tests.settlement.sheets import book, table, wage, year_of

pytestmark = pytest.mark.django_db
NOW = dt.datetime(2026, 11, 20, 1, tzinfo=dt.UTC)


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


def brought(by: User, *tables: Any) -> PayBatch:
    batch = payroll.upload(book(*tables), filename="薪酬.xlsx", by=by, at=clock.now())
    return payroll.commit(batch, at=clock.now())


def tried(by: User, *tables: Any) -> PayBatch:
    return payroll.upload(book(*tables), filename="薪酬.xlsx", by=by, at=clock.now())


def faults(batch: PayBatch) -> list[tuple[int, str, str]]:
    return [(one["row"], one["column"], str(one["reason"])) for one in batch.report["errors"]]


def gathered(case: Case) -> Inputs:
    return gathering.gather(Case.objects.get(pk=case.pk))


def computed(case: Case) -> list[Line]:
    fresh = Case.objects.get(pk=case.pk)
    return computing.compute(fresh, gathering.gather(fresh)).made.lines


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


@pytest.mark.parametrize(
    ("row", "column", "reason"),
    [
        ({"wage_due": "八千七"}, "应发合计", "是文字，不是数"),
        ({"wage_due": -1}, "应发合计", "小于 0"),
        ({"wage_due": 8700.005}, "应发合计", "小数超过 2 位"),
        ({"wage_due": 1e12}, "应发合计", "超过 99999999.99"),
        ({"wage_due": None}, "应发合计", "空"),
        ({"wage_due": 100, "overtime_pay": 101}, "应发合计", "比里面各项的和 101.00 还少"),
        ({"month": "2026-13"}, "月份", "没有这个月"),
        ({"month": "2026-02-29"}, "月份", "没有这一天"),
        ({"month": "五月"}, "月份", "不是月份"),
        ({"month": None}, "月份", "空"),
        ({"month": "2026-12"}, "月份", "还没到这个月"),
        ({"month": "2021-02"}, "月份", "在入职（2021-03-01）以前"),
        ({"number": "E000"}, "工号", "花名册里没有这个工号"),
        ({"name": "李四"}, "姓名", "这个工号是别人的"),
    ],
)
def test_a_bad_cell_is_named_by_sheet_row_column_and_reason(
    case: Case,
    chen_jie: User,
    zhang_min: Employment,
    row: dict[str, Any],
    column: str,
    reason: str,
) -> None:
    batch = tried(chen_jie, table("pay", {**wage(zhang_min.number), **row}))

    assert [(2, column)] == [(number, name) for number, name, _why in faults(batch)]
    assert reason in faults(batch)[0][2]
    assert batch.report["errors"][0]["sheet"] == "工资"
    with pytest.raises(Refused):
        payroll.commit(batch, at=clock.now())


def test_months_are_read_as_people_write_them(
    case: Case, chen_jie: User, zhang_min: Employment
) -> None:
    written = ["2026-01", "2026年2月", 202603, dt.date(2026, 4, 30), "2026/5", "２０２６．６"]
    brought(chen_jie, table("pay", *(wage(zhang_min.number, month) for month in written)))  # type: ignore[arg-type]

    items = PayRecord.objects.order_by("item").values_list("item", flat=True)
    assert list(items) == [f"2026-{month:02}" for month in range(1, 7)]


def test_0_1_and_0_2_are_0_3(case: Case, chen_jie: User, zhang_min: Employment) -> None:
    brought(chen_jie, table("pay", wage(zhang_min.number, due=0.1 + 0.2)))

    assert PayRecord.objects.get().values["wage_due"] == "0.30"


def test_a_month_after_the_last_day_is_refused(case: Case, chen_jie: User) -> None:
    gone = make.employee("吴昊", "13800000312", left_on=dt.date(2026, 6, 30))

    batch = tried(
        chen_jie, table("pay", wage(gone.number, "2026-07"), wage(gone.number, "2026-06"))
    )

    assert faults(batch) == [(2, "月份", "在离职（2026-06-30）以后")]
    assert batch.report["figures"]["good_rows"] == 1


def test_the_same_person_twice_in_a_file_names_the_first_row(
    case: Case, chen_jie: User, zhang_min: Employment
) -> None:
    batch = tried(chen_jie, table("pay", wage(zhang_min.number), wage(zhang_min.number, due=9)))

    assert faults(batch) == [(3, "月份", "重复了，头一次在工资第 2 行")]


def test_of_two_contracts_that_run_the_staff_number_says_which_is_meant(
    case: Case, chen_jie: User, zhang_min: Employment
) -> None:
    second = Employment.objects.get(pk=zhang_min.pk)
    second.pk, second.number = None, "E2"
    second.save(force_insert=True)

    batch = tried(chen_jie, table("pay", wage("E2")))

    assert [str(one["reason"]) for one in batch.report["warnings"]] == [
        "有两份在职合同，按这个工号的那份记"
    ]
    payroll.commit(batch, at=clock.now())
    assert PayRecord.objects.get().employment.number == "E2"


def test_a_formula_is_no_value(case: Case, chen_jie: User, zhang_min: Employment) -> None:
    batch = tried(chen_jie, table("pay", {**wage(zhang_min.number), "wage_due": "=SUM(A1:A9)"}))

    assert "公式" in faults(batch)[0][2]


def test_finance_brings_no_attendance_and_hr_no_wages(
    case: Case, chen_jie: User, li_li: User, zhang_min: Employment
) -> None:
    days = {"number": zhang_min.number, "month": "2026-11", "paid_days": 3}

    assert faults(tried(chen_jie, table("attendance", days)))[0][2] == "不归您管"
    assert faults(tried(li_li, table("pay", wage(zhang_min.number))))[0][2] == "不归您管"


def test_nobody_else_brings_figures_in(zhang_min: Employment, case: Case) -> None:
    with pytest.raises(NotPermitted, match="财务"):
        tried(zhang_min.user, table("pay", wage(zhang_min.number)))


def test_finance_of_another_company_touches_nobody_here(case: Case, zhang_min: Employment) -> None:
    there = make.branch("成都分公司", "示例制造（成都）有限公司")
    stranger = make.employee("何静", "13800000309", at=there).user
    make.grant(stranger, "finance", at=there)

    assert faults(tried(stranger, table("pay", wage(zhang_min.number))))[0][2] == "不归您管"


def test_a_column_under_another_name_is_said_which_it_is(
    case: Case, chen_jie: User, zhang_min: Employment
) -> None:
    rows = [["员工号", "年月", "本月钱数", "加班费"], [zhang_min.number, "2026-05", 8700, 0]]
    batch = tried(chen_jie, ("五月", rows))
    assert faults(batch)[0][1:] == ("应发合计", "少了这一列")

    batch = payroll.map_columns(batch, {"五月|本月钱数": "wage_due"}, at=clock.now())

    assert batch.report["errors"] == []
    payroll.commit(batch, at=clock.now())
    assert PayRecord.objects.get().values == {"wage_due": "8700.00", "overtime_pay": "0.00"}


def test_sheets_that_are_none_of_the_tables_are_left_out_and_said(
    case: Case, chen_jie: User, zhang_min: Employment
) -> None:
    phones = ("通讯录", [["姓名", "电话"], ["张敏", "1"]])
    batch = tried(chen_jie, phones, table("pay", wage(zhang_min.number)))

    assert batch.report["left_out"] == ["通讯录"]


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"a,b"])
def test_what_is_no_workbook_is_refused_by_its_name(
    case: Case, chen_jie: User, data: bytes
) -> None:
    with pytest.raises(Unreadable):
        payroll.upload(data, filename="x.xlsx", by=chen_jie, at=clock.now())


def test_a_file_is_brought_in_once(case: Case, chen_jie: User, zhang_min: Employment) -> None:
    batch = brought(chen_jie, table("pay", wage(zhang_min.number)))

    assert payroll.commit(batch, at=clock.now()).state == PayBatch.State.DONE
    with pytest.raises(AlreadyDone):
        payroll.map_columns(batch, {}, at=clock.now())


def test_twenty_thousand_rows_come_in_at_once(case: Case, chen_jie: User) -> None:
    staff = [
        make.employee(f"员工{number}", f"137{number:08}", hired_on=dt.date(1990, 1, 1))
        for number in range(50)
    ]
    months = [f"{year}-{month:02}" for year in range(1992, 2026) for month in range(1, 13)]
    rows = [wage(one.number, month) for one in staff for month in months][:20_000]

    batch = brought(chen_jie, table("pay", *rows))

    assert batch.report["figures"]["new"] == len(rows) == 20_000


def test_what_is_taken_away_could_come_in_again_unchanged_and_is_noted(
    case: Case, chen_jie: User, zhang_min: Employment
) -> None:
    brought(chen_jie, table("pay", wage(zhang_min.number, overtime_pay=12.5)))
    records = payroll.export(BY_KEY["pay"], by=chen_jie, at=clock.now())

    again = payroll.upload(
        payroll_files.of_records(BY_KEY["pay"], records),
        filename="现有的.xlsx",
        by=chen_jie,
        at=clock.now(),
    )

    assert again.report["figures"] == {**again.report["figures"], "same": 1, "bad_cells": 0}
    assert PayExport.objects.get().rows == 1


def test_the_empty_tables_explain_every_column_and_can_be_read(case: Case, chen_jie: User) -> None:
    batch = payroll.upload(payroll_files.empty(), filename="空表.xlsx", by=chen_jie, at=clock.now())

    assert [one["table"] for one in batch.report["tables"]] == list(BY_KEY)
    assert batch.report["left_out"] == ["说明"]
    assert batch.report["errors"] == []


def test_a_file_of_wages_goes_when_nothing_can_be_undone_any_more(
    case: Case, chen_jie: User, zhang_min: Employment, tmp_path: Path, settings: Any
) -> None:
    settings.DATA_DIR = tmp_path
    batch = tried(chen_jie, table("pay", wage(zhang_min.number)))

    assert payroll.forget_old_files(NOW + dt.timedelta(days=6)) == 0
    assert payroll.forget_old_files(NOW + dt.timedelta(days=8)) == 1
    with pytest.raises(Refused, match="文件"):
        payroll.commit(batch, at=clock.now())
