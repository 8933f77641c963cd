"""What the ending itself asks for: compensation, overtime, bonus, bond, non-compete."""

from decimal import Decimal

from django import forms
from django.utils.translation import gettext_lazy
from django_stubs_ext import StrOrPromise

from lizhi.settlement.forms.fields import DESK, AmountField, CountField, how

MOST_HOURS = Decimal(9999)
ZERO_WHEN_EMPTY = (
    *("overtime_workday", "overtime_rest_day", "overtime_statutory_holiday"),
    *("bonus", "annual_bonus_share", "bond_wages"),
)
MORE = (
    *("overtime_workday", "overtime_rest_day", "overtime_statutory_holiday", "bonus"),
    *("bonus_how", "bonus_kind", "bonus_used", "bond_cost", "bond_wages", "bond_months"),
    *("bond_served", "bond_agreed", "non_compete", "non_compete_agreed", "non_compete_months"),
)
NOT_SAID = ("", gettext_lazy("not said"))


def _choice(label: StrOrPromise, *choices: tuple[str, StrOrPromise]) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=label,
        required=False,
        choices=[NOT_SAID, *choices],
        widget=forms.Select(attrs=DESK),
    )


def _hours(label: StrOrPromise) -> AmountField:
    return AmountField(label=label, places=1, most=MOST_HOURS)


class EndingFields(forms.Form):
    """Fields; what is not known stays empty and is asked for by its line."""

    average_due = AmountField(label=gettext_lazy("Average of 12 months due, overtime in it, yuan"))
    annual_bonus_share = AmountField(
        label=gettext_lazy("Share of a yearly bonus in these 12 months, yuan")
    )
    last_month_wage = AmountField(label=gettext_lazy("Wages due of the month before, yuan"))
    carried_months = CountField(label=gettext_lazy("Months with an earlier employer that join"))
    carried_paid = forms.BooleanField(
        label=gettext_lazy("The earlier employer has paid compensation for them"), required=False
    )
    seat_agreed = forms.BooleanField(
        label=gettext_lazy("The contract says: figures of the seat where they are higher"),
        required=False,
    )
    compensation = AmountField(label=gettext_lazy("Compensation worked out by hand, yuan"))
    compensation_how = how()
    notice_pay_taxed_as = _choice(
        gettext_lazy("Pay instead of notice is taxed as"),
        ("compensation", gettext_lazy("part of the compensation")),
        ("wages", gettext_lazy("wages")),
    )
    compensation_tax = AmountField(
        label=gettext_lazy("Tax on the compensation worked out by hand, yuan")
    )
    compensation_tax_how = how()
    overtime_workday = _hours(gettext_lazy("Overtime on workdays not paid, hours"))
    overtime_rest_day = _hours(gettext_lazy("On rest days, not given back, hours"))
    overtime_statutory_holiday = _hours(gettext_lazy("On statutory holidays, hours"))
    bonus = AmountField(label=gettext_lazy("Bonus or commission still due, yuan"))
    bonus_how = how()
    bonus_kind = _choice(
        gettext_lazy("It is"),
        ("year_end", gettext_lazy("the bonus of the year")),
        ("wage", gettext_lazy("pay of the month, commission")),
    )
    bonus_used = _choice(
        gettext_lazy("A bonus was taxed by itself this year already"),
        ("no", gettext_lazy("no")),
        ("yes", gettext_lazy("yes")),
    )
    bond_cost = AmountField(label=gettext_lazy("Cost of a training with a service period, yuan"))
    bond_wages = AmountField(label=gettext_lazy("of it wages, yuan"))
    bond_months = CountField(label=gettext_lazy("Service period, months"))
    bond_served = CountField(label=gettext_lazy("of it served, months"))
    bond_agreed = forms.BooleanField(
        label=gettext_lazy("Agreed in writing to take it off"), required=False
    )
    non_compete = _choice(
        gettext_lazy("Non-compete clause, decided now"),
        ("keep", gettext_lazy("keep it, paid month by month")),
        ("release", gettext_lazy("release from it")),
    )
    non_compete_agreed = AmountField(label=gettext_lazy("agreed a month, yuan"))
    non_compete_months = CountField(label=gettext_lazy("for how many months"))
