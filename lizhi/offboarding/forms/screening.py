"""Article 42 once more, by HR."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lizhi.offboarding import screening
from lizhi.offboarding.forms.bars import BAR, answers_of, bar_fields


class ScreeningForm(forms.Form):
    """All six once more, and what was looked at."""

    key = forms.CharField(max_length=64, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields |= bar_fields()
        self.fields["words"] = forms.CharField(
            label=_("What you have looked at; the employee can read it"),
            max_length=500,
            widget=forms.Textarea(attrs={"rows": 3, "class": "ta"}),
            error_messages={"required": _("Please write why.")},
        )

    @property
    def bars(self) -> list[forms.BoundField]:
        """The questions, in the order of the law."""
        return [field for field in self if field.name.startswith(BAR)]

    @property
    def answers(self) -> dict[str, str]:
        """What a valid form says."""
        return answers_of(self.cleaned_data)

    def clean(self) -> dict[str, Any]:
        """Each has to be answered."""
        values: dict[str, Any] = super().clean() or {}
        for code, problem in screening.problems(answers_of(values)).items():
            self.add_error(f"{BAR}{code}", problem)
        return values
