"""The paper by which an agreement is void: printed, sent, sealed. Only the worker comes here."""

import datetime as dt
from typing import cast

from django.db import transaction
from django.utils.translation import gettext as _

from lizhi.cases import actions as cases
from lizhi.cases.models import Case, Paper
from lizhi.common import clock
from lizhi.jobs.models import Outbox
from lizhi.offboarding import agreements, papers, questions, renewal, voiding
from lizhi.offboarding.actions.voiding import forget
from lizhi.signing import actions as signing
from lizhi.signing.models import Actor, Envelope
from lizhi.workflow import actions as workflow


def print_paper(row: Outbox) -> None:
    """Print it and send it to the employee, once in effect however often this runs.

    Nothing goes out where HR has taken it back, or another agreement is on its way, meanwhile.
    """
    case, now = papers.with_everything(row.payload["case"]), clock.now()
    if voiding.out(case).get("event") != row.payload["event"]:
        return
    sheet = papers.draw(case, Paper.Kind.VOIDING, at=now)
    file = papers.file_of(sheet, case, papers.with_fields(sheet))
    with transaction.atomic():
        locked = workflow.lock(case)
        known = voiding.out(locked)
        if not workflow.once(f"outbox:{row.pk}", case=locked, kind="void", by=None, at=now):
            return
        if known.get("event") != row.payload["event"] or not _still(locked):
            return
        paper = papers.add(locked, sheet, file, at=now, state=Paper.State.DRAFT)
        _send(locked, paper, dt.datetime.fromisoformat(known["until"]), at=now)


def _still(case: Case) -> bool:
    """The agreement that was meant is the newest one, and holds; else nothing is to be voided."""
    known, old = voiding.out(case), agreements.of(case)
    if not known:
        return False
    holds = old is not None and old.pk == known["envelope"] and old.state == "completed"
    if not holds or renewal.is_out(case) or case.status != Case.Status.RUNNING:
        forget(case)
        cases.record(case, "agreement_stays", by=None, at=clock.now(), why="other_day")
        return False
    return True


def _send(case: Case, paper: Paper, until: dt.datetime, *, at: dt.datetime) -> None:
    """By the service that has signed the agreement, and in the same order."""
    old = cast(Envelope, agreements.of(case))
    signing.send(
        case=case,
        paper=paper,
        purpose=voiding.PURPOSE,
        actors=[
            signing.NewActor(role="employee", user=case.leaver, order=1),
            signing.NewActor(role="company", entity=case.entity, order=2),
        ],
        expires_at=until,
        at=at,
        subject=_("Voiding agreement"),
        provider=old.provider,
        voids=old,
    )
    speaker = questions.USER.first(pk=voiding.out(case)["by"])
    cases.record(
        case,
        "voiding_sent",
        by=speaker,
        at=at,
        paper=paper.number,
        voided=old.paper.number,
        until=until,
    )


def seal(row: Outbox) -> None:
    """The employee has signed what the company had proposed: its seal follows.

    Not where the days have moved meanwhile: the paper would say what is so no more.
    """
    now = clock.now()
    with transaction.atomic():
        case = workflow.lock(Case.objects.get(pk=row.payload["case"]))
        if not workflow.once(f"outbox:{row.pk}", case=case, kind="seal_void", by=None, at=now):
            return
        envelope = voiding.of(case)
        if envelope is None or envelope.state not in Envelope.OPEN:
            return
        speaker = questions.USER.first(pk=voiding.out(case).get("by", 0))
        if not _fits(case, envelope.paper, now):
            signing.revoke(envelope, at=now, by=None, reason="other_day")
            return
        company = envelope.actors.get(role="company")
        if company.state == Actor.State.ASKED:
            signing.seal_for(case.entity, company, by=speaker, at=now)


def _fits(case: Case, paper: Paper, now: dt.datetime) -> bool:
    what = voiding.after(case, today=clock.local(now).date())
    told = cases.paper_facts(paper)
    day = what.ended_before
    return (told.get("ends_on"), told.get("ended_before")) == (
        what.ends_on.isoformat(),
        day.isoformat() if day else None,
    )
