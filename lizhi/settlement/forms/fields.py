"""Fields for money and months."""

import datetime as dt
import re
import unicodedata
from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

MOST = Decimal("99999999.99")
CENTS = 2
DESK = {"class": "in"}


class AmountField(forms.CharField):
    """A number as people write it: 3000, 3,000.00, full-width too; never negative."""

    def __init__(self, *, places: int = 2, most: Decimal = MOST, **kwargs: Any) -> None:
        self.places, self.most = places, most
        attributes = {"inputmode": "decimal", "autocomplete": "off", **kwargs.pop("attrs", DESK)}
        widget = forms.TextInput(attrs=attributes)
        super().__init__(required=False, max_length=30, widget=widget, **kwargs)

    def prepare_value(self, value: Any) -> Any:
        """8700 or 8700.50, days as 1.5; what was typed stays as it was typed."""
        if not isinstance(value, Decimal):
            return value
        if self.places == CENTS and value != value.to_integral_value():
            return f"{value:.2f}"
        text = f"{value:f}"
        return text.rstrip("0").rstrip(".") if "." in text else text

    def clean(self, value: Any) -> Decimal | None:
        """The number, or None when the field is empty."""
        text = unicodedata.normalize("NFKC", super().clean(value))
        text = re.sub(r"[,\s元天¥]", "", text)
        if not text:
            return None
        try:
            number = Decimal(text)
        except InvalidOperation as error:
            raise forms.ValidationError(self._example()) from error
        if not number.is_finite():
            raise forms.ValidationError(self._example())
        if number < 0:
            raise forms.ValidationError(_("Nothing below zero goes here."))
        if number > self.most:
            raise forms.ValidationError(_("At most %(most)s goes here.") % {"most": self.most})
        if number != round(number, self.places):
            raise forms.ValidationError(
                _("At most %(places)d places after the point.") % {"places": self.places}
            )
        return number

    def _example(self) -> str:
        """Yuan look like yuan, days like days."""
        if self.places < CENTS:
            return _("A number goes here, 1.5 for example.")
        return _("A number goes here, 3000.00 for example.")


class MonthField(forms.DateField):
    """A month; its value is the first day."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.DateInput(format="%Y-%m", attrs={"type": "month", **DESK})
        formats = ["%Y-%m", "%Y-%m-%d"]
        super().__init__(required=False, input_formats=formats, widget=widget, **kwargs)

    def clean(self, value: Any) -> dt.date | None:
        """The first day of the month."""
        day = super().clean(value)
        return day.replace(day=1) if day else None


class CountField(forms.IntegerField):
    """Months, whole ones; never negative."""

    def __init__(self, *, most: int = 600, **kwargs: Any) -> None:
        messages: dict[str, Any] = {
            "invalid": _lazy("A whole number goes here, 12 for example."),
            "min_value": _lazy("Nothing below zero goes here."),
            "max_value": _lazy("At most %(most)s goes here.") % {"most": most},
        }
        widget = forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off", **DESK})
        super().__init__(
            required=False,
            min_value=0,
            max_value=most,
            widget=widget,
            error_messages=messages,
            **kwargs,
        )

    def clean(self, value: Any) -> int | None:
        """The number, full-width digits too, or None when the field is empty."""
        typed = unicodedata.normalize("NFKC", str(value or "")).strip()
        found: int | None = super().clean(typed)
        return found


def how() -> forms.CharField:
    """Goes with an amount that finance states; the employee reads it."""
    return forms.CharField(
        label=_lazy("How it was worked out"),
        required=False,
        max_length=120,
        widget=forms.TextInput(attrs=DESK),
    )
