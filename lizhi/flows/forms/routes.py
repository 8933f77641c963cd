"""What a step may answer: go on, send back to somebody before, and never what the law forbids."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lizhi.flows import saying
from lizhi.workflow.actions import moving
from lizhi.workflow.tree import FOR_PEOPLE, Step, Tree

SEND_BACK = moving.SENT_BACK
REFUSE = "reject"
LAWFUL_NOTICE = "resignation"


class RoutesForm(forms.Form):
    """Ticks: to which earlier steps it may be sent back."""

    back = forms.MultipleChoiceField(
        required=False,
        label=_("Send back to"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": _("It can only be sent back to a step before it.")},
    )

    def __init__(self, body: dict[str, Any], step: Step, data: Any = None) -> None:
        self._step = step
        super().__init__(data, initial={"back": moving.targets(step)}, prefix="routes")
        self.fields["back"].choices = [  # type: ignore[attr-defined]
            (one["id"], saying.name(one)) for one in earlier(body, step["id"])
        ]

    def changes(self) -> dict[str, Any]:
        """Where each answer leads."""
        routes = dict(self._step.get("on", {}))
        old, new = moving.targets(self._step), self.cleaned_data["back"]
        if new != old:
            routes[SEND_BACK] = new[0] if len(new) == 1 else new
        if not new:
            routes.pop(SEND_BACK, None)
        return {"on": routes}


def earlier(body: dict[str, Any], key: str) -> list[Step]:
    """Steps of people to which this one can be sent back: before it, in its own row or around."""
    tree = Tree(body)
    found = []
    for one, step in tree.steps.items():
        if one == key:
            break
        if step["kind"] in FOR_PEOPLE and key in tree.rows[tree.row[one]]:
            found.append(step)
    return found
