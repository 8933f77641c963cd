"""A paper of the company has reached the person: from here its days run, and not before."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from lizhi.accounts.models import User
from lizhi.cases import actions as cases
from lizhi.cases.models import Case
from lizhi.common import clock, rows
from lizhi.common.refusals import Refused
from lizhi.offboarding import protection, service_proofs, serving
from lizhi.offboarding.actions import dues
from lizhi.offboarding.serving import Service
from lizhi.workflow import actions as workflow


@transaction.atomic
def serve(case: Case, service: Service, *, by: User, key: str) -> None:
    """HR says when and how it was served, and what proves it; the end is fixed by that day.

    The end of a notice is thirty days after service (劳动合同法 40), or the day of service itself.
    """
    case = workflow.lock(case)
    now = clock.now()
    if not workflow.once(key, case=case, kind="serve", by=by, at=now):
        return
    run = serving.check_can_serve(case, by)
    serving.check(case, service, now=now)
    if serving.asks_bars(case):
        said = protection.said(service.bars)
        cases.record(case, "bars_answered", by=by, at=now, words=said)
    service_proofs.put_in(case, service.proofs, step=run.step, by=by)
    _served(case, run.step, service.day, by=by, at=now, words=service.words, **service.facts)
    service_proofs.join_ready(case, at=now)
    workflow.close_run(run, outcome="served", by=by, at=now)


@transaction.atomic
def confirm_receipt(case: Case, *, by: User, key: str) -> None:
    """The person says that the paper has come: this is service, and is no consent to it."""
    case = workflow.lock(case)
    now = clock.now()
    if not workflow.once(key, case=case, kind="confirm_receipt", by=by, at=now):
        return
    run = serving.check_can_confirm_receipt(case, by)
    today = clock.local(now).date()
    serving.check_day(case, today)
    _served(case, run.step, today, by=by, at=now, how="own")
    workflow.close_run(run, outcome="served", by=by, at=now)


def _served(
    case: Case, step: str, day: dt.date, *, by: User, at: dt.datetime, words: str = "", **facts: Any
) -> None:
    ends = step == "service"
    cases.record(
        case,
        "paper_served",
        by=by,
        at=at,
        step=step,
        words=words,
        day=day.isoformat(),
        **({"end": serving.end(case, day).isoformat()} if ends else {}),
        **facts,
    )
    if ends:
        bind(case, serving.end(case, day), at=at)
    elif case.return_by is not None:
        case.return_by = max(case.return_by, day + serving.TO_ANSWER)
        rows.update(case, "return_by")


def bind(case: Case, end: dt.date, *, at: dt.datetime) -> None:
    """From now on the end is certain; attendance, pay and access end with it until both agree."""
    case.binding_at = at
    days = ("contract_end", "notice_end", "wished_day", "last_working_day", "pay_end", "access_end")
    for name in days:
        setattr(case, name, end)
    rows.update(case, "binding_at", *days)
    service_proofs.follow_end(case)
    dues.recount(case, at=at, why="last_day")


@transaction.atomic
def decide_on_return(case: Case, *, goes_on: bool, words: str, by: User, key: str) -> None:
    """The time to answer a call is over: HR ends it now, or the person is back and all stays."""
    case = workflow.lock(case)
    now = clock.now()
    if not workflow.once(key, case=case, kind="decide_on_return", by=by, at=now):
        return
    task = serving.check_can_decide(case, by)
    union = {name: case.data["opening"].get(name) for name in ("union", "union_on")}
    cases.record(case, "return_decided", by=by, at=now, words=words, goes_on=goes_on, **union)
    outcome = "goes_on" if goes_on else "returned"
    workflow.complete(task, outcome=outcome, by=by, at=now)


@transaction.atomic
def prove_service(case: Case, keys: Sequence[str], *, by: User, key: str) -> None:
    """The slip of the post comes days later: HR puts the file in, and it goes into the archive."""
    case = workflow.lock(case)
    now = clock.now()
    if not workflow.once(key, case=case, kind="prove_service", by=by, at=now):
        return
    service_proofs.check_can_add(case, by)
    if not service_proofs.put_in(case, keys, step=service_proofs.step_of(case), by=by):
        raise Refused(_("Please choose a picture or a PDF."))
    service_proofs.join_ready(case, at=now)
