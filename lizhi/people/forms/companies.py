"""A legal entity as papers name it, and the first page of a new house."""

from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lizhi.people import identity, seals
from lizhi.people.models import LegalEntity

TEXT = {"class": "in"}


def _printable(value: str) -> str:
    missing = import_string(settings.NAME_GATE)(value)
    if missing:
        raise ValidationError(
            _("No font has “%(characters)s”, so it cannot be printed.") % {"characters": missing}
        )
    return value


class CompanyForm(forms.ModelForm[LegalEntity]):
    """What stands on papers."""

    seal = forms.FileField(
        label=gettext_lazy("Seal picture"),
        required=False,
        help_text=gettext_lazy(
            "PNG with a transparent ground, or a photo on white paper; up to 5 MB"
        ),
        widget=forms.FileInput(attrs={"class": "in", "accept": "image/png,image/jpeg"}),
    )

    class Meta:
        model = LegalEntity
        fields = ("name", "credit_code", "city", "address")
        labels = {
            "name": gettext_lazy("Full name"),
            "credit_code": gettext_lazy("Unified social credit code"),
            "city": gettext_lazy("City of the office, for wages and insurance"),
            "address": gettext_lazy("Address on papers"),
        }
        widgets = {
            "name": forms.TextInput(attrs={**TEXT, "autocomplete": "off"}),
            "credit_code": forms.TextInput(attrs={**TEXT, "autocomplete": "off"}),
            "city": forms.TextInput(attrs=TEXT),
            "address": forms.TextInput(attrs=TEXT),
        }
        error_messages = {
            "name": {
                "unique": gettext_lazy("Another company of the group has this name."),
                "required": gettext_lazy("Please write the full name as it is registered."),
            },
        }

    def clean_name(self) -> str:
        """Every character of it has to be on paper."""
        return _printable(" ".join(self.cleaned_data["name"].split()))

    def clean_address(self) -> str:
        """The same for the address."""
        return _printable(self.cleaned_data["address"])

    def clean_credit_code(self) -> str:
        """18 characters with a check digit (GB 32100), or nothing yet."""
        code = "".join(self.cleaned_data["credit_code"].split()).upper()
        if code and not identity.credit_code_is_right(code):
            raise ValidationError(_("The last character does not fit. Please check all 18."))
        return code

    def clean_seal(self) -> bytes | None:
        """The picture, if it can be one."""
        file = self.cleaned_data["seal"]
        if not file:
            return None
        if file.size > seals.MOST_BYTES:
            raise ValidationError(_("The picture is larger than 5 MB."))
        data: bytes = file.read()
        try:
            seals.prepared(data)
        except seals.NoPicture as refusal:
            raise ValidationError(str(refusal.reason)) from refusal
        return data

    def values(self) -> dict[str, Any]:
        """The columns that a save writes."""
        return {name: self.cleaned_data[name] for name in self.Meta.fields}


class EntityForm(CompanyForm):
    """A company that exists; a change holds for later papers only."""

    drop_seal = forms.BooleanField(label=gettext_lazy("Back to the sample seal"), required=False)


class StartForm(CompanyForm):
    """The invited administrator says who the house is."""

    group = forms.CharField(
        label=gettext_lazy("Name of the group"),
        max_length=120,
        widget=forms.TextInput(attrs=TEXT),
        error_messages={"required": gettext_lazy("Please write the name of the group.")},
    )
    own_name = forms.CharField(
        label=gettext_lazy("Your name"),
        max_length=60,
        widget=forms.TextInput(attrs={**TEXT, "autocomplete": "name"}),
        error_messages={"required": gettext_lazy("Please write your name.")},
    )

    def clean_own_name(self) -> str:
        """It will stand in records that are printed."""
        return _printable(self.cleaned_data["own_name"])
