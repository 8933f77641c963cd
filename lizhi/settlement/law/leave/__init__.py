"""Annual leave: how much there is, how much of it is left at the exit, and what that is worth."""

from lizhi.settlement.law.leave.entitlement import entitlement
from lizhi.settlement.law.leave.pay import company_leave_pay, unused_leave_pay
from lizhi.settlement.law.leave.unused import Unused, elapsed_days, unused_days

__all__ = [
    "Unused",
    "company_leave_pay",
    "elapsed_days",
    "entitlement",
    "unused_days",
    "unused_leave_pay",
]
