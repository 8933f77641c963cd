"""What finance fills in, and the lines that it adds by hand."""

import datetime as dt
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lizhi.common import wording
from lizhi.settlement import rules
from lizhi.settlement.changed import Change
from lizhi.settlement.forms.fields import DESK, AmountField, MonthField
from lizhi.settlement.inputs import ENTERED, Inputs


def _how() -> forms.CharField:
    return forms.CharField(
        label=gettext_lazy("How it was worked out"),
        required=False,
        max_length=120,
        widget=forms.TextInput(attrs=DESK),
    )


def _spelt(value: Any) -> str:
    if isinstance(value, bool):
        return _("ticked") if value else _("not ticked")
    if isinstance(value, dt.date):
        return wording.day(value, "month")
    return str(value or _("empty"))


class FiguresForm(forms.Form):
    """The figures that the roster does not have, or has wrong. Empty: still to be found out."""

    meanwhile = False
    """Whether a colleague has saved other figures since the page was opened."""

    monthly_wage = AmountField(label=gettext_lazy("Monthly wage, yuan"))
    unpaid_days = AmountField(
        label=gettext_lazy("Days of unpaid absence this month"), places=1, most=Decimal(31)
    )
    roster_average_serves = forms.BooleanField(
        label=gettext_lazy("There is no overtime in the average of the roster, take it"),
        required=False,
    )
    average = AmountField(label=gettext_lazy("Average of 12 months without overtime, yuan"))
    leave_full = AmountField(
        label=gettext_lazy("Statutory leave of the whole year, days"), places=0, most=Decimal(15)
    )
    leave_taken = AmountField(
        label=gettext_lazy("Statutory leave taken this year, days"), places=1, most=Decimal(366)
    )
    leave_carried = AmountField(
        label=gettext_lazy("Unused from earlier years, days"), places=1, most=Decimal(99)
    )
    declined_in_writing = forms.BooleanField(
        label=gettext_lazy("Leave was arranged and declined in writing"), required=False
    )
    company_leave_days = AmountField(
        label=gettext_lazy("Leave on top by the company, unused, days"),
        places=1,
        most=Decimal(99),
    )
    company_leave_rate = AmountField(
        label=gettext_lazy("Paid how many times by the company's rule"),
        places=2,
        most=Decimal(9),
    )
    insurance = AmountField(label=gettext_lazy("Insurance, own share, yuan"))
    insurance_how = _how()
    insurance_until = MonthField(label=gettext_lazy("Insurance paid until"))
    fund = AmountField(label=gettext_lazy("Housing fund, own share, yuan"))
    fund_how = _how()
    fund_until = MonthField(label=gettext_lazy("Housing fund paid until"))
    tax = AmountField(label=gettext_lazy("Income tax, yuan"))
    tax_how = _how()

    ZERO_WHEN_EMPTY = ("unpaid_days", "leave_carried", "company_leave_days", "company_leave_rate")

    @classmethod
    def of(cls, given: Inputs) -> "FiguresForm":
        """Filled with what is known."""
        return cls(initial={name: getattr(given, name) for name in cls.base_fields})

    @property
    def has_rare(self) -> bool:
        """Something that most people do not have is filled in, or wrong."""
        names = (*self.ZERO_WHEN_EMPTY[1:], "declined_in_writing")
        values = [self[name].value() for name in names]
        return any(value not in {None, "", "0", False} for value in values) or any(
            name in self.errors for name in names
        )

    def clean(self) -> dict[str, Any]:
        """An amount without a reason is refused: the employee reads how it was worked out."""
        cleaned = super().clean() or {}
        for amount, how in rules.REASONED:
            if cleaned.get(amount) is not None and not cleaned.get(how):
                self.add_error(
                    how, _("A few words how it was worked out; the employee reads them.")
                )
        if cleaned.get("company_leave_days") and not cleaned.get("company_leave_rate"):
            words = _("How many times the day wage does the company's rule pay?")
            self.add_error("company_leave_rate", words)
        return cleaned

    def mark(self, changes: Iterable[Change]) -> None:
        """A colleague was quicker: what was typed stays, and each figure says what it is now."""
        self.meanwhile = True
        for change in changes:
            field = self.fields[change.name]
            words = _("%(who)s, %(at)s: %(value)s. Yours is kept; please choose which it is.")
            said = {
                "who": change.by.name if change.by else "?",
                "at": wording.moment(change.at),
                "value": _spelt(field.prepare_value(change.value)),
            }
            self.add_error(change.name, words % said)

    def entered(self) -> dict[str, Any]:
        """What the action takes."""
        values = {name: self.cleaned_data[name] for name in self.base_fields if name in ENTERED}
        for name in self.ZERO_WHEN_EMPTY:
            values[name] = values[name] or Decimal(0)
        return values


class LineForm(forms.Form):
    """A line added by hand."""

    kind = forms.ChoiceField(
        label=gettext_lazy("Kind"),
        choices=[
            ("due", gettext_lazy("Paid to the employee")),
            ("loan", gettext_lazy("Loan to be paid back, agreed in writing")),
            ("court", gettext_lazy("Ordered by a court")),
            ("loss", gettext_lazy("Loss caused by the employee, within the legal limit")),
        ],
        widget=forms.Select(attrs=DESK),
    )
    title = forms.CharField(
        label=gettext_lazy("What it is"),
        max_length=40,
        widget=forms.TextInput(attrs=DESK),
        error_messages={"required": gettext_lazy("What is this line called?")},
    )
    amount = AmountField(label=gettext_lazy("Amount, yuan"))
    reason = forms.CharField(
        label=gettext_lazy("Why, with what proof"),
        max_length=120,
        widget=forms.TextInput(attrs=DESK),
        error_messages={"required": gettext_lazy("Please say why; the employee reads it.")},
    )

    def clean_amount(self) -> Decimal:
        """Above zero: whether it is added or taken off is said by the kind."""
        amount: Decimal | None = self.cleaned_data["amount"]
        if not amount:
            raise forms.ValidationError(_("A number goes here, 3000.00 for example."))
        return amount
