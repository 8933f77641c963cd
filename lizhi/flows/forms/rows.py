"""Rows of the panel: reminders, raising it, more questions. An empty last row adds one."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lizhi.flows.forms import choosing
from lizhi.workflow.forms_registry import TYPES
from lizhi.workflow.owners import OWNER

Row = dict[str, Any]
MOST = 1000
TYPE_WORDS = {
    "text": gettext_lazy("words"),
    "date": gettext_lazy("a day"),
    "number": gettext_lazy("a number"),
    "choice": gettext_lazy("one of several"),
    "yes_no": gettext_lazy("yes or no"),
    "file": gettext_lazy("a file"),
}


def named(words: Any, **attrs: Any) -> dict[str, Any]:
    """Attributes of a field whose label is for screen readers only."""
    return {"class": "in", "aria-label": words, **attrs}


def count(words: Any, *, required: bool = True) -> forms.IntegerField:
    """How many hours or days."""
    return forms.IntegerField(
        required=required,
        min_value=0,
        max_value=MOST,
        widget=forms.NumberInput(attrs=named(words, **{"class": "in w3", "inputmode": "numeric"})),
        error_messages={
            "required": gettext_lazy("Please write a number."),
            "invalid": gettext_lazy("A whole number, please, such as 24."),
            "min_value": gettext_lazy("0 at least."),
            "max_value": gettext_lazy("1000 at most."),
        },
    )


def select(
    words: Any, choices: Any, *, required: bool = True, first: str = ""
) -> forms.ChoiceField:
    """One of these; `first` is what an empty row shows, which then has not been filled in."""
    wrong = gettext_lazy("Please choose one of the list.")
    return forms.ChoiceField(
        required=required,
        choices=choices,
        label=words,
        initial=first,
        widget=forms.Select(attrs=named(words)),
        error_messages={"invalid_choice": wrong, "required": wrong},
    )


class TimeRow(forms.Form):
    """So long after something."""

    n = count(gettext_lazy("How many"))
    unit = select(gettext_lazy("Unit"), choosing.units, first="hours")
    start = select(gettext_lazy("Counted from"), choosing.starts, required=False)

    def after(self, calendar: str) -> Row:
        """The span, and the date of the case from which it counts."""
        values = self.cleaned_data
        found: Row = {"after": with_calendar(values["n"], values["unit"], calendar)}
        return {**found, "from": values["start"]} if values["start"] else found


def with_calendar(n: int, unit: str, calendar: str) -> Row:
    """A span; only working time asks a calendar."""
    works = unit.startswith("work_") and calendar != "cn"
    return {"n": n, "unit": unit, **({"calendar": calendar} if works else {})}


class RemindRow(TimeRow):
    """Who is reminded."""

    to = select(
        gettext_lazy("Whom"),
        lambda: choosing.owners(mine=gettext_lazy("whoever does it")),
        first=OWNER,
    )

    def rule(self, calendar: str) -> Row:
        """As it stands in the body."""
        return {**self.after(calendar), "to": self.cleaned_data["to"]}


class EscalateRow(TimeRow):
    """Who hears of it, or does it instead."""

    action = select(gettext_lazy("What is done"), choosing.ACTIONS, first="notify")
    to = select(gettext_lazy("Whom"), choosing.owners, first="superior_of_manager")

    def rule(self, calendar: str) -> Row:
        """As it stands in the body."""
        values = self.cleaned_data
        return {**self.after(calendar), "action": values["action"], "to": values["to"]}


class FieldRow(forms.Form):
    """One more question at this step."""

    key = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)
    label = forms.CharField(
        max_length=120,
        widget=forms.TextInput(attrs=named(gettext_lazy("Question"), maxlength=120)),
        error_messages={"required": gettext_lazy("Please write what is asked.")},
    )
    type = select(
        gettext_lazy("Kind of answer"),
        [(key, words) for key, words in TYPE_WORDS.items() if key in TYPES],
        first="text",
    )
    required = forms.BooleanField(required=False, label=gettext_lazy("must be answered"))
    choices = forms.CharField(
        required=False,
        max_length=1000,
        widget=forms.TextInput(
            attrs=named(
                gettext_lazy("Answers to choose from"),
                placeholder=gettext_lazy("answers, with commas between them"),
            )
        ),
    )

    def clean(self) -> dict[str, Any]:
        """A choice needs two answers at least."""
        wants = self.cleaned_data.get("type") == "choice"
        if wants and len(listed(self.cleaned_data.get("choices", ""))) < 2:
            self.add_error("choices", _("Please write two answers at least."))
        return self.cleaned_data

    def rule(self, key: str) -> Row:
        """As it stands in the body."""
        values = self.cleaned_data
        found: Row = {"key": values["key"] or key, "label": values["label"], "type": values["type"]}
        if values["required"]:
            found["required"] = True
        if values["type"] == "choice":
            found["choices"] = listed(values["choices"])
        return found


def listed(text: str) -> list[str]:
    """Words with commas of either kind between them, each once."""
    parts = text.replace("，", ",").replace("、", ",").split(",")
    return list(dict.fromkeys(part.strip()[:120] for part in parts if part.strip()))
