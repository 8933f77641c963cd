"""A legal entity as papers name it, and the first page of a new house."""

from decimal import Decimal
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
ON_PAPERS = ("name", "credit_code", "city", "address")
AMOUNT = gettext_lazy("An amount in yuan goes here, 50000 for example; 0 asks for two each time.")


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
        fields: tuple[str, ...] = ON_PAPERS
        labels = {
            "name": gettext_lazy("Full name"),
            "credit_code": gettext_lazy("Unified social credit code"),
            "city": gettext_lazy("City of the office, for wages and insurance"),
            "address": gettext_lazy("Address on papers"),
            "two_persons_above": gettext_lazy("Settlements above this need two persons, yuan"),
        }
        widgets = {
            "name": forms.TextInput(attrs={**TEXT, "autocomplete": "off"}),
            "credit_code": forms.TextInput(attrs={**TEXT, "autocomplete": "off"}),
            "city": forms.TextInput(attrs=TEXT),
            "address": forms.TextInput(attrs=TEXT),
            "two_persons_above": forms.TextInput(attrs={**TEXT, "inputmode": "decimal"}),
        }
        error_messages = {
            "name": {
                "unique": gettext_lazy("Another company of the group has this name."),
                "required": gettext_lazy("Please write the full name as it is registered."),
            },
            "two_persons_above": dict.fromkeys(
                ("invalid", "max_digits", "max_decimal_places", "max_whole_digits"),
                AMOUNT,
            ),
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

    class Meta(CompanyForm.Meta):
        fields = (*ON_PAPERS, "two_persons_above")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["two_persons_above"].required = False

    def clean_two_persons_above(self) -> Decimal:
        """Never below zero; a page that does not know the field leaves it as it is."""
        if self.add_prefix("two_persons_above") not in self.data:
            return self.instance.two_persons_above
        amount: Decimal | None = self.cleaned_data["two_persons_above"]
        if amount is None or amount < 0:
            raise ValidationError(AMOUNT)
        return amount


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
