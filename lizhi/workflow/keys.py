"""Lock a case, and remember what has been done to it, so that nothing is done twice."""

import datetime as dt
import hashlib

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from lizhi.accounts.models import User
from lizhi.cases.models import Case
from lizhi.common import rows
from lizhi.common.refusals import Refused
from lizhi.workflow import questions
from lizhi.workflow.models import Action


@transaction.atomic
def lock(case: Case) -> Case:
    """Nobody else moves this case until the transaction ends; this very object is read afresh.

    Changes on it that were not saved are dropped.
    """
    # SQLite has no row locks; its single writer does the same for us.
    if Case.employment.is_cached(case):
        row = questions.CASE.get(pk=case.pk)
    else:
        row = questions.CASE_AND_LEAVER.get(pk=case.pk)
        case.employment = row.employment
    for name, value in vars(row).items():
        if not name.startswith("_"):
            setattr(case, name, value)
    return case


@transaction.atomic
def once(
    key: str, *, case: Case, kind: str, by: User | None, at: dt.datetime, request: str = ""
) -> bool:
    """True the first time, and the case's `rev` grows by one; False when it was done before.

    Ask after `lock`. The same key with another `request` is refused: it is a different wish.
    """
    hashed = hashlib.sha256(request.encode()).hexdigest() if request else ""
    action = Action(key=key, case=case, actor=by, kind=kind, request_hash=hashed, at=at)
    if known := _known(action):
        if (known.case_id, known.kind, known.request_hash) != (case.pk, kind, hashed):
            raise Refused(_("This page has been used already. Please open it again."))
        return False
    case.rev += 1
    rows.update(case, "rev")
    return True


def _known(action: Action) -> Action | None:
    """The action of this key that was noted before; None when it is noted just now."""
    try:
        with transaction.atomic():
            rows.insert([action])
    except IntegrityError:
        return Action.objects.get(pk=action.key)
    return None


def done(key: str) -> Action | None:
    """What was done under this key, if it was: a double tap gets the same answer."""
    return questions.ACTION.first(key=key)
