"""A paper is valid only when every byte of it is what was signed, and every fault has a name."""

import asyncio
import datetime as dt
import hashlib
import io
import random

import pikepdf
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pyhanko.keys import load_certs_from_pemder_data
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.ades.report import AdESStatus
from pyhanko.sign.fields import SigFieldSpec, append_signature_field
from pyhanko.sign.signers import PdfTimeStamper
from pyhanko.sign.validation import DocumentSecurityStore, ades
from pyhanko.sign.validation.policy_decl import SignatureValidationSpec
from pyhanko_certvalidator.context import CertValidationPolicySpec
from pyhanko_certvalidator.policy_decl import NO_REVOCATION, CertRevTrustPolicy
from pyhanko_certvalidator.registry import SimpleTrustManager

from lizhi.common import clock
from lizhi.documents.faults import WORDS
from lizhi.documents.validation import Verdict, check_pdf
from lizhi.signing import sealing, stamps
from tests.documents import corpus, signed
from tests.documents.signed import Signed

pytestmark = pytest.mark.django_db
HOUSEHOLD = {HealthCheck.function_scoped_fixture}


@pytest.fixture
def paper() -> Signed:
    """Signed by the employee and the company."""
    return signed.paper()


def codes(verdict: Verdict) -> set[str]:
    assert all(problem.words for problem in verdict.problems)
    return {problem.code for problem in verdict.problems}


def flipped(data: bytes, place: int, bit: int) -> bytes:
    changed = bytearray(data)
    changed[place] ^= 1 << bit
    return bytes(changed)


def last_container(pdf: bytes) -> tuple[int, int]:
    start = pdf.rindex(b"/Contents <") + len(b"/Contents <")
    return start, pdf.index(b">", start)


def test_a_paper_signed_by_both_is_valid_and_says_who_signed(paper: Signed) -> None:
    verdict = check_pdf(paper.pdf, root=paper.root, ledger=paper.ledger)
    assert verdict.valid
    assert verdict.sha256 == hashlib.sha256(paper.pdf).hexdigest()
    employee, company = verdict.signers
    assert (employee.role, employee.name, employee.level) == ("employee", "张敏", "B-T")
    assert employee.at == company.at == clock.now()
    assert company.organisation == "示例制造（深圳）有限公司"
    assert employee.valid
    assert company.valid
    assert verdict.as_json()["signers"][0]["at"] == "2026-06-01T01:00:00+00:00"


def test_a_name_with_a_character_of_our_century_is_checked_like_any_other() -> None:
    paper = signed.paper(name="李㛃䶮𬭚")
    verdict = check_pdf(paper.pdf, root=paper.root)
    assert verdict.valid
    assert verdict.signers[0].name == "李㛃䶮𬭚"


def test_an_algorithm_by_others_agrees(paper: Signed) -> None:
    """PyHanko's own AdES-T reading of the same file."""
    root = next(iter(load_certs_from_pemder_data(paper.root)))
    trust = SimpleTrustManager.build(trust_roots=[root])
    policy = CertValidationPolicySpec(
        trust_manager=trust, revinfo_policy=CertRevTrustPolicy(NO_REVOCATION)
    )
    spec = SignatureValidationSpec(cert_validation_policy=policy)
    for signature in PdfFileReader(io.BytesIO(paper.pdf)).embedded_regular_signatures:
        digest = signature.compute_digest()
        work = ades.ades_with_time_validation(signature.signed_data, spec, raw_digest=digest)
        result = asyncio.run(work)
        assert result.ades_subindic.status == AdESStatus.PASSED, result.failure_msg


def test_without_the_ledger_an_earlier_revision_passes_and_with_it_it_does_not(
    paper: Signed,
) -> None:
    alone = check_pdf(paper.by_employee, root=paper.root)
    assert alone.valid
    assert "company" in alone.notes[0]
    assert codes(check_pdf(paper.by_employee, root=paper.root, ledger=paper.ledger)) == {
        "older_revision"
    }
    other = signed.paper()
    assert codes(check_pdf(other.pdf, root=other.root, ledger=paper.ledger)) == {"not_in_ledger"}


def test_an_unsigned_paper_is_not_valid(paper: Signed) -> None:
    assert codes(check_pdf(paper.prepared, root=paper.root)) == {"unsigned"}
    assert codes(check_pdf(corpus.pdf(), root=paper.root)) == {"unsigned"}


def test_what_is_no_whole_pdf_is_unreadable(paper: Signed) -> None:
    for junk in (b"", b"hello", b"%PDF-1.7", b"PK\x03\x04" + bytes(100), bytes(1000)):
        verdict = check_pdf(junk, root=paper.root)
        assert not verdict.readable
        assert not verdict.valid
    locked = io.BytesIO()
    with pikepdf.open(io.BytesIO(corpus.pdf())) as document:
        document.save(locked, encryption=pikepdf.Encryption(user="", owner="x"))
    assert not check_pdf(locked.getvalue(), root=paper.root).valid


def test_a_paper_cut_anywhere_is_never_valid(paper: Signed) -> None:
    ends = [*range(0, len(paper.pdf), 997), len(paper.pdf) - 1, len(paper.by_employee) - 1]
    for end in ends:
        assert not check_pdf(paper.pdf[:end], root=paper.root).valid, end


def test_bytes_behind_the_last_signature_are_noticed(paper: Signed) -> None:
    for tail in (b"\n", b" ", b"\0", b"% a remark\n", b"%%EOF\n"):
        verdict = check_pdf(paper.pdf + tail, root=paper.root)
        assert codes(verdict) & {"appended", "odd_range", "late_change", "damaged"}, tail


def test_a_box_painted_over_it_is_noticed(paper: Signed) -> None:
    verdict = check_pdf(signed.increment(paper.pdf, signed.paint_over), root=paper.root)
    assert {"appended", "late_change"} <= codes(verdict)


def test_a_change_between_two_signatures_is_noticed_though_the_last_covers_it(
    paper: Signed,
) -> None:
    changed = signed.increment(paper.by_employee, signed.paint_over)
    sealed = sealing.seal_pdf(
        changed, certificate=signed.company(), at=clock.now(), appearance=corpus.pdf()
    )
    verdict = check_pdf(sealed, root=paper.root)
    assert codes(verdict) == {"late_change"}
    assert verdict.problems[0].about == "employee"
    assert [signer.valid for signer in verdict.signers] == [False, True]


def revisions(paper: Signed) -> tuple[bytes, ...]:
    return paper.prepared, paper.by_employee, paper.pdf


def test_a_signature_in_a_field_that_was_not_prepared_is_noticed(paper: Signed) -> None:
    def add_field(writer: IncrementalPdfFileWriter) -> None:
        append_signature_field(writer, SigFieldSpec("witness", on_page=0, box=(10, 10, 90, 40)))

    widened = signed.increment(paper.pdf, add_field)
    sealed = sealing.seal_pdf(
        widened,
        certificate="installation",
        at=clock.now(),
        field="witness",
        appearance=corpus.pdf(),
    )
    assert "new_field" in codes(check_pdf(sealed, root=paper.root))


def test_padding_and_spelling_of_the_container_are_fixed(paper: Signed) -> None:
    start, end = last_container(paper.pdf)
    padded = flipped(paper.pdf, end - 1, 0)
    assert codes(check_pdf(padded, root=paper.root)) == {"padding"}
    letter = next(place for place in range(start, end) if paper.pdf[place : place + 1].isalpha())
    spelled = flipped(paper.pdf, letter, 5)
    assert codes(check_pdf(spelled, root=paper.root)) == {"padding"}
    small = paper.pdf[:start] + paper.pdf[start:end].lower() + paper.pdf[end:]
    assert check_pdf(small, root=paper.root).valid


def test_the_unsigned_parts_of_the_container_are_fixed(paper: Signed) -> None:
    start, _ = last_container(paper.pdf)
    version = paper.pdf.index(b"020101", start) + 5
    assert "uncovered" in codes(check_pdf(flipped(paper.pdf, version, 1), root=paper.root))


def test_every_flipped_bit_is_noticed(paper: Signed) -> None:
    """Somewhere in the file, and more often in the last container, which nothing else covers."""
    chance = random.Random(20260601)  # noqa: S311  the same places every time
    start, end = last_container(paper.pdf)
    places = [chance.randrange(len(paper.pdf)) for _ in range(8)]
    places += [chance.randrange(start, end) for _ in range(8)]
    for place in places:
        changed = flipped(paper.pdf, place, chance.randrange(8))
        assert not check_pdf(changed, root=paper.root).valid, place


@pytest.mark.slow
@settings(max_examples=400, deadline=None, suppress_health_check=HOUSEHOLD)
@given(st.data())
def test_hundreds_of_flipped_bits_are_noticed(paper: Signed, data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(paper.pdf) - 1))
    changed = flipped(paper.pdf, place, data.draw(st.integers(0, 7)))
    assert not check_pdf(changed, root=paper.root).valid


def test_a_flip_in_the_ledgers_own_paper_is_noticed_by_its_fingerprint_alone(
    paper: Signed,
) -> None:
    _, end = last_container(paper.pdf)
    changed = flipped(paper.pdf, end - 1, 0)
    verdict = check_pdf(changed, root=paper.root, ledger=paper.ledger)
    assert codes(verdict) == {"not_in_ledger", "padding"}


def test_another_root_or_none_is_said(paper: Signed) -> None:
    assert codes(check_pdf(paper.pdf, root=None)) == {"no_root"}
    assert codes(check_pdf(paper.pdf, root=b"no certificate")) == {"no_root"}


def test_a_signature_without_stamp_is_not_enough(
    paper: Signed, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sealing, "_stamped", lambda *_: stamps.Stamp(b"", ""))
    bare = signed.employee_signs(paper.prepared, clock.now())
    verdict = check_pdf(bare, root=paper.root)
    assert codes(verdict) == {"no_stamp"}
    assert verdict.signers[0].level == "B-B"


def test_a_paper_outlives_the_certificate_of_its_signer_but_not_of_its_stamp(
    paper: Signed,
) -> None:
    year = dt.timedelta(days=365)
    with clock.at(clock.now() + 5 * year):  # the company's seal ended after three
        assert check_pdf(paper.pdf, root=paper.root).valid
    with clock.at(clock.now() + 12 * year):
        assert codes(check_pdf(paper.pdf, root=paper.root)) == {"stamp_ended"}
    stamped = check_pdf(paper.pdf, root=paper.root, moment=clock.now() + year)
    assert stamped.valid


def test_a_clock_that_runs_behind_does_not_make_a_paper_false(paper: Signed) -> None:
    with clock.at(clock.now() - dt.timedelta(days=60)):
        assert check_pdf(paper.pdf, root=paper.root).valid


def test_a_stamp_over_the_document_carries_it_past_the_end_of_the_first(paper: Signed) -> None:
    year = dt.timedelta(days=365)
    with clock.at(clock.now() + 10 * year - dt.timedelta(days=20)):
        authority = stamps.InProcess(stamps.authority(clock.now()))
        store = signed.increment(
            paper.pdf,
            lambda writer: _add_store(writer, paper.root),
        )
        out = PdfTimeStamper(authority).timestamp_pdf(
            IncrementalPdfFileWriter(io.BytesIO(store)), "sha256", output=io.BytesIO()
        )
        renewed = out.getvalue()
    with clock.at(clock.now() + 13 * year):
        verdict = check_pdf(renewed, root=paper.root)
    assert codes(verdict) == set(), verdict.problems
    levels = {signer.level for signer in verdict.signers}
    assert levels == {"B-T"}  # it lasts, but no list says that nothing had been taken back
    assert codes(check_pdf(store, root=paper.root)) == {"appended"}


def _add_store(writer: IncrementalPdfFileWriter, root: bytes) -> None:
    certificates = load_certs_from_pemder_data(root)
    DocumentSecurityStore.supply_dss_in_writer(writer, None, certs=certificates)


def test_every_fault_has_words() -> None:
    assert all(str(words) for words in WORDS.values())
