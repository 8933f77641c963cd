"""What finance fills in to book and to pay: months, days, references, and the account table."""

import datetime as dt
from itertools import zip_longest
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lizhi.settlement.forms.fields import DESK, MonthField
from lizhi.settlement.vouchers import sheets

MOST_BYTES = 2 * 1024 * 1024
DAY = {"type": "date", **DESK}


def _day(label: Any, **values: Any) -> forms.DateField:
    widget = forms.DateInput(format="%Y-%m-%d", attrs=DAY)
    errors = {
        "required": gettext_lazy("Please choose a day."),
        "invalid": gettext_lazy("There is no such day. Please choose another."),
    }
    return forms.DateField(label=label, widget=widget, error_messages=errors, **values)


class MonthForm(forms.Form):
    """Which month the books are looked at for."""

    month = MonthField(label=gettext_lazy("Month"))

    @classmethod
    def of(cls, typed: QueryDict, today: dt.date) -> dt.date | None:
        """The month that was asked for, this one where none was; None where there is no such."""
        form = cls({"month": typed.get("month", "")})
        if not form.is_valid():
            return None
        month: dt.date | None = form.cleaned_data["month"]
        return month or today.replace(day=1)


class BookForm(forms.Form):
    """Book a month; the day only where its own is closed."""

    month = MonthField(label=gettext_lazy("Month"))
    booked_on = _day(gettext_lazy("Day of the voucher, if the month is closed"), required=False)

    def clean_month(self) -> dt.date:
        """Has to be said."""
        month: dt.date | None = self.cleaned_data["month"]
        if month is None:
            raise forms.ValidationError(_("Please choose a month."))
        return month


class LedgerForm(forms.Form):
    """The number under which the ledger has taken a voucher."""

    number = forms.CharField(
        label=gettext_lazy("Number in the ledger"),
        max_length=40,
        widget=forms.TextInput(attrs={**DESK, "autocomplete": "off"}),
        error_messages={"required": gettext_lazy("Please write the number.")},
    )


class PaidForm(forms.Form):
    """When the bank has paid a batch, and under which reference."""

    paid_on = _day(gettext_lazy("Paid on"))
    reference = forms.CharField(
        label=gettext_lazy("Reference of the bank"),
        max_length=60,
        widget=forms.TextInput(attrs={**DESK, "autocomplete": "off"}),
        error_messages={"required": gettext_lazy("Please write the reference of the bank.")},
    )


class UndoForm(forms.Form):
    """Why a batch is taken back before it was paid."""

    reason = forms.CharField(
        label=gettext_lazy("Why it is taken back"),
        max_length=200,
        widget=forms.TextInput(attrs={**DESK, "autocomplete": "off"}),
        error_messages={"required": gettext_lazy("Please write why.")},
    )


class WorkbookForm(forms.Form):
    """An account table as a workbook."""

    file = forms.FileField(
        label=gettext_lazy("Account table as Excel"),
        widget=forms.FileInput(attrs={"class": "in", "accept": ".xlsx"}),
        error_messages={"required": gettext_lazy("Please choose a file.")},
    )
    found: sheets.Read

    def clean_file(self) -> Any:
        """Read it; what is wrong in it is said by row on the page."""
        file = self.cleaned_data["file"]
        if file.size > MOST_BYTES:
            raise forms.ValidationError(_("The file is larger than 2 MB."))
        try:
            self.found = sheets.from_xlsx(file.read())
        except sheets.Unreadable as fault:
            raise forms.ValidationError(
                _("This is no account table. Please change the one that you can download here.")
            ) from fault
        return file


def typed_table(typed: QueryDict) -> sheets.Read:
    """The cells of the page: columns of equal length, whatever somebody sends."""
    rows = _lines(typed, "row", sheets.ROWS)
    places = _lines(typed, "place", sheets.PLACES)
    return sheets.read(rows, places, {name: typed.get(name, "") for name in sheets.BOOK})


def _lines(typed: QueryDict, what: str, names: tuple[str, ...]) -> list[dict[str, str]]:
    columns = [typed.getlist(f"{what}-{name}")[: sheets.MOST_ROWS] for name in names]
    return [dict(zip(names, cells, strict=True)) for cells in zip_longest(*columns, fillvalue="")]
