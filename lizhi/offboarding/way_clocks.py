"""The first of the statutory times where the company has begun it: what the ground itself asks."""

import datetime as dt
from dataclasses import dataclass

from django.utils.translation import gettext as _

from lizhi.cases.access import Access
from lizhi.cases.models import Case
from lizhi.offboarding import company_papers, openings, ways

Way = Case.Way


@dataclass(frozen=True)
class First:
    """Until when a proposal can be accepted, a notice runs, or a call waits for its answer."""

    name: str
    article: str
    day: dt.date | None
    done: bool = False
    text: str = ""
    """In place of a day that nobody knows yet."""


def of(case: Case, access: Access) -> list[First]:
    """For HR and the person; nobody else hears by what ground it ends."""
    if not access.whole:
        return []
    certain = ways.is_certain(case)
    if ways.is_together(case):
        day = company_papers.good_until(case)
        return [First(_("Time to accept the proposal"), "劳动合同法 36 条", day, certain)]
    if case.way == Way.UNREACHABLE and not certain:
        name = _("Time to answer the call to come back")
        return [First(name, "劳动合同法 39 条（二）", case.return_by)]
    if case.way == Way.NOTICE and _instead(case) == openings.NOTICE:
        return [_notice(case, certain=certain)]
    if case.way == Way.LAYOFF:
        name = _("Thirty days since the explanation")
        return [First(name, "劳动合同法 41 条", _explained(case))]
    if case.way == Way.PROBATION:
        name, end = _("Served before the probation is over"), case.employment.probation_end
        return [First(name, "劳动合同法 39 条（一）", end, certain)]
    return []


def _instead(case: Case) -> str:
    return str(case.data.get("opening", {}).get("instead", ""))


def _explained(case: Case) -> dt.date:
    """The first day on which a reduction may end the contract."""
    return dt.date.fromisoformat(case.data["opening"]["explained_on"]) + openings.EXPLAINED


def _notice(case: Case, *, certain: bool) -> First:
    name, article = _("Notice of %(days)d days") % {"days": 30}, "劳动合同法 40 条"
    if certain:
        return First(name, article, case.notice_end)
    return First(name, article, None, text=_("from the day of service"))
