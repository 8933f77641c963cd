"""What the automatic steps of a definition mean. Only the worker comes here."""

from collections.abc import Callable

from django.db import transaction

from lizhi.cases import actions as cases
from lizhi.cases.models import Case, Paper
from lizhi.common import clock
from lizhi.offboarding import agreements, leaving, papers
from lizhi.signing import actions as signing
from lizhi.workflow import actions as workflow
from lizhi.workflow.models import Outbox, Run


def send_agreement(case: Case, run: Run, key: str) -> None:
    """The agreement goes out to the employee; the company seals it after HR has confirmed."""
    now = clock.now()
    sheet = papers.draw(case, "agreement", at=now)
    file = papers.file_of(sheet, case, papers.with_fields(sheet))
    with transaction.atomic():
        locked = workflow.lock(case)
        if not workflow.once(key, case=locked, kind="send_agreement", by=None, at=now):
            return
        paper = papers.add(locked, sheet, file, at=now, state=Paper.State.DRAFT)
        agreements.send(locked, paper, at=now)
        workflow.close_run(run, outcome="sent", by=None, at=now)


def seal_agreement(case: Case, run: Run, key: str) -> None:
    """The company's consent becomes its seal; an unsigned agreement is put aside."""
    now = clock.now()
    with transaction.atomic():
        case = workflow.lock(case)
        if not workflow.once(key, case=case, kind="seal_agreement", by=None, at=now):
            return
        envelope = agreements.of(case)
        if envelope and agreements.may_be_sealed(case, envelope):
            company = envelope.actors.get(role="company")
            signing.seal_for(case.entity, company, by=agreements.confirmed_by(case), at=now)
            return  # the step is left when the seal stands: see receivers
        agreements.put_aside(case, envelope, at=now)
        workflow.close_run(run, outcome="unsigned", by=None, at=now)


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
        leaving.end_employment(case)
        cases.record(case, "certificate_issued", by=None, at=now, step=run.step, paper=paper.number)
        workflow.close_run(run, outcome="issued", by=None, at=now)


def closing(case: Case, run: Run, key: str) -> None:
    """Both branches have ended: nothing is left to do but to seal the file."""
    now = clock.now()
    with transaction.atomic():
        case = workflow.lock(case)
        if workflow.once(key, case=case, kind="closing", by=None, at=now):
            workflow.close_run(run, outcome="closed", by=None, at=now)


AUTOMATIC_STEPS: dict[str, Callable[[Case, Run, str], None]] = {
    "send_agreement": send_agreement,
    "seal_agreement": seal_agreement,
    "certificate": certificate,
    "closing": closing,
}


def run_step(row: Outbox) -> None:
    """Do an automatic step and leave it, once in effect, however often the outbox tries."""
    run = Run.objects.get(pk=row.payload["run"])
    if run.state != Run.State.OPEN:
        return
    case = papers.with_everything(run.case_id)
    AUTOMATIC_STEPS[run.step](case, run, f"outbox:{row.pk}")
