"""Wages by month for everybody of a large roster, and what payroll has told: written by the bench.

A file with more than a million cells is not what is measured here, so the rows are put there.
"""

import datetime as dt
from collections.abc import Iterator

from lizhi.people.models import Employment, MonthlyWage
from lizhi.settlement.models import PayBatch, PayRecord
from lizhi.settlement.whatif import sources, year

MONTHS = 12
AT_ONCE = 5_000


def months(last_day: dt.date) -> None:
    """The roster's: a dozen months of each."""
    wanted = sources.window(last_day, last_day)[-MONTHS:]
    rows = (
        MonthlyWage(employment_id=key, month=month, amount=8000 + key % 9000)
        for key in _everybody()
        for month in wanted
    )
    MonthlyWage.objects.bulk_create(rows, batch_size=AT_ONCE)


def payroll(last_day: dt.date) -> None:
    """Payroll's last month of wages, the tax year so far, and a base of contributions."""
    someone = Employment.objects.select_related("person__user").order_by("pk")[0]
    batch = PayBatch.objects.create(number="P0001", by=someone.user, digest="0" * 64)
    last, earlier = year.months_before(last_day)
    taxed = {"months": "4", "income": "60000", "special_deduction": "6000", "tax_withheld": "300"}
    told = (
        ("pay", last, {"wage_due": "8700.00", "overtime_pay": "0"}),
        ("tax", earlier, {**taxed, "additional_deduction": "3000"}),
        ("tax", last, {**taxed, "additional_deduction": "4000"}),
        ("contributions", last, {"declared_base": "8000.00", "fund_base": "8000.00"}),
    )
    rows = (
        PayRecord(employment_id=key, sheet=sheet, item=item, values=values, batch=batch)
        for key in _everybody()
        for sheet, item, values in told
    )
    PayRecord.objects.bulk_create(rows, batch_size=AT_ONCE)


def _everybody() -> Iterator[int]:
    return Employment.objects.active().order_by("pk").values_list("pk", flat=True).iterator()
