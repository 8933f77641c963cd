"""Conditions as rows: a field, how it compares, a value; all of them, or any."""

import datetime as dt
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from lizhi.flows import asking
from lizhi.flows.asking import Fact
from lizhi.flows.forms.rows import listed, named, select
from lizhi.flows.saying.conditions import OPERATORS
from lizhi.flows.saying.conditions import fact as fact_words

UNKNOWN = Fact("", "", "text")
MISSING = gettext_lazy("Please give a value.")


class ConditionRow(forms.Form):
    """One comparison. What can be typed as a value depends on the field that is chosen."""

    field = select(gettext_lazy("Field"), [])
    op = select(gettext_lazy("How it compares"), [], first="==")
    value = forms.CharField(required=False, max_length=400)

    def __init__(self, *args: Any, facts: list[Fact], **more: Any) -> None:
        super().__init__(*args, **more)
        self._forget_value()
        self._facts = {one.key: one for one in facts}
        now = self._now("field")
        if now and now not in self._facts and not self.is_bound:
            self._facts[now] = Fact(now, fact_words(now), "text")
        fact = self._facts.get(now, UNKNOWN)
        blank = [("", _("Field"))] if self.empty_permitted else []
        known = ((one.key, one.label) for one in self._facts.values())
        self.fields["field"].choices = [*blank, *known]  # type: ignore[attr-defined]
        operators = asking.OPERATORS[fact.type]
        self.fields["op"].choices = [(one, OPERATORS[one]) for one in operators]  # type: ignore[attr-defined]
        self.fields["value"].widget = _widget(fact, self._now("op"))
        self.fact = fact
        shown = self.initial.get("value")
        if fact.type == "text" and isinstance(shown, list):
            self.initial["value"] = pgettext("list", ", ").join(shown)

    def _forget_value(self) -> None:
        """The value of one field says nothing about another."""
        before, name = self.initial.get("field"), self.add_prefix("value")
        if not self.is_bound or before is None or self._now("field") == before:
            return
        if str(self.data.get(name, "")) == str(self.initial.get("value", "")):
            data = QueryDict(mutable=True)
            data.update(self.data)
            data[name] = ""
            self.data = data

    def _now(self, name: str) -> str:
        if self.is_bound:
            return str(self.data.get(self.add_prefix(name), ""))
        return str(self.initial.get(name, ""))

    def clean(self) -> dict[str, Any]:
        """The value has the type of the field."""
        values = self.cleaned_data
        if self.errors or not values.get("field"):
            return values
        data = self.data
        several = values["op"] in asking.SEVERAL and self.fact.type == "choice"
        name = self.add_prefix("value")
        given = data.getlist(name) if several and hasattr(data, "getlist") else values.get("value")
        try:
            values["value"] = _typed(self.fact, values["op"], given)
        except ValueError:
            self.add_error("value", MISSING if not given else _("This does not fit the field."))
        return values

    def rule(self) -> dict[str, Any]:
        """As it stands in the body."""
        values = self.cleaned_data
        return {"field": values["field"], "op": values["op"], "value": values["value"]}


def _widget(fact: Fact, op: str) -> forms.Widget:
    words = gettext_lazy("Value")
    if fact.type == "file":
        return forms.HiddenInput()
    if fact.type == "yes_no":
        return forms.Select(attrs=named(words), choices=[("yes", _("yes")), ("no", _("not so"))])
    if fact.type == "choice":
        kind = forms.SelectMultiple if op in asking.SEVERAL else forms.Select
        return kind(attrs=named(words), choices=fact.choices)
    if fact.type == "number":
        return forms.NumberInput(attrs=named(words, step="any"))
    if fact.type == "date":
        return forms.DateInput(attrs=named(words, type="date"))
    return forms.TextInput(attrs=named(words, maxlength=200))


def _typed(fact: Fact, op: str, given: Any) -> Any:
    if fact.type == "file":
        return True
    if fact.type == "yes_no":
        return {"yes": True, "no": False}[given] if given in {"yes", "no"} else _refuse()
    if fact.type == "number":
        number = float(given)
        if number != number or abs(number) == float("inf"):
            _refuse()
        return int(number) if number.is_integer() else number
    if fact.type == "date":
        return dt.date.fromisoformat(given or "").isoformat()
    if op in asking.SEVERAL:
        several = given if isinstance(given, list) else listed(str(given or ""))
        known = {key for key, _words in fact.choices}
        if not several or (known and not set(several) <= known):
            _refuse()
        return several
    if not given or (fact.choices and given not in {key for key, _words in fact.choices}):
        _refuse()
    return given


def _refuse() -> None:
    raise ValueError


def initial(when: Any) -> list[dict[str, Any]] | None:
    """The rows of a condition; None for one that rows cannot say."""
    if when is None:
        return []
    rows = when.get("all") or when.get("any") or [when]
    if any("field" not in row for row in rows):
        return None
    return [{**row, "value": _shown(row["value"])} for row in rows]


def _shown(value: Any) -> Any:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return value


def joined(rule: str, rows: list[dict[str, Any]], before: Any) -> Any:
    """One condition of these rows; one row alone stands as it stood."""
    if not rows:
        return None
    if len(rows) == 1 and (before is None or "field" in before):
        return rows[0]
    return {rule: rows}
