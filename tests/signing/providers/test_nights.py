"""At one in the morning a service ends what is out of time, hours after it has ended here."""

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from lizhi.cases.models import Paper
from lizhi.common import clock
from lizhi.jobs.models import Outbox
from lizhi.signing import actions, doubts
from lizhi.signing.models import Actor, Envelope, Inbox, Outside
from tests.signing import world
from tests.signing.providers import stages
from tests.signing.providers.played import Outside as Service

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
NIGHT = dt.time(1)


@contextmanager
def after_the_time(envelope: Envelope, **span: int) -> Iterator[None]:
    """So long after nobody may sign here any more."""
    with clock.at(envelope.expires_at + dt.timedelta(**span)):
        yield


@contextmanager
def the_next_night(envelope: Envelope) -> Iterator[None]:
    """One o'clock in China, after the time here was over."""
    day = clock.local(envelope.expires_at).date() + dt.timedelta(days=1)
    with clock.at(dt.datetime.combine(day, NIGHT, clock.SHANGHAI).astimezone(dt.UTC)):
        yield


def out_of_time(service: Service, envelope: Envelope) -> Envelope:
    """Ended here; the service could not be told, so there it still runs."""
    service.sim.faults.down = True
    with after_the_time(envelope, minutes=1):
        service.settle()
    service.sim.faults.down = False
    assert stages.refreshed(envelope).state == Envelope.State.EXPIRED
    assert service.sim.is_open(envelope.ref)
    return envelope


def test_what_the_night_ends_there_has_ended_here_long_before(outside: Service) -> None:
    envelope = out_of_time(outside, stages.sent(outside))
    story = list(envelope.case.events.values_list("kind", flat=True))
    with the_next_night(envelope):
        outside.sim.night()
        outside.settle()
    now = stages.refreshed(envelope)
    assert now.state == Envelope.State.EXPIRED
    assert now.ended_at == envelope.expires_at + dt.timedelta(minutes=1)
    assert list(envelope.case.events.values_list("kind", flat=True)) == story
    late = Inbox.objects.get(kind="envelope.expired")
    assert late.state == Inbox.State.APPLIED
    assert Outside.objects.get(envelope=envelope).review == ""
    assert not outside.sim.is_open(envelope.ref)
    undone = Outbox.objects.filter(case=envelope.case).exclude(state=Outbox.State.DONE)
    with the_next_night(envelope):
        assert list(undone.filter(available_at__lte=clock.now())) == []


def test_a_name_that_is_put_there_after_the_time_here_signs_nothing_and_is_told(
    outside: Service,
) -> None:
    envelope = stages.sent(outside)
    open_still = outside.address(envelope)
    out_of_time(outside, envelope)
    with after_the_time(envelope, minutes=2):
        outside.sign(envelope, open_still)  # the service lets people in until its night
        outside.calls.deliver(outside.post)
        world.work()
    now = stages.refreshed(envelope)
    assert now.state == Envelope.State.EXPIRED
    assert now.paper.state == Paper.State.DRAFT
    assert len(now.paper.revisions) == 1
    assert world.employee(now).state == Actor.State.ASKED
    assert Outside.objects.get(envelope=envelope).review == "signed_too_late"
    told = envelope.case.events.filter(kind="job_failed").values_list("facts__why", flat=True)
    assert str(doubts.words("signed_too_late")) in told


def test_a_seal_that_is_missing_at_night_leaves_the_paper_to_somebody(outside: Service) -> None:
    envelope = stages.signed(outside)
    with after_the_time(envelope, minutes=1):
        outside.settle()
    assert stages.refreshed(envelope).state == Envelope.State.SIGNING
    with the_next_night(envelope):
        outside.sim.night()
        outside.settle()
        now = stages.refreshed(envelope)
        assert now.state == Envelope.State.SIGNING
        assert now.paper.state == Paper.State.DRAFT
        assert Outside.objects.get(envelope=envelope).review == "expired_there"
        assert all(one.facts["why"] for one in envelope.case.events.filter(kind="job_failed"))
        new = actions.switch_provider(now, to="builtin", by=None, at=clock.now(), key="night")
        outside.settle()
        assert world.employee(stages.refreshed(new)).state == Actor.State.ASKED
