"""How it went, in one tap."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from lizhi.accounts.models import User
from lizhi.cases import actions as cases
from lizhi.cases.models import Case
from lizhi.common import clock, rows
from lizhi.common.refusals import NotPermitted, Refused
from lizhi.workflow import actions as workflow

SCALE = range(1, 6)


@transaction.atomic
def rate(case: Case, stars: int, *, by: User, hardest: str = "", words: str = "") -> None:
    """Keep the newest answer; the manager never sees it, HR sees sums of five and more."""
    if case.leaver != by:
        raise NotPermitted(_("Only the employee can rate this."))
    if stars not in SCALE:
        raise Refused(_("Please choose one of the five answers."))
    case = workflow.lock(case)
    case.rating, case.hardest = stars, hardest
    rows.update(case, "rating", "hardest")
    cases.record(case, "rated", by=by, at=clock.now(), words=words)
