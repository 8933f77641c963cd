"""What payroll tells of somebody, as a message of its program would."""

from typing import Any

from lizhi.accounts.models import User
from lizhi.people.models import Employment
from lizhi.settlement.models import PayBatch, PayRecord
from tests import make


class Payroll:
    """What payroll tells, month by month."""

    def __init__(self, by: User) -> None:
        self.batch = PayBatch.objects.create(number=make.key()[:20], by=by, digest="0" * 64)
        self.records: list[PayRecord] = []

    def tells(self, who: Employment, sheet: str, month: str, **values: Any) -> None:
        """One row of one table."""
        self.records.append(
            PayRecord(employment=who, sheet=sheet, item=month, values=values, batch=self.batch)
        )

    def comes_in(self) -> None:
        """All of it at once."""
        PayRecord.objects.bulk_create(self.records)
        self.records = []


def tax_year(
    payroll: Payroll, who: Employment, *, used: bool | None = False, until: int = 5
) -> None:
    """The months of 2026 up to this one, as the company has withheld them; each has 2,000 off."""
    for month, additional in ((until - 1, 2000 * (until - 1)), (until, 2000 * until)):
        values: dict[str, Any] = {
            "months": str(until),
            "income": str(21000 * until),
            "special_deduction": str(3500 * until),
            "tax_withheld": "1575",
            "additional_deduction": str(additional),
        }
        if used is not None:
            values["separate_method_used_this_year"] = used
        payroll.tells(who, "tax", f"2026-{month:02}", **values)
