"""The list is closed: complete, empty, or with things open. Wages and certificate wait for none."""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from lizhi.accounts.models import User
from lizhi.cases import actions as cases
from lizhi.cases.models import Case
from lizhi.common.refusals import Refused
from lizhi.handover import kinds, rules
from lizhi.handover.models import Item
from lizhi.handover.signals import handover_finished
from lizhi.workflow import actions as workflow

State = Item.State


def finish_if_complete(case: Case, *, at: dt.datetime) -> bool:
    """Report it when everything has been received."""
    items = rules.OF_CASE.all(case=case.pk)
    if any(item.state != State.RECEIVED for item in items):
        return False
    cases.record(case, kinds.HANDOVER_FINISHED, by=None, at=at, step=rules.STEP, items=len(items))
    handover_finished.send(Case, case=case)
    return True


@transaction.atomic
def finish_nothing(case: Case, *, by: User, at: dt.datetime) -> None:
    """Whoever arranges says that there is nothing to hand over."""
    case = workflow.lock(case)
    rules.check_can_arrange(case, by)
    if Item.objects.filter(case=case).exists():
        raise Refused(_("There are things on the list; they have to be received first."))
    cases.record(case, kinds.HANDOVER_FINISHED, by=by, at=at, step=rules.STEP, items=0)
    handover_finished.send(Case, case=case)


@transaction.atomic
def finish_disputed(case: Case, at: dt.datetime, *, by: User | None = None) -> int:
    """Closed by HR or by time: what was not received stands as disputed; how many things that are.

    The conductor leaves the step; this only tells the truth about the list.
    """
    case = workflow.lock(case)
    left = Item.objects.filter(case=case).exclude(state__in=(State.RECEIVED, State.DISPUTED))
    number = left.update(state=State.DISPUTED)
    count = Item.objects.filter(case=case).count()
    cases.record(
        case,
        kinds.HANDOVER_DISPUTED,
        by=by,
        at=at,
        step=rules.STEP,
        items=count,
        open=number,
    )
    return number
