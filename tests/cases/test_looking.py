"""Anybody brings a file and reads whether it holds, plainly and as other validators say it."""

import datetime as dt
import io
from collections.abc import Iterator
from pathlib import Path

import pikepdf
import pytest
from django.core.cache import caches
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django import Settings

from lizhi.cases import actions, codes, handlers, waiting
from lizhi.cases.models import FileCheck, Paper, PaperCheck
from lizhi.common import clock
from lizhi.documents import actions as documents
from lizhi.documents import faults, indications
from lizhi.signing import trust
from tests.conftest import MONDAY
from tests.documents import corpus, signed
from tests.simulators.esign import Esign
from tests.workflow import make

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def place(settings: Settings, tmp_path: Path) -> Iterator[Path]:
    """An installation of its own, in whose last minute nobody has asked."""
    settings.DATA_DIR, settings.STORE_DIR = tmp_path, tmp_path / "store"
    caches["local"].clear()
    (tmp_path / "trust").mkdir()
    (tmp_path / "trust" / "root.pem").write_bytes(trust.root_pem())
    yield tmp_path
    caches["local"].clear()


def certificate(data: bytes) -> Paper:
    """One that was issued here, with these bytes."""
    file = documents.keep(data, name="x.pdf", media_type="application/pdf", retention="paper")
    return actions.add_paper(
        make.case(),
        "certificate",
        file=file,
        template="certificate",
        template_hash="0" * 64,
        facts={"employee": "张敏"},
        at=MONDAY,
        state=Paper.State.VALID,
        code=codes.new_code(),
    )


def handed_in(client: Client, data: bytes) -> str:
    """What the stranger reads in the end."""
    answer = client.post("/check/", {"file": SimpleUploadedFile("x.pdf", data)})
    assert answer.status_code == 302, answer.content.decode()
    assert "正在查这个文件" in client.get(answer["Location"]).content.decode()
    handlers.check_file(str(FileCheck.objects.get(state="waiting").key))
    page = client.get(answer["Location"])
    assert page.headers["X-Robots-Tag"] == "noindex, nofollow"
    return page.content.decode()


def test_the_file_that_was_issued_holds_and_is_known(client: Client, place: Path) -> None:
    paper = signed.paper()
    certificate(paper.pdf)
    page = handed_in(client, paper.pdf)
    for words in ("签名成立，没有被改过", "TOTAL_PASSED", "就是这里开出的那份，现在有效", "张敏"):
        assert words in page
    assert list((place / "checks").iterdir()) == []
    assert "张敏".encode() not in bytes(FileCheck.objects.get().answer)
    look = PaperCheck.objects.get()
    assert (look.way, look.times) == ("file", 1)


@pytest.mark.parametrize("lies", ["nothing", "another"])
def test_it_holds_on_each_machine_whatever_root_lies_there(
    client: Client, place: Path, lies: str
) -> None:
    paper = signed.paper()
    certificate(paper.pdf)
    here = place / "trust" / "root.pem"
    here.unlink()
    if lies == "another":
        here.write_bytes(Esign().vendor.root_pem)
    assert "签名成立，没有被改过" in handed_in(client, paper.pdf)


def test_a_file_painted_over_is_named_and_said_to_begin_with_ours(client: Client) -> None:
    paper = signed.paper()
    certificate(paper.pdf)
    page = handed_in(client, signed.increment(paper.pdf, signed.paint_over))
    for words in ("TOTAL_FAILED", "FORMAT_FAILURE", "后面又被加了内容", "请不要采信"):
        assert words in page


def test_a_file_whose_words_were_changed_fails_by_its_hash(client: Client) -> None:
    paper = signed.paper()
    at = paper.pdf.index(b"/MediaBox")
    page = handed_in(client, paper.pdf[:at] + b"/MediaBoy" + paper.pdf[at + 9 :])
    assert "TOTAL_FAILED" in page
    assert "没有开出过一模一样的文件" in page


def test_an_earlier_revision_lacks_a_signature_though_its_own_holds(client: Client) -> None:
    paper = signed.paper()
    documents.keep(paper.by_employee, name="x.pdf", media_type="application/pdf", retention="paper")
    certificate(paper.pdf)
    assert "少了后来的签名" in handed_in(client, paper.by_employee)


def test_a_stranger_learns_no_name_that_is_not_in_the_file(client: Client) -> None:
    data = corpus.pdf()
    certificate(data)
    page = handed_in(client, data)
    assert "就是这里开出的那份" in page
    assert "张敏" not in page
    assert "NO_SIGNING_CERTIFICATE_FOUND" in page


def _with(action: pikepdf.Dictionary) -> bytes:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(corpus.pdf())) as document:
        document.Root.OpenAction = action
        document.save(out)
    return out.getvalue()


def _locked() -> bytes:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(corpus.pdf())) as document:
        document.save(out, encryption=pikepdf.Encryption(user="a", owner="x"))
    return out.getvalue()


NAME = pikepdf.Name
HOSTILE = {
    "nothing": (b"%PDF-1.7", "FORMAT_FAILURE"),
    "another kind": (b"MZ\x90 a program", "FORMAT_FAILURE"),
    "a zip of nothing": (b"PK\x05\x06" + bytes(18), "FORMAT_FAILURE"),
    "locked": (_locked(), "FORMAT_FAILURE"),
    "script": (_with(pikepdf.Dictionary(S=NAME.JavaScript, JS="x")), "会自己运行"),
    "launch": (_with(pikepdf.Dictionary(S=NAME.Launch, F="calc.exe")), "会自己运行"),
    "long": (corpus.pdf(pages=300), "NO_SIGNING_CERTIFICATE_FOUND"),
}


@pytest.mark.parametrize("kind", HOSTILE)
def test_hostile_files_get_a_clear_answer(client: Client, kind: str, place: Path) -> None:
    data, words = HOSTILE[kind]
    assert words in handed_in(client, data)
    assert list((place / "checks").iterdir()) == []


def test_a_child_that_dies_says_that_there_was_too_much(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("lizhi.documents.judging.JUDGES.ask", lambda *_request: False)
    page = handed_in(client, corpus.pdf())
    assert "TRY_LATER" in page
    assert "没能查完" in page


@pytest.mark.parametrize("sent", [{}, {"file": SimpleUploadedFile("x.pdf", b"")}])
def test_nothing_is_refused_with_a_sentence(client: Client, sent: dict[str, object]) -> None:
    answer = client.post("/check/", sent)
    assert answer.status_code == 422
    assert 'role="alert"' in answer.content.decode()
    assert not FileCheck.objects.exists()


def test_too_many_at_once_and_too_fast_are_refused(client: Client) -> None:
    for _ in range(waiting.MOST_WAITING):
        FileCheck.objects.create(size=1, created_at=MONDAY)
    full = client.post("/check/", {"file": SimpleUploadedFile("x.pdf", b"%PDF")})
    assert full.status_code == 422
    assert "现在查的人多" in full.content.decode()
    for _ in range(6):
        fast = client.post("/check/", {})
    assert fast.status_code == 409


def test_an_answer_is_gone_after_an_hour_with_whatever_was_left(
    client: Client, place: Path
) -> None:
    check = actions.hand_in(corpus.pdf(), at=MONDAY)
    with clock.at(MONDAY + dt.timedelta(minutes=61)):
        assert client.get(f"/check/{check.key}/").status_code == 404
        assert actions.forget_checks(clock.now()) == 1
    assert list((place / "checks").iterdir()) == []


def test_every_fault_has_an_indication_and_every_indication_its_words() -> None:
    assert set(faults.WORDS) == set(indications.OF)
    for indication, sub in indications.OF.values():
        assert indication in indications.HEADLINES
        assert sub in indications.WORDS
        assert sub in indications.ORDER


@pytest.mark.parametrize(
    ("found", "said"),
    [
        ([], ("TOTAL_PASSED", "")),
        (["untrusted", "altered"], ("TOTAL_FAILED", "HASH_FAILURE")),
        (["no_stamp"], ("INDETERMINATE", "NO_POE")),
        (["untrusted"], ("INDETERMINATE", "NO_CERTIFICATE_CHAIN_FOUND")),
        (["forged", "late_change"], ("TOTAL_FAILED", "SIG_CRYPTO_FAILURE")),
        (["of another release"], ("INDETERMINATE", "SIG_CONSTRAINTS_FAILURE")),
    ],
)
def test_the_worst_fault_decides(found: list[str], said: tuple[str, str]) -> None:
    assert indications.of(found) == said
