"""The worker dies anywhere on the way: the next one finishes, once in effect, and nothing forks.

A killed process is played by an exception that nobody catches: what was not committed is gone, what
lies in the store stays there.
"""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest

from lizhi.cases import actions as cases
from lizhi.common import clock
from lizhi.documents import actions as documents
from lizhi.documents.validation import check_pdf
from lizhi.jobs import doing
from lizhi.notifications import actions as notifications
from lizhi.notifications.models import Message
from lizhi.signing import actions, stamps, trust
from lizhi.signing.models import Actor, Certificate, Envelope, OneTimeCode
from lizhi.signing.providers.builtin import making, provider
from lizhi.signing.signals import actor_signed
from tests.signing import world

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]


class Killed(BaseException):
    """The power is gone."""


def dying(original: Callable[..., Any], *, after: bool) -> Callable[..., Any]:
    """The step, and then the end; or the end before the step."""

    def step(*args: Any, **kwargs: Any) -> Any:
        if after:
            original(*args, **kwargs)
        raise Killed

    return step


def work_and_die(monkeypatch: pytest.MonkeyPatch, where: Any, name: str, *, after: bool) -> None:
    """The worker gets as far as this step."""
    with monkeypatch.context() as patch:
        patch.setattr(where, name, dying(getattr(where, name), after=after))
        with pytest.raises(Killed):
            world.work()


def next_worker() -> None:
    """Another worker comes when the lease of the dead one is over."""
    with clock.at(clock.now() + dt.timedelta(minutes=3)):
        world.work()


SIGNING = [
    pytest.param(making, "make", False, id="before the signature"),
    pytest.param(making, "make", True, id="after the signature, before it is kept"),
    pytest.param(documents, "keep_next", True, id="the file is in the store"),
    pytest.param(cases, "add_revision", True, id="the paper has its revision"),
    pytest.param(actor_signed, "send", True, id="the flow has heard"),
    pytest.param(actions, "signature_made", True, id="committed, not yet said"),
    pytest.param(doing, "_done", False, id="done, not yet noted"),
]


@pytest.mark.parametrize(("where", "name", "after"), SIGNING)
def test_the_signature_is_made_once(
    monkeypatch: pytest.MonkeyPatch, where: Any, name: str, after: bool
) -> None:
    envelope = world.sent()
    world.sign(world.employee(envelope))
    work_and_die(monkeypatch, where, name, after=after)
    next_worker()

    paper = envelope.paper
    paper.refresh_from_db()
    assert world.employee(envelope).state == Actor.State.SIGNED
    assert len(paper.revisions) == 2
    assert paper.file.digest == paper.revisions[-1]
    assert envelope.case.events.filter(kind="signature_made").count() == 1
    assert Certificate.objects.filter(kind=Certificate.Kind.EVENT).count() == 1
    pdf = documents.read(paper.file)
    verdict = check_pdf(pdf, root=trust.root_pem(), ledger=paper.revisions)
    assert verdict.valid, verdict.problems


@pytest.mark.parametrize(
    ("where", "name", "after"),
    [
        pytest.param(provider.BuiltinProvider, "create", True, id="the provider has it"),
        pytest.param(actions, "started", True, id="started, not yet said"),
    ],
)
def test_the_paper_goes_out_once(
    monkeypatch: pytest.MonkeyPatch, where: Any, name: str, after: bool
) -> None:
    envelope = world.envelope(world.case())
    work_and_die(monkeypatch, where, name, after=after)
    next_worker()
    envelope.refresh_from_db()
    assert envelope.state == Envelope.State.SIGNING
    assert world.employee(envelope).state == Actor.State.ASKED


@pytest.mark.parametrize(
    ("where", "name", "after"),
    [
        pytest.param(notifications, "send", False, id="before it is sent"),
        pytest.param(notifications, "send", True, id="sent, the digits are still there"),
        pytest.param(actions, "code_sent", True, id="sent and dropped"),
    ],
)
def test_the_code_is_texted_once(
    monkeypatch: pytest.MonkeyPatch, where: Any, name: str, after: bool
) -> None:
    envelope = world.sent()
    actor = world.employee(envelope)
    assert actor.user
    actions.request_code(actor, by=actor.user, at=clock.now())
    work_and_die(monkeypatch, where, name, after=after)
    next_worker()
    assert Message.objects.filter(template="signing.code").count() == 1
    assert OneTimeCode.objects.get().sealed is None
    assert envelope.case.events.filter(kind="signature_code_sent").count() == 1


def test_two_who_sign_the_same_revision_at_once_do_not_fork_the_paper() -> None:
    envelope = world.sent_to_both_at_once()
    world.sign(world.employee(envelope))
    actions.seal_for(envelope.case.entity, world.company(envelope), by=None, at=clock.now())

    by_person = making.make(world.employee(envelope), clock.now())
    by_company = making.make(world.company(envelope), clock.now())
    actions.signature_made(world.employee(envelope), by_person, key="one", at=clock.now())
    with pytest.raises(actions.Moved):
        actions.signature_made(world.company(envelope), by_company, key="two", at=clock.now())
    world.work()

    envelope.refresh_from_db()
    paper = envelope.paper
    paper.refresh_from_db()
    assert envelope.state == Envelope.State.COMPLETED
    assert len(paper.revisions) == 3
    verdict = check_pdf(documents.read(paper.file), root=trust.root_pem(), ledger=paper.revisions)
    assert verdict.valid, verdict.problems


def test_a_worker_that_loses_the_race_signs_the_newest_revision(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    envelope = world.sent_to_both_at_once()
    world.sign(world.employee(envelope))
    actions.seal_for(envelope.case.entity, world.company(envelope), by=None, at=clock.now())
    original = making.make
    overtaken: list[Actor] = []

    def overtake(actor: Actor, at: dt.datetime) -> actions.NewRevision:
        made = original(actor, at)
        if actor.role == "employee" and not overtaken:
            overtaken.append(actor)
            other = original(world.company(envelope), at)
            actions.signature_made(world.company(envelope), other, key="other", at=at)
        return made

    monkeypatch.setattr(making, "make", overtake)
    world.work()
    envelope.refresh_from_db()
    assert envelope.state == Envelope.State.COMPLETED
    envelope.paper.refresh_from_db()
    assert len(envelope.paper.revisions) == 3


def test_no_stamp_no_signature(monkeypatch: pytest.MonkeyPatch) -> None:
    envelope = world.sent()
    world.sign(world.employee(envelope))
    with monkeypatch.context() as patch:

        def refuse(*args: object, **kwargs: object) -> None:
            raise stamps.StampRefused("time_not_available")

        patch.setattr(stamps.Authority, "stamp", refuse)
        world.work()
    envelope.paper.refresh_from_db()
    assert len(envelope.paper.revisions) == 1
    assert world.employee(envelope).state == Actor.State.GIVEN
    with clock.at(clock.now() + dt.timedelta(minutes=1)):
        world.work()
    assert world.employee(envelope).state == Actor.State.SIGNED
