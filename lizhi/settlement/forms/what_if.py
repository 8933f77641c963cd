"""Whose ending is supposed, and on which days."""

import datetime as dt
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lizhi.accounts.models import User
from lizhi.common import clock
from lizhi.common.refusals import Refused
from lizhi.people.models import Employment
from lizhi.settlement.forms.fields import AmountField
from lizhi.settlement.whatif import scope
from lizhi.settlement.whatif.terms import ZERO, TaxedAs, Terms

DAY = {"type": "date", "class": "in"}
WRONG_DAY = {
    "required": gettext_lazy("Please choose the last day."),
    "invalid": gettext_lazy("Please write the day like 2026-12-31."),
}


class WhatIfForm(forms.Form):
    """One person, or everybody of a place; one last day, or two to compare."""

    who = forms.CharField(
        label=gettext_lazy("One person"),
        required=False,
        max_length=40,
        help_text=gettext_lazy("Staff number or name; empty: everybody of the place below"),
        widget=forms.TextInput(attrs={"class": "in", "autocomplete": "off"}),
    )
    place = forms.ChoiceField(
        label=gettext_lazy("Everybody of"),
        required=False,
        widget=forms.Select(attrs={"class": "in"}),
        error_messages={"invalid_choice": gettext_lazy("Please choose a place from the list.")},
    )
    last_day = forms.DateField(
        label=gettext_lazy("Last day"),
        widget=forms.DateInput(attrs=DAY, format="%Y-%m-%d"),
        error_messages=WRONG_DAY,
    )
    other_day = forms.DateField(
        label=gettext_lazy("A second last day"),
        required=False,
        help_text=gettext_lazy("Earlier or later, to compare"),
        widget=forms.DateInput(attrs=DAY, format="%Y-%m-%d"),
        error_messages=WRONG_DAY,
    )

    bonus = AmountField(
        label=gettext_lazy("Year-end bonus, yuan a person"),
        help_text=gettext_lazy("Empty: none; paid with the last wages"),
    )
    additional = AmountField(
        label=gettext_lazy("Additional deductions of the month, yuan"),
        help_text=gettext_lazy("For whom payroll has not told them"),
    )
    taxed_as = forms.ChoiceField(
        label=gettext_lazy("Pay instead of notice, and 2N, are taxed"),
        required=False,
        initial="compensation",
        choices=[
            ("compensation", gettext_lazy("as compensation")),
            ("wages", gettext_lazy("as wages")),
        ],
        help_text=gettext_lazy("Sources disagree; ask the tax office"),
        widget=forms.Select(attrs={"class": "in"}),
        error_messages={"invalid_choice": gettext_lazy("Please choose one from the list.")},
    )

    def __init__(self, *args: Any, by: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._by = by
        place = self.fields["place"]
        assert isinstance(place, forms.ChoiceField)  # noqa: S101  as declared above
        place.choices = [(one.key, one.name) for one in scope.places_of(by)]

    def clean_who(self) -> Employment | None:
        """One of one's own people, or nobody in particular."""
        words = self.cleaned_data["who"].strip()
        if not words:
            return None
        try:
            return scope.find(self._by, words)
        except Refused as refusal:
            raise forms.ValidationError(str(refusal.reason)) from refusal

    def clean_last_day(self) -> dt.date:
        """Within the law, and not beyond what anybody plans."""
        return _within(self.cleaned_data["last_day"])

    def clean_other_day(self) -> dt.date | None:
        """The same, where there is one."""
        day = self.cleaned_data["other_day"]
        return _within(day) if day else None

    def clean(self) -> dict[str, Any]:
        """Two days that are the same are one."""
        values = self.cleaned_data
        if values.get("other_day") and values["other_day"] == values.get("last_day"):
            self.add_error("other_day", _("Please choose a different day, or none."))
        return values

    @property
    def days(self) -> list[dt.date]:
        """The last day, then the other one."""
        values = self.cleaned_data
        return [day for day in (values["last_day"], values["other_day"]) if day]

    @property
    def terms(self) -> Terms:
        """What was told beside the days."""
        values = self.cleaned_data
        taxed_as: TaxedAs = "wages" if values["taxed_as"] == "wages" else "compensation"
        return Terms(values["bonus"] or ZERO, values["additional"], taxed_as)


def _within(day: dt.date) -> dt.date:
    try:
        scope.check_day(day, today=clock.today())
    except Refused as refusal:
        raise forms.ValidationError(str(refusal.reason)) from refusal
    return day
