"""What is asked about a paper that is signed by hand: of the signer, and of HR who takes it in."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lizhi.common import waybills
from lizhi.common.refusals import Refused
from lizhi.signing import originals

DESK = {"class": "in"}


class Files(forms.FileInput):
    """One or more files; what they are is looked at when they have arrived."""

    allow_multiple_selected = True


class Sent(forms.Form):
    """Which courier and which number; in hand, only a photo."""

    carrier = forms.CharField(
        label=gettext_lazy("Courier"),
        help_text=gettext_lazy("Handed in by yourself or a friend: leave both empty, add a photo"),
        required=False,
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    waybill = forms.CharField(
        label=gettext_lazy("Tracking number"),
        required=False,
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters"}),
    )

    def __init__(self, *args: Any, has_pictures: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.has_pictures = has_pictures

    def clean_waybill(self) -> str:
        """Letters and digits only; spaces and full-width forms are put right."""
        return checked_waybill(str(self.cleaned_data["waybill"]))

    def clean(self) -> dict[str, Any]:
        """Something by which HR can know that it is coming."""
        values: dict[str, Any] = super().clean() or {}
        if not self.errors and not values.get("waybill") and not self.has_pictures:
            self.add_error(
                "waybill",
                _("Please fill in the tracking number, or add a photo of what you signed."),
            )
        return values


class Arrived(forms.Form):
    """HR has the originals on the table."""

    key = forms.CharField(max_length=64, widget=forms.HiddenInput)
    day = forms.DateField(
        label=gettext_lazy("Arrived on"),
        widget=forms.DateInput(attrs={"type": "date", **DESK}, format="%Y-%m-%d"),
        error_messages={
            "required": gettext_lazy("Please fill in a day here."),
            "invalid": gettext_lazy("Please write the day like 2026-11-27."),
        },
    )
    kept_at = forms.CharField(
        label=gettext_lazy("Where the original is kept"),
        help_text=gettext_lazy("Cabinet and file number, so that it is found in two years"),
        max_length=80,
        widget=forms.TextInput(attrs=DESK),
        error_messages={"required": gettext_lazy("Please write where the original is kept.")},
    )
    checked = forms.MultipleChoiceField(
        label=gettext_lazy("What you have looked at"),
        choices=list(originals.CHECKED.items()),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("Please look at all four, and tick them.")},
    )
    scans = forms.Field(
        label=gettext_lazy("Scan of the signed original, all pages"),
        help_text=gettext_lazy("Photos or a PDF, up to 20 MB each"),
        required=False,
        widget=Files(attrs={**DESK, "accept": "image/*,application/pdf"}),
    )

    def clean_checked(self) -> list[str]:
        """All of it, or it is not taken in."""
        ticked = list(self.cleaned_data["checked"])
        if set(ticked) != set(originals.CHECKED):
            raise forms.ValidationError(_("Please look at all four, and tick them."))
        return ticked


class Wrong(forms.Form):
    """What is wrong with what has come, or that nothing has."""

    why = forms.ChoiceField(
        label=gettext_lazy("What is wrong"),
        choices=list(originals.WRONG.items()),
        widget=forms.Select(attrs=DESK),
    )
    words = forms.CharField(
        label=gettext_lazy("What the person should do; it is read as you write it"),
        max_length=200,
        widget=forms.Textarea(attrs={"rows": 2, "class": "ta"}),
        error_messages={"required": gettext_lazy("Please write what the person should do.")},
    )


class Returned(forms.Form):
    """One copy, with the company's seal by hand, goes back."""

    carrier = forms.CharField(
        label=gettext_lazy("Courier"),
        required=False,
        max_length=40,
        widget=forms.TextInput(attrs=DESK),
    )
    waybill = forms.CharField(
        label=gettext_lazy("Tracking number"),
        help_text=gettext_lazy("Leave it empty when it was handed over in person"),
        required=False,
        max_length=40,
        widget=forms.TextInput(attrs=DESK),
    )

    def clean_waybill(self) -> str:
        """Letters and digits only; spaces and full-width forms are put right."""
        return checked_waybill(str(self.cleaned_data["waybill"]))


def checked_waybill(typed: str) -> str:
    """As carriers print it, or what is wrong with it beside its field."""
    text = waybills.plain(typed)
    if text:
        try:
            waybills.check(text)
        except Refused as refusal:
            raise forms.ValidationError(str(refusal.reason)) from refusal
    return text
