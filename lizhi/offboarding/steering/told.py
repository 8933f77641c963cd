"""That a case stands still, and that somebody was given a copy of it: for its pages."""

import datetime as dt
from dataclasses import dataclass

from lizhi.accounts.models import User
from lizhi.cases import chain
from lizhi.cases.models import Case, Copy
from lizhi.common.prepared import Prepared, given
from lizhi.offboarding import kinds, questions

COPY = Prepared(
    lambda: Copy.objects.filter(case=given("case"), reader=given("reader")).select_related(
        "given_by"
    )
)


@dataclass(frozen=True)
class Pause:
    """Until when, who wants it so, and why: whoever sees the case may read all of it."""

    until: dt.datetime
    who: str
    words: str


def pause(case: Case, *, now: dt.datetime) -> Pause | None:
    """Nothing is asked of the database while nothing is suspended."""
    if case.suspended_until is None or not case.is_suspended(now):
        return None
    event = questions.EVENT_OF_KIND.first(case=case.pk, kind=kinds.CASE_SUSPENDED)
    if event is None:
        return Pause(case.suspended_until, "", "")
    event.case = case
    who = event.actor.name if event.actor else ""
    return Pause(case.suspended_until, who, chain.read(event) or "")


def copy(case: Case, reader: User) -> Copy | None:
    """What this reader was given, if anything."""
    return COPY.first(case=case.pk, reader=reader.pk)
