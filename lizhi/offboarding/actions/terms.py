"""The term of a contract is put right or renewed while its end is already on its way."""

import datetime as dt

from django.db import transaction

from lizhi.cases.models import Case
from lizhi.common import clock
from lizhi.offboarding import agreements, four_dates, over, renewal
from lizhi.offboarding.actions import last_day
from lizhi.workflow import actions as workflow


@transaction.atomic
def follow(key: int, *, at: dt.datetime) -> bool:
    """A resignation ends the contract as the law says by the term of now; both hear of it.

    What both sides have agreed stays, and no day that has come is moved. A notice that is over
    later than the old term is kept to its end again (劳动合同法 37、44).
    """
    case = workflow.lock(Case.objects.select_related("employment").get(pk=key))
    today = clock.local(at).date()
    end = four_dates.end_by_law(case, today=today)
    if end == case.contract_end or _stays(case, today):
        return False
    was_promised = four_dates.is_only_confirmed(case)
    if not was_promised:
        case.data = {name: kept for name, kept in case.data.items() if name != "consented_end"}
    last_day.set_contract_end(case, end, by=None, at=at, kind=last_day.BY_LAW)
    if not was_promised:
        renewal.follow_new_day(case, by=None, at=at)
    return True


def _stays(case: Case, today: dt.date) -> bool:
    """It has ended, or ends today, or by the word of both."""
    running = case.status == Case.Status.RUNNING
    return not running or over.is_over(case, today) or agreements.is_agreed(case)
