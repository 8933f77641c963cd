"""Wages of the month of the last day, in whole fen (人社部发〔2025〕2号; 工资支付暂行规定 9)."""

import datetime as dt
from decimal import Decimal

import numpy as np

from lizhi.settlement.law.fen.whole import Fen, Flags, fen, half_up
from lizhi.settlement.law.parameters import figure


def final_wage(monthly: Fen, days: Fen, whole_month: Flags, *, as_of: dt.date) -> Fen:
    """As `wages.final_wage`, positive method: a whole month as a whole, never above the month."""
    divisor = fen(figure("wages.paid_days_a_month", as_of=as_of).value)
    by_days = half_up(monthly * days * fen(Decimal(1)), divisor)
    found: Fen = np.where(whole_month, monthly, np.minimum(by_days, monthly))
    return found
