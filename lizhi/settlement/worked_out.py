"""An answer of the calculator as a page shows it: the sum, its lines, what to look at."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from lizhi.settlement.law.calculator import Answer
from lizhi.settlement.law.explained import Note, Step
from lizhi.settlement.law.parameters import Figure
from lizhi.settlement.law.words import cents, percent, plain, short, yuan

HEADS: Final = {
    "economic_compensation": "compensation",
    "damages_2n": "damages",
    "notice_pay": "total",
    "unused_leave": "leave_pay",
    "final_wage_2175": "total",
    "tax_on_compensation": "tax",
    "year_end_bonus": "tax",
}
"""Which output stands on top, by topic."""
LABELS: Final[dict[str, str | Promise]] = {
    "compensation": gettext_lazy("Severance pay"),
    "compensation_due": gettext_lazy("Severance pay is due"),
    "compensation_months": gettext_lazy("Months (N)"),
    "compensation_base": gettext_lazy("Monthly base"),
    "capped": gettext_lazy("Capped at three times"),
    "shortfall": gettext_lazy("Still owed to you"),
    "damages": gettext_lazy("Damages"),
    "notice_pay": gettext_lazy("Pay in place of notice"),
    "total": gettext_lazy("Altogether"),
    "payable_days": gettext_lazy("Days to be paid"),
    "pro_rata_days": gettext_lazy("Share of the year, days"),
    "elapsed_days": gettext_lazy("Days of the year until then"),
    "leave_pay": gettext_lazy("Pay for leave not taken"),
    "leave_pay_including_normal_wage": gettext_lazy("With the usual wage counted in (300%)"),
    "wage": gettext_lazy("Wage of the month"),
    "exempt_limit": gettext_lazy("Free of tax up to"),
    "taxable": gettext_lazy("Taxed part"),
    "tax": gettext_lazy("Income tax"),
    "net": gettext_lazy("Left after tax"),
    "method": gettext_lazy("Way of taxing"),
}
WORDS: Final[dict[str, str | Promise]] = {
    "separate": gettext_lazy("alone"),
    "merged": gettext_lazy("with the wages of the year"),
}
COUNTS = {"compensation_months", "payable_days", "pro_rata_days", "elapsed_days"}


@dataclass(frozen=True)
class Row:
    """An output beside the one on top."""

    label: str
    value: str


@dataclass(frozen=True)
class WorkedOut:
    """What a page shows, and nothing more than the answer says."""

    label: str
    amount: Decimal
    words: str
    """The sum in plain words, where there are some."""
    rows: list[Row]
    steps: list[Step]
    notes: list[Note]
    assumed: list[Note]
    doubtful: list[Figure]
    """Figures that we know at second hand only."""


def of(answer: Answer, inputs: Mapping[str, Any]) -> WorkedOut:
    """Read off the answer."""
    head = HEADS[answer.topic]
    outputs = answer.outputs
    doubtful = {
        used: None for step in answer.steps for used in step.figures if used.status == "secondary"
    }
    notes = [note for note in answer.notes if note.key not in {"assumed", "secondary_figure"}]
    return WorkedOut(
        label=str(LABELS[head]),
        amount=Decimal(outputs[head]),
        words=_words(answer, inputs),
        rows=[
            Row(str(label), _shown(key, outputs[key]))
            for key, label in LABELS.items()
            if key in outputs and key != head
        ],
        steps=list(reversed(answer.steps)),
        notes=notes,
        assumed=[note for note in answer.notes if note.key == "assumed"],
        doubtful=list(doubtful),
    )


def _shown(key: str, value: Any) -> str:
    if isinstance(value, bool):
        return pgettext("answer", "Yes") if value else pgettext("answer", "No")
    if key in COUNTS:
        return str(value)
    return str(WORDS[value]) if value in WORDS else yuan(Decimal(value))


def _words(answer: Answer, inputs: Mapping[str, Any]) -> str:
    """As people say it: a day's wage times days, or a month's base times months."""
    outputs = answer.outputs
    if answer.topic == "unused_leave":
        average = Decimal(inputs["average_wage_12m_without_overtime"])
        rate = percent(Decimal(outputs["leave_pay_rate"]))
        return _("day wage %(wage)s yuan × %(days)s days × %(rate)s") % {
            "wage": _day_wage(average, answer),
            "days": outputs["payable_days"],
            "rate": rate,
        }
    if answer.topic in {"economic_compensation", "damages_2n"} and "compensation_base" in outputs:
        base = plain(Decimal(outputs["compensation_base"]))
        twice = " × 2" if answer.topic == "damages_2n" else ""
        if not answer.outputs.get("compensation_due", True):
            return ""
        return (
            _("%(base)s yuan × %(months)s months")
            % {"base": base, "months": outputs["compensation_months"]}
            + twice
        )
    return ""


def _day_wage(average: Decimal, answer: Answer) -> str:
    """To the fen; with a word before it where that is not all of it."""
    divisor = next(
        used.value
        for step in answer.steps
        for used in step.figures
        if used.name == "wages.paid_days_a_month"
    )
    exact = average / divisor
    shown = short(exact)
    return shown if cents(exact) == exact else _("about %(n)s") % {"n": shown}
