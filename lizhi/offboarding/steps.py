"""What the automatic steps of a definition mean. Only the worker comes here."""

from collections.abc import Callable

from django.db import transaction

from lizhi.cases.models import Case, Paper
from lizhi.common import clock
from lizhi.jobs.models import Outbox
from lizhi.offboarding import automatic, four_dates, papers
from lizhi.offboarding.automatic import closing, seal_agreement, seal_late
from lizhi.workflow import actions as workflow
from lizhi.workflow import questions as workflow_questions
from lizhi.workflow.models import Run


class Stale(Exception):
    """Another last day was agreed while a paper was printed: print it again."""


def _check_fresh(printed: Case, locked: Case) -> None:
    for day in (four_dates.meant_end, four_dates.agreed_pay_end):
        if day(printed) != day(locked):
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
        automatic.agreement_is_there(locked, run, paper, at=now)


def certificate(case: Case, run: Run, key: str) -> None:
    """Issued on the day the contract ends, whatever else is still open (劳动合同法 50)."""
    now = clock.now()
    if automatic.goes_on_instead(case, key, at=now):
        return
    sheet = papers.draw(case, "certificate", at=now)
    file = papers.file_of(sheet, case, papers.seal(case, sheet, at=now))
    with transaction.atomic():
        case = workflow.lock(case)
        if not workflow.once(key, case=case, kind="certificate", by=None, at=now):
            return
        paper = papers.add(case, sheet, file, at=now, state=Paper.State.VALID)
        automatic.certificate_is_there(case, run, paper, at=now)


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
        if automatic.wants_new_agreement(locked):
            paper = papers.add(locked, sheet, file, at=now, state=Paper.State.DRAFT)
            automatic.new_agreement_is_there(locked, paper, by=row.payload["by"], at=now)


__all__ = ["AUTOMATIC_STEPS", "renew_agreement", "run_step", "seal_late"]


def send_notice(case: Case, run: Run, key: str) -> None:
    """The company's notice is printed and sealed; nothing ends by it until it has been served."""
    _letter(case, run, Paper.Kind.NOTICE, key)


def send_recall(case: Case, run: Run, key: str) -> None:
    """The call to come back, for somebody who cannot be reached."""
    _letter(case, run, Paper.Kind.RECALL, key)


def _letter(case: Case, run: Run, kind: str, key: str) -> None:
    now = clock.now()
    sheet = papers.draw(case, kind, at=now)
    file = papers.file_of(sheet, case, papers.seal(case, sheet, at=now))
    with transaction.atomic():
        case = workflow.lock(case)
        if not workflow.once(key, case=case, kind=run.step, by=None, at=now):
            return
        papers.add(case, sheet, file, at=now, state=Paper.State.VALID)
        workflow.close_run(run, outcome="sent", by=None, at=now)


AUTOMATIC_STEPS: dict[str, Callable[[Case, Run, str], None]] = {
    "send_agreement": send_agreement,
    "send_notice": send_notice,
    "send_recall": send_recall,
    "seal_agreement": seal_agreement,
    "certificate": certificate,
    "closing": closing,
}


def run_step(row: Outbox) -> None:
    """Do an automatic step and leave it, once in effect, however often the outbox tries."""
    run = workflow_questions.RUN.get(pk=row.payload["run"])
    if run.state != Run.State.OPEN:
        return
    automatic.check_is_known(run.step, AUTOMATIC_STEPS)
    case = run.case = papers.with_everything(run.case_id)
    AUTOMATIC_STEPS[run.step](case, run, f"outbox:{row.pk}")
