"""The employment ends with the contract; the person and the login stay."""

import datetime as dt

from lizhi.cases.models import Case
from lizhi.offboarding import passing_on
from lizhi.people.models import Employment
from lizhi.workflow import actions as workflow


def end_employment(case: Case, *, at: dt.datetime) -> None:
    """From now on the person is a former employee, who keeps every paper and decides nothing more.

    What he did for others passes on as his handover says; what waits for him in other people's
    cases and stands on no list goes to whom the owner rules name now.
    """
    Employment.objects.filter(pk=case.employment_id).update(left_on=case.contract_end)
    passing_on.queue_rest(case, at=at)
    key = f"case:{case.pk}:leaves"
    workflow.queue("owners.find", {"user": case.leaver.pk}, dedupe=key, at=at, case=case)
