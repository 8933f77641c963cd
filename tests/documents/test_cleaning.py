"""Whatever is sent is decoded and written anew; what acts, hides or bursts is refused."""

import io
import os
import signal
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from PIL import Image

from lizhi.documents import cleaning, rules
from lizhi.documents.cleaning import child, mother
from lizhi.documents.cleaning.kinds import kind_of
from tests.documents import corpus

pytestmark = pytest.mark.slow


@pytest.fixture(scope="session")
def files() -> dict[str, bytes]:
    """The corpus, made once."""
    return corpus.corpus()


def cleaned(data: bytes, folder: Path, purpose: str = "proof") -> cleaning.Cleaned:
    source = folder / "source"
    source.write_bytes(data)
    return cleaning.clean(source, purpose)


def problem(data: bytes, folder: Path, purpose: str = "proof") -> str:
    with pytest.raises(cleaning.Unfit) as unfit:
        cleaned(data, folder, purpose)
    return unfit.value.code


def test_the_corpus_is_whole() -> None:
    assert len(corpus.GOOD) + len(corpus.BAD) == 17


@pytest.mark.parametrize("name", [name for name in corpus.GOOD if not name.endswith("pdf")])
def test_a_photo_comes_out_upright_without_place_or_tail(
    name: str, files: dict[str, bytes], tmp_path: Path
) -> None:
    clean = cleaned(files[name], tmp_path)
    assert (clean.media_type, clean.view_type) == (corpus.GOOD[name], "image/jpeg")
    with Image.open(io.BytesIO(clean.view)) as picture:
        assert dict(picture.getexif()) == {}
        assert picture.height > picture.width
    assert clean.view.endswith(b"\xff\xd9")
    assert b"evil.js" not in clean.view
    assert b"HUAWEI" not in clean.view


@pytest.mark.parametrize("name", [name for name in corpus.GOOD if name.endswith("pdf")])
def test_a_pdf_comes_out_as_pictures_of_its_pages(
    name: str, files: dict[str, bytes], tmp_path: Path
) -> None:
    clean = cleaned(files[name], tmp_path)
    assert (clean.media_type, clean.view_type) == ("application/pdf", "application/pdf")
    assert b"evil.js" not in clean.view
    document = pypdfium2.PdfDocument(clean.view)
    assert len(document) == 2
    document.close()
    with pikepdf.open(io.BytesIO(clean.view)) as pdf:
        images = [image for page in pdf.pages for image in page.get_images().values()]
        filters = {str(image.get("/Filter")) for image in images}
    assert filters == {"/DCTDecode"}


@pytest.mark.parametrize("name", corpus.BAD)
def test_the_rest_is_refused_with_words_to_act_on(
    name: str, files: dict[str, bytes], tmp_path: Path
) -> None:
    code = problem(files[name], tmp_path)
    assert code == corpus.BAD[name]
    assert rules.PROBLEMS[code]


def test_a_locked_long_or_empty_pdf_says_what_is_wrong_with_it(tmp_path: Path) -> None:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(corpus.pdf())) as document:
        document.save(out, encryption=pikepdf.Encryption(user="1234", owner="1234"))
    assert problem(out.getvalue(), tmp_path) == "locked_pdf"
    assert problem(corpus.pdf(pages=31), tmp_path) == "many_pages"
    assert problem(b"%PDF-1.7\n", tmp_path) == "unreadable"
    assert problem(b"", tmp_path) == "unreadable"


def test_a_page_that_opens_at_a_place_is_not_taken_for_a_program(tmp_path: Path) -> None:
    def open_at_top(document: pikepdf.Pdf) -> None:
        document.Root.OpenAction = pikepdf.Array([document.pages[0].obj, pikepdf.Name.Fit])

    assert cleaned(corpus.pdf(open_at_top), tmp_path).view


def test_a_seal_stays_transparent_and_small(tmp_path: Path) -> None:
    out = io.BytesIO()
    Image.new("RGBA", (2000, 2000), (200, 0, 0, 0)).save(out, "PNG")
    clean = cleaned(out.getvalue(), tmp_path, "seal")
    with Image.open(io.BytesIO(clean.view)) as picture:
        assert (picture.format, picture.mode, picture.size) == ("PNG", "RGBA", (1200, 1200))
        assert picture.getpixel((5, 5)) == (0, 0, 0, 0)
    assert problem(corpus.pdf(), tmp_path, "seal") == "unreadable"


def test_a_roster_must_be_a_workbook_without_macros(tmp_path: Path) -> None:
    def book(*names: str) -> bytes:
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w") as archive:
            for name in names:
                archive.writestr(name, "x")
        return out.getvalue()

    parts = ("[Content_Types].xml", "xl/workbook.xml")
    assert cleaned(book(*parts), tmp_path, "roster").view == b""
    assert problem(book(*parts, "xl/vbaProject.bin"), tmp_path, "roster") == "not_a_sheet"
    assert problem(book("evil.js"), tmp_path, "roster") == "not_a_sheet"
    assert problem(b"name,phone", tmp_path, "roster") == "not_a_sheet"


@pytest.fixture
def of_one(monkeypatch: pytest.MonkeyPatch) -> Iterator[mother.Mother]:
    """A mother of this test's own."""
    made = mother.Mother()
    monkeypatch.setattr(child, "MOTHER", made)
    yield made
    made.end()


def test_a_file_that_hangs_or_kills_its_child_is_unreadable_and_the_next_is_fine(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, of_one: mother.Mother
) -> None:
    monkeypatch.setattr(mother, "SECONDS", 0)
    assert problem(corpus.picture("JPEG", (4000, 3000)), tmp_path) == "unreadable"
    monkeypatch.undo()
    monkeypatch.setattr(child, "MOTHER", of_one)
    assert cleaned(corpus.picture("JPEG"), tmp_path).view
    assert not of_one.ask("proof", str(tmp_path / "nothing"), str(tmp_path / "view"))
    assert cleaned(corpus.picture("JPEG"), tmp_path).view


def test_when_nobody_can_look_at_it_the_file_is_not_to_blame(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, of_one: mother.Mother
) -> None:
    monkeypatch.setattr(sys, "executable", "/bin/false")
    with pytest.raises(OSError, match="has died"):
        cleaned(corpus.picture("JPEG"), tmp_path)
    monkeypatch.undo()
    monkeypatch.setattr(child, "MOTHER", of_one)
    assert cleaned(corpus.picture("JPEG"), tmp_path).view


def test_who_dies_between_two_files_is_started_again(tmp_path: Path, of_one: mother.Mother) -> None:
    assert cleaned(corpus.picture("JPEG"), tmp_path).view
    first = of_one._process  # noqa: SLF001
    assert first is not None
    os.kill(first.pid, signal.SIGKILL)
    first.wait()
    assert cleaned(corpus.picture("JPEG"), tmp_path).view


def test_the_child_knows_no_secrets(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LIZHI_MASTER_KEY", "ab" * 32)
    assert "LIZHI_MASTER_KEY" not in mother._environment()  # noqa: SLF001


@pytest.mark.parametrize(
    ("head", "kind"),
    [
        (b"\0\0\0\x18ftypmif1", "heic"),
        (b"\0\0\0\x18ftypisom", ""),
        (b"RIFF\0\0\0\0WAVE", ""),
        (b"II*\0", ""),
    ],
)
def test_the_first_bytes_choose_the_decoder(head: bytes, kind: str) -> None:
    assert kind_of(head) == kind


def test_a_twelve_megapixel_photo_is_made_smaller(tmp_path: Path) -> None:
    clean = cleaned(corpus.picture("JPEG", (4032, 3024)), tmp_path)
    with Image.open(io.BytesIO(clean.view)) as picture:
        assert max(picture.size) <= 3000
