"""How numbers and days are written in steps, and the one way in which money is rounded."""

import datetime as dt
from decimal import ROUND_HALF_UP, Decimal

CENT = Decimal("0.01")
CODE, DECREE = "《劳动合同法》", "《劳动合同法实施条例》"
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


def in_full(article: str) -> str:
    """《劳动合同法》第三十六条 for 第三十六条: the grounds tell the code by number alone.

    Whoever reads one step by itself must see which law it is.
    """
    if not article.startswith(("第", "实施条例")):
        return article
    told, named = [], ""
    for part in dict.fromkeys(article.split("，")):
        law, rest = (DECREE, part[4:]) if part.startswith("实施条例") else (CODE, part)
        told.append(rest if law == named else law + rest)
        named = law
    return "，".join(told)
