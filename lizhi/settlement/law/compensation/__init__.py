"""Compensation: months, average, cap, amounts, and what an unlawful ending costs."""

from lizhi.settlement.law.compensation.amounts import (
    Compensation,
    amount_of,
    compensation,
    damages,
    notice_pay,
)
from lizhi.settlement.law.compensation.average import average_due
from lizhi.settlement.law.compensation.base import Base, base, cap, uncapped
from lizhi.settlement.law.compensation.chain import Service, reckon
from lizhi.settlement.law.compensation.exposure import PROTECTIONS, Protection, exposed
from lizhi.settlement.law.compensation.months import months

__all__ = [
    "PROTECTIONS",
    "Base",
    "Compensation",
    "Protection",
    "Service",
    "amount_of",
    "average_due",
    "base",
    "cap",
    "compensation",
    "damages",
    "exposed",
    "months",
    "notice_pay",
    "reckon",
    "uncapped",
]
