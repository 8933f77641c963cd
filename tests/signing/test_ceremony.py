"""A paper goes out, is signed by a person and sealed by a company, once and provably."""

import hashlib

import pytest

from lizhi.cases.models import Paper
from lizhi.common import clock
from lizhi.documents import actions as documents
from lizhi.documents.validation import check_pdf
from lizhi.signing import actions, trust
from lizhi.signing.models import Actor, Envelope
from tests.signing import world

pytestmark = pytest.mark.django_db


def kinds(envelope: Envelope) -> list[str]:
    return list(envelope.case.events.order_by("seq").values_list("kind", flat=True))


def test_the_employee_signs_then_the_company_and_the_paper_is_valid() -> None:
    envelope = world.signed()
    paper = envelope.paper
    assert envelope.state == Envelope.State.SIGNING
    assert world.employee(envelope).state == Actor.State.SIGNED
    assert paper.state == Paper.State.DRAFT

    company = world.company(envelope)
    assert company.state == Actor.State.ASKED
    actions.seal_for(envelope.case.entity, company, by=None, at=clock.now())
    world.work()

    envelope.refresh_from_db()
    paper.refresh_from_db()
    assert envelope.state == Envelope.State.COMPLETED
    assert paper.state == Paper.State.VALID
    assert len(paper.revisions) == 3
    pdf = documents.read(paper.file)
    assert hashlib.sha256(pdf).hexdigest() == paper.revisions[-1]
    verdict = check_pdf(pdf, root=trust.root_pem(), ledger=paper.revisions)
    assert verdict.valid, verdict.problems
    assert [signer.role for signer in verdict.signers] == ["employee", "company"]
