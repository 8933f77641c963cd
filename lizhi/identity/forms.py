"""What the pages of this room ask for."""

from django import forms
from django.utils.translation import gettext_lazy

LONGEST_ANSWER = 20_000


class Answer(forms.Form):
    """What a phone has answered, as JSON; the script fills it in."""

    answer = forms.CharField(
        max_length=LONGEST_ANSWER,
        widget=forms.HiddenInput,
        strip=False,
        error_messages={
            "required": gettext_lazy("The phone has not answered. Press once more."),
            "max_length": gettext_lazy("The phone has not answered. Press once more."),
        },
    )


class Name(forms.Form):
    """What a phone is called."""

    name = forms.CharField(
        label=gettext_lazy("What you call this phone"),
        max_length=40,
        error_messages={"required": gettext_lazy("Please give it a name.")},
    )


class NewPasskey(Answer):
    """A phone that is set up, with a name if the person likes."""

    name = forms.CharField(
        label=gettext_lazy("What you call this phone"), max_length=40, required=False
    )
