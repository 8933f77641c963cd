"""Schemes are stopped, with what shows it; lists for agencies are taken; a statement is made."""

import datetime as dt
from collections.abc import Iterable, Sequence

from django.db import transaction

from lizhi.accounts.models import User
from lizhi.cases import actions as cases
from lizhi.cases.models import Case, Paper
from lizhi.common import clock
from lizhi.common.refusals import Refused
from lizhi.offboarding import duty_rules, scheme_receipts, scheme_rules
from lizhi.offboarding.actions import dues
from lizhi.offboarding.models import Duty, SchemeStop
from lizhi.workflow import actions as workflow

FUND = SchemeStop.Scheme.HOUSING_FUND


@transaction.atomic
def stop_scheme(
    case: Case,
    scheme: str,
    *,
    on: dt.date,
    month: dt.date,
    reference: str = "",
    files: Iterable[str] = (),
    by: User,
    key: str,
) -> None:
    """HR has stopped it at the agency on that day, paid until that month, and shows by what.

    Said again it is corrected. With the fund its duty of the law is met; the list of the
    unemployed and the personal file are duties of their own, said by name. Who leaves sees it all.
    """
    case = workflow.lock(case)
    now = clock.now()
    if not workflow.once(key, case=case, kind=f"scheme_{scheme}", by=by, at=now):
        return
    scheme_rules.check_can_stop(case, by)
    stop = SchemeStop.objects.filter(case=case, scheme=scheme).first()
    upload = scheme_receipts.own(files, by)
    shown = bool(reference or upload or (stop and stop.receipt_id))
    _check_said(case, on, month, shown=shown, now=now)
    stop = stop or SchemeStop(case=case, scheme=scheme, created_at=now)
    stop.on_record(on=on, month=month, reference=reference, by=by)
    if upload is not None:
        stop.upload = upload.pk
    stop.save()
    facts = {"scheme": scheme, "day": on.isoformat(), "month": f"{month:%Y-%m}"}
    cases.record(case, "scheme_stopped", by=by, at=now, words=reference, **facts)
    scheme_receipts.join_if_ready(stop, at=now)
    if scheme == FUND:
        _fund_is_done(case, on=on, reference=reference, by=by, at=now)


def _check_said(case: Case, on: dt.date, month: dt.date, *, shown: bool, now: dt.datetime) -> None:
    """The page says each fault at its field; whoever comes otherwise is told the first."""
    today = clock.local(now).date()
    problems = scheme_rules.check_said(case, on=on, month=month, shown=shown, today=today)
    for problem in problems.values():
        raise Refused(problem)


def _fund_is_done(case: Case, *, on: dt.date, reference: str, by: User, at: dt.datetime) -> None:
    duty = Duty.objects.filter(case=case, kind=Duty.Kind.HOUSING_FUND, done_on=None).first()
    if duty is not None:
        dues.met(case, duty, on=on, proof=reference, by=by, at=at)


@transaction.atomic
def take_scheme_back(case: Case, scheme: str, *, reason: str, by: User, key: str) -> None:
    """It was said by mistake; the fund is owed again. Both words stay in the story."""
    case = workflow.lock(case)
    now = clock.now()
    if not workflow.once(key, case=case, kind=f"scheme_{scheme}_not", by=by, at=now):
        return
    stop = scheme_rules.check_can_undo(case, scheme, by)
    day = stop.done_on.isoformat()
    stop.delete()
    cases.record(case, "scheme_taken_back", by=by, at=now, words=reason, scheme=scheme, day=day)
    duty = Duty.objects.filter(case=case, kind=Duty.Kind.HOUSING_FUND).first()
    if scheme == FUND and duty is not None and duty_rules.said_by_hand(duty):
        dues.not_met(case, duty, reason=reason, by=by, at=now)


@transaction.atomic
def take_scheme_list(found: Sequence[Case], *, city: str, by: User, key: str) -> None:
    """Somebody takes these people's data to an agency: each of them reads in the story who did."""
    scheme_rules.check_can_list(by)
    now = clock.now()
    for case in sorted(found, key=lambda case: case.pk):
        locked = workflow.lock(case)
        scheme_rules.check_can_see(locked, by)
        if workflow.once(f"{key}:{case.pk}", case=locked, kind="scheme_list", by=by, at=now):
            cases.record(locked, "scheme_list_taken", by=by, at=now, city=city)


@transaction.atomic
def ask_statement(case: Case, *, by: User, key: str) -> None:
    """The company's statement for the unemployment agency is printed and sealed by the machine.

    Nobody has to agree to it: what it says stands in the case already (社会保险法 50). Where the
    machine has given it up it is asked for again. After the file was sealed it is added to it.
    """
    case = workflow.lock(case)
    now = clock.now()
    if not workflow.once(key, case=case, kind="statement", by=by, at=now):
        return
    scheme_rules.check_can_have_statement(case, by)
    cases.record(case, "statement_asked", by=by, at=now)
    kind = Paper.Kind.UNEMPLOYMENT.value
    payload = {"case": case.pk, "kind": kind}
    asked = len(scheme_rules.STATEMENTS.all(case=case.pk))
    again = f":{asked + 1}" if asked else ""  # the one before was given up, or is void
    dedupe = f"case:{case.pk}:{kind}{again}"
    workflow.queue("papers.issue", payload, dedupe=dedupe, at=now, case=case)
