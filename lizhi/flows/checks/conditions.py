"""Conditions of branches: they ask what is known there, by a comparison that makes sense."""

import datetime as dt
from collections.abc import Callable, Iterator
from typing import Any

from django.utils.translation import gettext as _

from lizhi.flows.checks import facts
from lizhi.flows.checks.facts import WORD
from lizhi.flows.checks.fields import Known
from lizhi.flows.checks.places import said, shown
from lizhi.flows.checks.problem import Problem
from lizhi.workflow.forms_registry import Field
from lizhi.workflow.tree import Step

EQUAL = frozenset({"==", "!="})
AMONG = frozenset({"in", "not in"})
ORDER = frozenset({"<", "<=", ">", ">="})
THERE = frozenset({"there", "not there"})
FITTING = {
    "number": EQUAL | AMONG | ORDER,
    "date": EQUAL | AMONG | ORDER,
    "choice": EQUAL | AMONG,
    WORD: EQUAL | AMONG,
    "yes_no": EQUAL,
    "file": THERE,
}
"""What is written in words cannot be asked: it is sealed. Of a file, only whether there is one."""


def problems(step: Step, known: Known) -> Iterator[Problem]:
    """Everything that is wrong with the conditions of this block."""
    for branch in step["branches"]:
        for row in rows(branch.get("when")):
            yield from _of_row(step, row, known)


def rows(when: Any) -> Iterator[dict[str, Any]]:
    """The comparisons of a condition, however they are joined."""
    if when is None:
        return
    for part in [*when.get("all", ()), *when.get("any", ())]:
        yield from rows(part)
    if "field" in when:
        yield when


def _of_row(step: Step, row: dict[str, Any], known: Known) -> Iterator[Problem]:
    name, op, value = row["field"], row["op"], row["value"]
    field = facts.of(name) or known.get(name)
    if field is None or field.type not in FITTING:
        words = _("no form before it asks on every way for “%(name)s”.")
        yield said(step, words % {"name": shown(name)})
    elif op not in FITTING[field.type]:
        words = _("“%(name)s” cannot be compared by “%(op)s”.")
        yield said(step, words % {"name": field.label or name, "op": op})
    elif not _fits(field, op, value):
        words = _("“%(name)s” can never be what it is compared with.")
        yield said(step, words % {"name": field.label or name})


def _fits(field: Field, op: str, value: Any) -> bool:
    if (op in AMONG) != isinstance(value, list):
        return False
    many = value if isinstance(value, list) else [value]
    return all(TYPES[field.type](field, one) for one in many)


def _is_number(field: Field, value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _is_date(field: Field, value: Any) -> bool:
    try:
        return bool(dt.date.fromisoformat(value).isoformat() == value)
    except (TypeError, ValueError):
        return False


def _is_choice(field: Field, value: Any) -> bool:
    return isinstance(value, str) and value in field.choices


def _is_word(field: Field, value: Any) -> bool:
    return isinstance(value, str) and bool(value)


def _is_true(field: Field, value: Any) -> bool:
    """Which of the two is asked stands in the comparison; the value never says the opposite."""
    return value is True


def _is_yes_or_no(field: Field, value: Any) -> bool:
    return isinstance(value, bool)


TYPES: dict[str, Callable[[Field, Any], bool]] = {
    "number": _is_number,
    "date": _is_date,
    "choice": _is_choice,
    WORD: _is_word,
    "yes_no": _is_yes_or_no,
    "file": _is_true,
}
