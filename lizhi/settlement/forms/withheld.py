"""What is paid for the employee, and the sums of the year that the tax is worked out from."""

from django import forms
from django.utils.translation import gettext_lazy

from lizhi.settlement.forms.fields import AmountField, CountField, MonthField, how


class WithheldFields(forms.Form):
    """Fields: an amount that finance states, or what the machine needs to work it out."""

    insurance = AmountField(label=gettext_lazy("Insurance, own share, yuan"))
    insurance_how = how()
    insurance_until = MonthField(label=gettext_lazy("Insurance paid until"))
    fund = AmountField(label=gettext_lazy("Housing fund, own share, yuan"))
    fund_how = how()
    fund_until = MonthField(label=gettext_lazy("Housing fund paid until"))
    tax = AmountField(label=gettext_lazy("Income tax, yuan"))
    tax_how = how()
    year_months = CountField(label=gettext_lazy("Months paid this year before"), most=11)
    year_income = AmountField(label=gettext_lazy("Income of them, yuan"))
    year_special = AmountField(label=gettext_lazy("Own insurance and fund of them, yuan"))
    year_additional = AmountField(label=gettext_lazy("Additional deductions of them, yuan"))
    year_tax = AmountField(label=gettext_lazy("Tax withheld in them, yuan"))
    month_additional = AmountField(label=gettext_lazy("Additional deductions of this month, yuan"))
    first_wage_of_year = forms.BooleanField(
        label=gettext_lazy("First wage of the year: 5,000 from January on"), required=False
    )
    at_once = forms.BooleanField(
        label=gettext_lazy("60,000 taken off at once, by last year's income"), required=False
    )
