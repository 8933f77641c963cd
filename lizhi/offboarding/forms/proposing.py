"""The employee proposes to end it together."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lizhi.cases.models import Case
from lizhi.offboarding.departures import Declaration
from lizhi.offboarding.forms.declaring import DeclarationForm
from lizhi.people.models import Employment


class ProposalForm(DeclarationForm):
    """Let us end it together, on that day (劳动合同法 36)."""

    own_wish = forms.BooleanField(
        label=gettext_lazy(
            "It is my own idea. Nobody of the company has asked me to propose it; I know that by "
            "law no compensation is due then"
        ),
        error_messages={
            "required": gettext_lazy(
                "If the company asked you for it, do not send it: then the company has to propose "
                "it, and compensation is due (46)."
            )
        },
    )
    field_order = ("key", "day", "words", "own_wish", "sure")

    def __init__(self, employment: Employment, *args: Any, **kwargs: Any) -> None:
        super().__init__(employment, *args, **kwargs)
        self.fields["words"].label = _("What you propose, and why if you like")
        self.fields["sure"].label = _(
            "I am %(name)s, and I know that it counts only when both have signed"
        ) % {"name": employment.name}

    def _said(self, values: dict[str, Any]) -> Declaration:
        words = values.get("words", "")
        return Declaration(Case.Way.PROPOSAL, "36-W", values["day"], words=words)
