"""What the automatic steps of a definition mean. Only the worker comes here."""

import datetime as dt
from collections.abc import Callable

from django.db import transaction

from lizhi.cases import actions as cases
from lizhi.cases.models import Case, Paper
from lizhi.common import clock
from lizhi.jobs.models import Outbox
from lizhi.offboarding import agreements, four_dates, leaving, papers, questions, renewal
from lizhi.signing import actions as signing
from lizhi.workflow import actions as workflow
from lizhi.workflow import questions as workflow_questions
from lizhi.workflow.models import Run


class Stale(Exception):
    """Another last day was agreed while a paper was printed: print it again."""


def _check_fresh(printed: Case, locked: Case) -> None:
    if four_dates.meant_end(printed) != four_dates.meant_end(locked):
        raise Stale


def send_agreement(case: Case, run: Run, key: str) -> None:
    """The agreement goes out to the employee; the company seals it after HR has confirmed."""
    now = clock.now()
    sheet = papers.draw(case, "agreement", at=now)
    file = papers.file_of(sheet, case, papers.with_fields(sheet))
    with transaction.atomic():
        locked = workflow.lock(case)
        _check_fresh(case, locked)
        if not workflow.once(key, case=locked, kind="send_agreement", by=None, at=now):
            return
        paper = papers.add(locked, sheet, file, at=now, state=Paper.State.DRAFT)
        agreements.send(locked, paper, at=now)
        workflow.close_run(run, outcome="sent", by=None, at=now)


def seal_agreement(case: Case, run: Run, key: str) -> None:
    """The company's consent becomes its seal; an unsigned agreement is put aside.

    One that names another day than HR has confirmed is not sealed but sent anew, and the flow goes
    on: it is sealed when the employee has signed it.
    """
    now = clock.now()
    with transaction.atomic():
        case = workflow.lock(case)
        if not workflow.once(key, case=case, kind="seal_agreement", by=None, at=now):
            return
        if _seal(case, at=now):
            return  # the step is left when the seal stands: see receivers
        outcome = "sent_again"
        if not renewal.is_out(case) or agreements.consented_by(case) is None:
            renewal.over(case)
            agreements.put_aside(case, agreements.of(case), at=now)
            outcome = "unsigned"
        workflow.close_run(run, outcome=outcome, by=None, at=now)


def _seal(case: Case, *, at: dt.datetime) -> bool:
    """The seal is on its way; what is signed but names another day is sent anew instead."""
    envelope = agreements.of(case)
    if envelope is None or not agreements.is_signed(case, envelope):
        return False
    speaker = agreements.consented_by(case)
    if agreements.fits(case, envelope.paper, today=clock.local(at).date()):
        company = envelope.actors.get(role="company")
        signing.seal_for(case.entity, company, by=speaker, at=at)
        return True
    signing.revoke(envelope, at=at, by=speaker, reason="other_day")
    renewal.ask(case, by=speaker, at=at)
    return False


def certificate(case: Case, run: Run, key: str) -> None:
    """Issued on the day the contract ends, whatever else is still open (劳动合同法 50)."""
    now = clock.now()
    sheet = papers.draw(case, "certificate", at=now)
    file = papers.file_of(sheet, case, papers.seal(case, sheet, at=now))
    with transaction.atomic():
        case = workflow.lock(case)
        if not workflow.once(key, case=case, kind="certificate", by=None, at=now):
            return
        paper = papers.add(case, sheet, file, at=now, state=Paper.State.VALID)
        leaving.end_employment(case, at=now)
        cases.record(case, "certificate_issued", by=None, at=now, step=run.step, paper=paper.number)
        workflow.close_run(run, outcome="issued", by=None, at=now)


def closing(case: Case, run: Run, key: str) -> None:
    """Both branches have ended: nothing is left to do but to seal the file."""
    now = clock.now()
    with transaction.atomic():
        case = workflow.lock(case)
        if workflow.once(key, case=case, kind="closing", by=None, at=now):
            workflow.close_run(run, outcome="closed", by=None, at=now)


def renew_agreement(row: Outbox) -> None:
    """Print an agreement with the day that counts now and send it; nothing waits for it."""
    case = papers.with_everything(row.payload["case"])
    now = clock.now()
    sheet = papers.draw(case, "agreement", at=now)
    file = papers.file_of(sheet, case, papers.with_fields(sheet))
    with transaction.atomic():
        locked = workflow.lock(case)
        _check_fresh(case, locked)
        if not workflow.once(f"outbox:{row.pk}", case=locked, kind="renew", by=None, at=now):
            return
        if locked.status == Case.Status.RUNNING and not agreements.is_open(locked):
            paper = papers.add(locked, sheet, file, at=now, state=Paper.State.DRAFT)
            speaker = questions.USER.first(pk=row.payload["by"]) if row.payload["by"] else None
            renewal.send(locked, paper, by=speaker, at=now)


def seal_late(row: Outbox) -> None:
    """One that was sent anew has been signed after the flow had passed its seal."""
    now = clock.now()
    with transaction.atomic():
        case = workflow.lock(Case.objects.get(pk=row.payload["case"]))
        if workflow.once(f"outbox:{row.pk}", case=case, kind="seal_late", by=None, at=now):
            _seal(case, at=now)


AUTOMATIC_STEPS: dict[str, Callable[[Case, Run, str], None]] = {
    "send_agreement": send_agreement,
    "seal_agreement": seal_agreement,
    "certificate": certificate,
    "closing": closing,
}


def run_step(row: Outbox) -> None:
    """Do an automatic step and leave it, once in effect, however often the outbox tries."""
    run = workflow_questions.RUN.get(pk=row.payload["run"])
    if run.state != Run.State.OPEN:
        return
    case = run.case = papers.with_everything(run.case_id)
    AUTOMATIC_STEPS[run.step](case, run, f"outbox:{row.pk}")
