"""One cell → one value, or a reason why not, worded for whoever has the file open."""

import re
import unicodedata
from collections.abc import Callable
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from lizhi.accounts import phones
from lizhi.people.models import Employment
from lizhi.people.roster import dates

CENT = Decimal("0.01")
RATE = Decimal("0.0001")
TENTH = Decimal("0.1")
MOST_MONEY = 1_000_000_000
DAYS_OF_YEAR = 366
_PLAIN = re.compile(r"[!-<>-~]+")
"""Printable ASCII without blanks and without =: nothing to clean."""
_COMMON_NAME = re.compile(r"[\u4e00-\u9fa5]{2,20}")
_CARD = re.compile(r"[0-9]{17}[0-9X]")
_PLAIN_PHONE = re.compile(r"1[0-9]{10}")
_ACCOUNT = re.compile(r"[0-9]{8,30}")
_MAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s.]+")
LOST = "?？□■�〓"
"""What stands where a program could not write a rare character."""
IDEOGRAPHS = range(0x20000, 0x3FFFE)
_CONTRACTS = {
    "fixed": ("固定期限", "有固定期限", "固定", "fixed", "fixed term"),
    "open": ("无固定期限", "无固定", "open", "open-ended", "permanent"),
    "task": ("以完成一定工作任务为期限", "以完成一定任务为期限", "完成一定工作任务", "task"),
}
_CONTRACT_WORDS = {word: kind for kind, words in _CONTRACTS.items() for word in words}
_SEXES = {"男": "男", "女": "女", "m": "男", "f": "女", "male": "男", "female": "女"}


class Bad(Exception):
    """The cell cannot be taken; `fix` says what to do about it."""

    def __init__(self, kind: str, reason: str, fix: str = "") -> None:
        super().__init__(reason)
        self.kind = kind
        self.reason = reason
        self.fix = fix


def formula() -> Bad:
    """A formula gives another value on another day and another computer."""
    return Bad("formula", _("is a formula, not a value"), _("Copy it as values"))


def text(cell: object, most: int = 80) -> str:
    """Words; a number stands as it is written."""
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    words = str(cell)
    if not _PLAIN.fullmatch(words):
        words = re.sub(r"\s+", " ", words).strip()
    if words.startswith("=") and len(words) > 1:
        raise formula()
    if len(words) > most:
        raise Bad("text", _("is longer than %(most)d characters") % {"most": most}, _("Shorten it"))
    return words


def short(cell: object) -> str:
    """A city."""
    return text(cell, 40)


def code(cell: object) -> str:
    """A staff number, also where it is stored as a number."""
    if isinstance(cell, bool) or not isinstance(cell, (str, int, float)):
        raise Bad("text", _("is not a staff number"), _("Write it as text"))
    words = text(cell, 40)
    return (
        words if _PLAIN.fullmatch(words) else unicodedata.normalize("NFKC", words).replace(" ", "")
    )


def name(cell: object) -> str:
    """A name, exactly as it is written; a lost character is not guessed."""
    words = text(cell, 60)
    if _COMMON_NAME.fullmatch(words):
        return words
    for character in words:
        if character in LOST or _is_nothing(character):
            shown = character if character.isprintable() else f"U+{ord(character):04X}"
            raise Bad(
                "name",
                _("“%(character)s” looks like a rare character that was lost")
                % {"character": shown},
                _("Complete it from the identity card"),
            )
    if not any(character.isalpha() or ord(character) in IDEOGRAPHS for character in words):
        raise Bad("name", _("is not a name"), _("Check the columns"))
    return words


def _is_nothing(character: str) -> bool:
    """Private, unassigned or control; young ideographs may be newer than this Python's tables."""
    strange = unicodedata.category(character) in {"Co", "Cn", "Cc", "Cs"}
    return strange and ord(character) not in IDEOGRAPHS


def id_number(cell: object) -> str:
    """The number of a document; what it must be like follows from the kind of document."""
    if not isinstance(cell, str):
        raise _number_in_text_column()
    if _CARD.fullmatch(cell):
        return cell
    return unicodedata.normalize("NFKC", text(cell, 40)).replace(" ", "").upper()


def account(cell: object) -> str:
    """A bank account or card: digits only, blanks between groups are nothing."""
    if not isinstance(cell, str):
        raise _number_in_text_column()
    if _ACCOUNT.fullmatch(cell):
        return cell
    digits = re.sub(r"[\s-]", "", unicodedata.normalize("NFKC", text(cell, 60)))
    if not _ACCOUNT.fullmatch(digits):
        raise Bad("account", _("is not a card number: 8 to 30 digits"), _("Check the number"))
    return digits


def _number_in_text_column() -> Bad:
    return Bad(
        "number",
        _("stored as a number, so the last digits are lost"),
        _("Make the column text and paste it again"),
    )


def phone(cell: object) -> str:
    """11 digits; a number is fine here, none of them can be lost."""
    digits = str(int(cell)) if isinstance(cell, float) and cell.is_integer() else str(cell)
    if _PLAIN_PHONE.fullmatch(digits):
        return digits
    try:
        return phones.clean(digits)
    except ValidationError as fault:
        raise Bad("phone", str(fault.messages[0]), _("Check the number")) from fault


def sex(cell: object) -> str:
    """男 or 女."""
    try:
        return _SEXES[str(cell).strip().lower()]
    except KeyError:
        raise Bad("text", _("is neither 男 nor 女"), _("Correct it")) from None


def contract(cell: object) -> str:
    """One of the three kinds of labour contract (劳动合同法 12)."""
    try:
        return Employment.Contract(_CONTRACT_WORDS[text(cell).lower()]).value
    except KeyError:
        fix = _("固定期限, 无固定期限 or 以完成一定工作任务为期限")
        raise Bad("text", _("is no kind of labour contract"), fix) from None


def day(cell: object) -> Any:
    """A date in any of its shapes."""
    try:
        return dates.read(cell)
    except dates.NoDay:
        raise Bad("date", _("there is no such day"), _("Put in the real date")) from None
    except dates.NotADate:
        raise Bad("date", _("is not a date"), _("Write it like 2026-11-24")) from None


def mail(cell: object) -> str:
    """An address, or what looks like one."""
    words = text(cell, 200)
    if not _MAIL.fullmatch(words):
        raise Bad("text", _("is not a mail address"), _("Correct it"))
    return words


def _number(cell: object) -> float:
    if isinstance(cell, bool) or not isinstance(cell, (int, float)):
        if isinstance(cell, str) and cell.startswith("="):
            raise formula()
        raise Bad("text_for_number", _("is text, not a number"), _("Convert it to a number"))
    if cell < 0:
        raise Bad("negative", _("is less than zero"), _("Check the amount"))
    return cell


def money(cell: object) -> Decimal:
    """Yuan and fen."""
    amount = _number(cell)
    if amount > MOST_MONEY:
        raise Bad("number", _("is too large"), _("Check the amount"))
    return Decimal(repr(amount)).quantize(CENT)


def rate(cell: object) -> Decimal:
    """A share: 7 % is 0.07."""
    share = _number(cell)
    if share > 1:
        raise Bad("rate", _("is above 1; seven per cent is written 0.07"), _("Divide it by 100"))
    return Decimal(repr(share)).quantize(RATE)


def days(cell: object) -> Decimal:
    """Days of leave, in tenths."""
    count = _number(cell)
    if count > DAYS_OF_YEAR:
        raise Bad("number", _("is more than a year has days"), _("Check the number"))
    return Decimal(repr(count)).quantize(TENTH)


def is_phone(cell: object) -> bool:
    """Whether it can be called; a note or a number of another kind cannot."""
    try:
        return bool(phone(cell))
    except Bad:
        return False


def is_day(cell: object) -> bool:
    """Whether it is a date, or the words of one; a number may be anything."""
    try:
        return not isinstance(cell, (int, float)) and dates.read(cell) is not None
    except (dates.NoDay, dates.NotADate):
        return False


CONVERTERS: dict[str, Callable[[object], Any]] = {
    "text": text,
    "short": short,
    "code": code,
    "name": name,
    "id_number": id_number,
    "account": account,
    "phone": phone,
    "sex": sex,
    "date": day,
    "past": day,
    "contract": contract,
    "money": money,
    "rate": rate,
    "days": days,
    "email": mail,
}
ALIKE = frozenset({"text", "short", "sex", "date", "past", "contract", "money", "rate", "days"})
"""Kinds of which a roster repeats few values many times: each is read once."""
