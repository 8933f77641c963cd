"""HR fixes the four dates and gives, or does not give, the company's consent to an earlier end."""

from dataclasses import asdict

from django.db import transaction

from lizhi.accounts.models import User
from lizhi.cases import actions as cases
from lizhi.common import clock, rows
from lizhi.common.prepared import read_again
from lizhi.offboarding import rules
from lizhi.offboarding.four_dates import FourDates
from lizhi.workflow import actions as workflow
from lizhi.workflow.models import Task


@transaction.atomic
def confirm(task: Task, *, by: User, dates: FourDates, key: str) -> None:
    """The company's side is settled; its seal goes on the agreement by itself.

    A `contract_end` earlier than the statutory one becomes true only with that seal.
    """
    case = workflow.lock(task.case)
    now = clock.now()
    if not workflow.once(key, case=case, kind="confirm", by=by, at=now):
        return
    read_again(task, "state", "assignee")
    rules.check_can_answer(task, by)
    rules.check_dates(case, dates, today=clock.local(now).date())
    case.last_working_day = dates.last_working_day
    case.pay_end = dates.pay_end
    case.access_end = dates.access_end
    consent = {"consented_end": dates.contract_end.isoformat(), "agreement_by": by.pk}
    case.data = {**case.data, **consent}
    rows.update(case, "last_working_day", "pay_end", "access_end", "data")
    written = {name: day.isoformat() for name, day in asdict(dates).items()}
    cases.record(case, "dates_confirmed", by=by, at=now, step="confirmation", **written)
    workflow.complete(task, outcome="confirmed", by=by, at=now)
