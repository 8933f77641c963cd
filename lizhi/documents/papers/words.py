"""How papers write days, moments, sums and numbers: always in Chinese, whoever reads them."""

import datetime as dt
from decimal import ROUND_HALF_UP, Decimal

from lizhi.common import clock

DIGITS = "零壹贰叁肆伍陆柒捌玖"
PLACES = ("", "拾", "佰", "仟")
GROUPS = ("", "万", "亿", "万亿")
NUMERALS = "〇一二三四五六七八九"
CENT = Decimal("0.01")
TEN = 10


def day(value: str) -> str:
    """2026-11-27 as 2026年11月27日."""
    date = dt.date.fromisoformat(value)
    return f"{date.year}年{date.month}月{date.day}日"


def month(value: str) -> str:
    """2026-11, or any day of it, as 2026年11月."""
    date = dt.date.fromisoformat(f"{value[:7]}-01")
    return f"{date.year}年{date.month}月"


def moment(value: str) -> str:
    """An ISO moment as 2026年11月23日 20:14:07 on a clock in China."""
    local = clock.local(_aware(value))
    return f"{day(local.date().isoformat())} {local:%H:%M:%S}"


def short(value: str) -> str:
    """An ISO moment as 11月23日 20:14, where the paper's own day says the year."""
    local = clock.local(_aware(value))
    return f"{local.month}月{local.day}日 {local:%H:%M}"


def date_of(value: str) -> str:
    """The day in China on which an ISO moment falls, as YYYY-MM-DD; a day is itself."""
    return clock.local(_aware(value)).date().isoformat() if "T" in value else value


def _aware(value: str) -> dt.datetime:
    found = dt.datetime.fromisoformat(value)
    if found.tzinfo is None:
        message = f"{value} has no zone"
        raise ValueError(message)
    return found


def money(amount: Decimal) -> str:
    """8,000.00, with a true minus."""
    return f"{'−' if amount < 0 else ''}{abs(amount):,.2f}"


def capital(amount: Decimal) -> str:
    """人民币大写: 9671.50 as 玖仟陆佰柒拾壹元伍角整, so that nobody can add a digit."""
    cents = int(abs(amount).quantize(CENT, ROUND_HALF_UP) * 100)
    yuan, rest = divmod(cents, 100)
    jiao, fen = divmod(rest, TEN)
    words = f"{_capital_whole(yuan)}元" if yuan else ""
    if jiao:
        words += f"{DIGITS[jiao]}角"
    elif yuan and fen:
        words += "零"
    words += f"{DIGITS[fen]}分" if fen else "整"
    return ("负" if amount < 0 and cents else "") + (words if cents else "零元整")


def _capital_whole(number: int) -> str:
    words = ""
    gap = False
    for index in range(len(GROUPS) - 1, -1, -1):
        group = number // 10 ** (4 * index) % 10**4
        if not group:
            gap = bool(words)
            continue
        if words and (gap or group < 10**3):
            words += "零"
        words += _capital_group(group) + GROUPS[index]
        gap = False
    return words


def _capital_group(group: int) -> str:
    words = ""
    for index in range(3, -1, -1):
        digit = group // 10**index % TEN
        if digit:
            words += DIGITS[digit] + PLACES[index]
        elif words and group % 10**index and not words.endswith("零"):
            words += "零"
    return words


def numeral(number: int) -> str:
    """1 to 99 as 一 to 九十九, for the numbers of articles."""
    tens, units = divmod(number, TEN)
    ahead = "" if not tens else ("十" if tens == 1 else f"{NUMERALS[tens]}十")
    return ahead + (NUMERALS[units] if units else "")


def groups(digest: str, length: int = 8) -> str:
    """A fingerprint in groups, so that two people can compare it by eye."""
    return " ".join(digest[start : start + length] for start in range(0, len(digest), length))
