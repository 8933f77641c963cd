"""Numbers that carry a check digit: identity cards (GB 11643) and companies (GB 32100).

No list of regions: regions are renamed and merged, and a card lives longer than its list.
"""

import datetime as dt
import re
import unicodedata
from operator import mul

ID_CARD = "居民身份证"
_CARD_KINDS = frozenset(
    {
        "", "身份证", "身份证件", "身份证号", "身份证号码", "身份号码", "身分证", "证",
        "id", "idno", "idcard", "nationalid", "nationalidcard", "identity", "identitycard",
        "identificationcard", "residentid", "residentidcard", "residentidentitycard", "chineseid",
        "chineseidcard", "chinaid", "prcid", "prcidcard",
    }
)  # fmt: skip
"""What rosters call the identity card; a cell that says nothing means it too."""
_IDLE = re.compile(r"[\W_]+|中华人民共和国|中国|大陆|内地|国内|第?[一二]代|公民|居民")
"""What may stand around it: 第二代居民身份证, 身份证（大陆）."""
_CARD = re.compile(r"\d{17}[\dX]")
_CARD_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CARD_DIGITS = "10X98765432"
_CODE_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_CODE = re.compile(rf"[{_CODE_ALPHABET}]{{18}}")
_CODE_WEIGHTS = tuple(pow(3, place, 31) for place in range(17))


def is_card(kind: str) -> bool:
    """Whether a kind of document is the identity card, however it is written."""
    return _IDLE.sub("", unicodedata.normalize("NFKC", kind).lower()) in _CARD_KINDS


def card_shape_is_right(number: str) -> bool:
    """18 characters: 17 digits and a digit or X."""
    return _CARD.fullmatch(number) is not None


def card_check_digit(first_17: str) -> str:
    """ISO 7064 MOD 11-2 as GB 11643-1999 applies it."""
    total = sum(map(mul, map(int, first_17), _CARD_WEIGHTS))
    return _CARD_DIGITS[total % 11]


def card_digit_is_right(number: str) -> bool:
    """Whether the last character fits the 17 before it."""
    return card_check_digit(number[:17]) == number[17]


def card_birth(number: str) -> dt.date | None:
    """The day of birth in a card number; None for a day that does not exist."""
    try:
        return dt.date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError:
        return None


def credit_code_is_right(code: str) -> bool:
    """GB 32100-2015: 18 characters without I, O, S, V, Z; the last one checks the others."""
    if not _CODE.fullmatch(code):
        return False
    total = sum(
        _CODE_ALPHABET.index(character) * weight
        for character, weight in zip(code[:17], _CODE_WEIGHTS, strict=True)
    )
    return _CODE_ALPHABET[(31 - total % 31) % 31] == code[17]
