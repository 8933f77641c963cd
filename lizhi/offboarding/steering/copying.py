"""Somebody reads along: the page of the case, and nothing to do."""

import datetime as dt
from collections.abc import Iterable

from django.db import transaction
from django.utils.translation import gettext as _

from lizhi.accounts.models import User
from lizhi.cases import actions as cases
from lizhi.cases.models import Case, Copy
from lizhi.common import rows
from lizhi.common.prepared import Prepared, given
from lizhi.common.refusals import AlreadyDone, NotPermitted
from lizhi.offboarding import kinds
from lizhi.workflow import actions as workflow

OF_CASE = Prepared(lambda: Copy.objects.filter(case=given("case")).order_by("pk"))


@transaction.atomic
def give_copy(
    case: Case, *, to: Iterable[User], by: User, at: dt.datetime, words: str = ""
) -> None:
    """These people may open the case as a manager does: no money, no proofs, no papers.

    Nothing waits for them, and nothing for their having read it.
    """
    workflow.lock(case)
    has = {copy.reader_id for copy in OF_CASE.all(case=case.pk)}
    new = [user for user in to if user.pk not in has]
    if not new:
        raise AlreadyDone(_("They have a copy already."))
    rows.insert(Copy(case=case, reader=user, given_by=by, created_at=at) for user in new)
    cases.record(case, kinds.COPY_GIVEN, by=by, at=at, words=words, to=[user.pk for user in new])


@transaction.atomic
def read_copy(case: Case, *, by: User, at: dt.datetime) -> None:
    """The reader says so; opening the page alone marks nothing."""
    workflow.lock(case)
    copy = next((one for one in OF_CASE.all(case=case.pk) if one.reader_id == by.pk), None)
    if copy is None:
        raise NotPermitted(_("Only whoever was given a copy marks it as read."))
    if copy.read_at is None:
        copy.read_at = at
        rows.update(copy, "read_at")
        cases.record(case, kinds.COPY_READ, by=by, at=at)
