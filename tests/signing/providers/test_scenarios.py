"""One story for every signing service: what people see of it does not depend on who signs."""

import datetime as dt

import pytest

from lizhi.cases.models import Paper
from lizhi.common import clock
from lizhi.documents import actions as documents
from lizhi.signing import actions
from lizhi.signing.models import Actor, Envelope
from tests.signing import world
from tests.signing.providers import played
from tests.signing.providers.played import Outside, Service
from tests.signing.providers.stages import refreshed, sealed, sent, signed

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


def test_a_paper_that_was_sent_waits_for_the_employee(service: Service) -> None:
    envelope = sent(service)
    assert envelope.state == Envelope.State.SIGNING
    assert envelope.provider == service.name
    assert envelope.level == ("L1" if service.name == "builtin" else "L3")
    assert world.employee(envelope).state == Actor.State.ASKED
    assert world.company(envelope).state == Actor.State.WAITING


def test_after_the_employee_it_is_the_company_s_turn_and_nothing_is_complete(
    service: Service,
) -> None:
    envelope = signed(service)
    assert world.employee(envelope).state == Actor.State.SIGNED
    assert world.company(envelope).state == Actor.State.ASKED
    assert envelope.state == Envelope.State.SIGNING
    assert envelope.paper.state == Paper.State.DRAFT


def test_nobody_seals_before_the_company_has_consented(service: Service) -> None:
    envelope = signed(service)
    with clock.at(clock.now() + dt.timedelta(hours=20)):
        service.settle()
    assert world.company(envelope).state == Actor.State.ASKED
    if isinstance(service, Outside):
        assert service.sim.is_sealed(envelope.ref) is False


def test_with_both_signatures_the_paper_holds_and_its_file_is_here(service: Service) -> None:
    envelope = sealed(service)
    assert envelope.state == Envelope.State.COMPLETED
    assert envelope.paper.state == Paper.State.VALID
    assert envelope.paper.revisions[-1] == envelope.paper.file.digest
    assert len(envelope.paper.revisions) > 1
    made = [actor.evidence["made"] for actor in envelope.actors.all()]
    assert all(one["certificate"] and one["stamp"] for one in made)
    kinds = list(envelope.case.events.values_list("kind", flat=True))
    assert kinds.count("signature_made") == kinds.count("paper_sealed") == 1


def test_the_file_goes_on_from_the_very_bytes_that_were_sent(outside: Outside) -> None:
    envelope = sealed(outside)
    before = sent_bytes(outside, envelope)
    assert documents.read(envelope.paper.file).startswith(before)
    assert envelope.outside.findings["continued"] == "bytes"


def sent_bytes(outside: Outside, envelope: Envelope) -> bytes:
    """What has arrived at the service."""
    found: bytes = outside.sim.sent_bytes(envelope.ref)
    return found


def test_whoever_says_no_is_believed_and_nobody_can_sign_any_more(service: Service) -> None:
    envelope = sent(service)
    service.decline(envelope)
    service.settle()
    assert refreshed(envelope).state == Envelope.State.DECLINED
    assert world.employee(envelope).state == Actor.State.DECLINED
    event = envelope.case.events.get(kind="signature_declined")
    assert event.facts["role"] == "employee"


def test_what_the_company_calls_back_is_closed_at_the_service_too(outside: Outside) -> None:
    envelope = sent(outside)
    actions.revoke(envelope, at=clock.now())
    outside.settle()
    assert not outside.sim.is_open(envelope.ref)


def test_more_time_here_is_more_time_there(outside: Outside) -> None:
    envelope = sent(outside)
    until = envelope.expires_at + dt.timedelta(days=5)
    actions.extend(envelope, until=until, at=clock.now())
    outside.settle()
    assert abs(outside.sim.expires_at(envelope.ref) - until) < dt.timedelta(seconds=1)


def test_what_has_run_out_of_time_here_is_over_there(service: Service) -> None:
    envelope = sent(service)
    played.later(service, days=8)
    assert refreshed(envelope).state == Envelope.State.EXPIRED
    if isinstance(service, Outside):
        assert not service.sim.is_open(envelope.ref)
