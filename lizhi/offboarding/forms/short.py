"""Forms with one or two fields."""

from django import forms
from django.utils.translation import gettext_lazy as _

from lizhi.cases.models import Case


class WordsForm(forms.Form):
    """A form key, and what somebody wants to say."""

    key = forms.CharField(max_length=64, widget=forms.HiddenInput)
    words = forms.CharField(
        label=_("What you would like to say"),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class CommentForm(forms.Form):
    """A word to everybody who is part of the case."""

    key = forms.CharField(max_length=64, widget=forms.HiddenInput)
    words = forms.CharField(
        label=_("What you would like to say"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3, "class": "ta"}),
        error_messages={"required": _("Please write something first.")},
    )


class PressForm(forms.Form):
    """Who else hears of a reminder, and a word that goes out with it."""

    above = forms.BooleanField(required=False)
    words = forms.CharField(
        label=_("A word of your own, if you like"),
        required=False,
        max_length=60,
        widget=forms.TextInput(attrs={"class": "in", "autocomplete": "off"}),
    )


class RatingForm(forms.Form):
    """Five faces, and words if wanted."""

    stars = forms.TypedChoiceField(
        label=_("How it went"),
        coerce=int,
        choices=[
            (1, _("Very badly")),
            (2, _("Badly")),
            (3, _("So-so")),
            (4, _("Well")),
            (5, _("Very well")),
        ],
        widget=forms.RadioSelect,
    )
    hardest = forms.ChoiceField(
        label=_("What was the hardest"),
        required=False,
        choices=Case.Hardest,
        widget=forms.RadioSelect,
    )
    words = forms.CharField(
        label=_("What you would like to tell us"),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
