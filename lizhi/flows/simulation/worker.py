"""The worker's part, without printing, signing or sending: a row of the outbox, and what follows.

What follows a paper is the same code that runs after the real one; only the bytes are made up.
"""

import datetime as dt
import hashlib
from collections.abc import Callable, Mapping
from typing import Any

from django.db import transaction

from lizhi.cases import actions as cases
from lizhi.cases.models import Case, Paper
from lizhi.common import clock, rows
from lizhi.common.refusals import AlreadyDone, Refused
from lizhi.documents import actions as documents
from lizhi.documents.models import StoredFile
from lizhi.handover import actions as handover
from lizhi.jobs import kinds
from lizhi.jobs.models import Outbox
from lizhi.offboarding import automatic, company_papers, names_wanted, paper_facts, questions
from lizhi.offboarding.steering import pausing
from lizhi.settlement import actions as settlement
from lizhi.signing import actions as signing
from lizhi.signing.models import Actor, Envelope, OneTimeCode
from lizhi.workflow import actions as workflow
from lizhi.workflow.engine import finding
from lizhi.workflow.models import Run

PRINTED: dict[str, Callable[[Case], Mapping[str, Any]]] = {
    "agreement": paper_facts.agreement,
    "mutual": company_papers.mutual,
    "handover": handover.facts_for_paper,
    "settlement": settlement.facts_for_paper,
}
"""What is read back from a paper later on, by its form; of the others nothing is."""


def do(row: Outbox, at: dt.datetime) -> Refused | None:
    """What comes of this row; of one that nobody here knows, nothing.

    What is refused stands there as in life: nobody tries again, and the file of the case says so.
    """
    try:
        with transaction.atomic():
            TOPICS.get(row.topic, _nothing)(row)
    except AlreadyDone:
        return None
    except Refused as refusal:
        row.state, row.done_at = Outbox.State.FAILED, None
        rows.update(row, "state", "done_at")
        case = questions.CASE_FOR_PAPERS.get(pk=row.case_id)
        cases.record(case, kinds.JOB_FAILED, by=None, at=at, topic=row.topic)
        return refusal
    return None


def _nothing(row: Outbox) -> None:
    """It leaves the house, or only its room knows more."""


def _paper(case: Case, kind: str, state: Paper.State) -> Paper:
    number = paper_facts.number(case, kind, case.papers.filter(kind=kind).count() + 1)
    template = company_papers.template_of(case, kind)
    paper = cases.add_paper(
        case,
        kind,
        file=_kept(number.encode(), number),
        template=template,
        template_hash="",
        facts=dict(PRINTED[template](case)) if template in PRINTED else {},
        at=clock.now(),
        state=state,
        number=number,
    )
    valid = Paper.objects.valid().filter(case=case, kind=kind).exclude(pk=paper.pk)
    older = list(valid.order_by("pk"))
    names_wanted.let_go(older, at=clock.now())
    for old in older:
        cases.replace(old, paper, clock.now())
    return paper


def _kept(data: bytes, name: str) -> StoredFile:
    paper = StoredFile.Retention.PAPER
    return documents.keep(data, name=name, media_type="application/pdf", retention=paper)


def _step(row: Outbox) -> None:
    case = _case(row)
    run = finding.run(case, row.payload["run"])
    if run.state == Run.State.OPEN:
        automatic.check_is_known(run.step, STEPS)
        STEPS[run.step](case, run, f"outbox:{row.pk}")


def _case(row: Outbox) -> Case:
    return workflow.lock(questions.CASE_FOR_PAPERS.get(pk=row.case_id))


def _send_agreement(case: Case, run: Run, key: str) -> None:
    paper = _paper(case, "agreement", Paper.State.DRAFT)
    automatic.agreement_is_there(case, run, paper, at=clock.now())


def _certificate(case: Case, run: Run, key: str) -> None:
    if automatic.goes_on_instead(case, key, at=clock.now()):
        return
    paper = _paper(case, "certificate", Paper.State.VALID)
    automatic.certificate_is_there(case, run, paper, at=clock.now())


def _letter(case: Case, run: Run, key: str) -> None:
    """The notice, or the call to come back: printed, and to be served."""
    kind = Paper.Kind.RECALL if run.step == "send_recall" else Paper.Kind.NOTICE
    _paper(case, kind, Paper.State.VALID)
    workflow.close_run(run, outcome="sent", by=None, at=clock.now())


def _issue(row: Outbox) -> None:
    case = _case(row)
    paper = _paper(case, row.payload["kind"], Paper.State.VALID)
    names_wanted.ask(case, paper, at=clock.now())


def _renew(row: Outbox) -> None:
    case = _case(row)
    if automatic.wants_new_agreement(case):
        paper = _paper(case, "agreement", Paper.State.DRAFT)
        automatic.new_agreement_is_there(case, paper, by=row.payload["by"], at=clock.now())


def _dispatch(row: Outbox) -> None:
    signing.started(_envelope(row), ref=row.dedupe, pages=1, places={}, at=clock.now())


def _envelope(row: Outbox) -> Envelope:
    related = Envelope.objects.select_related("case", "paper__file")
    return related.get(pk=row.payload["envelope"])


def _send_code(row: Outbox) -> None:
    code = OneTimeCode.objects.select_related("user").get(pk=row.payload["code"])
    signing.code_sent(code, _envelope(row), message="simulation", at=clock.now())


def _sign(row: Outbox) -> None:
    related = Actor.objects.select_related("envelope__case", "envelope__paper__file__key", "user")
    actor = related.get(pk=row.payload["actor"])
    before = actor.envelope.paper.file.digest
    pdf = hashlib.sha256(f"{before}:{actor.role}".encode()).digest()
    made = signing.NewRevision(pdf=pdf, before=before, certificate="", stamp="", row=None)
    signing.signature_made(actor, made, key=f"outbox:{row.pk}", at=clock.now())


def _expire(row: Outbox) -> None:
    envelope = _envelope(row)
    if envelope.expires_at <= clock.now():
        signing.expire(envelope, at=clock.now())


def _seal_archive(row: Outbox) -> None:
    case, digest = _case(row), hashlib.sha256(row.dedupe.encode()).hexdigest()
    if case.papers.exclude(issued_at=None).exists():
        cases.papers_finished(case, [], at=clock.now())
    cases.record(case, "package_sealed", by=None, at=clock.now(), manifest=digest)


STEPS: dict[str, Callable[[Case, Run, str], None]] = {
    "send_agreement": _send_agreement,
    "send_notice": _letter,
    "send_recall": _letter,
    "seal_agreement": automatic.seal_agreement,
    "certificate": _certificate,
    "closing": automatic.closing,
}
TOPICS: dict[str, Callable[[Outbox], None]] = {
    "workflow.step": _step,
    "workflow.resume": pausing.go_on,
    "papers.issue": _issue,
    "agreements.renew": _renew,
    "agreements.seal": automatic.seal_late,
    "signing.dispatch": _dispatch,
    "signing.code": _send_code,
    "signing.sign": _sign,
    "signing.expire": _expire,
    "archive.seal": _seal_archive,
}
