"""What few people have: sick pay, a work injury, a bonus by plan, the family for the tax."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_stubs_ext import StrOrPromise

from lizhi.settlement import rules
from lizhi.settlement.entered import MORE
from lizhi.settlement.forms import family
from lizhi.settlement.forms.ending import NOT_SAID, EndingFields
from lizhi.settlement.forms.fields import DESK, AmountField, CountField, how
from lizhi.settlement.forms.marked import Marked
from lizhi.settlement.inputs import Inputs
from lizhi.settlement.law import tax
from lizhi.settlement.law.asking import Contradiction
from lizhi.settlement.law.injury import GRADES

CLAUSES = [
    ("", gettext_lazy("The plan does not ask for it")),
    ("open", gettext_lazy("It does, nobody has decided yet")),
    ("pay", gettext_lazy("It does, we pay all the same")),
    ("apart", gettext_lazy("It does, not paid here: shown apart")),
]
SICK = (
    *("sick_days", "sick_rate", "sick_pay", "sick_pay_how", "sick_at_end", "sick_period_months"),
    *("career_months", "sick_this_year", "sick_last_year", "leave_taken_last_year"),
    "personal_leave_days",
)
INJURY = (
    *("injury_grade", "injury_province", "injury_base", "injury_pay", "injury_pay_how"),
    "injury_taxed_as",
)
PLANS = (
    *("bonus_full", "bonus_from", "bonus_to", "bonus_kind", "bonus_used", "bonus_plan"),
    *("bonus_clause", "commission", "commission_paid", "commission_plan", "commission_clause"),
)
EMPTY = frozenset({None, "", "0", False})
BREACHES = (
    *("unwritten_until", "unwritten_avoided"),
    *("probation_until", "probation_term", "probation_wage"),
)
ZERO_WHEN_EMPTY = ("commission_paid", "personal_leave_days")


def _words(label: StrOrPromise) -> forms.CharField:
    widget = forms.Textarea(attrs={**DESK, "rows": 2})
    return forms.CharField(label=label, required=False, max_length=300, widget=widget)


def _choice(label: StrOrPromise, choices: Iterable[tuple[str, StrOrPromise]]) -> forms.ChoiceField:
    widget = forms.Select(attrs=DESK)
    return forms.ChoiceField(label=label, required=False, choices=list(choices), widget=widget)


def _day(label: StrOrPromise) -> forms.DateField:
    return forms.DateField(
        label=label,
        required=False,
        widget=forms.DateInput(attrs={"type": "date", **DESK}, format="%Y-%m-%d"),
        error_messages={"invalid": gettext_lazy("Please write the day like 2026-12-31.")},
    )


def _days(label: StrOrPromise, most: int) -> AmountField:
    return AmountField(label=label, places=1, most=Decimal(most))


@dataclass(frozen=True)
class Part:
    """Fields that belong together, folded until one of them says something."""

    title: str
    hint: str
    fields: list[forms.BoundField]
    open: bool
    rows: list[list[forms.BoundField]]
    """Where the same fields come once a row."""


class RareForm(Marked):
    """Empty: nobody has it, and nothing of it stands in the settlement."""

    sick_days = _days(gettext_lazy("Sick leave in the last month, working days"), 31)
    sick_rate = AmountField(
        label=gettext_lazy("Paid how much of the day wage by contract or rules, %"),
        places=1,
        most=Decimal(100),
    )
    sick_pay = AmountField(label=gettext_lazy("Sick pay worked out by hand, yuan"))
    sick_pay_how = how()
    sick_at_end = forms.BooleanField(
        label=gettext_lazy("Ill or in treatment on the last day"), required=False
    )
    sick_period_months = _days(gettext_lazy("Sick leave within the medical period, months"), 36)
    career_months = CountField(label=gettext_lazy("All work with any employer, months"), most=900)
    sick_this_year = _days(gettext_lazy("Sick leave this calendar year, months"), 12)
    sick_last_year = _days(gettext_lazy("Sick leave last calendar year, months"), 12)
    leave_taken_last_year = _days(gettext_lazy("Annual leave taken last year, days"), 366)
    personal_leave_days = _days(gettext_lazy("Paid personal leave this year, days"), 366)
    injury_grade = forms.TypedChoiceField(
        label=gettext_lazy("Grade of a work injury here"),
        required=False,
        choices=[NOT_SAID, *((str(grade), str(grade)) for grade in GRADES)],
        coerce=int,
        empty_value=None,
        widget=forms.Select(attrs=DESK),
    )
    injury_province = forms.RegexField(
        regex=r"^[\u4e00-\u9fff]*$",
        label=gettext_lazy("Province where it was insured, if another"),
        required=False,
        max_length=20,
        widget=forms.TextInput(attrs=DESK),
        error_messages={
            "invalid": gettext_lazy("Please write the name of the province, 江苏 for example.")
        },
    )
    injury_base = AmountField(label=gettext_lazy("Base a month as the province says, yuan"))
    injury_pay = AmountField(label=gettext_lazy("Employment lump sum worked out by hand, yuan"))
    injury_pay_how = how()
    injury_taxed_as = _choice(
        gettext_lazy("The employment lump sum is"),
        [
            NOT_SAID,
            ("exempt", gettext_lazy("free of tax")),
            ("wages", gettext_lazy("taxed with the wages")),
        ],
    )
    bonus_full = AmountField(label=gettext_lazy("Bonus of the whole period by the plan, yuan"))
    bonus_from = _day(gettext_lazy("The period begins on"))
    bonus_to = _day(gettext_lazy("and ends on"))
    bonus_kind = EndingFields.base_fields["bonus_kind"]
    bonus_used = EndingFields.base_fields["bonus_used"]
    bonus_plan = _words(gettext_lazy("The plan in its own words; the employee reads them"))
    bonus_clause = _choice(gettext_lazy("Employed on the day of payment"), CLAUSES)
    commission = AmountField(label=gettext_lazy("Commission earned until the last day, yuan"))
    commission_paid = AmountField(label=gettext_lazy("of it paid already, yuan"))
    commission_plan = _words(gettext_lazy("The plan of the commission in its own words"))
    commission_clause = _choice(gettext_lazy("Employed on the day of payment"), CLAUSES)

    unwritten_until = _day(gettext_lazy("Last day without a written contract, if over a month"))
    unwritten_avoided = forms.BooleanField(
        label=gettext_lazy("The employee avoided signing, and we can prove it"), required=False
    )
    probation_until = _day(gettext_lazy("Last day of a probation that was too long"))
    probation_term = CountField(
        label=gettext_lazy("Term of the contract in months, 0 if open-ended"), most=600
    )
    probation_wage = AmountField(label=gettext_lazy("Monthly wage after probation, yuan"))

    def __init__(self, *args: Any, month_additional: Decimal | None = None, **more: Any) -> None:
        super().__init__(*args, **more)
        self.month_additional = month_additional
        self.fields.update(family.fields())

    @classmethod
    def of(cls, given: Inputs) -> "RareForm":
        """Filled with what is known."""
        known = {name: getattr(given, name) for name in cls.base_fields}
        return cls(initial={**known, **family.initial(given.family)})

    def field_of(self, name: str) -> str:
        """The items of the family are one figure in many fields."""
        return "item_1" if name == "family" else name

    @property
    def parts(self) -> list[Part]:
        """As the page shows them."""
        rows = [[self[f"{part}_{row}"] for part in family.PARTS] for row in family.ROWS]
        return [
            self._part(
                _("Additional deductions, item by item"),
                _("From this the sums of the year are worked out. Grave illness is for the "
                  "annual return. Who has the sum from payroll types that instead."),
                [field.name for row in rows for field in row],
                rows,
            ),
            self._part(
                _("Sick leave"),
                _("Days without a rate are paid as worked. Nothing here holds up a resignation."),
                SICK,
            ),
            self._part(
                _("Work injury, grade 5 to 10"),
                _("Due also when the employee resigns. Each province has its own table."),
                INJURY,
            ),
            self._part(
                _("Bonus and commission by a plan"),
                _("Worked out to the last day. What a clause in dispute means a person decides."),
                PLANS,
            ),
            self._part(
                _("No written contract in time, probation too long"),
                _("Shown apart and not in the net; a lawyer looks at it before anybody signs."),
                BREACHES,
            ),
        ]  # fmt: skip

    def _part(
        self, title: str, hint: str, names: Iterable[str], rows: list[Any] | None = None
    ) -> Part:
        every = [self[name] for name in names]
        asked = [one for one in every if one.name != "career_months"]  # the roster may know it
        told = any(one.errors or one.value() not in EMPTY for one in asked)
        return Part(title, hint, [] if rows else every, told, rows or [])

    def clean(self) -> dict[str, Any]:
        """Each thing that cannot be true says what to do, beside its field."""
        cleaned = super().clean() or {}
        for name, sentence in (*family.problems(cleaned), *_problems(cleaned)):
            self.add_error(name, sentence)
        if not self.errors:
            self._check_family(family.read(cleaned))
        return cleaned

    def _check_family(self, items: tuple[tax.Declared, ...]) -> None:
        if items and self.month_additional is not None:
            words = _("Payroll's sum of the month is filled in too. Please keep only one of them.")
            self.add_error("item_1", words)
        try:
            tax.check_declared(items)
        except Contradiction as refusal:
            self.add_error("item_1", f"{refusal}。")

    def entered(self) -> dict[str, Any]:
        """What the action takes."""
        values = {
            name: self.cleaned_data[name]
            for name in self.base_fields
            if name in MORE or name in {"bonus_kind", "bonus_used"}
        }
        for name in ZERO_WHEN_EMPTY:
            values[name] = values[name] or Decimal(0)
        return {**values, "family": family.read(self.cleaned_data)}


def _problems(cleaned: dict[str, Any]) -> Iterable[tuple[str, str]]:
    for amount, reason in rules.REASONED:
        if cleaned.get(amount) is not None and not cleaned.get(reason):
            yield reason, _("A few words how it was worked out; the employee reads them.")
    if cleaned.get("bonus_full") is not None and not cleaned.get("bonus_kind"):
        yield "bonus_kind", _("Is it the bonus of the year, or pay of the month?")
    first, last = cleaned.get("bonus_from"), cleaned.get("bonus_to")
    if first and last and last < first:
        yield "bonus_to", _("It ends before it begins. Please look at both days.")
    if cleaned.get("probation_until") and cleaned.get("probation_term", 0) is None:
        yield "probation_term", _("How many months was the term? Write 0 if it was open-ended.")
    paid, earned = cleaned.get("commission_paid"), cleaned.get("commission")
    if paid and earned is None:
        yield "commission", _("How much of it was earned altogether?")
    told = any(cleaned.get(name) for name in INJURY[1:])
    if told and cleaned.get("injury_grade", 0) is None:  # a wrong one says so itself
        yield "injury_grade", _("Which grade is it? Without a work injury leave all empty.")
