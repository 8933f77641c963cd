"""Rosters for tests, written by another program than ours."""

import datetime as dt
import io
from typing import Any

import openpyxl

from lizhi.people import identity
from lizhi.people.roster import importing
from lizhi.people.roster.trial import Trial

NOW = dt.datetime(2026, 6, 1, 1, tzinfo=dt.UTC)
HEADER = {
    "number": "工号",
    "name": "姓名",
    "id_number": "证件号码",
    "phone": "手机号",
    "entity": "法人主体",
    "branch": "分支机构",
    "department": "部门",
    "post": "岗位",
    "manager": "直属上级工号",
    "hired_on": "入职日期",
    "contract_kind": "合同类型",
    "contract_start": "合同开始日期",
    "contract_end": "合同到期日期",
    "probation_end": "试用期截止",
    "monthly_wage": "月工资(元)",
    "average_wage": "近12个月平均应发工资",
    "fund_rate": "公积金个人比例",
    "leave_taken": "今年已休年假",
    "bank_account": "银行卡号",
    "email": "邮箱",
}
FIRST_ROW = 3
"""A title stands above the header."""


def card(seventeen: str) -> str:
    """A valid number of an identity card."""
    return seventeen + identity.card_check_digit(seventeen)


def person(number: int, /, **values: Any) -> dict[str, Any]:
    """One row; the fourth person is `T0004` in row 6."""
    plain = {
        "number": f"T{number:04}",
        "name": "张王李赵陈刘杨黄周吴"[number % 10] + "敏",
        "id_number": card(f"1199001990{number % 12 + 1:02}{number % 28 + 1:02}{number:03}"),
        "phone": f"199{number:08}",
        "entity": "荔城制造有限公司",
        "branch": "苏州工厂",
        "department": "装配车间",
        "post": "操作工",
        "manager": "T0001" if number > 1 else None,
        "hired_on": dt.date(2020, 3, 1),
        "contract_kind": "固定期限",
        "contract_start": dt.date(2023, 3, 1),
        "contract_end": dt.date(2027, 2, 28),
        "probation_end": None,
        "monthly_wage": 8700,
        "average_wage": 9000.5,
        "fund_rate": 0.07,
        "leave_taken": 2,
        "bank_account": f"62140010000{number:08}",
        "email": f"t{number}@example.com",
    }
    return {**plain, **values}


def people(count: int, **changed: dict[str, Any]) -> list[dict[str, Any]]:
    """Some rows; `p2={"phone": ""}` changes the second."""
    return [person(number, **changed.get(f"p{number}", {})) for number in range(1, count + 1)]


def workbook(
    rows: list[dict[str, Any]],
    header: dict[str, str] | None = None,
    *,
    title: str | None = "荔城 花名册",
    sheet: str = "在职员工",
) -> bytes:
    """The file, with a title above the header unless there is none."""
    book = openpyxl.Workbook()
    table = book.active
    assert table is not None
    table.title = sheet
    names = header or HEADER
    if title is not None:
        table.append([title])
    table.append(list(names.values()))
    for row in rows:
        table.append([row.get(field) for field in names])
    return saved(book)


def saved(book: openpyxl.Workbook) -> bytes:
    """The bytes of a workbook."""
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def tried(data: bytes, mapping: dict[str, str] | None = None) -> Trial:
    """Read, checked and compared with the database."""
    found = importing.read(data, mapping, at=NOW)
    importing.look(found)
    return found


def errors(data: bytes) -> list[tuple[int, str]]:
    """Row and column of each bad cell."""
    return [(error.row, error.column) for error in tried(data).report.errors]


def brought(rows: list[dict[str, Any]], at: dt.datetime = NOW, **options: Any) -> Any:
    """A batch of these people in the database."""
    data = workbook(rows, **options)
    found = importing.read(data, None, at=at)
    return importing.bring_in(data, found, filename="roster.xlsx", at=at, strict=True)
