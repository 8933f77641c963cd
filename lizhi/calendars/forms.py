"""A list as it was announced, and a week as a company works."""

import datetime as dt
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lizhi.calendars import reading, spreadsheet
from lizhi.common import texts
from lizhi.common.calendar_days import BRANCH, OFFICIAL
from lizhi.common.models import Calendar

IN = {"class": "in", "autocomplete": "off"}
MOST_BYTES = 64 * 1024
YEARS = (2008, 2100)
WEEKDAYS = [
    (str(n), name)
    for n, name in enumerate(
        (
            gettext_lazy("Monday"),
            gettext_lazy("Tuesday"),
            gettext_lazy("Wednesday"),
            gettext_lazy("Thursday"),
            gettext_lazy("Friday"),
            gettext_lazy("Saturday"),
            gettext_lazy("Sunday"),
        )
    )
]


class ListForm(forms.Form):
    """Text or a file; both are read alike."""

    year = forms.IntegerField(
        label=gettext_lazy("Year"),
        min_value=YEARS[0],
        max_value=YEARS[1],
        widget=forms.NumberInput(attrs=IN),
        error_messages={"required": gettext_lazy("Please write the year.")},
    )
    document = forms.CharField(
        label=gettext_lazy("Number of the document"),
        help_text=gettext_lazy("As it stands on the notice of the State Council"),
        max_length=80,
        widget=forms.TextInput(attrs=IN),
        error_messages={"required": gettext_lazy("Please write the number of the document.")},
    )
    text = forms.CharField(
        label=gettext_lazy("Days"),
        help_text=gettext_lazy("A line each: 2027-01-01, statutory, New Year. Or JSON"),
        required=False,
        max_length=MOST_BYTES,
        widget=forms.Textarea(attrs={"rows": 10, "class": "ta code"}),
    )
    file = forms.FileField(
        label=gettext_lazy("Or a file"),
        help_text=gettext_lazy("Excel (.xlsx), CSV or JSON, up to 64 KB"),
        required=False,
        widget=forms.FileInput(attrs={"class": "in", "accept": ".xlsx,.csv,.json,.txt"}),
    )
    digest = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)
    """Of what was shown in the trial; empty: show it first."""

    found: reading.Read

    def clean(self) -> dict[str, Any]:
        """Read it; what cannot be meant is said line by line."""
        values = super().clean() or {}
        if self.errors:
            return values
        text = self._text(values)
        if not text.strip():
            self.add_error("text", _("Please paste the days, or choose a file."))
            return values
        self.found = reading.read(text, values["year"])
        for problem in self.found.problems:
            self.add_error("text", problem)
        values["text"] = text
        return values

    def _text(self, values: dict[str, Any]) -> str:
        file = values.get("file")
        if not file:
            return str(values.get("text", ""))
        if file.size > MOST_BYTES:
            self.add_error("file", _("The file is larger than 64 KB."))
            return ""
        content = file.read()
        if spreadsheet.is_one(content):
            return self._workbook(content)
        text = texts.decoded(content)
        if text is None:
            self.add_error("file", _("The file is not UTF-8. Please save it as UTF-8."))
        return text or ""

    def _workbook(self, content: bytes) -> str:
        try:
            return spreadsheet.lines(content)
        except spreadsheet.Unreadable:
            self.add_error(
                "file",
                _(
                    "This workbook cannot be read. Please save it as .xlsx without macros and"
                    " password, or as CSV."
                ),
            )
            return ""


class BackForm(forms.Form):
    """Why a list is taken back."""

    reason = forms.CharField(
        label=gettext_lazy("Why it is taken back"),
        help_text=gettext_lazy("Whoever opens this page later reads it"),
        max_length=200,
        widget=forms.TextInput(attrs=IN),
        error_messages={"required": gettext_lazy("Please write why.")},
    )


class OwnForm(forms.ModelForm[Calendar]):
    """Name, week, shift, and days that differ."""

    weekdays = forms.MultipleChoiceField(
        label=gettext_lazy("Working days of the week"),
        choices=WEEKDAYS,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("Please choose at least one day.")},
    )
    days = forms.CharField(
        label=gettext_lazy("Days that differ"),
        help_text=gettext_lazy("A line each: 2026-12-25, rest, plant holiday"),
        required=False,
        max_length=MOST_BYTES,
        widget=forms.Textarea(attrs={"rows": 6, "class": "ta code"}),
    )

    class Meta:
        model = Calendar
        fields: ClassVar[tuple[str, ...]] = ("title", "opens", "closes", "noon_from", "noon_to")
        labels = {
            "title": gettext_lazy("Name"),
            "opens": gettext_lazy("Shift begins"),
            "closes": gettext_lazy("Shift ends"),
            "noon_from": gettext_lazy("Break from"),
            "noon_to": gettext_lazy("Break until"),
        }
        widgets = {
            "title": forms.TextInput(attrs=IN),
            **{
                name: forms.TimeInput(attrs={**IN, "type": "time"}, format="%H:%M")
                for name in ("opens", "closes", "noon_from", "noon_to")
            },
        }

    def clean(self) -> dict[str, Any]:
        """A shift within one day, with its break inside."""
        values = super().clean() or {}
        if self.errors:
            return values
        self._check_shift(values)
        values["rows"] = self._days(values["days"])
        values["week"] = "".join(
            "1" if number in values["weekdays"] else "0" for number, _name in WEEKDAYS
        )
        return values

    def _check_shift(self, values: dict[str, Any]) -> None:
        opens, closes = values["opens"], values["closes"]
        if closes <= opens:
            self.add_error(
                "closes",
                _(
                    "A shift over midnight cannot be counted. Please write the hours in which"
                    " the office can be reached."
                ),
            )
        noon: tuple[dt.time | None, dt.time | None] = values["noon_from"], values["noon_to"]
        if noon == (None, None):
            return
        if None in noon or not opens < noon[0] < noon[1] < closes:  # type: ignore[operator]
            self.add_error("noon_to", _("The break has to lie inside the shift, from and until."))

    def _days(self, text: str) -> list[reading.Row]:
        rows: list[reading.Row] = []
        seen: set[str] = set()
        for line in text.splitlines():
            if line.strip():
                found = reading.read_own(line, seen)
                rows += found.rows
                for problem in found.problems:
                    self.add_error("days", problem)
        return rows


class NewForm(OwnForm):
    """One that is not there yet needs a code; definitions name it."""

    class Meta(OwnForm.Meta):
        fields: ClassVar = ("code", *OwnForm.Meta.fields)
        labels = {**OwnForm.Meta.labels, "code": gettext_lazy("Short name in processes")}
        widgets = {**OwnForm.Meta.widgets, "code": forms.TextInput(attrs=IN)}

    def clean_code(self) -> str:
        """Neither the official one's nor the word for "the branch's own"."""
        code: str = self.cleaned_data["code"]
        if code in {OFFICIAL, BRANCH}:
            raise forms.ValidationError(_("This name means something else. Please choose another."))
        return code
