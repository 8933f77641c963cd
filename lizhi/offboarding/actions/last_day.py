"""Both sides may move the last day: one proposes, the other agrees, what waits moves at once."""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from lizhi.accounts.models import User
from lizhi.cases import actions as cases
from lizhi.cases.models import Case
from lizhi.common import clock, rows
from lizhi.common.refusals import NotPermitted, Refused
from lizhi.offboarding import (
    beyond_term,
    four_dates,
    proposals,
    renewal,
    resettling,
    rules,
    screening,
)
from lizhi.offboarding.actions import dues
from lizhi.workflow import actions as workflow


def _side(case: Case, user: User) -> str:
    if user == case.leaver:
        return "employee"
    rules.check_is_hr(case, user)
    return "company"


@transaction.atomic
def propose_last_day(case: Case, day: dt.date, *, by: User, words: str = "", key: str) -> None:
    """One side would like another last day; nothing changes until the other side agrees."""
    case = workflow.lock(case)
    now = clock.now()
    if not workflow.once(key, case=case, kind="propose_last_day", by=by, at=now):
        return
    rules.check_new_last_day(case, day, today=clock.local(now).date())
    beyond_term.check_moves(case, day)
    side = _side(case, by)
    case.data = {**case.data, "proposed_day": {"day": day.isoformat(), "side": side, "by": by.pk}}
    case.day_asked_at = now if side == "employee" else None
    rows.update(case, "data", "day_asked_at")
    cases.record(
        case, "last_day_proposed", by=by, at=now, words=words, day=day.isoformat(), side=side
    )


@transaction.atomic
def take_back_last_day(case: Case, day: dt.date, *, by: User, key: str) -> None:
    """Whoever has proposed this day does so no more; nobody has to answer it."""
    case = workflow.lock(case)
    now = clock.now()
    if not workflow.once(key, case=case, kind="take_back_last_day", by=by, at=now):
        return
    side = _side(case, by)
    proposals.check_can_take_back(case, day, side=side)
    case.data = {name: value for name, value in case.data.items() if name != proposals.KEY}
    case.day_asked_at = None
    rows.update(case, "data", "day_asked_at")
    cases.record(case, "last_day_taken_back", by=by, at=now, day=day.isoformat(), side=side)


@transaction.atomic
def agree_last_day(case: Case, day: dt.date, *, by: User, key: str) -> None:
    """Both sides have agreed: the contract ends on this day and the waiting timer moves.

    An agreement that names another day is called back, and a new one goes out to be signed.
    """
    case = workflow.lock(case)
    now = clock.now()
    if not workflow.once(key, case=case, kind="agree_last_day", by=by, at=now):
        return
    proposal = case.data.get("proposed_day")
    if not proposal or proposal["day"] != day.isoformat():
        raise Refused(_("This proposal has been replaced. Please look at the newest one."))
    if _side(case, by) == proposal["side"]:
        raise NotPermitted(_("The other side has to agree to this day."))
    rules.check_new_last_day(case, day, today=clock.local(now).date())
    screening.check_not_claimed(case)
    beyond_term.check_moves(case, day)
    speaker = proposal["by"] if proposal["side"] == "company" else by.pk
    case.data = {
        **{name: value for name, value in case.data.items() if name != "proposed_day"},
        "consented_end": day.isoformat(),
        "agreement_by": speaker,
    }
    case.day_asked_at = None
    rows.update(case, "data", "day_asked_at")
    set_contract_end(case, day, by=by, at=now)
    renewal.follow_new_day(case, by=by, at=now)


def set_contract_end(case: Case, day: dt.date, *, by: User | None, at: dt.datetime) -> None:
    """Move the end of the contract and everything that waits for it, in this transaction.

    The confirmed dates go along; what was settled for another day is settled once more.
    """
    old, along = case.contract_end, four_dates.moved(case, day)
    case.contract_end = day
    for name, value in along.items():
        setattr(case, name, value)
    rows.update(case, "contract_end", *along)
    facts = {name: value.isoformat() for name, value in along.items()}
    facts |= {"day": day.isoformat(), "old": old.isoformat()}
    cases.record(case, "last_day_agreed", by=by, at=at, **facts)
    dues.recount(case, at=at, why="last_day")
    workflow.date_changed(case, "contract_end", at=at)
    resettling.after_new_day(case, at=at)
