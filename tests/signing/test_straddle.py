"""The company's seal over the edges of all pages: 骑缝章."""

import hashlib
import io

import pikepdf
import pytest
from PIL import Image

from lizhi.common import clock
from lizhi.documents import pages, printing
from lizhi.documents.papers import templates
from lizhi.documents.validation import check_pdf, own
from lizhi.signing import pdf, sealing, straddling, trust
from tests import make, verapdf
from tests.documents import corpus

pytestmark = [pytest.mark.slow, pytest.mark.django_db]
A4 = 595.28
EDGES = ["edge-1", "edge-2"]


def _agreement() -> printing.Printed:
    return printing.render("agreement", templates.example("agreement"), at=clock.now())


def _signed(prepared: bytes) -> bytes:
    return sealing.sign_event(
        prepared,
        field="employee",
        name="张敏",
        person="P1",
        evidence=bytes(32),
        at=clock.now(),
        appearance=corpus.pdf(),
    ).pdf


def _ink(paper: bytes, page: int) -> int:
    """How many dark dots are in the right margin of a page, as far in as half a seal."""
    shown = Image.open(io.BytesIO(pages.image(paper, page, width=1000))).convert("L")
    margin = shown.crop((round(1000 * (1 - 113.4 / 2 / A4)), 0, 1000, shown.height))
    return sum(margin.histogram()[:128])


def _fields(paper: bytes) -> list[str]:
    with pikepdf.open(io.BytesIO(paper)) as opened:
        return [str(field.T) for field in opened.Root.AcroForm.Fields]


def test_the_seal_lies_over_the_edges_of_a_paper_of_several_pages() -> None:
    paper = _agreement()
    prepared = pdf.prepare(paper.pdf, paper.slots)
    signed = _signed(prepared)
    sealed = sealing.seal_pdf(signed, certificate=make.branch().entity, at=clock.now())

    assert pages.count(sealed) == 2
    assert [_ink(signed, page) for page in (1, 2)] == [0, 0]
    assert all(_ink(sealed, page) > 200 for page in (1, 2))
    for step in (prepared, signed, sealed):
        verapdf.assert_conforms(step, "2a")


def test_to_straddle_is_to_fill_in_a_form_and_both_ways_of_checking_say_so() -> None:
    paper = _agreement()
    prepared = pdf.prepare(paper.pdf, paper.slots)
    signed = _signed(prepared)
    sealed = sealing.seal_pdf(signed, certificate=make.branch().entity, at=clock.now())
    root, ledger = (
        trust.root_pem(),
        [hashlib.sha256(one).hexdigest() for one in (prepared, signed, sealed)],
    )
    verdict = check_pdf(sealed, root=root, ledger=ledger)

    assert verdict.valid, verdict.problems
    assert [signer.role for signer in verdict.signers] == ["employee", "company"]
    assert own.holds(sealed, root=root, ledger=ledger, moment=clock.now())


def test_a_paper_of_one_page_has_no_seam() -> None:
    facts = templates.example("certificate")
    paper = printing.render("certificate", facts, at=clock.now(), code="ABCD-EFGH-JKMN")
    sealed = sealing.seal_printed(
        paper.pdf, paper.slots, certificate=make.branch().entity, at=clock.now()
    )
    assert pages.count(sealed) == 1
    assert _fields(sealed) == ["company"]


def test_the_mark_of_the_system_does_not_straddle() -> None:
    slots = [printing.Slot("installation", 2, 60, 60, 132, 40)]
    sealed = sealing.seal_printed(
        corpus.pdf(pages=2), slots, certificate=sealing.INSTALLATION, at=clock.now()
    )
    assert _fields(sealed) == ["installation"]


def test_a_paper_from_before_is_sealed_without_it(monkeypatch: pytest.MonkeyPatch) -> None:
    paper = _agreement()
    with monkeypatch.context() as then:
        then.setattr(straddling, "AT_SEALING", frozenset())
        prepared = pdf.prepare(paper.pdf, paper.slots)
    signed = _signed(prepared)
    sealed = sealing.seal_pdf(signed, certificate=make.branch().entity, at=clock.now())

    assert not set(EDGES) & set(_fields(sealed))
    assert check_pdf(sealed, root=trust.root_pem()).valid


def test_many_pages_share_several_seals_evenly() -> None:
    assert straddling.strips(2) == [(0, 2), (1, 2)]
    assert straddling.strips(10) == [(slip, 10) for slip in range(10)]
    assert [size for _slip, size in straddling.strips(23)] == [8] * 16 + [7] * 7


def test_whoever_changes_an_edge_afterwards_is_found_out() -> None:
    paper = _agreement()
    prepared = pdf.prepare(paper.pdf, paper.slots)
    sealed = sealing.seal_pdf(_signed(prepared), certificate=make.branch().entity, at=clock.now())
    writer = pdf.revision(sealed)
    seal = next(iter(straddling.edges(writer)))[1]["/AP"]["/N"].raw_get("/Seal")
    straddling.straddle(writer, seal)

    assert not check_pdf(writer.finished(), root=trust.root_pem()).valid
