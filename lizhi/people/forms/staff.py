"""What HR types about people of the list."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lizhi.accounts.models import User
from lizhi.common.refusals import Refused
from lizhi.people import leading


class ManagerForm(forms.Form):
    """A new manager, or none of one's own; `cleaned_data["boss"]` is the employment or None."""

    boss = forms.CharField(
        label=gettext_lazy("New manager: staff number or name"),
        required=False,
        max_length=60,
        widget=forms.TextInput(attrs={"class": "in", "list": "leaders", "autocomplete": "off"}),
    )
    nobody = forms.BooleanField(required=False)

    def __init__(self, data: Any, *, by: User) -> None:
        super().__init__(data)
        self._by = by

    def clean(self) -> dict[str, Any]:
        """One of the two answers, and somebody whom we know."""
        values = self.cleaned_data
        words = values.get("boss", "").strip()
        if values.get("nobody"):
            if words:
                self.add_error("boss", _("Please choose one of the two: a person, or nobody."))
            values["boss"] = None
            return values
        if not words:
            self.add_error("boss", _("Please type the number or the name of the new manager."))
            return values
        try:
            values["boss"] = leading.find(words, self._by)
        except Refused as no:
            self.add_error("boss", str(no.reason))
        return values
