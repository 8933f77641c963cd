"""Duties of the law move with the last day, are done, and are raised when they are late."""

import datetime as dt
from collections.abc import Iterable

from django.db import transaction

from lizhi.accounts.models import User
from lizhi.cases import actions as cases
from lizhi.cases.models import Case
from lizhi.common import clock, rows
from lizhi.offboarding import duties, duty_rules
from lizhi.offboarding.models import Duty
from lizhi.workflow import actions as workflow


def recount(case: Case, *, at: dt.datetime, why: str, only: Iterable[Duty] | None = None) -> bool:
    """The end of the contract or the calendar has changed: the days go along, in one event.

    Call it with the case locked. `why` is `last_day` or the number of an official list.
    """
    found = duties.OF_CASE.all(case=case.pk) if only is None else only
    moved = duties.count_again(case, found)
    if not moved:
        return False
    told = {
        one.duty.kind: [day.isoformat() if day else None for day in (one.old, one.duty.due)]
        for one in moved
    }
    cases.record(case, "duties_moved", by=None, at=at, moved=told, why=why)
    return True


def recount_working_days(since: dt.date, *, why: str, at: dt.datetime) -> int:
    """A list of working days was loaded: wages that are counted by it, case by case."""
    keys = list(duties.on_working_days(since).values_list("case", flat=True))
    return sum(recount_case(key, why=why, at=at) for key in keys)


@transaction.atomic
def recount_case(key: int, *, why: str, at: dt.datetime) -> bool:
    """The same for one case, which is locked here."""
    return recount(workflow.lock(Case.objects.get(pk=key)), at=at, why=why)


@transaction.atomic
def say_done(case: Case, kind: str, *, on: dt.date, proof: str, by: User, key: str) -> None:
    """HR or finance has met a duty on that day; who leaves sees it, and by whom."""
    case = workflow.lock(case)
    now = clock.now()
    if not workflow.once(key, case=case, kind=f"duty_{kind}", by=by, at=now):
        return
    duty = duty_rules.check_can_say_done(case, kind, by)
    duty_rules.check_day(case, on, today=clock.local(now).date())
    met(case, duty, on=on, proof=proof, by=by, at=now)


def met(case: Case, duty: Duty, *, on: dt.date, proof: str, by: User, at: dt.datetime) -> None:
    """Somebody has said by name that it is done; call it with the case locked."""
    _done(duty, on=on, by=by, proof=proof)
    day = on.isoformat()
    cases.record(case, "duty_done", by=by, at=at, words=proof, duty=duty.kind, day=day)


@transaction.atomic
def say_undone(case: Case, kind: str, *, reason: str, by: User, key: str) -> None:
    """It was said by mistake: the company owes it again, by the day that the law names now.

    Both stay in the story. Who leaves is told, and whoever hears of late duties hears anew.
    """
    case = workflow.lock(case)
    now = clock.now()
    if not workflow.once(key, case=case, kind=f"duty_{kind}_not", by=by, at=now):
        return
    not_met(case, duty_rules.check_can_say_undone(case, kind, by), reason=reason, by=by, at=now)


def not_met(case: Case, duty: Duty, *, reason: str, by: User, at: dt.datetime) -> None:
    """What somebody has said is not so; call it with the case locked."""
    said = duty.done_on
    duty.done_on, duty.done_by, duty.proof = None, None, ""
    duty.raised_at = duty.raised_higher_at = None
    rows.update(duty, "done_on", "done_by", "proof", "raised_at", "raised_higher_at")
    facts = {"duty": duty.kind, "day": said.isoformat() if said else ""}
    cases.record(case, "duty_undone", by=by, at=at, words=reason, **facts)
    recount(case, at=at, why="duty_undone", only=[duty])


def done_by_machine(case: Case, kind: str, *, on: dt.date, proof: str) -> None:
    """Its own step has met it: the event of that step tells it already."""
    duty = Duty.objects.filter(case=case, kind=kind, done_on=None).first()
    if duty is not None:
        _done(duty, on=on, by=None, proof=proof)


def done_by_payment(case: Case, *, on: dt.date, proof: str, by: User) -> None:
    """Finance has paid; the event of the payment tells it already. It can be said to be undone."""
    duty = Duty.objects.filter(case=case, kind=Duty.Kind.WAGES, done_on=None).first()
    if duty is not None:
        _done(duty, on=on, by=by, proof=proof)


def _done(duty: Duty, *, on: dt.date, by: User | None, proof: str) -> None:
    duty.done_on, duty.done_by, duty.proof = on, by, proof
    rows.update(duty, "done_on", "done_by", "proof")


@transaction.atomic
def raise_late(key: int, *, now: dt.datetime) -> bool:
    """HR of the branch hears on the first day after, the head of HR on the next; each once."""
    duty = Duty.objects.select_related("case").get(pk=key)
    case = workflow.lock(duty.case)
    duty.refresh_from_db(fields=["due", "done_on", "raised_at", "raised_higher_at"])
    step = duty_rules.next_to_hear(duty, case, today=clock.local(now).date())
    if step is None or duty.due is None:
        return False
    kind, column = step
    setattr(duty, column, now)
    rows.update(duty, column)
    by_machine = duty.kind if duty.kind == Duty.Kind.CERTIFICATE else ""
    day = duty.due.isoformat()
    cases.record(case, kind, by=None, at=now, step=by_machine, duty=duty.kind, day=day)
    return True
