"""Somebody asks for the evidence of a signature; the job worker makes it."""

import datetime as dt

from django.db import transaction

from lizhi.accounts.models import User
from lizhi.cases import actions as cases
from lizhi.common import rows
from lizhi.documents import actions as documents
from lizhi.documents.models import StoredFile
from lizhi.signing import kinds, rules
from lizhi.signing.models import Envelope, EvidenceReport
from lizhi.workflow import actions as workflow

TOPIC = "signing.report"


@transaction.atomic
def ask_for_report(envelope: Envelope, *, by: User, at: dt.datetime) -> EvidenceReport:
    """A report of how it was signed will be there in a moment; one on its way is not made twice."""
    rules.check_can_have_report(envelope, by)
    case = workflow.lock(envelope.case)
    on_its_way = envelope.reports.filter(reader=by, state=EvidenceReport.State.ASKED).first()
    if on_its_way is not None:
        return on_its_way
    number = f"{envelope.biz_no}-ZJ{envelope.reports.count() + 1}"
    report = EvidenceReport.objects.create(envelope=envelope, reader=by, number=number)
    cases.record(case, kinds.EVIDENCE_ASKED, by=by, at=at, envelope=envelope.biz_no, report=number)
    workflow.queue(TOPIC, {"report": report.pk}, dedupe=f"report:{report.pk}", at=at, case=case)
    return report


@transaction.atomic
def report_made(report: EvidenceReport, *, pdf: bytes, data: bytes, at: dt.datetime) -> None:
    """Both files are kept with the papers of the case; a second run changes nothing."""
    case = workflow.lock(report.envelope.case)
    report.refresh_from_db(fields=["state"])
    if report.state == EvidenceReport.State.READY:
        return
    report.pdf = _kept(pdf, f"{report.number}.pdf", "application/pdf")
    report.data = _kept(data, f"{report.number}.json", "application/json")
    report.state, report.made_at = EvidenceReport.State.READY, at
    rows.update(report, "pdf", "data", "state", "made_at")
    cases.record(
        case,
        kinds.EVIDENCE_MADE,
        by=None,
        at=at,
        envelope=report.envelope.biz_no,
        report=report.number,
        sha256=report.pdf.digest,
        data=report.data.digest,
    )


def _kept(data: bytes, name: str, media_type: str) -> StoredFile:
    return documents.keep(
        data, name=name, media_type=media_type, retention=StoredFile.Retention.PAPER
    )
