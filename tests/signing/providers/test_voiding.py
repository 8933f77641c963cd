"""A paper is void by a new paper of both sides and by nothing else, whoever signs."""

import datetime as dt
from typing import Any

import pytest

from lizhi.common import clock
from lizhi.config import doctor
from lizhi.jobs.models import Outbox
from lizhi.signing import actions
from lizhi.signing.models import Envelope, EvidenceReport, Inbox, Outside
from lizhi.signing.reports import making
from tests.signing import world
from tests.signing.providers import stages
from tests.signing.providers.played import Outside as Service
from tests.signing.providers.played import Service as Any_

pytestmark = [pytest.mark.slow, pytest.mark.django_db]
SAYS_SO = {"fadada": ("sign-task-abolish", "revoked"), "esign": ("SIGN_FILE_RESCINDED", None)}
"""What each calls, and the state of the paper there; e签宝's states know of none."""


def voiding(old: Envelope, service: Any_) -> Envelope:
    """A paper by which `old` would be void, out to be signed by the service of the old one."""
    case = old.case
    made = actions.send(
        case=case,
        paper=world.agreement(case, "-V"),
        purpose="undoing",
        actors=[
            actions.NewActor(role="employee", user=case.leaver, order=1),
            actions.NewActor(role="company", entity=case.entity, order=2),
        ],
        expires_at=clock.now() + dt.timedelta(days=7),
        at=clock.now(),
        subject="作废协议",
        provider=old.provider,
        voids=old,
    )
    service.settle()
    return stages.refreshed(made)


def completed(new: Envelope, service: Any_) -> Envelope:
    """The employee signs, the company seals."""
    service.sign(new)
    service.settle()
    entity = new.case.entity
    actions.seal_for(entity, world.company(new), by=None, at=clock.now())
    service.settle()
    return stages.refreshed(new)


def held(service: Service, ref: str) -> Any:
    """The paper as the service holds it."""
    sim = service.sim
    return (sim.tasks if service.name == "fadada" else sim.flows)[ref]


def says_void(service: Service, envelope: Envelope) -> None:
    """It calls that the paper is void there, which nobody here has asked for."""
    name, state = SAYS_SO[service.name]
    paper = held(service, envelope.ref)
    if state:
        paper.state = state
    service.sim.event(name, paper)
    service.settle()


def test_the_old_paper_is_void_once_the_new_one_is_complete(service: Any_) -> None:
    old = stages.sealed(service)
    new = voiding(old, service)
    assert stages.refreshed(old).told_state == "voiding"
    service.sign(new)
    service.settle()
    assert stages.refreshed(old).state == Envelope.State.COMPLETED

    actions.seal_for(new.case.entity, world.company(new), by=None, at=clock.now())
    service.settle()
    old, new = stages.refreshed(old), stages.refreshed(new)
    assert (old.state, new.state) == ("voided", "completed")
    assert (old.paper.state, old.paper.voided_by) == ("voided", new.paper)
    assert new.provider == old.provider


def test_a_no_to_the_new_paper_leaves_the_old_one_as_it_was(service: Any_) -> None:
    old = stages.sealed(service)
    new = voiding(old, service)
    service.decline(new)
    service.settle()

    old = stages.refreshed(old)
    assert stages.refreshed(new).state == "declined"
    assert (old.state, old.told_state, old.paper.state) == ("completed", "completed", "valid")


def test_a_late_call_about_the_old_paper_is_no_doubt(outside: Service) -> None:
    old = stages.sealed(outside)
    completed(voiding(old, outside), outside)
    for call in list(outside.calls.recorded):
        if old.ref.encode() in call.raw:
            outside.post(call)
    outside.settle()

    assert Outside.objects.get(envelope=old).review == ""
    assert stages.refreshed(old).state == "voided"


def test_what_a_service_says_is_void_stays_valid_and_somebody_must_look(outside: Service) -> None:
    envelope = stages.sealed(outside)
    says_void(outside, envelope)

    envelope = stages.refreshed(envelope)
    assert (envelope.state, envelope.paper.state) == ("completed", "valid")
    assert Outside.objects.get(envelope=envelope).review == "voided_there"
    assert Inbox.objects.get(kind="envelope.voided").state == Inbox.State.NEEDS_REVIEW
    row = Outbox.objects.filter(topic="signing.heard", state=Outbox.State.FAILED).get()
    assert row.case == envelope.case
    failed = envelope.case.events.get(kind="job_failed")
    assert "照旧有效" in failed.facts["why"]
    assert len(list(doctor.examine(clock.now(), "doubted"))) == 1


def test_nor_does_it_void_what_is_still_being_signed(outside: Service) -> None:
    envelope = stages.signed(outside)
    says_void(outside, envelope)

    assert stages.refreshed(envelope).state in Envelope.OPEN
    assert Outside.objects.get(envelope=envelope).review == "voided_there"


def test_where_both_have_voided_it_here_the_service_may_say_so_too(outside: Service) -> None:
    old = stages.sealed(outside)
    completed(voiding(old, outside), outside)
    says_void(outside, old)

    assert Outside.objects.get(envelope=old).review == ""
    assert Inbox.objects.get(kind="envelope.voided").state == Inbox.State.APPLIED


def test_the_evidence_of_either_paper_names_the_other() -> None:
    old = stages.sealed(_inside())
    new = completed(voiding(old, _inside()), _inside())

    of_old, of_new = (_told(one) for one in (stages.refreshed(old), new))
    assert (of_old["state"], of_old["void_by"]) == ("voided", new.paper.number)
    assert of_old["void_since"] == stages.refreshed(new).paper.issued_at.isoformat()  # type: ignore[union-attr]
    assert (of_new["state"], of_new["voids"]) == ("completed", old.paper.number)


def _told(envelope: Envelope) -> dict[str, Any]:
    report = EvidenceReport(envelope=envelope, reader=envelope.case.leaver, number="ZJ-1")
    return making._about(report, clock.now())  # noqa: SLF001  what both files say of the paper


def _inside() -> Any_:
    from tests.signing.providers.played import Builtin

    return Builtin()
