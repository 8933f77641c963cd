"""What is asked at a step that HR has added: its fields, an answer, and words if wanted."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lizhi.offboarding.forms.step_file import StepFileField
from lizhi.offboarding.own_steps import Way
from lizhi.offboarding.step_files import Chosen
from lizhi.workflow.forms_registry import MOST_CHARACTERS, Field

EMPTY = _("Please fill this in.")
NO_FILE = _("Please choose a picture or a PDF.")
FILE_HELP = _("A picture or a PDF, up to 20 MB")
LARGEST = 10**12


class OwnStepForm(forms.Form):
    """Each field by its type; one way needs no choosing."""

    key = forms.CharField(max_length=64, widget=forms.HiddenInput)
    way = forms.ChoiceField(
        label=_("Your answer"),
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Please choose an answer."),
            "invalid_choice": _("Please choose one of these answers."),
        },
    )
    words = forms.CharField(
        label=_("A word"),
        required=False,
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2, "class": "ta"}),
    )

    def __init__(
        self,
        asked: list[Field],
        ways: list[Way],
        *args: Any,
        look: Callable[[str, str], Chosen | None] = lambda _key, _value: None,
        unsent: dict[str, str] | None = None,
        **kwargs: Any,
    ) -> None:
        """`look` finds what a field for a file names; `unsent` says which could not be taken."""
        super().__init__(*args, **kwargs)
        self.asked, self.ways, self.unsent = asked, ways, unsent or {}
        choices = [(one.value, one.words) for one in ways]
        self.fields["way"] = forms.ChoiceField(
            label=_("Your answer"),
            choices=choices,
            initial=choices[0][0] if len(choices) == 1 else None,
            widget=forms.RadioSelect,
            error_messages=self.base_fields["way"].error_messages,
        )
        for field in asked:
            self.fields[f"f_{field.key}"] = FIELDS[field.type](field)
        for key, file in self._files():
            file.value = str(self[f"f_{key}"].value() or "")
            file.shown = look(key, file.value)

    def clean(self) -> dict[str, Any]:
        """Whoever sends a step back need not fill in what it asks."""
        values: dict[str, Any] = super().clean() or {}
        for key, why in self.unsent.items():
            self.errors.pop(f"f_{key}", None)
            self.add_error(f"f_{key}", why)
        if self._goes_back(values):
            for field in self.asked:
                self.errors.pop(f"f_{field.key}", None)
        return values

    def _goes_back(self, values: dict[str, Any]) -> bool:
        return any(one.to for one in self.ways if one.value == values.get("way"))

    def _files(self) -> list[tuple[str, StepFileField]]:
        named = ((one.key, self.fields[f"f_{one.key}"]) for one in self.asked)
        return [(key, field) for key, field in named if isinstance(field, StepFileField)]

    @property
    def waits(self) -> bool:
        """Nothing is missing, but a file that goes along is still being looked at."""
        if self._goes_back(self.cleaned_data):
            return False
        return any(file.shown and file.shown.checking for _key, file in self._files())

    @property
    def answers(self) -> dict[str, Any]:
        """By the keys of the fields, as the action keeps them."""
        values = {one.key: self.cleaned_data.get(f"f_{one.key}") for one in self.asked}
        yes_no = {one.key for one in self.asked if one.type == "yes_no"}
        return {
            key: value == "yes" if key in yes_no and value else value
            for key, value in values.items()
        }

    @property
    def own(self) -> list[forms.BoundField]:
        """The fields that HR has added, in their order."""
        return [self[f"f_{field.key}"] for field in self.asked]


def _text(field: Field) -> forms.Field:
    return forms.CharField(
        max_length=MOST_CHARACTERS,
        widget=forms.Textarea(attrs={"rows": 2, "class": "ta"}),
        **_about(field),
    )


def _date(field: Field) -> forms.Field:
    widget = forms.DateInput(attrs={"type": "date", "class": "in"}, format="%Y-%m-%d")
    wrong = _("Please write the day like 2026-11-27.")
    return forms.DateField(widget=widget, **_about(field, invalid=wrong))


def _number(field: Field) -> forms.Field:
    widget = forms.TextInput(attrs={"inputmode": "decimal", "class": "in", "autocomplete": "off"})
    wrong = _("Please write a number here.")
    return forms.DecimalField(
        widget=widget, min_value=-LARGEST, max_value=LARGEST, **_about(field, invalid=wrong)
    )


def _choice(field: Field) -> forms.Field:
    choices = [("", "–"), *((one, one) for one in field.choices)]
    return forms.ChoiceField(
        choices=choices, widget=forms.Select(attrs={"class": "in"}), **_about(field)
    )


def _yes_no(field: Field) -> forms.Field:
    choices = [("", "–"), ("yes", _("Yes")), ("no", _("No"))]
    return forms.ChoiceField(
        choices=choices, widget=forms.Select(attrs={"class": "in"}), **_about(field)
    )


def _file(field: Field) -> forms.Field:
    about = _about(field, required=NO_FILE)
    return StepFileField(field.key, help_text=FILE_HELP, **about)


def _about(field: Field, **wrong: Any) -> dict[str, Any]:
    return {
        "label": field.label,
        "required": field.required,
        "error_messages": {"required": EMPTY, **wrong},
    }


FIELDS: dict[str, Callable[[Field], forms.Field]] = {
    "text": _text,
    "date": _date,
    "number": _number,
    "choice": _choice,
    "yes_no": _yes_no,
    "file": _file,
}
