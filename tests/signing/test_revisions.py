"""Fields first, then signatures, and PDF/A-2a all the way."""

import datetime as dt
import io

import pikepdf
import pytest

from lizhi.common import clock
from lizhi.documents import pages, printing
from lizhi.documents.papers import templates
from lizhi.documents.papers.facts import ROLES
from lizhi.documents.validation import check_pdf
from lizhi.signing import pdf, sealing, trust
from tests import make, verapdf
from tests.documents import corpus

pytestmark = [pytest.mark.slow, pytest.mark.django_db]


def printed(kind: str) -> printing.Printed:
    """A paper as it comes from the press."""
    return printing.render(kind, templates.example(kind), at=clock.now(), code="ABCD-EFGH-JKMN")


def test_every_place_that_was_printed_becomes_a_field_and_the_paper_stays_pdf_a() -> None:
    paper = printed("agreement")
    prepared = pdf.prepare(paper.pdf, paper.slots)
    verapdf.assert_conforms(prepared, "2a")
    assert prepared.startswith(paper.pdf)
    for slot, place in zip(paper.slots, pdf.places(prepared), strict=True):
        assert (place.role, place.page) == (slot.role, slot.page)
        assert place.x == pytest.approx(slot.x + slot.w / 2, abs=0.1)
        assert place.y == pytest.approx(slot.y + slot.h / 2, abs=0.1)


def test_one_and_two_signatures_stay_pdf_a() -> None:
    paper = printed("agreement")
    prepared = pdf.prepare(paper.pdf, paper.slots)
    now, root = clock.now(), trust.root_pem()
    one = sealing.sign_event(
        prepared,
        field="employee",
        name="张敏",
        person="P1",
        evidence=bytes(32),
        at=now,
        appearance=corpus.pdf(),
    ).pdf
    verapdf.assert_conforms(one, "2a")
    two = sealing.seal_pdf(one, certificate=make.branch().entity, at=now)
    verapdf.assert_conforms(two, "2a")
    assert two.startswith(one)
    assert check_pdf(two, root=root).valid


@pytest.mark.parametrize("kind", [kind for kind, roles in ROLES.items() if len(roles) == 1])
def test_papers_with_one_seal_get_it_with_their_field_in_one_revision(kind: str) -> None:
    paper = printed(kind)
    [role] = ROLES[kind]
    sealer: sealing.Sealer = sealing.INSTALLATION
    if role == "company":
        sealer = make.branch().entity
    sealed = sealing.seal_printed(
        paper.pdf, paper.slots, certificate=sealer, field=role, at=clock.now()
    )
    verapdf.assert_conforms(sealed, "2a")
    assert sealed.count(b"%%EOF") == paper.pdf.count(b"%%EOF") + 1
    verdict = check_pdf(sealed, root=trust.root_pem())
    assert verdict.valid, verdict.problems
    assert [signer.role for signer in verdict.signers] == [role]


def test_signing_leaves_title_and_dates_of_the_paper_alone() -> None:
    paper = printed("receipt")
    sealed = sealing.seal_printed(
        paper.pdf, paper.slots, certificate=sealing.INSTALLATION, at=clock.now()
    )
    with pikepdf.open(io.BytesIO(paper.pdf)) as before, pikepdf.open(io.BytesIO(sealed)) as after:
        assert dict(after.docinfo) == dict(before.docinfo)
        assert after.Root.Metadata.read_bytes() == before.Root.Metadata.read_bytes()


def test_the_time_in_the_signature_is_that_of_the_house() -> None:
    paper = printed("receipt")
    at = clock.now() + dt.timedelta(days=3)
    sealed = sealing.seal_printed(paper.pdf, paper.slots, certificate=sealing.INSTALLATION, at=at)
    verdict = check_pdf(sealed, root=trust.root_pem(), moment=at)
    assert verdict.signers[0].at == at
    with pikepdf.open(io.BytesIO(sealed)) as opened:
        [field] = opened.Root.AcroForm.Fields
        assert str(field.V.M).startswith(f"D:{at:%Y%m%d}")


def test_a_role_without_a_place_cannot_sign() -> None:
    paper = printed("receipt")
    prepared = pdf.prepare(paper.pdf, paper.slots)
    with pytest.raises(Exception, match="employee"):
        sealing.sign_event(
            prepared,
            field="employee",
            name="张敏",
            person="P1",
            evidence=bytes(32),
            at=clock.now(),
            appearance=corpus.pdf(),
        )


def test_a_field_signs_once() -> None:
    paper = printed("receipt")
    sealed = sealing.seal_printed(
        paper.pdf, paper.slots, certificate=sealing.INSTALLATION, at=clock.now()
    )
    with pytest.raises(Exception, match="filled"):
        sealing.seal_pdf(sealed, certificate=sealing.INSTALLATION, at=clock.now())


@pytest.mark.parametrize("size", [(180, 60), (60, 180), (113.4, 113.4), (300, 20)])
def test_a_picture_keeps_its_shape_in_any_field(size: tuple[float, float]) -> None:
    slot = printing.Slot("installation", 1, 60, 300, *size)
    prepared = pdf.prepare(corpus.pdf(pages=2), [slot])
    sealed = sealing.seal_pdf(prepared, certificate=sealing.INSTALLATION, at=clock.now())
    with pikepdf.open(io.BytesIO(sealed)) as opened:
        [field] = opened.Root.AcroForm.Fields
        box = [float(side) for side in field.AP.N.BBox]
        rect = [float(side) for side in field.Rect]
    shape = (box[2] - box[0]) / (box[3] - box[1])
    assert shape == pytest.approx((rect[2] - rect[0]) / (rect[3] - rect[1]), rel=0.01)


def test_the_signatures_are_seen_on_the_pictures_of_the_pages() -> None:
    paper = printed("receipt")
    prepared = pdf.prepare(paper.pdf, paper.slots)
    sealed = sealing.seal_pdf(prepared, certificate=sealing.INSTALLATION, at=clock.now())
    [place] = pdf.places(prepared)
    assert pages.image(sealed, place.page, 600) != pages.image(prepared, place.page, 600)
