"""What two forms of the phone share: a fault of the company, and a proposal."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from lizhi.common import clock
from lizhi.offboarding import departures
from lizhi.offboarding.departures import Declaration
from lizhi.people.models import Employment


class DeclarationForm(forms.Form):
    """A day, words, and that it is meant so."""

    key = forms.CharField(max_length=64, widget=forms.HiddenInput)
    day = forms.DateField(
        label=gettext_lazy("The contract ends on"),
        widget=forms.DateInput(attrs={"type": "date"}),
        error_messages={
            "required": gettext_lazy("Please fill in a day here."),
            "invalid": gettext_lazy("Please write the day like 2026-11-27."),
        },
    )
    words = forms.CharField(
        label=gettext_lazy("What has happened, since when"),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    sure = forms.BooleanField(
        error_messages={"required": gettext_lazy("Please tick this line first, then hand it in.")}
    )

    def __init__(self, employment: Employment, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.employment = employment

    def clean(self) -> dict[str, Any]:
        """Each thing that cannot be is said at its own field."""
        values: dict[str, Any] = super().clean() or {}
        if "day" in values:
            found = departures.problems(self.employment, self._said(values), today=clock.today())
            for name, problem in found.items():
                if name not in self.errors:
                    self.add_error(name if name in self.fields else None, problem)
        return values

    def _said(self, values: dict[str, Any]) -> Declaration:
        raise NotImplementedError

    @property
    def declaration(self) -> Declaration:
        """What a form without mistakes says."""
        return self._said(self.cleaned_data)
