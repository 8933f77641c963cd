"""When a duty of the law was met, and by what it can be shown; or why it is not met after all."""

import datetime as dt
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lizhi.cases.models import Case
from lizhi.common import clock
from lizhi.common.refusals import Refused
from lizhi.offboarding import duty_rules
from lizhi.offboarding.forms.confirmation import DESK, day_field


class DutyForm(forms.Form):
    """Both are kept, and whoever leaves reads them."""

    key = forms.CharField(max_length=64, widget=forms.HiddenInput)
    on = day_field(_("Done on"))
    proof = forms.CharField(
        label=_("Number of the receipt, or a note"),
        help_text=_("Who leaves reads it too"),
        max_length=80,
        widget=forms.TextInput(attrs=DESK),
        error_messages={"required": _("Please write a number or a note.")},
    )

    def __init__(self, case: Case, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.case = case

    def clean_on(self) -> dt.date:
        """A day that the rules allow."""
        day: dt.date = self.cleaned_data["on"]
        try:
            duty_rules.check_day(self.case, day, today=clock.today())
        except Refused as refusal:
            raise forms.ValidationError(str(refusal.reason)) from refusal
        return day


class UndoneForm(forms.Form):
    """Somebody has said by mistake that it was done."""

    key = forms.CharField(max_length=64, widget=forms.HiddenInput)
    reason = forms.CharField(
        label=_("Why it is not done"),
        help_text=_("Who leaves reads it too"),
        max_length=80,
        widget=forms.TextInput(attrs=DESK),
        error_messages={"required": _("Please write the reason.")},
    )
