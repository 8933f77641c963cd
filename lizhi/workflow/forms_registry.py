"""Forms that steps may name, with the typed fields that they declare; and HR's own extra fields."""

import base64
import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from django.utils.translation import gettext as _

from lizhi.cases import chain
from lizhi.cases.models import Case
from lizhi.common.refusals import Refused
from lizhi.workflow.tree import Step

MOST_CHARACTERS = 2000


@dataclass(frozen=True)
class Field:
    """One thing that a form asks for."""

    key: str
    type: str
    label: str = ""
    required: bool = False
    choices: tuple[str, ...] = ()


FORMS: dict[str, tuple[Field, ...]] = {}
"""The conductor fills this in: a step may only name a form that somebody has written."""


def register(key: str, *fields: Field) -> None:
    """A form exists; these of its answers are kept in the case's data, for conditions to ask."""
    FORMS[key] = fields


def fields_of(step: Step) -> list[Field]:
    """What the form of this step declares, then what HR has added to it."""
    return [*FORMS.get(step.get("form", ""), ()), *extra_fields(step)]


def extra_fields(step: Step) -> list[Field]:
    """The fields that HR has added in the definition."""
    return [
        Field(
            key=field["key"],
            type=field["type"],
            label=field.get("label", field["key"]),
            required=field.get("required", False),
            choices=tuple(field.get("choices", ())),
        )
        for field in step.get("fields", ())
    ]


def clean(case: Case, step: Step, data: dict[str, Any]) -> dict[str, Any]:
    """The answers as they are kept: checked by type, words sealed under the case's key."""
    kept = chain.plain(data)
    for field in fields_of(step):
        value = data.get(field.key)
        if value is None or value == "":
            if field.required:
                raise Refused(_("“%(label)s” is still empty.") % {"label": field.label})
            continue
        kept[field.key] = _checked(case, field, value)
    return kept


def _checked(case: Case, field: Field, value: Any) -> Any:
    try:
        return TYPES[field.type](case, field, value)
    except (TypeError, ValueError, InvalidOperation) as error:
        raise Refused(_("Please look at “%(label)s” again.") % {"label": field.label}) from error


def _text(case: Case, field: Field, value: Any) -> dict[str, str]:
    words = str(value)[:MOST_CHARACTERS]
    sealed = chain.seal(case, words, place=f"data:{field.key}")
    return {"sealed": base64.b64encode(sealed).decode()}


def words(case: Case, key: str) -> str | None:
    """What was written into a text field; None when nothing was, or its key has been dropped."""
    kept = case.data.get(key)
    if not isinstance(kept, dict):
        return None
    return chain.unseal(case, base64.b64decode(kept["sealed"]), place=f"data:{key}")


def _date(case: Case, field: Field, value: Any) -> str:
    day = value if isinstance(value, dt.date) else dt.date.fromisoformat(str(value))
    return day.isoformat()


def _number(case: Case, field: Field, value: Any) -> int | float:
    number = Decimal(str(value))
    if not number.is_finite():
        raise ValueError(value)
    return int(number) if number == number.to_integral_value() else float(number)


def _choice(case: Case, field: Field, value: Any) -> str:
    if value not in field.choices:
        raise ValueError(value)
    return str(value)


def _yes_or_no(case: Case, field: Field, value: Any) -> bool:
    if not isinstance(value, bool):
        raise TypeError(value)
    return value


def _file(case: Case, field: Field, value: Any) -> int:
    return int(value)


TYPES: dict[str, Callable[[Case, Field, Any], Any]] = {
    "text": _text,
    "date": _date,
    "number": _number,
    "choice": _choice,
    "yes_no": _yes_or_no,
    "file": _file,
}
