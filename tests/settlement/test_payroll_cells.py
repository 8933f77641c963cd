"""Every bad cell of payroll and attendance has its sentence; files that are none are refused."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from lizhi.accounts.models import User
from lizhi.cases.models import Case
from lizhi.common import clock
from lizhi.common.refusals import AlreadyDone, NotPermitted, Refused
from lizhi.people.models import Employment
from lizhi.people.roster.gate import Unreadable
from lizhi.settlement.actions import payroll
from lizhi.settlement.models import PayBatch, PayExport, PayRecord
from lizhi.settlement.payroll import files as payroll_files
from lizhi.settlement.payroll.sheets import BY_KEY
from tests import make
from tests.settlement.sheets import NOW, brought, faults, table, tried, wage

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


def test_twenty_thousand_rows_come_in_by_the_worker(case: Case, chen_jie: User) -> None:
    staff = [
        make.employee(f"员工{number}", f"137{number:08}", hired_on=dt.date(1990, 1, 1))
        for number in range(50)
    ]
    months = [f"{year}-{month:02}" for year in range(1992, 2026) for month in range(1, 13)]
    rows = [wage(one.number, month) for one in staff for month in months][:20_000]

    batch = tried(chen_jie, table("pay", *rows))
    assert (batch.state, batch.rows_total) == ("waiting", 20_000)
    make.work()
    batch = payroll.commit(PayBatch.objects.get(), at=clock.now())
    assert batch.state == "writing"
    make.work()

    assert PayBatch.objects.get().report["figures"]["new"] == len(rows) == 20_000
    assert PayRecord.objects.filter(is_current=True).count() == 20_000


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
