"""What HR chooses for running cases: what holds for all, and for single ones."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lizhi.flows.migrating.planning import Choices


class ChoicesForm(forms.Form):
    """For all of them."""

    gone = forms.ChoiceField(
        label=_("A step that is gone"),
        choices=[
            ("stay", _("Such cases stay as they are")),
            ("close", _("Give it up and go on to the next step")),
        ],
        initial="stay",
        required=False,
        widget=forms.Select(attrs={"class": "in"}),
    )
    added = forms.ChoiceField(
        label=_("A branch that was added beside"),
        choices=[("start", _("Begins at once")), ("skip", _("These cases skip it"))],
        initial="start",
        required=False,
        widget=forms.Select(attrs={"class": "in"}),
    )

    @property
    def choices(self) -> Choices:
        """As the plan reads them; what is not understood is the careful answer."""
        values: dict[str, Any] = self.cleaned_data if self.is_valid() else {}
        return Choices(close=values.get("gone") == "close", start=values.get("added") != "skip")


class MigrationForm(ChoicesForm):
    """And which of them, with exceptions for single ones."""

    key = forms.CharField(max_length=40, widget=forms.HiddenInput)
    every = forms.BooleanField(required=False)

    def choices_for(self, number: str, *, give_up: list[str], skip: list[str]) -> Choices:
        """What holds for all, but for those that were ticked apart."""
        every = self.choices
        close, start = every.close or number in give_up, every.start and number not in skip
        return Choices(close=close, start=start)
