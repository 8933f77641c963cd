"""Files that go out: the empty tables with their explanation, the marked rows, what is kept."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from lizhi.people.roster.workbook import Bold, Marked, workbook
from lizhi.settlement.models import PayRecord
from lizhi.settlement.payroll.entries import Trial
from lizhi.settlement.payroll.reading import Found
from lizhi.settlement.payroll.sheets import TABLES, Column, Table
from lizhi.settlement.vouchers.cells import as_csv

ABOUT = "说明"
KINDS = {
    "code": "文本",
    "name": "文本",
    "month": "月份，写成 2026-05",
    "money": "元，最多两位小数",
    "days": "天，最多一位小数",
    "hours": "小时，最多一位小数",
    "whole": "整数",
    "yes": "是或者否",
    "text": "文本",
    "date": "日期，写成 2026-05-31",
}
LEADING = (
    "每张表第一行是列名，从第二行起一行一条；不用的表留空或者删掉都行，列的顺序随意。",
    "格子里填数，不要填公式、单位和文字；不知道的空着，不要填 0。",
    "同一个人同一个月只写一行。同一份文件导两次，第二次什么都不会变。",
    "工资、个税、社保公积金、借款由财务导，考勤由 HR 导，只能导自己管的人。",
)


def empty() -> bytes:
    """All tables with their headers, and first a sheet that explains every column."""
    tables = [(table.title, [_header(table)]) for table in TABLES]
    return workbook([(ABOUT, list(_about())), *tables])


def _header(table: Table) -> list[Any]:
    return [Bold(column.names[0]) for column in table.columns]


def _about() -> Iterator[list[Any]]:
    for words in LEADING:
        yield [words]
    for table in TABLES:
        yield []
        yield [Bold(f"{table.title}：{table.about}")]
        for column in table.columns:
            yield [column.names[0], _needed(column), KINDS[column.kind], column.hint]


def _needed(column: Column) -> str:
    return "必填" if column.needed else "可以空"


def marked(tables: Sequence[Found], trial: Trial) -> bytes:
    """The bad rows as they were sent, bad cells red, with a last column that says why."""
    bad: dict[str, dict[int, dict[str, str]]] = defaultdict(lambda: defaultdict(dict))
    for error in trial.errors:
        bad[error.sheet][error.row][error.column] = str(error.reason)
    return workbook([(one.name, _rows(one, bad[one.name])) for one in tables])


def _rows(found: Found, bad: dict[int, dict[str, str]]) -> Iterator[list[Any]]:
    yield [*(Bold(place.header) for place in found.headers), Bold(_("Mistake"))]
    for number, cells in found.sheet.rows() if found.sheet else ():
        if number not in bad:
            continue
        wrong = bad[number]
        row = [
            Marked(cells[place.index]) if place.header in wrong else cells[place.index]
            for place in found.headers
        ]
        yield [*row, _("; ").join(f"{column}: {why}" for column, why in wrong.items())]


def listed(trial: Trial) -> bytes:
    """Every bad cell on a line of its own, as CSV; no cell of it becomes a formula."""
    head = (_("Sheet"), _("Row"), _("Column"), _("Employee"), _("The cell says"))
    rows = (
        (one.sheet, one.row, f"{one.letter} {one.column}", one.who, one.cell, one.reason, one.fix)
        for one in trial.errors
    )
    return as_csv((*head, _("What is wrong"), _("How to repair it")), rows)


def of_records(table: Table, records: Iterable[PayRecord]) -> bytes:
    """What is kept now, as the same table: it could be brought in again unchanged."""
    rows = [_header(table), *(_record(table, record) for record in records)]
    return workbook([(table.title, rows)])


def _record(table: Table, record: PayRecord) -> list[Any]:
    whom = {
        "number": record.employment.number,
        "name": record.employment.name,
        "month": record.item,
        "paper": record.item,
    }
    return [
        _cell(column, whom[column.key] if column.key in whom else record.values.get(column.key))
        for column in table.columns
    ]


def _cell(column: Column, value: Any) -> Any:
    if isinstance(value, bool):
        return "是" if value else "否"
    if value is not None and column.kind in {"money", "days", "hours", "whole"}:
        return Decimal(value)
    return value
