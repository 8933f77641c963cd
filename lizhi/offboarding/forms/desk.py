"""What HR types at a desk. Forms check the typing; rules and actions decide."""

import datetime as dt
from collections.abc import Callable, Mapping
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from lizhi.accounts.models import User
from lizhi.cases.models import Case
from lizhi.common import clock
from lizhi.common.refusals import Refused
from lizhi.offboarding import letters, proposals, rules
from lizhi.offboarding.forms.confirmation import DESK, day_field
from lizhi.offboarding.pay_ends import Terms
from lizhi.people.models import Employment


class Colleagues(forms.ModelChoiceField[User]):
    """People by name, with how much each has in hand."""

    in_hand: Mapping[int, int] = {}

    def label_from_instance(self, obj: User) -> str:
        """许浩，手上 4 件."""
        values = {"name": obj.name, "number": self.in_hand.get(obj.pk, 0)}
        return _("%(name)s, %(number)s in hand") % values


class HandOnForm(forms.Form):
    """Which step goes to whom: for good, or on behalf of whoever has it; and why."""

    key = forms.CharField(max_length=64, widget=forms.HiddenInput)
    to = Colleagues(
        User.objects.none(),
        label=_("To whom"),
        empty_label=None,
        widget=forms.Select(attrs=DESK),
        error_messages={"required": _("Please choose somebody.")},
    )
    how = forms.ChoiceField(
        label=_("In which way"),
        choices=(("for_good", _("Hand it over")), ("on_behalf", _("Ask to do it on behalf"))),
        initial="for_good",
        required=False,
        widget=forms.RadioSelect,
    )
    words = forms.CharField(
        label=_("Why; everybody who deals with it can read it"),
        required=False,
        max_length=300,
        widget=forms.TextInput(attrs={**DESK, "autocomplete": "off"}),
    )

    def __init__(
        self, people: list[User], in_hand: Mapping[int, int], *args: Any, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        field = cast("Colleagues", self.fields["to"])
        field.queryset = User.objects.filter(pk__in=[user.pk for user in people])
        field.in_hand = in_hand


def _check(rule: Callable[..., None], case: Case, said: Any) -> None:
    """The reason of a rule stands at the field."""
    try:
        rule(case, said, today=clock.today())
    except Refused as refusal:
        raise forms.ValidationError(str(refusal.reason)) from refusal


class LastDayForm(forms.Form):
    """Another last day, another end of pay, or both, and why; both sides read it."""

    key = forms.CharField(max_length=64, widget=forms.HiddenInput)
    day = day_field(_("Last day of work and of the contract"), _("Empty: it stays as it is"))
    pay_end = day_field(_("Wages are paid until"), _("Empty: it goes with the last day"))
    words = forms.CharField(
        label=_("Why; both sides can read it"),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3, "class": "ta"}),
    )

    def __init__(self, case: Case, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.case = case
        self.fields["day"].required = self.fields["pay_end"].required = False

    def clean_day(self) -> dt.date | None:
        """A day that the rules allow."""
        day: dt.date | None = self.cleaned_data["day"]
        if day is not None:
            _check(rules.check_new_last_day, self.case, day)
        return day

    def clean_pay_end(self) -> dt.date | None:
        """A day that the law leaves to both."""
        pay_end: dt.date | None = self.cleaned_data["pay_end"]
        if "day" not in self.errors:
            terms = Terms(self.cleaned_data.get("day"), pay_end)
            _check(proposals.check, self.case, terms)
        return pay_end

    @property
    def terms(self) -> Terms:
        """What a valid form proposes."""
        return Terms(self.cleaned_data["day"], self.cleaned_data["pay_end"])


class MoreTimeForm(forms.Form):
    """How long the employee has from now on to sign."""

    key = forms.CharField(max_length=64, widget=forms.HiddenInput)
    days = forms.TypedChoiceField(
        label=_("Time to sign, from now on"),
        choices=[(3, _("3 days")), (7, _("7 days")), (14, _("14 days"))],
        coerce=int,
        initial=7,
        widget=forms.Select(attrs=DESK),
    )


class EndHandoverForm(forms.Form):
    """Why a handover is closed with things open; both sides read it."""

    key = forms.CharField(max_length=64, widget=forms.HiddenInput)
    words = forms.CharField(
        label=_("Why; both sides can read it"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3, "class": "ta"}),
        error_messages={"required": _("Please write why.")},
    )


class WithdrawalAnswerForm(forms.Form):
    """Whether the company agrees that somebody stays, with a word to the person."""

    key = forms.CharField(max_length=64, widget=forms.HiddenInput)
    answer = forms.ChoiceField(
        label=_("Answer"),
        choices=[("agree", _("Agreed, the resignation is off")), ("refuse", _("Not agreed"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("Please choose an answer.")},
    )
    words = forms.CharField(
        label=_("A word to the employee"),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3, "class": "ta"}),
    )


class RegisterForm(forms.Form):
    """A letter that reached the company another way."""

    key = forms.CharField(max_length=64, widget=forms.HiddenInput)
    arrived_on = day_field(_("Arrived on"), _("The days of notice count from here"))
    arrived_at = forms.TimeField(
        label=_("Hour of arrival"),
        initial=dt.time(9),
        widget=forms.TimeInput(attrs={"type": "time", **DESK}, format="%H:%M"),
        error_messages={"invalid": _("Please write the time like 09:30.")},
    )
    way = forms.ChoiceField(
        label=_("How it came"),
        choices=[
            ("letter", _("Letter on paper")),
            ("mail", _("E-mail")),
            ("chat", _("Chat message")),
            ("other", _("Another way")),
        ],
        widget=forms.Select(attrs=DESK),
    )
    waybill = forms.CharField(
        label=_("Waybill, or where it came from"),
        required=False,
        max_length=60,
        widget=forms.TextInput(attrs=DESK),
    )
    wished_day = day_field(_("Last day that is wished for"))
    words = forms.CharField(
        label=_("What the letter says"),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 4, "class": "ta"}),
    )

    def __init__(self, employment: Employment, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.employment = employment

    def clean(self) -> dict[str, Any]:
        """Days that can be true; what is wrong with one is said beside it."""
        values: dict[str, Any] = super().clean() or {}
        day, hour = values.get("arrived_on"), values.get("arrived_at")
        if not day or not hour:
            return values
        values["moment"] = dt.datetime.combine(day, hour, clock.SHANGHAI)
        wished = values.get("wished_day")
        if wrong := letters.arrival_problem(self.employment, values["moment"], now=clock.now()):
            self.add_error("arrived_on", wrong)
        elif wished and (problem := letters.wish_problem(wished, arrived=day)):
            self.add_error("wished_day", problem)
        return values


WHY = [
    ("treatment", _("Check the time of medical treatment")),
    ("sick_pay", _("Work out sick pay")),
    ("other", _("Something else, written below")),
]


class ProofReasonForm(forms.Form):
    """Why a proof is opened; the leaver reads it."""

    key = forms.CharField(max_length=64, widget=forms.HiddenInput)
    why = forms.ChoiceField(
        label=_("Why it has to be opened"),
        choices=WHY,
        widget=forms.Select(attrs=DESK),
    )
    words = forms.CharField(
        label=_("In words"), required=False, max_length=100, widget=forms.TextInput(attrs=DESK)
    )

    def clean(self) -> dict[str, Any]:
        """Something else has to be said."""
        values: dict[str, Any] = super().clean() or {}
        if values.get("why") == "other" and not values.get("words"):
            self.add_error("words", _("Please write what for."))
        return values

    @property
    def reason(self) -> str:
        """As the event keeps it."""
        words: str = self.cleaned_data["words"]
        return words or str(dict(WHY)[self.cleaned_data["why"]])
