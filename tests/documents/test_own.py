"""A paper of the house's own holds when the ledger knows its bytes and every signature is good."""

import datetime as dt
import hashlib

import pytest

from lizhi.common import clock
from lizhi.documents.validation import check_pdf, own
from lizhi.signing import sealing, trust
from tests.documents import corpus, signed
from tests.documents.signed import Signed

pytestmark = pytest.mark.django_db
YEAR = dt.timedelta(days=366)


@pytest.fixture
def paper() -> Signed:
    """Signed by the employee and the company."""
    return signed.paper()


def holds(paper: Signed, pdf: bytes, ledger: list[str], at: dt.datetime | None = None) -> bool:
    return own.holds(pdf, root=paper.root, ledger=ledger, moment=at or clock.now())


def known(paper: Signed, pdf: bytes) -> list[str]:
    return [*paper.ledger[:-1], hashlib.sha256(pdf).hexdigest()]


def flipped(pdf: bytes, place: int) -> bytes:
    return pdf[:place] + bytes((pdf[place] ^ 1,)) + pdf[place + 1 :]


def last_container(pdf: bytes) -> tuple[int, bytes]:
    start = pdf.rindex(b"/Contents <") + len(b"/Contents <")
    return start, bytes.fromhex(pdf[start : pdf.index(b">", start)].decode())


def test_each_revision_that_the_ledger_knows_holds(paper: Signed) -> None:
    assert holds(paper, paper.pdf, paper.ledger)
    assert holds(paper, paper.by_employee, paper.ledger[:2])
    assert not holds(paper, paper.by_employee, paper.ledger)
    assert not holds(paper, paper.prepared, paper.ledger[:1])


def test_a_revision_that_the_ledger_does_not_know_does_not_hold(paper: Signed) -> None:
    assert not holds(paper, paper.pdf, paper.ledger[1:2] * 2)
    assert not holds(paper, paper.pdf, [paper.ledger[0], paper.ledger[2]])
    for more in (b" ", b"%%EOF", paper.pdf):
        assert not holds(paper, paper.pdf + more, known(paper, paper.pdf + more))


def test_a_change_between_two_signatures_is_left_to_those_who_look_for_changes(
    paper: Signed,
) -> None:
    changed = signed.increment(paper.by_employee, signed.paint_over)
    sealed = sealing.seal_pdf(
        changed, certificate=signed.company(), at=clock.now(), appearance=corpus.pdf()
    )
    assert not holds(paper, sealed, known(paper, sealed))


def test_a_ledger_that_knows_wrong_bytes_does_not_make_them_good(paper: Signed) -> None:
    start, _ = last_container(paper.pdf)
    for place in (1200, start - 400, start + 2001):
        changed = flipped(paper.pdf, place)
        assert not holds(paper, changed, known(paper, changed)), place
        assert not check_pdf(changed, root=paper.root, ledger=known(paper, changed)).valid, place


@pytest.mark.slow
def test_no_byte_of_a_signature_may_differ(paper: Signed) -> None:
    start, container = last_container(paper.pdf)
    for place in range(0, len(container.rstrip(b"\0")), 3):
        changed = flipped(paper.pdf, start + 2 * place + 1)
        assert not holds(paper, changed, known(paper, changed)), place


def test_another_authority_or_another_time_does_not_do(paper: Signed) -> None:
    far = clock.now() + 200 * YEAR
    assert not holds(paper, paper.pdf, paper.ledger, at=far)
    stranger = corpus.pdf()
    assert not own.holds(stranger, root=trust.root_pem(), ledger=known(paper, stranger), moment=far)
    assert not own.holds(paper.pdf, root=b"nothing", ledger=paper.ledger, moment=clock.now())
