"""What people type to steer a case by hand."""

import datetime as dt
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from lizhi.accounts.models import User
from lizhi.common import clock
from lizhi.offboarding.forms.confirmation import day_field
from lizhi.offboarding.steering.pausing import LONGEST

OPENS = dt.time(9)
"""When the process goes on, on the day that was chosen."""


def _why(label: Any, *, required: bool = True) -> forms.CharField:
    return forms.CharField(
        label=label,
        required=required,
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2, "class": "ta"}),
        error_messages={"required": _("Please write why.")},
    )


class SureForm(forms.Form):
    """One button, and a word if wanted."""

    key = forms.CharField(max_length=64, widget=forms.HiddenInput)
    words = _why(_("Why; everybody who deals with it can read it"), required=False)


class WhomForm(SureForm):
    """A colleague, by the button of his name."""

    to = forms.ModelChoiceField(
        User.objects.none(), error_messages={"required": _("Please choose somebody.")}
    )

    def __init__(self, people: list[User], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = cast("forms.ModelChoiceField[User]", self.fields["to"])
        field.queryset = User.objects.filter(pk__in=[user.pk for user in people])


class SuspendForm(forms.Form):
    """Until which day, and why."""

    key = forms.CharField(max_length=64, widget=forms.HiddenInput)
    words = _why(_("Why; the employee reads it"))
    until = day_field(_("Goes on by itself on"))

    def clean_until(self) -> dt.datetime:
        """The morning of a day within the longest pause."""
        day: dt.date = self.cleaned_data["until"]
        until = dt.datetime.combine(day, OPENS, clock.SHANGHAI)
        if not clock.now() < until <= clock.now() + LONGEST:
            raise forms.ValidationError(_("A pause ends within %(n)s days.") % {"n": LONGEST.days})
        return until


class PlaceForm(forms.Form):
    """From where to which step, and why."""

    key = forms.CharField(max_length=64, widget=forms.HiddenInput)
    place = forms.ChoiceField(
        label=_("To which step"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Please choose a step.")},
    )
    words = _why(_("Why; everybody who deals with it can read it"))

    def __init__(self, places: list[tuple[str, str]], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast("forms.ChoiceField", self.fields["place"]).choices = places
