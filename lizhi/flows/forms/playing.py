"""What is supposed when a process is played through: who leaves, when, and what goes wrong."""

import datetime as dt
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lizhi.accounts.models import User
from lizhi.cases.models import Case
from lizhi.common import clock
from lizhi.flows import supposing
from lizhi.flows.processes import Process
from lizhi.flows.simulation import Scenario, beginnings, last_day
from lizhi.flows.simulation.scenario import YEARS
from lizhi.flows.supposing import ANYBODY, Trouble
from lizhi.offboarding import ways

IN = {"class": "in"}
SHORT = {"class": "in w3", "min": 1, "max": supposing.MOST_DAYS}


def _tick(label: Any) -> forms.BooleanField:
    return forms.BooleanField(label=label, required=False)


def _days(label: Any, initial: int) -> forms.IntegerField:
    return forms.IntegerField(
        label=label,
        initial=initial,
        required=False,
        min_value=1,
        max_value=supposing.MOST_DAYS,
        widget=forms.NumberInput(attrs=SHORT),
        error_messages={
            "invalid": _("Please write a number of days."),
            "min_value": _("At least one day."),
            "max_value": _("At most 60 days."),
        },
    )


class PlayForm(forms.Form):
    """Every field has an answer already: whoever only presses the button sees how it goes."""

    who = forms.CharField(
        label=_("Who leaves"),
        required=False,
        max_length=40,
        help_text=_("Name or staff number; empty: somebody of a sample company"),
        widget=forms.TextInput(attrs={**IN, "list": "whom", "autocomplete": "off"}),
    )
    arrives = forms.DateTimeField(
        label=_("Handed in at"),
        widget=forms.DateTimeInput(attrs={"type": "datetime-local", **IN}, format="%Y-%m-%dT%H:%M"),
        input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M"],
        error_messages={
            "required": _("Please say when it is handed in."),
            "invalid": _("Please write the moment like 2026-11-23 20:14."),
        },
    )
    wished = forms.DateField(
        label=_("Last day that is wished for"),
        widget=forms.DateInput(attrs={"type": "date", **IN}, format="%Y-%m-%d"),
        error_messages={
            "required": _("Please say which last day is wished for."),
            "invalid": _("Please write the day like 2026-11-27."),
        },
    )
    ground = forms.ChoiceField(
        label=_("By which ground"), required=False, widget=forms.Select(attrs=IN)
    )
    late = _tick(_("The manager is late by"))
    late_days = _days(_("Days by which the manager is late"), 3)
    other = forms.ChoiceField(
        label=_("Another step that is late"), required=False, widget=forms.Select(attrs=IN)
    )
    other_days = _days(_("Days by which the other step is late"), 3)
    missing = _tick(_("Whoever takes over says that things are missing"))
    unsigned = _tick(_("The employee signs only after three days"))
    away = _tick(_("Finance is on holiday, with nobody in the place"))
    declined = _tick(_("The employee declines to sign"))
    unserved = _tick(_("The paper never reaches the person"))
    returns = _tick(_("The person comes back"))
    stand_in = _tick(_("The manager is away for a week, the own manager stands in"))
    stays = forms.ChoiceField(
        label=_("The employee would like to stay"),
        required=False,
        choices=[
            ("", _("does not ask")),
            ("agreed", _("asks, HR agrees")),
            ("refused", _("asks, HR declines")),
        ],
        widget=forms.Select(attrs=IN),
    )
    moved = forms.DateField(
        label=_("Both agree on another last day"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date", **IN}, format="%Y-%m-%d"),
        error_messages={"invalid": _("Please write the day like 2026-11-27.")},
    )
    paused = _tick(_("HR pauses it for three days"))
    pressed = _tick(_("HR presses by hand on the next afternoon"))
    holidays = _tick(_("Three days off fall into it"))
    silent = _tick(_("Nobody answers at all"))

    def __init__(self, process: Process, user: User, data: Any = None) -> None:
        usual = supposing.usual(process.body, clock.now())
        super().__init__(data, initial=usual)
        self.process, self.user = process, user
        others = [(key, name) for key, name in supposing.others(process.body)]
        self.fields["other"].choices = [("", _("no other step")), *others]  # type: ignore[attr-defined]
        self._fit(beginnings.way_of(process.body))

    def _fit(self, way: str) -> None:
        """Only what means something in this way of ending is asked."""
        grounds = supposing.grounds_of(way)
        self.fields["ground"].choices = grounds  # type: ignore[attr-defined]
        meant = supposing.meant(self.process.body)
        gone = {name for name in supposing.NEEDS if name not in meant}
        gone |= {"late_days"} & {f"{name}_days" for name in gone}
        gone |= set() if len(grounds) > 1 else {"ground"}
        gone |= set() if last_day.is_named(way) else {"wished"}
        gone |= set() if way in ways.WAYS and ways.WAYS[way].moves else {"moved"}
        for name in gone:
            del self.fields[name]
        if way != Case.Way.RESIGNATION:
            self.fields["arrives"].label = _("HR begins at")
        if way != Case.Way.RESIGNATION and "wished" in self.fields:
            self.fields["wished"].label = _("Last day that HR names")

    def clean_arrives(self) -> dt.datetime:
        """A year of this law."""
        arrives: dt.datetime = self.cleaned_data["arrives"]
        if arrives.year not in YEARS:
            raise forms.ValidationError(_("Please choose a year between 2008 and 2099."))
        return arrives

    def clean_who(self) -> str:
        """Their staff number, or nothing for the sample."""
        words: str = self.cleaned_data["who"].strip()
        if not words:
            return ANYBODY
        found = supposing.find(words, self.user)
        if found is None:
            raise forms.ValidationError(
                _("Nobody of your people is called so, or several are: take the staff number.")
            )
        return found.number

    def clean(self) -> dict[str, Any]:
        """A wish before the letter is none."""
        values: dict[str, Any] = super().clean() or {}
        arrives, wished = values.get("arrives"), values.get("wished")
        own = beginnings.way_of(self.process.body) == Case.Way.RESIGNATION
        if own and arrives and wished and wished < clock.local(arrives).date():
            self.add_error("wished", _("This day lies before the notice is handed in."))
        return values

    @property
    def troubles(self) -> list[Trouble]:
        """What goes wrong, in the order of the page."""
        return supposing.troubles(self.cleaned_data, self.process.body)

    @property
    def scenario(self) -> Scenario:
        """The same for the simulation."""
        values = self.cleaned_data
        arrives: dt.datetime = values["arrives"]
        return supposing.scenario(
            arrives=arrives,
            wished=values.get("wished"),
            employee=values["who"],
            ground=values.get("ground", ""),
            troubles=self.troubles,
        )
