"""What a leaver says of a link to hand on."""

from django import forms
from django.utils.translation import gettext_lazy as _

from lizhi.cases import links


class ShareForm(forms.Form):
    """A name that only its owner sees, and for how long."""

    name = forms.CharField(
        label=_("Give this link a name"),
        max_length=links.LONGEST_NAME,
        required=False,
        strip=True,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    days = forms.TypedChoiceField(
        label=_("How long it opens"),
        choices=[(days, "") for days in links.TERMS],
        coerce=int,
        initial=30,
        widget=forms.RadioSelect,
        error_messages={"required": _("Please choose how long.")},
    )
