"""The few fields of a sum that anybody may have worked out."""

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils.translation import gettext as _

from lizhi.settlement.forms.fields import AmountField
from lizhi.settlement.law import grounds
from lizhi.settlement.law.calculator import RefusedInput, vocabulary
from lizhi.settlement.sums import CHOICES, HELP, LABELS, NOT_SAID, YES_OR_NO, Sum, Text

MOST_DAYS, MOST_MONTHS = Decimal(366), Decimal(720)


class SumForm(forms.Form):
    """The fields of one sum. What is empty is not told, and nothing is guessed in its place."""

    def __init__(self, data: Any = None, *, of: Sum) -> None:
        super().__init__(data)
        self.of = of
        for key in (*of.needed, *of.more):
            field = _field(key, vocabulary.inputs(of.topic)["properties"][key])
            field.label, field.help_text = str(LABELS[key]), str(HELP.get(key, ""))
            self.fields[key] = field

    def clean(self) -> dict[str, Any]:
        """What is needed is asked for, each in its place."""
        cleaned = super().clean() or {}
        for key in self.of.needed:
            if key not in self.errors and cleaned.get(key) in {None, ""}:
                self.add_error(key, _("Please fill in: %(what)s") % {"what": LABELS[key]})
        return cleaned

    def inputs(self) -> dict[str, Any]:
        """In the words of the schema, without what was left empty."""
        known = vocabulary.inputs(self.of.topic)["properties"]
        told = {key: _told(known[key], value) for key, value in self.cleaned_data.items()}
        return {key: value for key, value in told.items() if value is not None}

    def refuse(self, refusal: RefusedInput) -> None:
        """What the law cannot answer stands at its field, or above all where there is none."""
        key = refusal.key.partition(".")[0]
        if key in self.fields:
            self.add_error(key, refusal.words)
        else:
            self.add_error(None, refusal.sentence)

    @property
    def asked(self) -> Iterator[BoundField]:
        """What is needed."""
        return (self[key] for key in self.of.needed)

    @property
    def further(self) -> Iterator[BoundField]:
        """What may stay empty."""
        return (self[key] for key in self.of.more)

    @property
    def opens_further(self) -> bool:
        """One of those is filled in, or wrong."""
        return any(field.value() or field.errors for field in self.further)


def _field(key: str, schema: vocabulary.Schema) -> forms.Field:
    match _kind(schema):
        case "choice":
            return forms.ChoiceField(
                choices=[("", NOT_SAID), *_choices(key, schema)], required=False
            )
        case "yes":
            return forms.ChoiceField(choices=[("", NOT_SAID), *YES_OR_NO], required=False)
        case "date":
            widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
            return forms.DateField(widget=widget, required=False)
        case "whole":
            most = MOST_MONTHS if key.endswith("months") else MOST_DAYS
            most = Decimal(2100) if key.endswith("year") else most
            return AmountField(places=0, most=most, attrs={})
        case "days":
            return DaysField(places=1, most=MOST_DAYS, attrs={})
        case "place":
            return forms.CharField(max_length=20, required=False)
    return AmountField(attrs={})


class DaysField(AmountField):
    """Whole or half days."""

    def clean(self, value: Any) -> Decimal | None:
        """A multiple of a half."""
        days = super().clean(value)
        if days is not None and days * 2 != (days * 2).to_integral_value():
            raise forms.ValidationError(_("Whole or half days, 2.5 for example."))
        return days


def _choices(key: str, schema: vocabulary.Schema) -> list[tuple[str, Text]]:
    if key == "ground":
        rows = [(code, grounds.ground(code.replace(" ", ""))) for code in schema["enum"]]
        return [(code, f"{row.title}（{row.article}）") for code, row in rows]
    return CHOICES[key]


def _kind(schema: vocabulary.Schema) -> str:
    if "enum" in schema:
        return "choice"
    if schema.get("format") == "date":
        return "date"
    if "anyOf" in schema:
        return "days"
    if "minLength" in schema:
        return "place"
    return {"boolean": "yes", "integer": "whole"}.get(schema["type"], "amount")


def _told(schema: vocabulary.Schema, value: Any) -> Any:
    """As the schema writes it; None where nothing was typed."""
    if value in {None, ""}:
        return None
    match _kind(schema):
        case "yes":
            return value == "yes"
        case "date":
            day: dt.date = value
            return day.isoformat()
        case "whole":
            return int(value)
        case "days":
            return int(value) if value == value.to_integral_value() else f"{value:f}"
        case "amount":
            return f"{value:f}"
    return value
