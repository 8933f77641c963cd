"""What is picked and typed about a talk."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lizhi.accounts.models import User
from lizhi.common import wording
from lizhi.common.clock import SHANGHAI
from lizhi.talks.models import Cause, Talk

DESK = {"class": "in"}


def hours(slots: Iterable[dt.datetime]) -> list[tuple[str, str]]:
    """As a list to choose from: 11月27日 周五 14:00."""
    return [(slot.isoformat(), wording.moment(slot)) for slot in slots]


class TalkForm(forms.Form):
    """How, with whom and when; all of it may be left alone."""

    key = forms.CharField(max_length=64, widget=forms.HiddenInput)
    form = forms.ChoiceField(
        label=_("How you would like it"),
        choices=Talk.Form.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Please choose how.")},
    )
    partner = forms.TypedChoiceField(label=_("With whom"), coerce=int)
    at = forms.ChoiceField(
        label=_("When"),
        required=False,
        error_messages={
            "invalid_choice": _("This hour is not free any more. Please pick another.")
        },
    )
    causes = forms.MultipleChoiceField(
        label=_("What it was about"),
        choices=Cause.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    words = forms.CharField(
        label=_("What you would like to say"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def __init__(
        self, partners: list[User], slots: list[dt.datetime], *args: Any, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["partner"].choices = [(user.pk, user.name) for user in partners]  # type: ignore[attr-defined]
        self.fields["at"].choices = [("", _("Please pick an hour")), *hours(slots)]  # type: ignore[attr-defined]

    def clean_at(self) -> dt.datetime | None:
        """The hour, in the form that the action takes."""
        return _moment(self.cleaned_data["at"])

    def clean(self) -> dict[str, Any]:
        """Whoever talks picks an hour; whoever writes writes something."""
        values: dict[str, Any] = super().clean() or {}
        writes = values.get("form") == Talk.Form.WRITING
        if values.get("form") and not writes and not values.get("at") and "at" not in self.errors:
            self.add_error("at", _("Please pick an hour."))
        if writes and not values.get("words"):
            self.add_error("words", _("Please write something first."))
        return values


def _moment(text: str) -> dt.datetime | None:
    return dt.datetime.fromisoformat(text).astimezone(dt.UTC) if text else None


class FixForm(forms.Form):
    """Where to dial in, or another hour."""

    place = forms.CharField(
        label=_("Where to dial in, if it is by video"),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs=DESK),
    )
    at = forms.DateTimeField(
        label=_("Another hour"),
        help_text=_("Without another hour, the one above is fixed"),
        required=False,
        widget=forms.DateTimeInput(
            attrs={"type": "datetime-local", **DESK}, format="%Y-%m-%dT%H:%M"
        ),
        error_messages={"invalid": _("Please write it like 2026-11-27 14:00.")},
    )

    def clean_at(self) -> dt.datetime | None:
        """In China's time."""
        at: dt.datetime | None = self.cleaned_data["at"]
        return at.replace(tzinfo=SHANGHAI).astimezone(dt.UTC) if at else None


class NoteForm(forms.Form):
    """What somebody wants to remember, and who else reads it."""

    key = forms.CharField(max_length=64, widget=forms.HiddenInput)
    words = forms.CharField(
        label=_("Note of the talk"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4, "class": "ta"}),
        error_messages={"required": _("Please write something first.")},
    )
    for_hr = forms.BooleanField(label=_("HR of the branch may read it as well"), required=False)
