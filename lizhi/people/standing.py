"""How somebody stands at this moment, in words and in how urgent it is; lists show it."""

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.db.models import Count, Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from lizhi.people.models import Employment, EmploymentQuerySet

ENDING = dt.timedelta(days=30)
VERY_SOON = 7
MONTHS = 12


@dataclass(frozen=True)
class Standing:
    """Words, and the class of the tag: late, soon, wait; empty for the plain case."""

    words: str
    tone: str = ""


LEAVING: list[Callable[[Iterable[Employment]], dict[int, Standing]]] = []
"""Rooms above say which of these people are leaving and where their case is (key → standing)."""

_MISSING = (
    ("id_number", Q(person__id_index=""), gettext_lazy("identity number")),
    ("bank_account", Q(bank_index=""), gettext_lazy("bank account")),
    ("wage", Q(monthly_wage=None), gettext_lazy("wage")),
    ("average", Q(average_wage=None), gettext_lazy("average wage")),
    ("contract", Q(contract_start=None), gettext_lazy("start of contract")),
)
INCOMPLETE = Q()
for _name, _question, _label in _MISSING:
    INCOMPLETE |= _question


def chips(today: dt.date) -> dict[str, tuple[str, Q]]:
    """Ways to look at the list: name → words and what it selects."""
    here = Q(left_on=None)
    return {
        "all": (_("All"), here),
        "ending": (
            _("Contract ends within 30 days"),
            here & Q(contract_end__gte=today, contract_end__lte=today + ENDING),
        ),
        "probation": (_("On probation"), here & Q(probation_end__gte=today)),
        "incomplete": (_("Something missing"), here & INCOMPLETE),
        "left": (_("Left"), Q(left_on__isnull=False)),
    }


def counts(staff: EmploymentQuerySet, today: dt.date) -> dict[str, int]:
    """How many each chip selects, in one query."""
    questions = {
        name: Count("pk", filter=question) for name, (_words, question) in chips(today).items()
    }
    found: dict[str, int] = staff.aggregate(**questions)
    return found


def standings(staff: list[Employment], today: dt.date) -> dict[int, Standing]:
    """For each of them the most urgent thing to say."""
    found = {employment.pk: of(employment, today) for employment in staff}
    for source in LEAVING:
        found.update(source(staff))
    return found


def of(employment: Employment, today: dt.date) -> Standing:
    """As far as the roster says."""
    if employment.left_on is not None:
        return Standing(_("left on %(day)s") % {"day": employment.left_on})
    if employment.contract_end is not None:
        days = (employment.contract_end - today).days
        if days < 0:
            return Standing(
                _("contract ended on %(day)s") % {"day": employment.contract_end}, "late"
            )
        if days <= ENDING.days:
            words = ngettext(
                "contract ends in %(days)d day", "contract ends in %(days)d days", days
            )
            return Standing(words % {"days": days}, "late" if days <= VERY_SOON else "soon")
    if missing := _missing(employment):
        return Standing(_("missing: %(what)s") % {"what": _(", ").join(missing)}, "late")
    if employment.in_probation(today):
        return Standing(_("probation until %(day)s") % {"day": employment.probation_end}, "wait")
    return Standing(_("employed"))


def _missing(employment: Employment) -> list[str]:
    there = {
        "id_number": employment.person.id_index,
        "bank_account": employment.bank_index,
        "wage": employment.monthly_wage is not None,
        "average": employment.average_wage is not None,
        "contract": employment.contract_start,
    }
    return [str(label) for name, _question, label in _MISSING if not there[name]]


def seniority(since: dt.date, until: dt.date) -> str:
    """3 年 8 个月: whole months, rounded down."""
    months = (until.year - since.year) * MONTHS + until.month - since.month
    months -= until.day < since.day
    years, months = divmod(max(months, 0), MONTHS)
    parts = []
    if years:
        parts.append(ngettext("%(n)d year", "%(n)d years", years) % {"n": years})
    if months or not years:
        parts.append(ngettext("%(n)d month", "%(n)d months", months) % {"n": months})
    return " ".join(parts)
