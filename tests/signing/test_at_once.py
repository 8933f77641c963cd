"""Several processes at once, played by threads; only a real server lets them run side by side."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import connection

from lizhi.common import clock
from lizhi.common.refusals import Refused
from lizhi.documents import actions as documents
from lizhi.documents.validation import check_pdf
from lizhi.identity.models import IdentityProof
from lizhi.signing import actions, ca, trust
from lizhi.signing.models import Certificate, Envelope, OneTimeCode
from tests.signing import world

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _a_server() -> None:
    if connection.vendor == "sqlite":
        pytest.skip("SQLite has one writer; its test database lives in one thread")


def together(work: Callable[[], Any], hands: int = 4) -> list[Any]:
    """All of them do it, each on a connection of its own."""
    now = clock.now()

    def one(_: int) -> Any:
        try:
            with clock.at(now):
                return work()
        finally:
            connection.close()

    with ThreadPoolExecutor(hands) as pool:
        return list(pool.map(one, range(hands)))


def test_all_hosts_find_the_same_authority() -> None:
    now = clock.now()
    found = together(lambda: ca.issuing(now).certificate.serial_number)
    assert len(set(found)) == 1
    assert set(Certificate.objects.values_list("slot", flat=True)) == {"issuing", "root"}


def test_workers_that_sign_one_paper_at_once_do_not_fork_it() -> None:
    envelope = world.sent_to_both_at_once()
    world.sign(world.employee(envelope))
    actions.seal_for(envelope.case.entity, world.company(envelope), by=None, at=clock.now())
    together(world.work)

    envelope.refresh_from_db()
    assert envelope.state == Envelope.State.COMPLETED
    envelope.paper.refresh_from_db()
    assert len(envelope.paper.revisions) == 3
    pdf = documents.read(envelope.paper.file)
    assert check_pdf(pdf, root=trust.root_pem(), ledger=envelope.paper.revisions).valid


def test_two_taps_at_once_sign_once() -> None:
    envelope = world.sent()
    actor = world.employee(envelope)
    assert actor.user
    proof = actions.check_code(actor, code=world.code(actor), by=actor.user, at=clock.now()).proof
    assert proof

    def tap() -> str:
        try:
            world.sign(world.employee(envelope), proof=IdentityProof.objects.get(), key="tap")
        except Refused as refusal:
            return type(refusal).__name__
        return "signed"

    assert set(together(tap)) == {"signed"}
    assert envelope.case.events.filter(kind="signature_given").count() == 1


def test_guesses_at_once_are_all_counted() -> None:
    actor = world.employee(world.sent())
    digits = world.code(actor)
    wrong = f"{(int(digits) + 1) % 10**6:06d}"

    def guess() -> None:
        mine = world.employee(actor.envelope)
        assert mine.user
        actions.check_code(mine, code=wrong, by=mine.user, at=clock.now())

    together(guess)
    assert OneTimeCode.objects.get().tries == 4
