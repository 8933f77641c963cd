"""What anybody may have worked out on a page, and how each thing that it asks for is called."""

from dataclasses import dataclass
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy, pgettext_lazy

Text = str | Promise


@dataclass(frozen=True)
class Sum:
    """One thing that can be worked out: what it is called, and what it asks for."""

    slug: str
    topic: str
    name: Text
    about: Text
    icon: str
    needed: tuple[str, ...]
    """Without these nothing comes out."""
    more: tuple[str, ...] = ()
    """What most people leave empty; where it is empty the answer says what was assumed."""


SERVICE = ("hire_date", "last_day", "average_wage_12m")
LOCAL = ("place_of_performance", "local_average_wage_monthly")
FURTHER = ("minimum_wage_monthly", "carried_service_months")
SUMS: Final = (
    Sum("compensation", "economic_compensation", gettext_lazy("Severance pay (N)"),
        gettext_lazy("Whether it is due, how many months, capped or not"), "calculator",
        ("ground", *SERVICE), (*LOCAL, "renewal", *FURTHER, "compensation_already_paid")),
    Sum("leave", "unused_leave", gettext_lazy("Leave not taken"),
        gettext_lazy("Days left at the end, and what they are worth"), "beach",
        ("last_day", "annual_entitlement_days", "days_taken", "average_wage_12m_without_overtime"),
        ("hire_date", "normal_wage_already_paid", "worker_declined_in_writing")),
    Sum("wage", "final_wage_2175", gettext_lazy("Wage of the last month"),
        gettext_lazy("By days paid, 21.75 a month"), "coins",
        ("monthly_wage", "last_day"),
        ("hire_date", "unpaid_absence_days", "paid_days", "counting_method")),
    Sum("notice", "notice_pay", gettext_lazy("Pay in place of notice (N+1)"),
        gettext_lazy("Article 40 only, by the wage of the month before"), "calendar-due",
        ("ground", *SERVICE, "last_month_wage"),
        ("notice_days_given", *LOCAL, "renewal", *FURTHER)),
    Sum("damages", "damages_2n", gettext_lazy("Damages for an unlawful ending (2N)"),
        gettext_lazy("Twice the severance pay, nothing on top"), "gavel", SERVICE,
        (*LOCAL, *FURTHER)),
    Sum("tax", "tax_on_compensation", gettext_lazy("Tax on severance pay"),
        gettext_lazy("Free up to three times the local average of a year"), "percentage",
        ("compensation_amount",),
        ("local_average_wage_annual", "place_of_performance", "local_average_year",
         "paid_before_same_ending", "compensation_paid_after_tax")),
    Sum("bonus", "year_end_bonus", gettext_lazy("Tax on the year-end bonus"),
        gettext_lazy("On its own or with the wages, whichever is less"), "receipt",
        ("bonus",),
        ("paid_on", "taxable_income_without_bonus", "separate_method_used_this_year")),
)  # fmt: skip
LABELS: Final[dict[str, Text]] = {
    "ground": gettext_lazy("How it ended"),
    "renewal": gettext_lazy("If the term was over: what did the company offer"),
    "hire_date": gettext_lazy("First day of work here"),
    "last_day": gettext_lazy("Last day"),
    "average_wage_12m": gettext_lazy("Average monthly wage of the last 12 months, before tax"),
    "place_of_performance": gettext_lazy("City where you work"),
    "local_average_wage_monthly": gettext_lazy("Local average wage of the year before, a month"),
    "minimum_wage_monthly": gettext_lazy("Local minimum wage, a month"),
    "carried_service_months": gettext_lazy("Months with an earlier employer that count here"),
    "compensation_already_paid": gettext_lazy("Severance pay you already got, before tax"),
    "last_month_wage": gettext_lazy("Wage of the month before the ending"),
    "notice_days_given": gettext_lazy("Days of written notice you had"),
    "annual_entitlement_days": gettext_lazy("Statutory leave of a full year, days"),
    "days_taken": gettext_lazy("Leave taken this year, days"),
    "average_wage_12m_without_overtime": gettext_lazy("Average monthly wage without overtime"),
    "normal_wage_already_paid": gettext_lazy("Were the days you worked paid as usual"),
    "worker_declined_in_writing": gettext_lazy("Did you decline the leave in writing"),
    "monthly_wage": gettext_lazy("Agreed monthly wage"),
    "unpaid_absence_days": gettext_lazy("Working days without pay in that month"),
    "paid_days": gettext_lazy("Paid days, if you know them better"),
    "counting_method": gettext_lazy("Counted up or down"),
    "compensation_amount": gettext_lazy("Severance pay, before tax"),
    "local_average_wage_annual": gettext_lazy("Local average wage of the year before, a year"),
    "local_average_year": gettext_lazy("Of which year that average is"),
    "paid_before_same_ending": gettext_lazy("Paid earlier for the same ending"),
    "compensation_paid_after_tax": gettext_lazy("What you really got, after tax"),
    "bonus": gettext_lazy("Year-end bonus, before tax"),
    "paid_on": gettext_lazy("Day of payment"),
    "taxable_income_without_bonus": gettext_lazy("Taxable income of the year without the bonus"),
    "separate_method_used_this_year": gettext_lazy("Was another bonus taxed alone this year"),
}
HELP: Final[dict[str, Text]] = {
    "average_wage_12m": gettext_lazy("All money income: bonus and allowances too."),
    "average_wage_12m_without_overtime": gettext_lazy("Of the last 12 months."),
    "annual_entitlement_days": gettext_lazy("5, 10 or 15, by all your years of work."),
    "place_of_performance": gettext_lazy(
        "We know figures of Beijing and Shanghai, not of all years."
    ),
    "monthly_wage": gettext_lazy("Yuan, before tax."),
}
CHOICES: Final[dict[str, list[tuple[str, Text]]]] = {
    "renewal": [
        ("none", gettext_lazy("Nothing")),
        ("worse", gettext_lazy("To go on, on worse terms")),
        ("same_or_better_refused", gettext_lazy("The same or better; I said no")),
    ],
    "counting_method": [
        ("positive", gettext_lazy("Day wage times the paid days")),
        ("negative", gettext_lazy("Monthly wage less the days not paid")),
    ],
}
NOT_SAID: Final[Text] = gettext_lazy("Not said")
YES_OR_NO: Final[list[tuple[str, Text]]] = [
    ("yes", pgettext_lazy("answer", "Yes")),
    ("no", pgettext_lazy("answer", "No")),
]
