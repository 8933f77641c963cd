"""What goes wrong outside: nothing is made twice, and nothing half is called signed."""

import datetime as dt
import hashlib
from pathlib import Path
from typing import Any

import pytest

from lizhi.cases.models import Paper
from lizhi.common import clock
from lizhi.documents import actions as documents
from lizhi.jobs import doing
from lizhi.jobs.models import Outbox
from lizhi.signing import actions
from lizhi.signing.actions import returning
from lizhi.signing.models import Actor, Envelope, Outside, WrongCalls
from lizhi.signing.providers import State
from tests.signing import world
from tests.signing.providers import played, stages
from tests.signing.providers.played import Outside as Service

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


def after_some_tries(service: Service) -> None:
    """The outbox tries again by its own times."""
    for _time in range(4):
        with clock.at(clock.now() + dt.timedelta(minutes=7)):
            service.settle()


def is_complete(envelope: Envelope) -> bool:
    """Envelope and paper agree about it."""
    envelope = stages.refreshed(envelope)
    done = envelope.state == Envelope.State.COMPLETED
    assert done == (envelope.paper.state == Paper.State.VALID)
    return done


@pytest.mark.parametrize("step", ["CREATE", "START"])
def test_an_answer_that_is_lost_after_the_service_has_acted_makes_no_second_one(
    outside: Service, step: str
) -> None:
    outside.sim.faults.drop_after = [getattr(outside.sim, step)]
    envelope = stages.sent(outside)
    assert envelope.state == Envelope.State.DRAFT
    after_some_tries(outside)
    assert outside.sim.count() == 1
    assert stages.refreshed(envelope).state == Envelope.State.SIGNING


def test_a_seal_whose_answer_is_lost_is_put_on_once(outside: Service) -> None:
    envelope = stages.consented(outside)
    outside.sim.faults.drop_after = [outside.sim.SEAL]
    outside.settle()
    after_some_tries(outside)
    assert is_complete(envelope)
    assert envelope.case.events.filter(kind="paper_sealed").count() == 1


def test_a_service_that_is_busy_is_asked_again(outside: Service) -> None:
    outside.sim.faults.answer = {outside.sim.CREATE: outside.sim.BUSY}
    envelope = stages.sent(outside)
    assert envelope.state == Envelope.State.DRAFT
    after_some_tries(outside)
    assert stages.refreshed(envelope).state == Envelope.State.SIGNING


def test_calls_that_come_twice_and_in_the_wrong_order_change_nothing(outside: Service) -> None:
    outside.calls.doubled = outside.calls.reordered = True
    envelope = stages.sealed(outside)
    assert is_complete(envelope)
    kinds = list(envelope.case.events.values_list("kind", flat=True))
    assert kinds.count("signature_reported") == 2
    assert kinds.count("signature_made") == kinds.count("paper_sealed") == 1


def test_a_service_that_never_calls_is_asked_after_a_quarter_of_an_hour(outside: Service) -> None:
    outside.calls.lost = {call.name for call in outside.calls.recorded} | LOST
    envelope = stages.signed(outside)
    assert world.employee(envelope).state == Actor.State.ASKED
    played.later(outside, minutes=16)
    assert world.employee(envelope).state == Actor.State.SIGNED


LOST = {
    *("sign-task-created", "sign-task-start", "sign-task-joined", "sign-task-read"),
    *("sign-task-signed", "sign-task-finished"),
    *("SIGN_FLOW_INITIATED", "OPERATOR_READ", "SIGN_MISSON_COMPLETE", "SIGN_FLOW_COMPLETE"),
}


def test_a_call_with_a_wrong_signature_is_nobodys_and_is_counted(outside: Service) -> None:
    outside.sim.faults.bad_signature = True
    envelope = stages.signed(outside)
    assert world.employee(envelope).state == Actor.State.ASKED
    assert WrongCalls.objects.get().times == len(outside.calls.recorded)
    assert envelope.heard.count() == 0
    played.later(outside, minutes=16)
    assert world.employee(envelope).state == Actor.State.SIGNED


LIES = {
    "half": "other_signers",
    "other_paper": "other_text",
    "unsigned": "unsigned",
    "stranger": "other_signers",
}


@pytest.mark.parametrize("lie", sorted(LIES))
def test_a_service_that_lies_about_completion_is_not_believed(outside: Service, lie: str) -> None:
    envelope = stages.consented(outside)
    world.work()  # the seal is let go
    outside.sim.faults.lies = lie
    outside.settle()
    after_some_tries(outside)
    assert not is_complete(envelope)
    assert Outside.objects.get(envelope=envelope).review == LIES[lie]
    row = Outbox.objects.get(topic="signing.fetch")
    assert row.state == Outbox.State.FAILED
    failed = envelope.case.events.get(kind="job_failed")
    assert failed.facts["why"]
    assert len(stages.refreshed(envelope).paper.revisions) == 1


def test_a_file_that_is_another_each_time_is_kept_as_it_was_looked_through(
    outside: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    outside.sim.faults.lies = "changing"
    kept, looked = returning.completed, []

    def once_in_vain(envelope: Envelope, found: returning.Returned, **values: Any) -> None:
        looked.append(hashlib.sha256(found.pdf).hexdigest())
        if len(looked) == 1:
            raise MemoryError  # it dies between the look and the writing down
        kept(envelope, found, **values)

    monkeypatch.setattr(returning, "completed", once_in_vain)
    envelope = stages.sealed(outside)
    assert not is_complete(envelope)
    after_some_tries(outside)
    assert is_complete(envelope)
    paper = stages.refreshed(envelope).paper
    assert len(set(looked)) == 2
    assert paper.file.digest == paper.revisions[-1] == looked[-1]
    assert hashlib.sha256(documents.read(paper.file)).hexdigest() == looked[-1]
    assert len(paper.revisions) == 2


def test_a_file_that_is_no_pdf_waits_for_somebody_to_look(outside: Service) -> None:
    envelope = stages.consented(outside)
    outside.sim.faults.lies = "broken"
    outside.settle()
    assert not is_complete(envelope)
    assert Outside.objects.get(envelope=envelope).review == "no_paper"
    outside.sim.faults.lies = ""
    row = Outbox.objects.get(topic="signing.fetch")
    assert doing.try_again(row, at=clock.now())
    outside.settle()
    assert is_complete(envelope)
    assert Outside.objects.get(envelope=envelope).review == ""


def test_who_says_that_all_have_signed_before_the_company_may_is_not_believed(
    outside: Service,
) -> None:
    envelope = stages.sent(outside)
    outside.sim.faults.lies = "completed"
    played.later(outside, minutes=16)
    after_some_tries(outside)
    assert not is_complete(envelope)
    assert world.company(envelope).state in {Actor.State.WAITING, Actor.State.ASKED}
    assert Outside.objects.get(envelope=envelope).review in {"sealed_unasked", "said_but_not_so"}


def test_a_signature_of_an_authority_that_nobody_trusts_is_not_enough(
    outside: Service, settings: Any
) -> None:
    envelope = stages.consented(outside)
    folder = Path(settings.SIGNING_ROOTS)
    kept = {file: file.read_bytes() for file in folder.glob("*.pem")}
    for file in kept:
        file.unlink()
    outside.settle()
    assert not is_complete(envelope)
    assert Outside.objects.get(envelope=envelope).review == "not_valid"
    for file, content in kept.items():
        file.write_bytes(content)
    assert doing.try_again(Outbox.objects.get(topic="signing.fetch"), at=clock.now())
    outside.settle()
    assert is_complete(envelope)


def test_files_in_a_zip_are_taken_out(outside: Service) -> None:
    outside.sim.faults.zipped = True
    assert is_complete(stages.sealed(outside))


def test_a_paper_that_was_drawn_anew_is_marked_and_ours_is_kept(outside: Service) -> None:
    outside.sim.faults.redraws = True
    envelope = stages.sealed(outside)
    assert is_complete(envelope)
    assert envelope.outside.findings["continued"] == "redrawn"
    made = world.employee(envelope).evidence["made"]
    assert made["continued"] == "redrawn"
    assert made["before"] == envelope.paper.revisions[0] == envelope.outside.sent
    assert not documents.read(envelope.paper.file).startswith(outside.sim.sent_bytes(envelope.ref))


def test_a_clock_that_is_off_is_named_to_whoever_can_set_it(outside: Service) -> None:
    gate = getattr(outside.sim, "gate", outside.sim)
    gate.skew = dt.timedelta(minutes=20)
    envelope = stages.sent(outside)
    row = Outbox.objects.get(topic="signing.dispatch")
    assert row.state == Outbox.State.FAILED
    assert row.last_error.endswith("ServiceNotSetUp")
    assert "时钟" in envelope.case.events.get(kind="job_failed").facts["why"]
    gate.skew = dt.timedelta()
    assert doing.try_again(row, at=clock.now())
    outside.settle()
    assert stages.refreshed(envelope).state == Envelope.State.SIGNING


def test_what_is_complete_there_after_it_was_called_back_here_makes_no_paper_valid(
    outside: Service,
) -> None:
    envelope = stages.consented(outside)
    world.work()  # the seal is let go and goes on; nobody has heard of it yet
    actions.revoke(envelope, at=clock.now())
    outside.settle()
    assert not is_complete(envelope)
    assert stages.refreshed(envelope).state == Envelope.State.REVOKED
    kept = Outside.objects.get(envelope=envelope)
    if outside.name == "esign":  # it is complete once we say so, and nobody says so of this paper
        assert (kept.review, kept.told == State.COMPLETED) == ("", False)
    else:
        assert kept.review == "completed_there"
