"""A roster comes in by a plain form, and goes back with a reason."""

from django import forms
from django.utils.translation import gettext_lazy as _

from lizhi.people.models import Reveal


class UploadForm(forms.Form):
    """One .xlsx; what kind of file it really is, its bytes say."""

    file = forms.FileField(
        label=_("Choose a file"),
        widget=forms.FileInput(attrs={"class": "in", "accept": ".xlsx", "id": "fu"}),
        error_messages={
            "required": _("Please choose the roster first."),
            "empty": _("The file is empty."),
        },
    )


class UndoForm(forms.Form):
    """Why a batch is taken back; it stays with the batch."""

    reason = forms.CharField(
        label=_("Why do you undo it"),
        max_length=200,
        widget=forms.TextInput(attrs={"class": "in"}),
        error_messages={"required": _("Please write in a few words why.")},
    )


class RevealForm(forms.Form):
    """Which number somebody wants to see."""

    field = forms.ChoiceField(choices=[(one, one.label) for one in Reveal.NUMBERS])
