"""What HR confirms: ground, four dates, and that the law has been read."""

import datetime as dt
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lizhi.cases.models import Case
from lizhi.common import clock
from lizhi.offboarding import four_dates, reminders
from lizhi.offboarding.four_dates import FourDates

DESK = {"class": "in"}
GROUND = "resignation"
DATES = ("last_working_day", "contract_end", "pay_end", "access_end")


def day_field(label: Any, hint: Any = "") -> forms.DateField:
    """A native date field at a desk."""
    return forms.DateField(
        label=label,
        help_text=hint,
        widget=forms.DateInput(attrs={"type": "date", **DESK}, format="%Y-%m-%d"),
        error_messages={
            "required": _("Please fill in a day here."),
            "invalid": _("Please write the day like 2026-11-27."),
        },
    )


class ConfirmationForm(forms.Form):
    """Ground, four dates, and a tick below each reminder of the law."""

    key = forms.CharField(max_length=64, widget=forms.HiddenInput)
    ground = forms.ChoiceField(
        choices=[(GROUND, _("The employee resigns"))],
        error_messages={
            "required": _("Please choose the ground."),
            "invalid_choice": _("This contradicts the letter of resignation."),
        },
    )
    last_working_day = day_field(_("Last working day"), _("Attendance counts up to this day"))
    contract_end = day_field(_("End of the contract"), _("Stands on the certificate"))
    pay_end = day_field(_("Paid until"), _("Finance reckons by this day"))
    access_end = day_field(_("Access ends"), _("Not before the last working day"))

    def __init__(self, case: Case, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.case = case
        self.today = clock.today()
        dates = four_dates.proposed(case, today=self.today)
        for name, day in vars(dates).items():
            self.fields[name].initial = day
        self.fields["ground"].initial = GROUND
        for reminder in reminders.to_tick(case, dates.contract_end):
            self.fields[reminder.field] = forms.BooleanField(
                label=reminder.tick,
                required=False,
                error_messages={"required": _("Please read this and tick it.")},
            )

    def clean(self) -> dict[str, Any]:
        """Each mistake stands at its own field; what does not apply needs no tick."""
        values: dict[str, Any] = super().clean() or {}
        if dates := self._dates(values):
            for field, problem in four_dates.problems(self.case, dates, today=self.today).items():
                self.add_error(field, str(problem))
        end: dt.date = values.get("contract_end") or self.case.contract_end
        for reminder in reminders.to_tick(self.case, end):
            if reminder.field in self.fields and not values.get(reminder.field):
                self.add_error(reminder.field, _("Please read this and tick it."))
        return values

    def _dates(self, values: dict[str, Any]) -> FourDates | None:
        known = {name: values[name] for name in DATES if values.get(name)}
        return FourDates(**known) if len(known) == len(DATES) else None

    @property
    def dates(self) -> FourDates:
        """The four dates of a valid form."""
        return FourDates(**{name: self.cleaned_data[name] for name in DATES})

    @property
    def four(self) -> list[forms.BoundField]:
        """The date fields in their order."""
        return [self[name] for name in DATES]
