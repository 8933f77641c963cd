"""Both sides may move the last day and the end of pay: one proposes, the other agrees."""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from lizhi.accounts.models import User
from lizhi.cases import actions as cases
from lizhi.cases.models import Case
from lizhi.common import clock, rows
from lizhi.common.refusals import NotPermitted
from lizhi.offboarding import (
    beyond_term,
    four_dates,
    proposals,
    renewal,
    resettling,
    rules,
    screening,
    service_proofs,
)
from lizhi.offboarding.actions import dues
from lizhi.offboarding.pay_ends import Terms
from lizhi.workflow import actions as workflow

AGREED, BY_LAW = "last_day_agreed", "last_day_by_law"
"""Why the end of a contract moves: both sides have agreed, or the law counts from another term."""


def _side(case: Case, user: User) -> str:
    if user == case.leaver:
        return "employee"
    rules.check_is_hr(case, user)
    return "company"


def _tell(
    case: Case, what: str, terms: Terms, *, by: User, at: dt.datetime, words: str = ""
) -> None:
    """Of a last day, with the pay end beside it; of a pay end alone by its own name."""
    side, pay_end = _side(case, by), terms.pay_end
    facts = {"side": side}
    if terms.day is None and pay_end is not None:
        kind, facts["day"] = f"pay_end_{what}", pay_end.isoformat()
    elif terms.day is not None:
        kind, facts["day"] = f"last_day_{what}", terms.day.isoformat()
        facts |= {"agreed_pay_end": pay_end.isoformat()} if pay_end else {}
    cases.record(case, kind, by=by, at=at, words=words, **facts)


@transaction.atomic
def propose_last_day(
    case: Case,
    day: dt.date | None,
    *,
    by: User,
    pay_end: dt.date | None = None,
    words: str = "",
    key: str,
) -> None:
    """One side would like another last day, or to be paid until another day, or both.

    Nothing changes until the other side agrees.
    """
    case, terms = workflow.lock(case), Terms(day, pay_end)
    now = clock.now()
    if not workflow.once(key, case=case, kind="propose_last_day", by=by, at=now):
        return
    _check(case, terms, now)
    side = _side(case, by)
    case.data = {**case.data, proposals.KEY: proposals.kept(terms, side=side, by=by.pk)}
    case.day_asked_at = now if side == "employee" else None
    rows.update(case, "data", "day_asked_at")
    _tell(case, "proposed", terms, by=by, at=now, words=words)


def _check(case: Case, terms: Terms, now: dt.datetime) -> None:
    proposals.check(case, terms, today=clock.local(now).date())
    if terms.day is not None:
        beyond_term.check_moves(case, terms.day)


@transaction.atomic
def take_back_last_day(
    case: Case, day: dt.date | None, *, by: User, pay_end: dt.date | None = None, key: str
) -> None:
    """Whoever has proposed this does so no more; nobody has to answer it."""
    case, terms = workflow.lock(case), Terms(day, pay_end)
    now = clock.now()
    if not workflow.once(key, case=case, kind="take_back_last_day", by=by, at=now):
        return
    proposals.check_can_take_back(case, terms, side=_side(case, by))
    case.data = {name: value for name, value in case.data.items() if name != proposals.KEY}
    case.day_asked_at = None
    rows.update(case, "data", "day_asked_at")
    _tell(case, "taken_back", terms, by=by, at=now)


@transaction.atomic
def agree_last_day(
    case: Case, day: dt.date | None, *, by: User, pay_end: dt.date | None = None, key: str
) -> None:
    """Both sides have agreed: last day and end of pay count from now on, what waits moves at once.

    An agreement that says otherwise is called back, and a new one goes out to be signed.
    """
    case, terms = workflow.lock(case), Terms(day, pay_end)
    now = clock.now()
    if not workflow.once(key, case=case, kind="agree_last_day", by=by, at=now):
        return
    proposal = proposals.check_newest(case, terms)
    if _side(case, by) == proposal.side:
        raise NotPermitted(_("The other side has to agree to this day."))
    _check(case, terms, now)
    screening.check_not_claimed(case)
    case.data = {name: value for name, value in case.data.items() if name != proposals.KEY}
    case.day_asked_at = None
    if day is not None:
        speaker = proposal.by if proposal.side == "company" else by.pk
        case.data |= {"consented_end": day.isoformat(), "agreement_by": speaker}
    rows.update(case, "data", "day_asked_at")
    if day is not None:
        set_contract_end(case, day, by=by, at=now, pay_end=pay_end)
    elif pay_end is not None:
        set_pay_end(case, pay_end, by=by, at=now)
    renewal.follow_new_day(case, by=by, at=now)


def set_contract_end(
    case: Case,
    day: dt.date,
    *,
    by: User | None,
    at: dt.datetime,
    pay_end: dt.date | None = None,
    kind: str = AGREED,
) -> None:
    """Move the end of the contract and everything that waits for it, in this transaction.

    The confirmed dates go along; what was settled for another day is settled once more. Until when
    wages are paid goes along as well, unless both sides have said that too.
    """
    old, along = case.contract_end, four_dates.moved(case, day)
    case.contract_end = day
    if pay_end:
        along["pay_end"] = pay_end
    for name, value in along.items():
        setattr(case, name, value)
    _keep_agreed_pay(case, pay_end)
    rows.update(case, "contract_end", "data", *along)
    service_proofs.follow_end(case)
    facts = {name: value.isoformat() for name, value in along.items()}
    facts |= {"agreed_pay_end": pay_end.isoformat()} if pay_end else {}
    facts |= {"day": day.isoformat(), "old": old.isoformat()}
    cases.record(case, kind, by=by, at=at, **facts)
    dues.recount(case, at=at, why="last_day")
    for name in ("contract_end", *along):
        workflow.date_changed(case, name, at=at)
    resettling.after_new_day(case, at=at)


def set_pay_end(case: Case, day: dt.date, *, by: User | None, at: dt.datetime) -> None:
    """Only wages run until another day; contract, certificate and the clocks of the law stay."""
    old, case.pay_end = case.pay_end or case.contract_end, day
    _keep_agreed_pay(case, day)
    rows.update(case, "pay_end", "data")
    facts = {"day": day.isoformat(), "old": old.isoformat()}
    cases.record(case, "pay_end_agreed", by=by, at=at, **facts)
    workflow.date_changed(case, "pay_end", at=at)
    resettling.after_new_day(case, at=at)


def _keep_agreed_pay(case: Case, agreed: dt.date | None) -> None:
    """It stands until both say otherwise, or the day to which it belonged has moved past it."""
    known = agreed or four_dates.agreed_pay_end(case)
    rest = {name: value for name, value in case.data.items() if name != four_dates.AGREED_PAY}
    stands = known is not None and known == case.pay_end
    case.data = {**rest, four_dates.AGREED_PAY: known.isoformat()} if known and stands else rest
