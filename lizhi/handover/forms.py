"""What people type about a handover."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from lizhi.accounts.models import User
from lizhi.common import waybills
from lizhi.common.refusals import Refused
from lizhi.people.models import Employment


class ItemForm(forms.Form):
    """Something that passes on."""

    title = forms.CharField(
        label=gettext_lazy("What is it"),
        max_length=80,
        error_messages={"required": gettext_lazy("Please write what it is, a few words do.")},
    )
    note = forms.CharField(
        label=gettext_lazy("Where it is, what to know"), required=False, max_length=200
    )

    def clean_title(self) -> str:
        """One line."""
        return " ".join(str(self.cleaned_data["title"]).split())


class ArrangedItemForm(ItemForm):
    """Something that whoever arranges puts on the list, with kind and receiver."""

    kind = forms.ChoiceField(
        label=gettext_lazy("Kind"),
        required=False,
        choices=[
            ("work", gettext_lazy("Work")),
            ("document", gettext_lazy("Papers and data")),
            ("asset", gettext_lazy("Things")),
            ("account", gettext_lazy("Logins and accounts")),
        ],
        widget=forms.RadioSelect,
    )
    receiver = forms.ModelChoiceField(User.objects.none(), required=False)

    def __init__(self, *args: Any, options: list[Employment], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer(self, options)


class ReceiverForm(forms.Form):
    """Who takes it over instead."""

    receiver = forms.ModelChoiceField(
        User.objects.none(),
        error_messages={
            "required": gettext_lazy("Please choose who takes it over."),
            "invalid_choice": gettext_lazy("Please choose who takes it over."),
        },
    )

    def __init__(self, *args: Any, options: list[Employment], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer(self, options)


def _offer(form: forms.Form, options: list[Employment]) -> None:
    field = form.fields["receiver"]
    assert isinstance(field, forms.ModelChoiceField)  # noqa: S101  as declared above
    field.queryset = User.objects.filter(pk__in=[option.user.pk for option in options])


class GiveForm(forms.Form):
    """Sent by post, or handed over in another way."""

    waybill = forms.CharField(
        label=gettext_lazy("Tracking number"),
        required=False,
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters"}),
    )

    def clean_waybill(self) -> str:
        """Letters and digits only; spaces and full-width forms are put right."""
        text = waybills.plain(str(self.cleaned_data["waybill"]))
        if text:
            try:
                waybills.check(text)
            except Refused as refusal:
                raise forms.ValidationError(str(refusal.reason)) from refusal
        return text


class MissingForm(forms.Form):
    """The receiver says what is not there."""

    words = forms.CharField(
        label=gettext_lazy("What is missing"),
        max_length=200,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": gettext_lazy("Please write what is missing.")},
    )
