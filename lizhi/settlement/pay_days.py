"""The day on which wages are due in one sum (工资支付暂行规定 9, and rules of provinces)."""

import datetime as dt

from lizhi.cases.models import Case
from lizhi.settlement import workdays
from lizhi.settlement.law import clocks


def pay_day(case: Case) -> dt.date:
    """Until when the wages are paid; it waits for no answer, no approval and no handover."""
    return clocks.due(
        "wages",
        contract_end=case.contract_end,
        city=case.employment.work_city or case.branch.city,
        after_work_days=workdays.after_work_days,
    ).value
