"""Somebody has found a figure of a city, and somebody else looks at it."""

import datetime as dt
import re
import unicodedata
from collections.abc import Iterable
from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lizhi.settlement.cities.doubts import FIRST_YEAR, Doubtful, Wrong
from lizhi.settlement.forms.fields import DESK, AmountField
from lizhi.settlement.law import catalogue
from lizhi.settlement.law.catalogue import Wanted
from lizhi.settlement.models import CityFigure

HUNDRED = Decimal(100)
MOST_STEPS = 20
STEP = re.compile(r"^\s*([\d,.]+)\s*[:：\s]\s*([\d,.]+)(%?)\s*$")
DATE = {"type": "date", **DESK}


class ShareField(AmountField):
    """A share as people write it, 8 or 8 %; the value is 0.08."""

    def clean(self, value: Any) -> Decimal | None:
        """The share itself, or None when the field is empty."""
        number = super().clean(str(value or "").replace("%", "").replace("％", ""))
        return None if number is None else number / HUNDRED

    def prepare_value(self, value: Any) -> Any:
        """0.08 is shown as 8; what was typed stays as it was typed."""
        return super().prepare_value(value * HUNDRED) if isinstance(value, Decimal) else value


class ScaleField(forms.CharField):
    """A scale: one line for each step, from which amount and the value, 36000 10%."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.Textarea(attrs={"class": "ta", "rows": 6})
        super().__init__(max_length=2000, widget=widget, **kwargs)

    def clean(self, value: Any) -> Any:
        """Threshold to value, both as text."""
        text = unicodedata.normalize("NFKC", super().clean(value))
        lines = [line for line in text.splitlines() if line.strip()]
        if len(lines) > MOST_STEPS:
            raise forms.ValidationError(_("At most %(most)d steps.") % {"most": MOST_STEPS})
        steps = [_step(number, line) for number, line in enumerate(lines, 1)]
        starts = [start for start, _value in steps]
        if sorted(set(starts), key=Decimal) != starts:
            raise forms.ValidationError(_("The steps have to rise, and none may stand twice."))
        return dict(steps)


def _step(number: int, line: str) -> tuple[str, str]:
    found = STEP.match(line)
    try:
        if found is None:
            raise InvalidOperation
        start = Decimal(found[1].replace(",", ""))
        value = Decimal(found[2].replace(",", "")) / (HUNDRED if found[3] else 1)
    except InvalidOperation as error:
        raise forms.ValidationError(
            _("Line %(number)d is no step: write 36000 10%% for example.") % {"number": number}
        ) from error
    return f"{start.normalize():f}", f"{value.normalize():f}"


class WhichForm(forms.Form):
    """Which figure of which city somebody has found."""

    city = forms.ChoiceField(label=gettext_lazy("City"), widget=forms.Select(attrs=DESK))
    name = forms.ChoiceField(label=gettext_lazy("Figure"), widget=forms.Select(attrs=DESK))

    def __init__(self, *args: Any, cities: Iterable[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = {
            "city": [(city, city) for city in cities],
            "name": [(one.name, one.title) for one in catalogue.wanted()],
        }
        for name, offered in choices.items():
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)  # noqa: S101  as declared above
            field.choices = offered


class FoundForm(forms.Form):
    """The figure with its source; what is asked for depends on the kind of figure."""

    year = forms.IntegerField(
        label=gettext_lazy("Of which year"),
        min_value=FIRST_YEAR,
        max_value=2100,
        widget=forms.NumberInput(attrs=DESK),
        error_messages={"invalid": gettext_lazy("A year goes here, 2025 for example.")},
    )
    since = forms.DateField(
        label=gettext_lazy("From which day on"),
        widget=forms.DateInput(format="%Y-%m-%d", attrs=DATE),
        error_messages={"invalid": gettext_lazy("A day goes here, 2026-07-01 for example.")},
    )
    document = forms.CharField(
        label=gettext_lazy("Number of the document"),
        required=False,
        max_length=80,
        widget=forms.TextInput(attrs=DESK),
    )
    title = forms.CharField(
        label=gettext_lazy("Title of the document"),
        max_length=160,
        widget=forms.TextInput(attrs=DESK),
        error_messages={"required": gettext_lazy("What is the document called?")},
    )
    link = forms.CharField(
        label=gettext_lazy("Where it can be read, https://"),
        required=False,
        max_length=400,
        widget=forms.TextInput(attrs={**DESK, "inputmode": "url", "autocomplete": "off"}),
    )
    published = forms.DateField(
        label=gettext_lazy("Published on"),
        widget=forms.DateInput(format="%Y-%m-%d", attrs=DATE),
        error_messages={"invalid": gettext_lazy("A day goes here, 2026-07-01 for example.")},
    )
    source = forms.ChoiceField(
        label=gettext_lazy("How surely you know it"),
        choices=CityFigure.Source,
        widget=forms.Select(attrs=DESK),
    )
    note = forms.CharField(
        label=gettext_lazy("What has to be known about it"),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs=DESK),
    )
    sure = forms.BooleanField(
        label=gettext_lazy("I have looked at the source again: it is so"), required=False
    )

    def __init__(self, *args: Any, wanted: Wanted, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.wanted, self.doubts = wanted, list[str]()
        del self.fields["since" if wanted.yearly else "year"]
        self.fields = {**_value_field(wanted), **self.fields}

    @property
    def since_name(self) -> str:
        """Which field says from when it holds."""
        return "year" if self.wanted.yearly else "since"

    def first_day(self) -> dt.date:
        """From which day on it holds; of a figure of a year, its first day."""
        if self.wanted.yearly:
            return dt.date(self.cleaned_data["year"], 1, 1)
        found: dt.date = self.cleaned_data["since"]
        return found

    def told(self) -> dict[str, Any]:
        """What the action takes."""
        said = {
            name: self.cleaned_data[name]
            for name in ("document", "title", "link", "published", "source", "note")
        }
        if self.wanted.kind == "scale":
            return {**said, "brackets": self.cleaned_data["scale"]}
        return {**said, "value": Decimal(self.cleaned_data["value"])}

    def mark(self, refusal: Wrong | Doubtful) -> None:
        """Show at its field what is wrong, or ask once more."""
        if isinstance(refusal, Doubtful):
            self.doubts = refusal.doubts
            self.add_error("sure", _("Please look at the source again, then say that it is so."))
            return
        field = self.since_name if refusal.field == "since" else refusal.field
        self.add_error(field if field in self.fields else None, str(refusal.reason))


def _value_field(wanted: Wanted) -> dict[str, forms.Field]:
    label = f"{wanted.short}，{wanted.unit}" if wanted.unit else wanted.short
    if wanted.kind == "scale":
        return {"scale": ScaleField(label=label)}
    if wanted.kind == "choice":
        choices = [(format(value, "f"), word) for value, word in wanted.choices.items()]
        widget = forms.Select(attrs=DESK)
        return {"value": forms.ChoiceField(label=label, choices=choices, widget=widget)}
    kind = ShareField if wanted.kind == "rate" else AmountField
    places = {"rate": 4, "count": 0, "days": 1}.get(wanted.kind, 2)
    field = kind(label=label, places=places)
    field.required = True
    field.error_messages["required"] = _("A number goes here, 3000.00 for example.")
    return {"value": field}


class WhyForm(forms.Form):
    """Why a figure is not confirmed, or is withdrawn."""

    reason = forms.CharField(
        label=gettext_lazy("Why"),
        max_length=200,
        widget=forms.TextInput(attrs=DESK),
        error_messages={"required": gettext_lazy("Please write in a few words why.")},
    )
