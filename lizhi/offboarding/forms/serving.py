"""How a paper reached somebody, and what HR decides when a call stays without an answer."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lizhi.cases.models import Case
from lizhi.common import clock
from lizhi.offboarding import objections, protection, serving, ways
from lizhi.offboarding.forms.bars import BAR, answers_of, bar_fields
from lizhi.offboarding.forms.confirmation import DESK, day_field
from lizhi.offboarding.serving import Service


class Files(forms.FileInput):
    """One or more files; what they are is looked at when they have arrived."""

    allow_multiple_selected = True


class ServiceForm(forms.Form):
    """When and how, and what proves it."""

    key = forms.CharField(max_length=64, widget=forms.HiddenInput)
    day = day_field(_("Served on"), _("The days count from here"))
    how = forms.ChoiceField(
        label=_("How it was served"),
        choices=[(code, serving.HOW[code]) for code in serving.BY_HR],
        widget=forms.Select(attrs=DESK),
    )
    waybill = forms.CharField(
        label=_("Number of the post, or where the message stands"),
        required=False,
        max_length=60,
        widget=forms.TextInput(attrs=DESK),
    )
    words = forms.CharField(
        label=_("What proves it; the employee can read it"),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3, "class": "ta"}),
    )

    slips = forms.Field(
        label=_("The slip, a picture or a PDF; it can also come later"),
        required=False,
        widget=Files(attrs={**DESK, "accept": "image/*,application/pdf"}),
    )

    def __init__(self, case: Case, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.case = case
        self.sent: tuple[str, ...] = ()
        if serving.asks_bars(case):
            self.fields |= bar_fields()

    @property
    def bars(self) -> list[forms.BoundField]:
        """The cases of article 42, in the order of the law; none where it does not speak."""
        return [field for field in self if field.name.startswith(BAR)]

    def clean(self) -> dict[str, Any]:
        """Each mistake stands at its own field."""
        values: dict[str, Any] = super().clean() or {}
        if not self.errors:
            found = serving.problems(self.case, self.service, now=clock.now())
            if self.bars:
                row = ways.ground_of(self.case)
                barred = protection.problems(row, self.service.bars, begun=True)
                found |= {f"{BAR}{code}": problem for code, problem in barred.items()}
            for name, problem in found.items():
                self.add_error(name, problem)
        return values

    @property
    def service(self) -> Service:
        """What a form without mistakes says."""
        values = {name: self.cleaned_data[name] for name in ("day", "how", "waybill", "words")}
        return Service(**values, proofs=self.sent, bars=answers_of(self.cleaned_data))


class ServiceProofForm(forms.Form):
    """What proves a service, when it has come."""

    key = forms.CharField(max_length=64, widget=forms.HiddenInput)
    slips = forms.Field(
        label=_("The slip, a picture or a PDF"),
        required=False,
        widget=Files(attrs={**DESK, "accept": "image/*,application/pdf"}),
    )

    def clean(self) -> dict[str, Any]:
        """At least one file."""
        values: dict[str, Any] = super().clean() or {}
        if not values.get("slips"):
            self.add_error("slips", _("Please choose a picture or a PDF."))
        return values


class DecisionForm(forms.Form):
    """Whether it is ended, now that the time to answer is over."""

    key = forms.CharField(max_length=64, widget=forms.HiddenInput)
    answer = forms.ChoiceField(
        label=_("What now"),
        choices=[
            ("returned", _("The person is back or has answered: all stays as it was")),
            ("goes_on", _("No answer: it is ended, and the notice is made (39 item 2)")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("Please choose an answer.")},
    )
    words = forms.CharField(
        label=_("What was done to reach the person; both sides can read it"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3, "class": "ta"}),
        error_messages={"required": _("Please write why.")},
    )


class CallOffForm(forms.Form):
    """Why the company takes it back, and that the person agrees where that is needed."""

    key = forms.CharField(max_length=64, widget=forms.HiddenInput)
    words = forms.CharField(
        label=_("Why; both sides can read it"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3, "class": "ta"}),
        error_messages={"required": _("Please write why.")},
    )
    agreed = forms.BooleanField(
        label=_("The employee agrees that the contract goes on"), required=False
    )

    def __init__(self, case: Case, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not objections.needs_consent(case):
            del self.fields["agreed"]
        else:
            self.fields["agreed"].required = True
            self.fields["agreed"].error_messages["required"] = _(
                "It has taken effect. To undo it the employee has to agree; please say so here."
            )
