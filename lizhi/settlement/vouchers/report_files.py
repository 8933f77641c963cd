"""The monthly report as files: what the page shows, and nothing besides."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from lizhi.settlement.vouchers import cells
from lizhi.settlement.vouchers.report import Column, Report
from lizhi.settlement.vouchers.suppressing import LEAST

FORMAT, VERSION = "lizhi.settlement_report", 1


def as_json(report: Report) -> dict[str, Any]:
    """For programs; what is not shown is null."""
    return {
        "format": FORMAT,
        "version": VERSION,
        "entity": report.entity,
        "period": f"{report.period:%Y-%m}",
        "least_people": LEAST,
        "rows": [
            {
                "branch": row.title,
                "people": row.people,
                "settled": row.settled,
                "endings": _named(report.grounds, row.endings),
                "dues": _named(report.dues, row.dues),
                "deductions": _named(report.deductions, row.deductions),
                "cost": None if row.cost is None else f"{row.cost:.2f}",
                "open_disputes": row.disputes,
                "payments_due": row.due if row.in_time is not None else None,
                "paid_in_time": row.in_time,
            }
            for row in report.rows
        ],
    }


def _named(columns: Sequence[Column], values: Sequence[int] | Sequence[Decimal]) -> dict[str, Any]:
    return {
        column.title: f"{value:.2f}" if isinstance(value, Decimal) else value
        for column, value in zip(columns, values, strict=True)
    }


def as_xlsx(report: Report) -> bytes:
    """One sheet; the columns of the page."""
    head = (
        *("分支", "离职人数", *(f"{one.title}，人" for one in report.grounds)),
        *(one.title for one in (*report.dues, *report.deductions)),
        *("公司承担（不含单位社保公积金）", "已发结算的人数", "有问题没答复的人数"),
        *("到期该付的人数", "按时付的人数"),
    )
    hidden = f"不足 {LEAST} 人，不显示"
    rows = [
        (
            *(row.title, row.people, *row.endings, *row.dues, *row.deductions),
            hidden if row.cost is None else row.cost,
            row.settled,
            hidden if row.disputes is None else row.disputes,
            *((hidden, hidden) if row.in_time is None else (row.due, row.in_time)),
        )
        for row in report.rows
    ]
    return cells.as_xlsx([("月报", head, rows or [(f"不足 {LEAST} 人离职，不出月报",)])])
