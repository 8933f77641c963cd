"""Print, seal and keep a paper of a case. Only the worker comes here."""

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.conf import settings
from django.db import transaction

from lizhi.archive import rules as archived
from lizhi.cases import actions as cases
from lizhi.cases import codes
from lizhi.cases.models import Case, Paper
from lizhi.common import clock
from lizhi.common.prepared import Prepared, given
from lizhi.documents import actions as documents
from lizhi.documents import printing
from lizhi.documents.models import StoredFile
from lizhi.documents.papers import templates
from lizhi.handover import actions as handover
from lizhi.jobs.models import Outbox
from lizhi.offboarding import (
    company_papers,
    departures,
    names_wanted,
    paper_facts,
    questions,
    voiding_facts,
)
from lizhi.settlement import actions as settlement
from lizhi.signing import holders, pdf, sealing, token_keys
from lizhi.workflow import actions as workflow

FACTS: dict[str, Callable[[Case], Mapping[str, Any]]] = {
    "receipt": paper_facts.receipt,
    "letter": paper_facts.letter,
    "registration": paper_facts.registration,
    "agreement": paper_facts.agreement,
    "mutual": company_papers.mutual,
    "voiding": voiding_facts.voiding,
    "ending": company_papers.ending,
    "recall": company_papers.recall,
    "departure": departures.facts_for_paper,
    "handover": handover.facts_for_paper,
    "settlement": settlement.facts_for_paper,
    "certificate": paper_facts.certificate,
    "unemployment": paper_facts.unemployment,
}
OF_KIND = Prepared(lambda: Paper.objects.filter(case=given("case"), kind=given("kind")))
VALID = Prepared(
    lambda: Paper.objects.valid().filter(case=given("case"), kind=given("kind")).order_by("pk")
)
SEALED_BY_COMPANY = {"settlement", "certificate", "notice", "recall", "unemployment"}
CHINESE = {
    "receipt": "送达回执",
    "letter": "辞职信",
    "registration": "离职通知登记",
    "agreement": "离职协议",
    "mutual": "协商解除协议",
    "voiding": "作废协议",
    "ending": "解除（终止）劳动合同通知书",
    "recall": "返岗通知书",
    "departure": "解除劳动合同通知书",
    "handover": "交接清单",
    "settlement": "结算单",
    "certificate": "离职证明",
    "unemployment": "失业保险说明",
}


@dataclass(frozen=True)
class Sheet:
    """A paper before it belongs to the case."""

    kind: str
    template: str
    facts: dict[str, Any]
    pdf: bytes
    template_hash: str
    slots: list[printing.Slot]
    code: str = ""


def with_everything(case_id: int) -> Case:
    """The case with all that papers mention, in one query."""
    return questions.CASE_FOR_PAPERS.get(pk=case_id)


def draw(case: Case, kind: str, *, at: dt.datetime) -> Sheet:
    """The printed paper, with its signature fields still empty."""
    template = _template(case, kind)
    facts = {**FACTS[template](case), "number": _number(case, kind), **_seal_level(case, template)}
    code = codes.new_code() if kind == "certificate" else ""
    printed = printing.render(template, facts, at=at, code=code, token=_token(kind, facts))
    return Sheet(kind, template, facts, printed.pdf, printed.template_hash, printed.slots, code)


def _token(kind: str, facts: dict[str, Any]) -> Callable[[str], str] | None:
    """What a certificate says to whoever has no network, where the company wants that."""
    if kind != "certificate" or not settings.OFFLINE_TOKENS:
        return None
    return partial(token_keys.token_for, issued_on=dt.date.fromisoformat(facts["issued_on"]))


def _template(case: Case, kind: str) -> str:
    """What came another way is registered by HR: nobody writes a letter on somebody's behalf."""
    template = company_papers.template_of(case, kind)
    is_registered = kind == "letter" and paper_facts.is_registered(case)
    return "registration" if is_registered else template


def _seal_level(case: Case, template: str) -> dict[str, str]:
    """A paper says on each page what its seal is worth; it is printed before it is sealed."""
    by_company = "seal_level" in templates.load(template).fields
    return {"seal_level": "l2"} if by_company and holders.place_of(case.entity) else {}


def _number(case: Case, kind: str) -> str:
    version = OF_KIND.count(case=case.pk, kind=kind) + 1
    return paper_facts.number(case, kind, version)


def seal(case: Case, sheet: Sheet, *, at: dt.datetime) -> bytes:
    """Its bytes under the company's seal, or under that of the installation."""
    by_company = sheet.kind in SEALED_BY_COMPANY
    certificate: sealing.Sealer = case.entity if by_company else sealing.INSTALLATION
    field = "company" if by_company else "installation"
    return sealing.seal_printed(sheet.pdf, sheet.slots, certificate=certificate, field=field, at=at)


def with_fields(sheet: Sheet) -> bytes:
    """The printed paper with all its signature fields in place before anybody signs."""
    return pdf.prepare(sheet.pdf, sheet.slots)


def file_of(sheet: Sheet, case: Case, pdf: bytes) -> StoredFile:
    """Into the store, under the name that people will see."""
    return documents.keep(
        pdf,
        name=f"{CHINESE[sheet.template]}-{case.employment.name}.pdf",
        media_type="application/pdf",
        retention=StoredFile.Retention.PAPER,
    )


def add(
    case: Case, sheet: Sheet, file: StoredFile, *, at: dt.datetime, state: Paper.State
) -> Paper:
    """The paper belongs to the case; an older valid one of its kind is replaced.

    Each voiding agreement stands for itself: what it has made void stays so.
    """
    paper = cases.add_paper(
        case,
        sheet.kind,
        file=file,
        template=sheet.template,
        template_hash=sheet.template_hash,
        facts=sheet.facts,
        at=at,
        state=state,
        number=sheet.facts["number"],
        code=sheet.code,
    )
    if sheet.kind == Paper.Kind.VOIDING:
        return paper
    older = [old for old in VALID.all(case=case.pk, kind=sheet.kind) if old.pk != paper.pk]
    names_wanted.let_go(older, at=at)
    for old in older:
        cases.replace(old, paper, at)
    return paper


def issue(row: Outbox) -> None:
    """Print and seal one paper, once in effect however often this runs."""
    case = with_everything(row.payload["case"])
    now = clock.now()
    sheet = draw(case, row.payload["kind"], at=now)
    file = file_of(sheet, case, seal(case, sheet, at=now))
    with transaction.atomic():
        case = workflow.lock(case)
        if workflow.once(f"outbox:{row.pk}", case=case, kind="issue_paper", by=None, at=now):
            paper = add(case, sheet, file, at=now, state=Paper.State.VALID)
            names_wanted.ask(case, paper, at=now)
            if archived.is_sealed(case):
                workflow.queue(
                    "archive.add",
                    {"case": case.pk},
                    dedupe=f"add:{paper.number}",
                    at=now,
                    case=case,
                )
