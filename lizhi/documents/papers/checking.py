"""Facts against the catalogue: nothing missing, nothing unknown, everything of its kind."""

import datetime as dt
import re
from collections.abc import Callable, Mapping
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from typing import Any

from django.utils.translation import gettext as _

from lizhi.common.refusals import Refused
from lizhi.documents import names
from lizhi.documents.papers import words
from lizhi.documents.papers.templates import Field, Template

EMPTY: tuple[Any, ...] = (None, "", [])
DERIVED = ("sum", "span")


class WrongField(Refused):
    """A fact that the paper cannot take; `field` is its name, the reason says its label."""

    code = "wrong_field"

    def __init__(self, paper: str, field: str, reason: str, label: str = "") -> None:
        parts = {"paper": paper, "field": label or field, "reason": reason}
        super().__init__(_("%(paper)s cannot be printed: %(field)s %(reason)s.") % parts)
        self.field = field
        self.lacks = f"{paper}：{label or field}"
        """For whoever can put it right: names of the catalogue, nothing of a person."""


class MissingField(WrongField):
    """A fact without which the paper would not be lawful or true; `field` names it."""

    code = "missing_field"


class _Wrong(Exception):
    """Why a value cannot be taken, in words that end the refusal's sentence."""


def _text(value: Any, field: Field) -> str:
    if not isinstance(value, str):
        raise TypeError
    clean = re.sub(r"[\r\n\t]+", " ", value).strip()
    if bad := names.missing_characters(clean):
        raise _Wrong(_("holds 「%s」, which no font has") % bad)
    return clean


def _words(value: Any, field: Field) -> str:
    if not isinstance(value, str):
        raise TypeError
    return names.printable(value)


def _money(value: Any, field: Field) -> str:
    if not isinstance(value, str):
        raise TypeError
    amount = Decimal(value)
    if not amount.is_finite():
        raise InvalidOperation
    return str(amount.quantize(words.CENT, ROUND_HALF_UP))


def _whole(value: Any, field: Field) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        raise TypeError
    return value


def _flag(value: Any, field: Field) -> bool:
    if not isinstance(value, bool):
        raise TypeError
    return value


def _choice(value: Any, field: Field) -> str:
    if value not in field.words:
        raise _Wrong(_("is not one of the words it can be"))
    return str(value)


def _digest(value: Any, field: Field) -> str:
    if not re.fullmatch(r"[0-9a-f]{64}", value):
        raise ValueError
    return str(value)


def _dated(form: Callable[[str], str]) -> Callable[[Any, Field], str]:
    def check(value: Any, field: Field) -> str:
        form(value)
        return str(value)

    return check


def _day(value: str) -> str:
    return dt.date.fromisoformat(value).isoformat()


KINDS: dict[str, Callable[[Any, Field], Any]] = {
    "text": _text,
    "identity": _text,
    "words": _words,
    "day": _dated(_day),
    "month": _dated(words.month),
    "moment": _dated(words.moment),
    "money": _money,
    "count": _whole,
    "digest": _digest,
    "flag": _flag,
    "choice": _choice,
}


def _one(paper: str, field: Field, value: Any, within: str) -> Any:
    name = within + field.name
    try:
        if field.type == "rows":
            rows = _rows(value)
            return [checked(paper, field.rows, row, f"{name}.") for row in rows]
        return KINDS[field.type](value, field)
    except (TypeError, ValueError, InvalidOperation):
        raise WrongField(paper, name, _("is not of the right kind"), field.label) from None
    except _Wrong as wrong:
        raise WrongField(paper, name, str(wrong), field.label) from None


def _rows(value: Any) -> list[Mapping[str, Any]]:
    if not isinstance(value, list) or not all(isinstance(row, Mapping) for row in value):
        raise TypeError
    return value


def checked(
    paper: str, fields: Mapping[str, Field], facts: Mapping[str, Any], within: str = ""
) -> dict[str, Any]:
    """The facts without what is empty, each as its field wants it; `within` says in which rows."""
    for name in facts:
        if name not in fields or fields[name].type in DERIVED:
            raise WrongField(paper, within + name, _("is not known to it"))
    clean: dict[str, Any] = {}
    for name, field in fields.items():
        value = facts.get(name)
        if field.type == "rows" and value == [] and field.needed:
            clean[name] = []
        elif value not in EMPTY:
            clean[name] = _one(paper, field, value, within)
        elif field.needed and field.type not in DERIVED:
            raise MissingField(paper, within + name, _("is missing"), field.label)
    return clean


def check(template: Template, facts: Mapping[str, Any]) -> dict[str, Any]:
    """The facts as the template takes them, or a refusal that names the first bad one."""
    return checked(template.title, template.fields, facts)
