"""What finance fills in."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lizhi.settlement import entered, rules
from lizhi.settlement.forms import ending, withheld
from lizhi.settlement.forms.fields import AmountField
from lizhi.settlement.forms.marked import Marked
from lizhi.settlement.inputs import ENTERED, Inputs

GROUPS = (
    ("average_due", entered.ENDING | {"compensation_tax", "compensation_tax_how"}),
    ("year_months", entered.YEAR),
    ("overtime_workday", entered.OVERTIME | entered.BONUS),
    ("bond_cost", entered.APART),
)
"""Fields that stand on a page together or not at all, by one that is always sent with them."""


class FiguresForm(ending.EndingFields, withheld.WithheldFields, Marked):
    """The figures that the roster does not have, or has wrong. Empty: still to be found out."""

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

    ZERO_WHEN_EMPTY = (
        *("unpaid_days", "leave_carried", "company_leave_days", "company_leave_rate"),
        *ending.ZERO_WHEN_EMPTY,
    )

    @classmethod
    def of(cls, given: Inputs) -> "FiguresForm":
        """Filled with what is known."""
        return cls(initial={name: getattr(given, name) for name in cls.base_fields})

    @property
    def has_rare(self) -> bool:
        """Something that most people do not have is filled in, or wrong."""
        names = ("leave_carried", "company_leave_days", "company_leave_rate")
        return self._has((*names, "declined_in_writing"))

    @property
    def has_more(self) -> bool:
        """Overtime, a bonus, a bond or a non-compete clause."""
        return self._has(ending.MORE)

    def _has(self, names: Iterable[str]) -> bool:
        values = [self[name].value() for name in names]
        filled = any(value not in {None, "", "0", False} for value in values)
        return filled or any(name in self.errors for name in names)

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
        if cleaned.get("bonus") and not cleaned.get("bonus_how"):
            self.add_error(
                "bonus_how", _("A few words how it was worked out; the employee reads them.")
            )
        if cleaned.get("bonus") and not cleaned.get("bonus_kind"):
            self.add_error("bonus_kind", _("Is it the bonus of the year, or pay of the month?"))
        return cleaned

    def entered(self) -> dict[str, Any]:
        """What the action takes."""
        left_out = {name for lead, group in GROUPS if lead not in self.data for name in group}
        values = {
            name: self.cleaned_data[name]
            for name in self.base_fields
            if name in ENTERED and name not in left_out
        }
        for name in (*self.ZERO_WHEN_EMPTY, "carried_months"):
            if name in values:
                values[name] = values[name] or (0 if name == "carried_months" else Decimal(0))
        return values
