"""Whoever is part of a case leaves a word that everybody else who is part of it can read."""

from django.db import transaction

from lizhi.accounts.models import User
from lizhi.cases import actions as cases
from lizhi.cases.models import Case
from lizhi.common import clock
from lizhi.offboarding import rules
from lizhi.workflow import actions as workflow


@transaction.atomic
def comment(case: Case, words: str, *, by: User, key: str, step: str = "") -> None:
    """The words are sealed as all others are; whoever leaves reads them at once.

    `step` is the one that the person has in hand, if it is said about that.
    """
    case = workflow.lock(case)
    now = clock.now()
    if not workflow.once(key, case=case, kind="comment", by=by, at=now, request=words):
        return
    rules.check_can_comment(case, by)
    cases.record(case, "commented", by=by, at=now, step=step, words=words)
