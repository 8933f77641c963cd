"""A signed paper gets what it needs to be checked in many years, and stays what it was."""

import datetime as dt
import hashlib
import io
import re

import pikepdf
import pytest
from cryptography import x509

from lizhi.common import clock
from lizhi.documents.validation import check_pdf, own
from lizhi.signing import ca, lasting, trust
from lizhi.signing.lists import Lists
from tests import verapdf
from tests.documents import signed
from tests.documents.signed import Signed

pytestmark = pytest.mark.django_db
YEAR = dt.timedelta(days=365)


@pytest.fixture
def paper() -> Signed:
    """Signed by the employee and the company."""
    return signed.paper()


def finished(paper: Signed) -> bytes:
    """The same, made to last a moment ago."""
    return lasting.finish(paper.pdf, Lists(clock.now())).pdf


def ledger(paper: Signed, last: bytes) -> list[str]:
    """What the case remembers then."""
    return [*paper.ledger, hashlib.sha256(last).hexdigest()]


def test_it_only_adds_and_the_levels_say_what_holds(paper: Signed) -> None:
    lasts = finished(paper)
    assert lasts.startswith(paper.pdf)
    assert lasts.count(b"%%EOF") == paper.pdf.count(b"%%EOF") + 1
    verdict = check_pdf(lasts, root=paper.root, ledger=ledger(paper, lasts))
    assert verdict.valid, verdict.problems
    assert [(one.role, one.level) for one in verdict.signers] == [
        ("employee", "B-LTA"),
        ("company", "B-LTA"),
    ]
    assert {one.level for one in check_pdf(paper.pdf, root=paper.root).signers} == {"B-T"}


def test_the_lists_in_it_are_those_of_both_authorities_and_no_older_than_the_signatures(
    paper: Signed,
) -> None:
    now = clock.now()
    with pikepdf.open(io.BytesIO(finished(paper))) as opened:
        store = opened.Root.DSS
        lists = [x509.load_der_x509_crl(one.read_bytes()) for one in store.CRLs]
        names = {x509.load_der_x509_certificate(one.read_bytes()).subject for one in store.Certs}
    authorities = [ca.root(now).certificate, ca.issuing(now).certificate]
    assert {one.issuer for one in lists} == {one.subject for one in authorities}
    last = max(one.at for one in check_pdf(paper.pdf, root=paper.root).signers if one.at)
    assert all(one.last_update_utc >= last for one in lists)
    assert {ca.stamp(now).certificate.subject, *(one.subject for one in authorities)} <= names


def test_whether_a_paper_is_finished_is_read_from_the_paper(paper: Signed) -> None:
    lasts = finished(paper)
    assert not lasting.is_signed(paper.prepared)
    assert lasting.is_signed(paper.by_employee)
    assert not lasting.is_finished(paper.prepared)
    assert not lasting.is_finished(paper.pdf)
    assert lasting.is_finished(lasts)


def test_the_houses_own_check_knows_the_stamp_over_the_whole(paper: Signed) -> None:
    lasts = finished(paper)
    known = ledger(paper, lasts)

    def holds(pdf: bytes, at: dt.datetime, known: list[str]) -> bool:
        return own.holds(pdf, root=paper.root, ledger=known, moment=at)

    now = clock.now()
    assert holds(lasts, now, known)
    assert holds(lasts, now + 9 * YEAR, known)
    assert not holds(lasts, now + 12 * YEAR, known)
    for place in (lasts.rindex(b"/DSS"), lasts.rindex(b"/Contents <") + 400, len(paper.pdf) + 40):
        flipped = lasts[:place] + bytes((lasts[place] ^ 1,)) + lasts[place + 1 :]
        assert not holds(flipped, now, ledger(paper, flipped)), place


def test_it_holds_when_everything_below_the_stamp_has_ended(paper: Signed) -> None:
    """Each year another key stamps: the one of the signatures ends before that over the whole."""
    with clock.at(clock.now() + 2 * YEAR):
        lasts = finished(paper)
    at = clock.now() + 12 * YEAR
    assert not check_pdf(paper.pdf, root=paper.root, moment=at).valid
    verdict = check_pdf(lasts, root=paper.root, moment=at)
    assert verdict.valid, verdict.problems


@pytest.mark.slow
def test_a_printed_paper_is_pdf_a_before_and_after_every_step_and_stays_what_it_was() -> None:
    paper = signed.printed()
    for step in (paper.prepared, paper.by_employee, paper.pdf, finished(paper)):
        verapdf.assert_conforms(step, "2a")
    with (
        pikepdf.open(io.BytesIO(paper.pdf)) as before,
        pikepdf.open(io.BytesIO(finished(paper))) as after,
    ):
        assert dict(after.docinfo) == dict(before.docinfo)
        assert after.Root.Metadata.read_bytes() == before.Root.Metadata.read_bytes()
        assert [page.Contents.read_bytes() for page in after.pages] == [
            page.Contents.read_bytes() for page in before.pages
        ]
        (stamp,) = (one for one in after.Root.AcroForm.Fields if one.T == lasting.FIELD)
        assert [float(side) for side in stamp.Rect] == [0, 0, 0, 0]
        assert stamp.V.SubFilter == "/ETSI.RFC3161"


def test_a_paper_whose_signature_leaves_out_something_is_not_made_to_last(paper: Signed) -> None:
    odd = re.sub(rb"/ByteRange \[0 (\d+)", rb"/ByteRange [0 1", paper.pdf)
    with pytest.raises(ValueError, match="leaves out"):
        lasting.finish(odd, Lists(clock.now()))


def test_the_root_is_asked_of_the_ledger_only_once_for_many_papers(
    paper: Signed, django_assert_max_num_queries: object
) -> None:
    lists = Lists(clock.now())
    lasting.finish(paper.pdf, lists)
    with django_assert_max_num_queries(1):  # type: ignore[operator]
        lasting.finish(paper.pdf, lists)  # the stamp's holder is asked for each time
    assert trust.root_pem() == paper.root
