"""What finance may say of a settlement; everything else comes from the roster and the case."""

WAGES = frozenset({"monthly_wage", "unpaid_days", "average", "roster_average_serves"})
LEAVE = frozenset(
    (
        *("leave_full", "leave_taken", "leave_carried", "declined_in_writing"),
        *("company_leave_days", "company_leave_rate"),
    )
)
OVERTIME = frozenset({"overtime_workday", "overtime_rest_day", "overtime_statutory_holiday"})
BONUS = frozenset({"bonus", "bonus_how", "bonus_kind", "bonus_used"})
ENDING = frozenset(
    (
        *("average_due", "annual_bonus_share", "carried_months", "carried_paid", "seat_agreed"),
        *("last_month_wage", "compensation", "compensation_how", "notice_pay_taxed_as"),
    )
)
WITHHELD = frozenset(
    (
        *("insurance", "insurance_how", "insurance_until", "fund", "fund_how", "fund_until"),
        *("tax", "tax_how", "compensation_tax", "compensation_tax_how"),
    )
)
YEAR = frozenset(
    (
        *("year_months", "year_income", "year_special", "year_additional", "year_tax"),
        *("month_additional", "first_wage_of_year", "at_once"),
    )
)
APART = frozenset(
    (
        *("bond_cost", "bond_wages", "bond_months", "bond_served", "bond_agreed"),
        *("non_compete", "non_compete_agreed", "non_compete_months"),
    )
)
FAMILY = frozenset({"family"})
SICK = frozenset(
    (
        *("sick_days", "sick_rate", "sick_pay", "sick_pay_how", "career_months", "sick_at_end"),
        *("sick_period_months", "sick_this_year", "sick_last_year", "personal_leave_days"),
        "leave_taken_last_year",
    )
)
INJURY = frozenset(
    (
        *("injury_grade", "injury_province", "injury_base", "injury_pay", "injury_pay_how"),
        "injury_taxed_as",
    )
)
PLANS = frozenset(
    (
        *("bonus_full", "bonus_from", "bonus_to", "bonus_plan", "bonus_clause", "commission"),
        *("commission_paid", "commission_plan", "commission_clause"),
    )
)
BREACHES = frozenset(
    (
        *("unwritten_until", "unwritten_avoided"),
        *("probation_until", "probation_term", "probation_wage"),
    )
)
MORE = FAMILY | SICK | INJURY | PLANS | BREACHES
"""What few people have: a page of its own asks for it."""
ENTERED = WAGES | LEAVE | OVERTIME | BONUS | ENDING | WITHHELD | YEAR | APART | MORE | {"by_hand"}
