"""One branch of a block: what it is called and for whom it is."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lizhi.flows import asking, editing
from lizhi.flows.forms import conditions
from lizhi.flows.forms.rows import select
from lizhi.workflow.tree import Step

MOST_ROWS = 20


class BranchForm(forms.Form):
    """Its name and its rows; what rows cannot say stays as it is."""

    name = forms.CharField(
        label=_("Name of the branch"),
        required=False,
        max_length=60,
        widget=forms.TextInput(attrs={"class": "in", "autocomplete": "off"}),
        error_messages={"max_length": _("At most 60 characters, please.")},
    )
    rule = select(
        _("All or any"), [("any", _("any of them")), ("all", _("all of them hold"))], required=False
    )

    def __init__(self, body: dict[str, Any], block: Step, number: int, data: Any = None) -> None:
        self.block, self.number = block["id"], number
        self._branch = block["branches"][number]
        self._when = self._branch.get("when")
        self.is_else = block["kind"] == "choose" and number == len(block["branches"]) - 1
        self.is_choice = block["kind"] == "choose"
        prefix = f"b{number}"
        rows = conditions.initial(self._when)
        self.nested = rows is None
        first = {
            "name": self._branch.get("name", ""),
            "rule": "all" if self._when and "all" in self._when else "any",
        }
        super().__init__(data, initial=first, prefix=prefix)
        made = forms.formset_factory(
            conditions.ConditionRow, extra=1, can_delete=True, max_num=MOST_ROWS
        )
        facts = asking.known(body, self.block)
        self.rows = made(
            data, initial=rows or [], prefix=f"{prefix}c", form_kwargs={"facts": facts}
        )

    def is_valid(self) -> bool:
        """A branch of a choice needs a condition."""
        mine, rows = super().is_valid(), self.is_else or self.nested or self.rows.is_valid()
        if not (mine and rows):
            return False
        if self.is_choice and not self.is_else and not self.nested and not self._rules():
            self.add_error(None, _("Please say for whom this branch is: one condition at least."))
        return not self.errors

    def _rules(self) -> list[dict[str, Any]]:
        return [
            row.rule()
            for row in self.rows
            if row.cleaned_data.get("field") and not row.cleaned_data.get("DELETE")
        ]

    def apply(self, body: dict[str, Any]) -> dict[str, Any]:
        """The body with this branch as it was filled in."""
        when = self._when
        if not self.is_else and not self.nested:
            rule = self.cleaned_data["rule"] or "any"
            when = conditions.joined(rule, self._rules(), self._when)
        return editing.set_branch(
            body, self.block, self.number, name=self.cleaned_data["name"], when=when
        )
