"""Lock a case, and remember what has been done to it, so that nothing is done twice."""

import datetime as dt
import hashlib

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from lizhi.accounts.models import User
from lizhi.cases.models import Case
from lizhi.common.refusals import Refused
from lizhi.workflow.models import Action


@transaction.atomic
def lock(case: Case) -> Case:
    """Nobody else moves this case until the transaction ends; this very object is read afresh.

    Changes on it that were not saved are dropped.
    """
    # SQLite has no row locks; its single writer does the same for us.
    fresh = Case.objects.select_related("employment__person__user")
    case.refresh_from_db(from_queryset=fresh.select_for_update(of=("self",)))
    return case


@transaction.atomic
def once(
    key: str, *, case: Case, kind: str, by: User | None, at: dt.datetime, request: str = ""
) -> bool:
    """True the first time, and the case's `rev` grows by one; False when it was done before.

    Ask after `lock`. The same key with another `request` is refused: it is a different wish.
    """
    hashed = hashlib.sha256(request.encode()).hexdigest() if request else ""
    action, created = _note(
        Action(key=key, case=case, actor=by, kind=kind, request_hash=hashed, at=at)
    )
    if not created:
        if (action.case_id, action.kind, action.request_hash) != (case.pk, kind, hashed):
            raise Refused(_("This page has been used already. Please open it again."))
        return False
    case.rev += 1
    case.save(update_fields=["rev"])
    return True


def _note(action: Action) -> tuple[Action, bool]:
    known = Action.objects.filter(pk=action.key).first()
    if known:
        return known, False
    action.save(force_insert=True)
    return action, True


def done(key: str) -> Action | None:
    """What was done under this key, if it was: a double tap gets the same answer."""
    return Action.objects.filter(pk=key).select_related("case").first()
