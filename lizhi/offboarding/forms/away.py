"""From when to when somebody is not there, and who does it meanwhile."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lizhi.accounts.models import User
from lizhi.common import clock
from lizhi.common.refusals import Refused
from lizhi.offboarding.forms.confirmation import DESK, day_field
from lizhi.people import absences, naming


class AwayForm(forms.Form):
    """`cleaned_data["instead"]` is the user who was meant."""

    first = day_field(_("First day"))
    last = day_field(_("Last day, still away"))
    instead = forms.CharField(
        label=_("Who does it meanwhile: name or staff number"),
        max_length=60,
        widget=forms.TextInput(attrs={**DESK, "list": "near", "autocomplete": "off"}),
        error_messages={"required": _("Please name somebody.")},
    )

    def __init__(self, data: Any = None, *, user: User) -> None:
        super().__init__(data)
        self._user = user

    def clean_instead(self) -> User:
        """A colleague who is here."""
        try:
            found = naming.find(" ".join(str(self.cleaned_data["instead"]).split()))
            absences.check_substitute(self._user, found)
        except Refused as refusal:
            raise forms.ValidationError(str(refusal.reason)) from refusal
        return found

    def clean(self) -> dict[str, Any]:
        """Days that are free and fit together."""
        values = self.cleaned_data
        if "first" in values and "last" in values:
            first, last, instead = values["first"], values["last"], values.get("instead")
            if instead and absences.entered(self._user, instead, first, last):
                return values
            try:
                absences.check_days(self._user, first, last, today=clock.today())
            except Refused as refusal:
                self.add_error("last", str(refusal.reason))
        return values
