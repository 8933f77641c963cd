"""What the whole process is called."""

from django import forms
from django.utils.translation import gettext_lazy as _


class WholeForm(forms.Form):
    """Its name, as HR reads it."""

    name = forms.CharField(
        label=_("Name of the process"),
        max_length=80,
        widget=forms.TextInput(attrs={"class": "in", "autocomplete": "off"}),
        error_messages={
            "required": _("Please give the process a name."),
            "max_length": _("At most 80 characters, please."),
        },
    )
