"""The six questions of article 42, as HR answers them at the start, at service and in between."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lizhi.offboarding import protection

BAR = "bar_"


def bar_fields() -> dict[str, forms.Field]:
    """One question each; what is not answered is not no, and the rules say so at the field."""
    choices = [(protection.NO, _("No")), (protection.YES, _("Yes"))]
    return {
        f"{BAR}{bar.code}": forms.ChoiceField(
            label=bar.asks, choices=choices, required=False, widget=forms.RadioSelect
        )
        for bar in protection.BARS
    }


def answers_of(values: Mapping[str, Any]) -> dict[str, str]:
    """What was answered, by the code of the bar."""
    found = {bar.code: values.get(f"{BAR}{bar.code}", "") for bar in protection.BARS}
    return {code: answer for code, answer in found.items() if answer}
