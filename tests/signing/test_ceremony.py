"""A paper goes out, is signed by a person and sealed by a company, once and provably."""

import datetime as dt
import hashlib

import pytest
from cryptography import x509

from lizhi.cases import chain
from lizhi.cases.models import Paper
from lizhi.common import clock
from lizhi.common.refusals import AlreadyDone, NotPermitted, Refused
from lizhi.documents import actions as documents
from lizhi.documents.validation import check_pdf
from lizhi.signing import actions, profiles, trust
from lizhi.signing.models import Actor, Certificate, Envelope
from lizhi.signing.signals import actor_signed, envelope_completed, envelope_ended
from tests import make
from tests.signing import world

pytestmark = pytest.mark.django_db


def kinds(envelope: Envelope) -> list[str]:
    """The story of the case so far."""
    return list(envelope.case.events.order_by("seq").values_list("kind", flat=True))


def seal(envelope: Envelope) -> None:
    """HR has confirmed: the company's seal goes onto the paper."""
    company = world.company(envelope)
    actions.seal_for(envelope.case.entity, company, by=None, at=clock.now())
    world.work()
    envelope.refresh_from_db()
    envelope.paper.refresh_from_db()


def test_the_employee_signs_then_the_company_and_the_paper_is_valid() -> None:
    envelope = world.signed()
    assert envelope.state == Envelope.State.SIGNING
    assert envelope.paper.state == Paper.State.DRAFT
    assert world.company(envelope).state == Actor.State.ASKED

    seal(envelope)
    assert envelope.state == Envelope.State.COMPLETED
    assert envelope.paper.state == Paper.State.VALID
    assert len(envelope.paper.revisions) == 3
    pdf = documents.read(envelope.paper.file)
    assert hashlib.sha256(pdf).hexdigest() == envelope.paper.revisions[-1]
    verdict = check_pdf(pdf, root=trust.root_pem(), ledger=envelope.paper.revisions)
    assert verdict.valid, verdict.problems
    assert [signer.role for signer in verdict.signers] == ["employee", "company"]


def test_the_story_of_the_case_tells_it_step_by_step_and_holds() -> None:
    envelope = world.signed()
    seal(envelope)
    told = [kind for kind in kinds(envelope) if kind.startswith(("sig", "seal", "paper"))]
    assert told == [
        "paper_added",
        "signature_requested",
        "signature_code_sent",
        "signature_given",
        "paper_signed",
        "signature_made",
        "seal_requested",
        "paper_signed",
        "paper_sealed",
        "paper_issued",
    ]
    assert chain.first_broken(envelope.case) is None
    facts = " ".join(str(event.facts) for event in envelope.case.events.all())
    for personal in (world.PHONE, world.DEVICE.agent, world.DEVICE.address, "张敏"):
        assert personal not in facts


def test_rooms_above_hear_of_each_signature_and_of_the_end() -> None:
    heard: list[str] = []

    def on_signed(sender: object, actor: Actor, **kwargs: object) -> None:
        heard.append(f"{actor.role} {actor.state}")

    def on_completed(sender: object, envelope: Envelope, **kwargs: object) -> None:
        heard.append(envelope.state)

    actor_signed.connect(on_signed)
    envelope_completed.connect(on_completed)
    try:
        seal(world.signed())
    finally:
        actor_signed.disconnect(on_signed)
        envelope_completed.disconnect(on_completed)
    assert heard == ["employee signed", "company signed", "completed"]


def test_the_certificate_binds_the_evidence_and_its_key_is_gone() -> None:
    envelope = world.signed()
    actor = world.employee(envelope)
    row = Certificate.objects.get(kind=Certificate.Kind.EVENT)
    certificate = x509.load_pem_x509_certificate(row.pem.encode())

    extension = certificate.extensions.get_extension_for_oid(profiles.EVIDENCE).value
    assert isinstance(extension, x509.UnrecognizedExtension)
    assert extension.value[2:].hex() == actor.evidence["digest"]
    report = world.evidence(envelope)["signatures"][0]
    recorded = chain.canonical(report["record"])
    assert hashlib.sha256(recorded.encode()).hexdigest() == actor.evidence["digest"]
    assert row.wrapped_key is None
    assert row.subject == "张敏"
    assert certificate.not_valid_after_utc > clock.now() + dt.timedelta(days=3649)


def test_the_evidence_says_who_what_when_and_by_what_and_lies_encrypted() -> None:
    envelope = world.signed()
    record = world.evidence(envelope)["signatures"][0]["record"]
    assert record["signer"]["name"] == "张敏"
    assert record["signer"]["phone"] == "138****2046"
    assert record["paper"]["sha256"] == envelope.paper.revisions[0]
    assert record["identity"]["way"] == "code"
    assert record["identity"]["documents"] == [record["paper"]["sha256"]]
    assert record["code"]["message"]
    assert record["consent"]["version"]
    assert record["will"]["way"] == "drawn"
    assert record["device"]["address"] == world.DEVICE.address
    stored = str(world.employee(envelope).evidence)
    assert world.DEVICE.address not in stored
    assert b"strokes" not in bytes(world.employee(envelope).strokes)


def test_the_company_waits_for_the_employee() -> None:
    envelope = world.sent()
    with pytest.raises(Refused, match="要等别人先签"):
        actions.seal_for(envelope.case.entity, world.company(envelope), by=None, at=clock.now())


def test_another_companys_seal_has_no_place_here() -> None:
    envelope = world.signed()
    other = make.branch("广州", "示例贸易（广州）有限公司").entity
    with pytest.raises(NotPermitted):
        actions.seal_for(other, world.company(envelope), by=None, at=clock.now())


def test_the_seal_is_asked_for_once() -> None:
    envelope = world.signed()
    company = world.company(envelope)
    actions.seal_for(envelope.case.entity, company, by=None, at=clock.now())
    with pytest.raises(AlreadyDone):
        actions.seal_for(envelope.case.entity, company, by=None, at=clock.now())
    world.work()
    envelope.paper.refresh_from_db()
    assert len(envelope.paper.revisions) == 3


def test_only_the_person_who_is_asked_can_sign() -> None:
    envelope = world.sent()
    actor = world.employee(envelope)
    stranger = make.employee("王磊", "13800000011").user
    with pytest.raises(NotPermitted):
        actions.request_code(actor, by=stranger, at=clock.now())
    with pytest.raises(NotPermitted):
        world.sign(actor, by=stranger)


def test_without_consent_nobody_signs() -> None:
    actor = world.employee(world.sent())
    with pytest.raises(Refused, match="电子签名约定"):
        world.sign(actor, consent=False)


def test_sent_twice_while_it_is_out_is_sent_once() -> None:
    case = world.case()
    paper = world.agreement(case)
    assert world.envelope(case, paper) == world.envelope(case, paper)
    with pytest.raises(Refused, match="还有一份同样的文件"):
        world.envelope(case, world.another_agreement(case))


def test_declined_it_ends_and_the_reason_is_told() -> None:
    envelope = world.sent()
    heard: list[str] = []

    def on_ended(sender: object, envelope: Envelope, **kwargs: object) -> None:
        heard.append(envelope.state)

    envelope_ended.connect(on_ended)
    try:
        actor = world.employee(envelope)
        leaver = envelope.case.leaver
        actions.decline(actor, reason="clause", words="第五条", by=leaver, at=clock.now())
        with pytest.raises(AlreadyDone):
            actions.decline(actor, reason="clause", words="", by=leaver, at=clock.now())
    finally:
        envelope_ended.disconnect(on_ended)
    assert heard == ["declined"]
    event = envelope.case.events.get(kind="signature_declined")
    assert event.facts["reason"] == "clause"
    assert chain.read(event) == "第五条"
    again = world.envelope(envelope.case, envelope.paper)
    assert again.biz_no != envelope.biz_no


def test_time_runs_out_by_itself_unless_there_is_more_of_it() -> None:
    envelope = world.sent()
    later = envelope.expires_at + dt.timedelta(days=2)
    actions.extend(envelope, until=later, at=clock.now())
    with pytest.raises(Refused, match="要比现在的晚"):
        actions.extend(envelope, until=later, at=clock.now())
    for moment, state in (
        (later - dt.timedelta(minutes=1), Envelope.State.SIGNING),
        (later, Envelope.State.EXPIRED),
    ):
        with clock.at(moment):
            world.work()
        envelope.refresh_from_db()
        assert envelope.state == state
    event = envelope.case.events.get(kind="signature_expired")
    assert event.facts["roles"] == ["employee", "company"]


def test_whatever_has_ended_stays_as_it_ended() -> None:
    envelope = world.sent()
    actions.revoke(envelope, at=clock.now(), reason="another day")
    actions.expire(envelope, at=clock.now())
    actions.revoke(envelope, at=clock.now())
    envelope.refresh_from_db()
    assert (envelope.state, envelope.reason) == (Envelope.State.REVOKED, "another day")
    with pytest.raises(AlreadyDone):
        actions.remind(envelope, at=clock.now())


def test_a_reminder_names_whoever_is_due() -> None:
    envelope = world.sent()
    actions.remind(envelope, at=clock.now())
    event = envelope.case.events.get(kind="signature_reminded")
    assert event.facts["roles"] == ["employee"]


def test_a_signature_that_was_given_before_the_end_is_still_made() -> None:
    envelope = world.sent()
    world.sign(world.employee(envelope))
    with clock.at(envelope.expires_at - dt.timedelta(seconds=1)):
        actions.revoke(envelope, at=clock.now())
        world.work()
    actor = world.employee(envelope)
    assert actor.state == Actor.State.SIGNED
    envelope.refresh_from_db()
    assert envelope.state == Envelope.State.REVOKED


def test_somebody_with_a_rare_character_in_the_name_signs_too() -> None:
    envelope = world.sent(world.case("李𬭎", "13800000077"))
    world.sign(world.employee(envelope))
    world.work()
    envelope.paper.refresh_from_db()
    pdf = documents.read(envelope.paper.file)
    verdict = check_pdf(pdf, root=trust.root_pem(), ledger=envelope.paper.revisions)
    assert verdict.valid, verdict.problems
    assert verdict.signers[0].name == "李𬭎"
