"""HR's answer to a proposal of the employee."""

from django import forms
from django.utils.translation import gettext_lazy as _


class ReplyForm(forms.Form):
    """Agreed as proposed, or not; another day would be another proposal."""

    key = forms.CharField(max_length=64, widget=forms.HiddenInput)
    answer = forms.ChoiceField(
        label=_("The answer of the company"),
        choices=[
            ("agreed", _("Agreed: the agreement goes out to be signed")),
            ("declined", _("Not agreed: the contract goes on as it is")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("Please choose an answer.")},
    )
    words = forms.CharField(
        label=_("A word to the employee, if you like"),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3, "class": "ta"}),
    )
