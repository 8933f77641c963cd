"""HR gives more time for the agreement, sends it anew, or has it signed in the house."""

import datetime as dt

from django.db import transaction

from lizhi.accounts.models import User
from lizhi.cases.models import Case
from lizhi.common import clock
from lizhi.offboarding import agreements, four_dates, renewal, rules, signing_here
from lizhi.signing import actions as signing
from lizhi.signing.models import Envelope
from lizhi.signing.providers import BUILTIN
from lizhi.workflow import actions as workflow


@transaction.atomic
def give_time_to_sign(case: Case, *, days: int, by: User, key: str) -> None:
    """The employee may sign for so many days from now; the flow goes on beside it."""
    case = workflow.lock(case)
    now = clock.now()
    if not workflow.once(key, case=case, kind="give_time_to_sign", by=by, at=now):
        return
    rules.check_can_give_time(case, by)
    if envelope := agreements.of(case):
        signing.extend(envelope, until=now + dt.timedelta(days=days), at=now, by=by)


@transaction.atomic
def send_agreement_again(case: Case, *, by: User, key: str) -> None:
    """It was declined or ran out, and is wanted after all; the worker prints and sends it.

    Once HR has confirmed the dates, sending it is the company's consent: the seal follows the
    signature by itself.
    """
    case = workflow.lock(case)
    now = clock.now()
    if not workflow.once(key, case=case, kind="send_agreement_again", by=by, at=now):
        return
    today = clock.local(now).date()
    rules.check_can_send_again(case, by, today=today)
    if agreements.seal_is_due(case):
        day = four_dates.settled_day(case, today=today) or case.wished_day
        case.data = {**case.data, "agreement_by": by.pk, "consented_end": day.isoformat()}
        case.save(update_fields=["data"])
    renewal.ask(case, by=by, at=now)


@transaction.atomic
def sign_here_instead(case: Case, *, by: User, key: str) -> Envelope:
    """The service outside does not do it: the very paper goes out by the house's own signing.

    Everybody signs from the beginning; what was said there stays in the file. Returns what is out
    now, also for the same press again.
    """
    case = workflow.lock(case)
    rules.check_is_hr(case, by)
    envelope = signing_here.out_now(case)
    return signing.switch_provider(envelope, to=BUILTIN, by=by, at=clock.now(), key=key)
