"""How numbers and days are written in steps, and the one way in which money is rounded."""

import datetime as dt
from decimal import ROUND_HALF_UP, Decimal

CENT = Decimal("0.01")
MINUS = "−"


def cents(amount: Decimal) -> Decimal:
    """Yuan to the fen, half up: each line is rounded once, sums add rounded lines."""
    return amount.quantize(CENT, ROUND_HALF_UP)


def yuan(amount: Decimal) -> str:
    """8,700.00, with a true minus."""
    return f"{cents(amount):,.2f}".replace("-", MINUS)


def short(amount: Decimal) -> str:
    """400 or 560.10: whole yuan without the fen that say nothing."""
    shown = cents(amount)
    return plain(shown) if shown == shown.to_integral_value() else yuan(shown)


def plain(number: Decimal | int) -> str:
    """8,700 or 21.75: no zeros that say nothing."""
    whole, _, fraction = f"{Decimal(number):,f}".partition(".")
    fraction = fraction.rstrip("0")
    return (f"{whole}.{fraction}" if fraction else whole).replace("-", MINUS)


def percent(share: Decimal) -> str:
    """200%."""
    return f"{plain(share * 100)}%"


def day(moment: dt.date) -> str:
    """2026年11月27日."""
    return f"{moment.year}年{moment.month}月{moment.day}日"


def month_day(moment: dt.date) -> str:
    """11月27日."""
    return f"{moment.month}月{moment.day}日"
