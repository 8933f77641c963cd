"""Whoever changes a finished paper is found out, and the fault has a name of its own.

The paper has two signatures, lists, and a stamp over the whole; every class of structure in it is
changed once, by one bit, and whole pieces are dropped, swapped or put over it.
"""

import datetime as dt
import hashlib
import re
from collections.abc import Callable
from dataclasses import dataclass

import pytest
from asn1crypto import cms
from django.db import models

from lizhi.common import clock
from lizhi.documents.validation import Verdict, check_pdf
from lizhi.documents.validation.coverage import RANGE
from lizhi.signing import ca, lasting, ledger, stamps
from lizhi.signing.lists import Lists
from lizhi.signing.models import Certificate
from tests.documents import signed
from tests.documents.signed import Signed

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
BROKEN = {"altered", "forged", "stamp_bad", "damaged", "unreadable", "odd_range", "uncovered"}


@dataclass(frozen=True)
class Finished:
    """A printed agreement, signed by both, made to last."""

    paper: Signed
    pdf: bytes

    @property
    def ledger(self) -> list[str]:
        return [*self.paper.ledger, hashlib.sha256(self.pdf).hexdigest()]

    def judged(self, pdf: bytes, *, known: bool = False) -> Verdict:
        return check_pdf(pdf, root=self.paper.root, ledger=self.ledger if known else None)


@pytest.fixture
def finished() -> Finished:
    paper = signed.printed()
    return Finished(paper, lasting.finish(paper.pdf, Lists(clock.now())).pdf)


def codes(verdict: Verdict) -> set[str]:
    return {one.code for one in verdict.problems}


def flipped(pdf: bytes, place: int, bit: int = 1) -> bytes:
    return pdf[:place] + bytes((pdf[place] ^ bit,)) + pdf[place + 1 :]


def nth(pdf: bytes, what: bytes, number: int = 0) -> int:
    """Where it begins for the n-th time; negative counts from the end."""
    return [found.start() for found in re.finditer(re.escape(what), pdf)][number]


PLACES: dict[str, Callable[[bytes], int]] = {
    "header": lambda pdf: 5,
    "page content": lambda pdf: nth(pdf, b"stream\n", 0) + 40,
    "catalog": lambda pdf: nth(pdf, b"/Catalog", 0) + 1,
    "first xref": lambda pdf: nth(pdf, b"xref\n", 0) + 30,
    "last xref": lambda pdf: nth(pdf, b"xref\n", -2) + 8,
    "trailer": lambda pdf: nth(pdf, b"/Size", -1) + 7,
    "startxref": lambda pdf: nth(pdf, b"startxref", -1) + 11,
    "field": lambda pdf: nth(pdf, b"/FT /Sig", 0) + 5,
    "appearance": lambda pdf: nth(pdf, b"/BBox", -1) + 9,
    "first signature": lambda pdf: nth(pdf, b"/Contents <", 0) + 1200,
    "second signature": lambda pdf: nth(pdf, b"/Contents <", 1) + 1200,
    "padding of the first": lambda pdf: nth(pdf, b"/Contents <", 0) + 11 + 12 * 1024 - 6,
    "padding of the last": lambda pdf: nth(pdf, b"/Contents <", 2) + 11 + 6 * 1024 - 6,
    "range": lambda pdf: nth(pdf, b"/ByteRange", 0) + 14,
    "DSS": lambda pdf: nth(pdf, b"/DSS", -1) + 2,
    "certificate in the DSS": lambda pdf: nth(pdf, b"/Certs", 0) - 700,
    "document stamp": lambda pdf: nth(pdf, b"/Contents <", 2) + 900,
    "last byte": lambda pdf: len(pdf) - 3,
}


@pytest.mark.parametrize("place", PLACES)
def test_a_bit_in_any_structure_is_noticed(finished: Finished, place: str) -> None:
    changed = flipped(finished.pdf, PLACES[place](finished.pdf))
    assert changed != finished.pdf
    verdict = finished.judged(changed)
    assert codes(verdict) & (BROKEN | {"padding", "late_change", "appended", "lists_bad"}), place
    assert "not_in_ledger" in codes(finished.judged(changed, known=True))


def test_a_box_over_the_page_is_a_late_change(finished: Finished) -> None:
    painted = signed.increment(finished.pdf, signed.paint_over)
    assert {"late_change", "appended"} <= codes(finished.judged(painted))


def test_a_dropped_last_revision_is_an_earlier_one(finished: Finished) -> None:
    assert codes(finished.judged(finished.paper.pdf, known=True)) == {"older_revision"}
    assert "older_revision" in codes(finished.judged(finished.paper.by_employee, known=True))


def test_the_token_of_another_signature_is_a_bad_stamp(finished: Finished) -> None:
    first, second = _containers(finished.paper.pdf)[:2]
    token = second["content"]["signer_infos"][0]["unsigned_attrs"][0]["values"][0].dump()
    attribute = {"type": "signature_time_stamp_token", "values": [cms.ContentInfo.load(token)]}
    swapped = cms.ContentInfo.load(first.dump())
    swapped["content"]["signer_infos"][0]["unsigned_attrs"] = [cms.CMSAttribute(attribute)]
    verdict = finished.judged(_with(finished.paper.pdf, 0, swapped.dump(force=True)))
    assert "stamp_bad" in codes(verdict)
    assert {one.about for one in verdict.problems if one.code == "stamp_bad"} == {"employee"}


def test_a_stamp_over_something_else_is_no_stamp_over_this(finished: Finished) -> None:
    other = stamps.over(hashlib.sha256(b"something else").digest(), clock.now())
    verdict = finished.judged(_with(finished.pdf, 2, other.token))
    assert "stamp_bad" in codes(verdict)


def test_the_certificate_of_somebody_elses_authority_leads_nowhere(finished: Finished) -> None:
    """All is well made, only by an authority that nobody has chosen."""
    ours = finished.paper.root
    _forget_the_authority()
    theirs = signed.paper()
    assert theirs.root != ours
    verdict = check_pdf(theirs.pdf, root=ours)
    assert "untrusted" in codes(verdict)
    assert not any(one.valid for one in verdict.signers)


def test_a_certificate_that_had_been_taken_back_is_named(finished: Finished) -> None:
    before = clock.now() - dt.timedelta(minutes=2)
    Certificate.objects.filter(kind="seal").update(revoked_at=before)
    last = lasting.finish(finished.paper.pdf, Lists(clock.now())).pdf
    verdict = check_pdf(last, root=finished.paper.root)
    assert [(one.code, one.about) for one in verdict.problems] == [("revoked", "company")]


def test_what_was_taken_back_after_its_use_stays_good(finished: Finished) -> None:
    later = clock.now() + dt.timedelta(hours=2)
    Certificate.objects.filter(kind="seal").update(revoked_at=later)
    with clock.at(later + dt.timedelta(hours=1)):
        last = lasting.finish(finished.paper.pdf, Lists(clock.now())).pdf
        assert check_pdf(last, root=finished.paper.root).valid


def test_a_list_that_nobody_of_ours_has_signed_is_named(
    finished: Finished, monkeypatch: pytest.MonkeyPatch
) -> None:
    ours = finished.paper.root
    _forget_the_authority()
    theirs = Lists(clock.now())
    ca.issuing(clock.now())
    foreign = Lists(clock.now()).all()
    monkeypatch.setattr(Lists, "about", lambda *_: foreign)
    last = lasting.finish(finished.paper.pdf, theirs).pdf
    assert "lists_bad" in codes(check_pdf(last, root=ours))


def test_a_signature_without_a_fresh_list_is_not_called_long_term(
    finished: Finished, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The lists are of the day before the signatures."""
    with clock.at(clock.now() - dt.timedelta(days=1)):
        old = Lists(clock.now()).all()
    monkeypatch.setattr(Lists, "about", lambda *_: old)
    last = lasting.finish(finished.paper.pdf, Lists(clock.now())).pdf
    verdict = check_pdf(last, root=finished.paper.root)
    assert verdict.valid, verdict.problems
    assert {one.level for one in verdict.signers} == {"B-T"}
    assert {one.level for one in finished.judged(finished.pdf).signers} == {"B-LTA"}


def _forget_the_authority() -> None:
    """Somebody else's installation: nothing of ours is there."""
    models.QuerySet(Certificate).delete()  # the ledger itself keeps them
    ledger.opened.cache_clear()


def _containers(pdf: bytes) -> list[cms.ContentInfo]:
    found = []
    for match in RANGE.findall(pdf):
        _, before, start, _ = (int(one) for one in match)
        found.append(cms.ContentInfo.load(bytes.fromhex(pdf[before + 1 : start - 1].decode())))
    return found


def _with(pdf: bytes, number: int, container: bytes) -> bytes:
    """The same paper, in which this stands in the room of the n-th signature."""
    _, before, start, _ = (int(one) for one in RANGE.findall(pdf)[number])
    room = start - before - 2
    filled = container.hex().encode().ljust(room, b"0")
    assert len(filled) == room
    return pdf[: before + 1] + filled + pdf[start - 1 :]
