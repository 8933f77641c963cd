"""A signed agreement is to be void: what HR and the leaver type."""

from django import forms
from django.utils.translation import gettext_lazy as _

from lizhi.offboarding.voiding import LAW, NEW


class VoidingForm(forms.Form):
    """HR proposes it: why, and what holds then. Both are printed."""

    key = forms.CharField(max_length=64, widget=forms.HiddenInput)
    words = forms.CharField(
        label=_("Why; it is printed in the paper"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3, "class": "ta"}),
        error_messages={"required": _("Please write why: both sides sign it.")},
    )
    then = forms.ChoiceField(
        label=_("What holds then"),
        choices=[
            (LAW, _("Nothing takes its place: the law and the settlement")),
            (NEW, _("A new agreement follows, with other terms")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("Please choose what holds then.")},
    )


class AskVoidForm(forms.Form):
    """The leaver asks HR for it, and says what is wrong."""

    key = forms.CharField(max_length=64, widget=forms.HiddenInput)
    words = forms.CharField(
        label=_("What is wrong with it"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Please write what is wrong, so that HR can see to it.")},
    )
