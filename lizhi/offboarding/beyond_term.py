"""A fixed term and another ending: whichever day comes first ends the contract (44 item 1).

A notice or an agreement that would end it later than its term ends nothing: by then it is over, or
was renewed. So it is said before it begins, and once more on the day of service.
"""

import datetime as dt

from django.utils.translation import gettext as _

from lizhi.cases.models import Case
from lizhi.common import wording
from lizhi.common.refusals import Refused
from lizhi.offboarding import ways
from lizhi.people.models import Employment

SOON = dt.timedelta(days=3)
TOLD = "term_arrives_told"
"""In the case's data: HR has heard that the term is over before this case is decided."""


def why_not(employment: Employment, end: dt.date | None) -> str:
    """Why the contract cannot end on this day by anything else than its term; nothing: it can."""
    term = employment.term_end
    if term is None or end is None or end <= term:
        return ""
    values = {"term": wording.day(term), "end": wording.day(end)}
    return (
        _(
            "The term is over on %(term)s, before %(end)s. Please renew it first, choose a day up "
            "to then, or let it end by its term (44 item 1)."
        )
        % values
    )


def ends_before(employment: Employment, end: dt.date, *, today: dt.date) -> str:
    """Why the person's own day does not count: the term is first (44 item 1); nothing: it counts.

    Whoever works on after the term does so by the same terms, and can end that on any day.
    """
    term = employment.term_end
    if term is None or not today <= term < end:
        return ""
    return _(
        "Your contract ends on %(term)s by itself, when its term is over. Please choose a day up "
        "to then."
    ) % {"term": wording.day(term)}


def check_moves(case: Case, day: dt.date) -> None:
    """Another day that both agree on, of an ending other than a resignation."""
    if not ways.is_own(case) and (reason := why_not(case.employment, day)):
        raise Refused(reason)


def is_to_tell(case: Case, *, today: dt.date) -> bool:
    """It runs, nothing is certain, and in a few days the term is over."""
    term = case.employment.term_end
    if ways.is_certain(case) or TOLD in case.data or term is None:
        return False
    return today <= term <= today + SOON
