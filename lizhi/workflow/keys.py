"""Lock a case, and remember what has been done to it, so that nothing is done twice."""

import datetime as dt
import hashlib
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from lizhi.accounts.models import User
from lizhi.cases.models import Case
from lizhi.common import rows
from lizhi.common.refusals import Refused
from lizhi.jobs import holding
from lizhi.workflow import questions
from lizhi.workflow.models import Action

USED = _("This page has been used already. Please open it again.")


@transaction.atomic(savepoint=False)
def lock(case: Case) -> Case:
    """Nobody else moves this case until the transaction ends; this very object is read afresh.

    Changes on it that were not saved are dropped. A worker that has lost what it was doing to
    another one moves nothing any more: `LeaseLost`.
    """
    # SQLite has no row locks; its single writer does the same for us.
    if Case.employment.is_cached(case):
        row = questions.CASE.get(pk=case.pk)
    else:
        row = questions.CASE_AND_LEAVER.get(pk=case.pk)
        case.employment, case.branch = row.employment, row.branch
    for name, value in vars(row).items():
        if not name.startswith("_"):
            setattr(case, name, value)
    holding.check()
    return case


def once(
    key: str, *, case: Case, kind: str, by: User | None, at: dt.datetime, request: str = ""
) -> bool:
    """True the first time, and the case's `rev` grows by one; False when it was done before.

    Ask after `lock`. The same key with another `request` is refused: it is a different wish.
    """
    hashed = _hashed(request)
    action = rows.new(Action, key=key, case=case, actor=by, kind=kind, request_hash=hashed, at=at)
    with transaction.atomic(savepoint=False):
        known = _known(action)
        if known is None:
            case.rev += 1
            rows.update(case, "rev")
            return True
    if (known.case_id, known.kind, known.request_hash) != (case.pk, kind, hashed):
        raise Refused(USED)
    return False


def _known(action: Action) -> Action | None:
    """The action of this key that was noted before; None when it is noted just now."""
    if rows.insert_unless_there([action]):
        return None
    return Action.objects.get(pk=action.key)


def done(key: str, *, kind: str, request: str | None = None) -> Action | None:
    """What was done under this key, if it was: a double tap gets the same answer.

    For whoever cannot ask `once` yet. A key that has served for anything else, or for another
    `request`, is refused: its answer would be about somebody else.
    """
    known = questions.ACTION.first(key=key)
    if known is None:
        return None
    other = request is not None and known.request_hash != _hashed(request)
    if other or known.kind != kind:
        raise Refused(USED)
    return known


def note(key: str, **result: Any) -> None:
    """What came of it, for whoever asks with the same key again."""
    Action.objects.filter(pk=key).update(result=result)


def noted(key: str) -> dict[str, Any]:
    """What came of it when it was done."""
    result: dict[str, Any] = Action.objects.get(pk=key).result
    return result


def _hashed(request: str) -> str:
    return hashlib.sha256(request.encode()).hexdigest() if request else ""
