"""The five questions of an application, all in one page."""

import datetime as dt
from typing import Any, cast
from uuid import UUID

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lizhi.accounts.models import User
from lizhi.cases.models import Case
from lizhi.common import clock
from lizhi.common.refusals import Refused
from lizhi.offboarding import colleagues, rules
from lizhi.offboarding.arrival import Application
from lizhi.people.models import Employment

OTHER = "other"
TIMES = [
    ("morning", gettext_lazy("Mornings")),
    ("noon", gettext_lazy("Noon")),
    ("afternoon", gettext_lazy("Afternoons")),
    ("evening", gettext_lazy("Evenings")),
    ("sms_only", gettext_lazy("Texts only")),
]
THINGS = ["客户资料", "合同文件", "电脑", "钥匙门禁", "账号", "没报销的票"]
"""What usually passes on: data in the language of the papers."""
EVERYBODY_HAS = ["电脑", "账号"]


class Colleague(forms.ModelChoiceField[User]):
    """Somebody out of those who were shown; who else it is stands in another field."""

    def to_python(self, value: Any) -> User | None:
        """Somebody else is nobody of these."""
        return None if value == OTHER else super().to_python(value)


class Chosen(forms.MultipleChoiceField):
    """Files that are here already, by their keys."""

    def to_python(self, value: Any) -> list[str]:
        """A picker left alone is sent as a field without a value: nothing was chosen."""
        return [key for key in super().to_python(value) if key]


class ApplicationForm(forms.Form):
    """Everything that a resignation says. Only the day is needed."""

    key = forms.CharField(max_length=64, widget=forms.HiddenInput)
    reason = forms.ChoiceField(
        label=gettext_lazy("Reason"),
        choices=Case.Reason.choices,
        required=False,
        widget=forms.RadioSelect,
    )
    words = forms.CharField(
        label=gettext_lazy("A few words"),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    wished = forms.CharField(
        label=gettext_lazy("Last day"),
        error_messages={
            "required": gettext_lazy("Please choose a day; the lawful one needs nobody.")
        },
    )
    other_day = forms.DateField(
        label=gettext_lazy("I have in mind"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
        error_messages={"invalid": gettext_lazy("Please write the day like 2026-11-27.")},
    )
    place = forms.ChoiceField(
        label=gettext_lazy("Where you are now"),
        choices=[("here", ""), ("away", "")],
        required=False,
    )
    city = forms.CharField(label=gettext_lazy("Which city"), required=False, max_length=40)
    contact_times = forms.MultipleChoiceField(
        label=gettext_lazy("When may we reach you"),
        choices=TIMES,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    proof_consent = forms.BooleanField(required=False)
    proofs = Chosen(required=False)
    things = forms.MultipleChoiceField(
        label=gettext_lazy("These things have to pass on"),
        choices=[(thing, thing) for thing in THINGS],
        initial=EVERYBODY_HAS,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    handover_to = Colleague(
        User.objects.none(), label=gettext_lazy("Who takes it over"), required=False
    )
    other_name = forms.CharField(
        label=gettext_lazy("Name or staff number"), required=False, max_length=40
    )
    sure = forms.BooleanField(
        error_messages={"required": gettext_lazy("Please tick this line first, then hand it in.")}
    )

    def __init__(self, employment: Employment, nearby: list[User], *args: Any) -> None:
        super().__init__(*args)
        self.employment = employment
        self.fields["sure"].label = _(
            "I am %(name)s, and I know that it takes effect as soon as I hand it in"
        ) % {"name": employment.name}
        people = cast("forms.ModelChoiceField[User]", self.fields["handover_to"])
        people.queryset = User.objects.filter(pk__in=[user.pk for user in nearby])
        proofs = cast(Chosen, self.fields["proofs"])
        keys = self.data.getlist("proofs") if isinstance(self.data, QueryDict) else []
        proofs.choices = [(key, key) for key in keys if _is_key(key)]

    def clean(self) -> dict[str, Any]:
        """The day as a date, a city for whoever is away, a consent where there are proofs."""
        values: dict[str, Any] = super().clean() or {}
        self._clean_day(values)
        if (values.get("proofs") or self.files.get("proofs")) and not values.get("proof_consent"):
            self.add_error(
                "proof_consent",
                _("Please agree first that HR may see these proofs, or leave them out."),
            )
        if values.get("place") == "away" and not values.get("city"):
            self.add_error("city", _("Just write the name of the city."))
        if self.data.get("handover_to") == OTHER:
            self._clean_other(values)
        return values

    def _clean_other(self, values: dict[str, Any]) -> None:
        """Whoever has this name or number; a suggestion may stay empty."""
        if not (wanted := values.get("other_name", "").strip()):
            return
        found = colleagues.of(self.employment, search=wanted)
        found = [user for user in found if user.name == wanted] or found
        if len(found) == 1:
            values["handover_to"] = found[0]
        elif found:
            self.add_error(
                "other_name", _("Several people are called that. Please write the staff number.")
            )
        else:
            self.add_error(
                "other_name",
                _("Nobody in the company is called that. Look again, or leave it to your manager."),
            )

    def _clean_day(self, values: dict[str, Any]) -> None:
        chosen = values.get("wished")
        if not chosen or self.errors.get("other_day"):
            return
        field = "other_day" if chosen == OTHER else "wished"
        day = values.get("other_day") if chosen == OTHER else _day(chosen)
        if day is None:
            self.add_error(field, _("Please choose the day that you have in mind."))
            return
        try:
            rules.check_wished_day(day, today=clock.today())
        except Refused as refusal:
            self.add_error(field, str(refusal.reason))
        values["day"] = day

    def application(self) -> Application:
        """What was asked, as the action takes it."""
        values = self.cleaned_data
        away = values["place"] == "away"
        return Application(
            wished_day=values["day"],
            reason=values["reason"] or Case.Reason.UNSAID,
            words=values["words"],
            place=values["city"] if away else "",
            contact_times=tuple(values["contact_times"]),
            handover_to=values["handover_to"],
            handover_titles=tuple(values["things"]),
            uploads=tuple(values["proofs"]),
        )


def _is_key(text: str) -> bool:
    try:
        return bool(UUID(text))
    except ValueError:
        return False


def _day(text: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        return None
