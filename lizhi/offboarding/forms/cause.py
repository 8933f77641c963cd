"""The employee ends it for a fault of the company."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lizhi.cases.models import Case
from lizhi.offboarding.departures import AT_ONCE, Declaration
from lizhi.offboarding.forms.declaring import DeclarationForm
from lizhi.people.models import Employment

FORCE = "force"
FAULTS = [
    ("2", gettext_lazy("Wages are paid late or short")),
    ("3", gettext_lazy("Social insurance is not paid")),
    ("1", gettext_lazy("No protection or conditions at work, as agreed")),
    ("4", gettext_lazy("Unlawful rules of the company that harm me")),
    ("5", gettext_lazy("The contract is void by deceit, force or unfair terms")),
    ("6", gettext_lazy("Another case by law")),
    (FORCE, gettext_lazy("Forced to work, or ordered into danger: I leave at once")),
]
"""As people say it, the most usual first; on the paper stand the words of the law."""


class CauseForm(DeclarationForm):
    """What the company has done or left undone (劳动合同法 38)."""

    items = forms.MultipleChoiceField(
        label=gettext_lazy("What the company has done or left undone"),
        choices=FAULTS,
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": gettext_lazy("Please say what the company has done or left undone.")
        },
    )
    field_order = ("key", "items", "words", "day", "sure")

    def __init__(self, employment: Employment, *args: Any, **kwargs: Any) -> None:
        super().__init__(employment, *args, **kwargs)
        self.fields["sure"].label = _(
            "I am %(name)s, and I know that the contract ends by it and that I may have to prove it"
        ) % {"name": employment.name}

    def _said(self, values: dict[str, Any]) -> Declaration:
        items = values.get("items", [])
        return Declaration(
            way=Case.Way.FORCED,
            ground=AT_ONCE if FORCE in items else "38-1",
            day=values["day"],
            items=tuple(sorted(set(items) - {FORCE})),
            words=values.get("words", ""),
        )
