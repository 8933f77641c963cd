"""What HR says of an insurance or the fund that was stopped: when, until when paid, and proof."""

import datetime as dt
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lizhi.cases.models import Case
from lizhi.common import clock
from lizhi.offboarding import scheme_rules
from lizhi.offboarding.forms.confirmation import DESK, day_field
from lizhi.settlement.forms.fields import MonthField


class SchemeForm(forms.Form):
    """The day at the agency, the last month paid, and the receipt by number or as a file."""

    key = forms.CharField(max_length=64, widget=forms.HiddenInput)
    on = day_field(_("Done on"))
    month = MonthField(label=_("Last month paid"))
    reference = forms.CharField(
        label=_("Number of the agency's receipt"),
        help_text=_("Who leaves reads it too"),
        required=False,
        max_length=80,
        widget=forms.TextInput(attrs=DESK),
    )
    receipt = forms.Field(
        label=_("The receipt, a picture or a PDF"),
        required=False,
        widget=forms.FileInput(attrs={**DESK, "accept": "image/*,application/pdf"}),
    )

    def __init__(self, case: Case, *args: Any, has_receipt: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.case, self.has_receipt = case, has_receipt

    def clean_month(self) -> dt.date:
        """A month, and not none."""
        month: dt.date | None = self.cleaned_data["month"]
        if month is None:
            raise forms.ValidationError(_("Please fill in the last month that is paid."))
        return month

    def clean(self) -> dict[str, Any]:
        """Each mistake stands at its own field."""
        values: dict[str, Any] = super().clean() or {}
        if self.errors:
            return values
        shown = bool(values["reference"] or values.get("receipt") or self.has_receipt)
        found = scheme_rules.check_said(
            self.case, on=values["on"], month=values["month"], shown=shown, today=clock.today()
        )
        for name, problem in found.items():
            self.add_error(name, problem)
        return values


class CityForm(forms.Form):
    """Of which city the list is taken."""

    key = forms.CharField(max_length=64, widget=forms.HiddenInput)
    city = forms.CharField(max_length=40, widget=forms.HiddenInput)


class StatementForm(forms.Form):
    """One press, which counts once."""

    key = forms.CharField(max_length=64, widget=forms.HiddenInput)
