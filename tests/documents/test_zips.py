"""A ZIP holds the files that it names and nothing else, whoever packed it; and never too much."""

import io
import os
import struct
import warnings
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest

from lizhi.documents import packages
from lizhi.documents.packages import layout
from lizhi.documents.packages.records import CENTRAL_SIGN, LOCAL_SIGN
from lizhi.documents.packages.unzipping import Zip
from lizhi.documents.strangers import Spoilt
from lizhi.documents.validation import Verdict
from tests.documents import bags, signed
from tests.documents.bags import NUMBER

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
README = f"{NUMBER}/data/README.txt"
LINK, PIPE = 0o120777 << 16, 0o010644 << 16


@pytest.fixture
def paper() -> signed.Signed:
    """An agreement signed by both."""
    return signed.paper()


@pytest.fixture
def files(paper: signed.Signed) -> dict[str, bytes]:
    """All files of a good package."""
    with zipfile.ZipFile(io.BytesIO(bags.package(paper))) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def zipped(
    files: dict[str, bytes],
    *more: tuple[str, bytes],
    of: Callable[[zipfile.ZipInfo], None] = lambda _: None,
    out: io.BytesIO | None = None,
) -> bytes:
    """As somebody else packs it; `of` changes what is said of a file."""
    out = out or io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive, warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of names that come twice
        for name, data in (*files.items(), *more):
            entry = zipfile.ZipInfo(name, (2026, 6, 1, 9, 0, 0))
            entry.compress_type, entry.external_attr = zipfile.ZIP_DEFLATED, 0o100644 << 16
            if name.endswith("/"):
                entry.external_attr = 0o40755 << 16
            of(entry)
            archive.writestr(entry, data)
    return out.getvalue()


def checked(data: bytes, paper: signed.Signed, folder: Path) -> Verdict:
    path = folder / "some.zip"
    path.write_bytes(data)
    return packages.check(path, paper.root)


def found(verdict: Verdict) -> set[tuple[str, str]]:
    assert all(problem.words for problem in verdict.problems)
    return {(problem.code, problem.about) for problem in verdict.problems}


class Pipe(io.BytesIO):
    """What is written into it cannot be taken back: sizes have to follow each file."""

    def seekable(self) -> bool:
        return False

    def seek(self, *_: int) -> int:
        raise io.UnsupportedOperation

    def tell(self) -> int:
        raise io.UnsupportedOperation


def test_somebody_elses_zip_is_as_good_with_folders_times_or_sizes_behind_the_files(
    files: dict[str, bytes], paper: signed.Signed, tmp_path: Path
) -> None:
    def with_times(entry: zipfile.ZipInfo) -> None:
        entry.extra = struct.pack("<2HBL", 0x5455, 5, 1, 1780000000)

    assert checked(zipped(files), paper, tmp_path).valid
    assert checked(zipped(files, (f"{NUMBER}/data/", b"")), paper, tmp_path).valid
    assert checked(zipped(files, of=with_times), paper, tmp_path).valid
    assert checked(zipped(files, out=Pipe()), paper, tmp_path).valid
    said = zipped(files)
    unsaid = said.replace(b"\x14\0\0\x08\x08\0", b"\x14\0\0\0\x08\0")
    assert unsaid != said
    assert checked(unsaid, paper, tmp_path).valid, "names in UTF-8, as Info-ZIP leaves them"


@pytest.mark.parametrize(
    ("name", "data", "attributes"),
    [
        (f"{NUMBER}/data/more/", b"not empty", 0o40755 << 16),
        ("../more/", b"", 0o40755 << 16),
        (f"{README}/", b"", 0o40755 << 16),
        (f"{NUMBER}/data/link", b"/etc/passwd", LINK),
        (f"{NUMBER}/data/pipe", b"", PIPE),
        (f"{NUMBER}/data/folder", b"", 0x10),
        (README, b"twice", 0),
    ],
)
def test_an_entry_that_is_not_what_it_seems_is_named(
    files: dict[str, bytes],
    paper: signed.Signed,
    tmp_path: Path,
    name: str,
    data: bytes,
    attributes: int,
) -> None:
    def say(entry: zipfile.ZipInfo) -> None:
        if entry.filename == name:
            entry.external_attr = attributes

    problems = found(checked(zipped(files, (name, data), of=say), paper, tmp_path))
    assert ("unsafe_name", name) in problems


def test_a_file_of_the_package_that_claims_to_be_a_link_is_named(
    files: dict[str, bytes], paper: signed.Signed, tmp_path: Path
) -> None:
    def say(entry: zipfile.ZipInfo) -> None:
        entry.external_attr = LINK if entry.filename == README else entry.external_attr

    verdict = checked(zipped(files, of=say), paper, tmp_path)
    assert ("unsafe_name", README) in found(verdict)


def between(data: bytes, more: bytes) -> bytes:
    """Put `more` before the second file; whoever reads by the directory finds every file."""
    second = data.index(LOCAL_SIGN, 4)
    changed, at = bytearray(data[:second] + more + data[second:]), 0
    while (at := changed.find(CENTRAL_SIGN, at + 1)) > 0:
        offset = int.from_bytes(changed[at + 42 : at + 46], "little")
        moved = offset + (len(more) if offset >= second else 0)
        changed[at + 42 : at + 46] = moved.to_bytes(4, "little")
    start = int.from_bytes(changed[-6:-2], "little") + len(more)
    changed[-6:-2] = start.to_bytes(4, "little")
    return bytes(changed)


def behind_a_stream(data: bytes, more: bytes) -> bytes:
    """Put `more` behind the deflated bytes of the first file and count it among them."""
    second = data.index(LOCAL_SIGN, 4)
    changed = bytearray(between(data, more))
    for at in (18, changed.index(CENTRAL_SIGN) + 20):
        packed = int.from_bytes(changed[at : at + 4], "little") + len(more)
        changed[at : at + 4] = packed.to_bytes(4, "little")
    assert changed[second : second + len(more)] == more
    return bytes(changed)


def commented(data: bytes, more: bytes) -> bytes:
    return data[:-2] + len(more).to_bytes(2, "little") + more


def test_bytes_that_belong_to_no_file_are_noticed_in_anybodys_zip(
    files: dict[str, bytes], paper: signed.Signed, tmp_path: Path
) -> None:
    good = zipped(files)
    for odd in (
        good + b"more",
        b"PK, more" + good,
        commented(good, b"more"),
        between(good, b"more"),
        zipped(files, of=lambda entry: setattr(entry, "comment", b"more")),
        zipped(files, of=lambda entry: setattr(entry, "extra", b"xx\4\0more")),
        zipped(files, of=lambda entry: setattr(entry, "extra", b"up\x09\0\1crc.more")),
    ):
        with zipfile.ZipFile(io.BytesIO(odd)) as archive:
            assert archive.testzip() is None, "others find nothing wrong"
        assert found(checked(odd, paper, tmp_path)) == {("zip_odd", "")}


def test_bytes_behind_the_end_of_a_deflated_file_are_noticed(
    files: dict[str, bytes], paper: signed.Signed, tmp_path: Path
) -> None:
    odd = behind_a_stream(zipped(files), b"more")
    with zipfile.ZipFile(io.BytesIO(odd)) as archive:
        assert archive.testzip() is None, "others find nothing wrong"
    first = next(iter(files)).removeprefix(f"{NUMBER}/")
    assert ("file_changed", first) in found(checked(odd, paper, tmp_path))


def test_our_own_zip_in_another_order_is_odd(
    files: dict[str, bytes], paper: signed.Signed, tmp_path: Path
) -> None:
    assert checked(packages.pack(files.items()), paper, tmp_path).valid
    turned = bytearray(packages.pack(files.items()))
    first = turned.index(CENTRAL_SIGN)
    second = turned.index(CENTRAL_SIGN, first + 1)
    third = turned.index(CENTRAL_SIGN, second + 1)
    turned[first:third] = turned[second:third] + turned[first:second]
    assert found(checked(bytes(turned), paper, tmp_path)) == {("zip_odd", "")}


def test_more_entries_than_any_package_has_are_not_looked_at(
    files: dict[str, bytes], paper: signed.Signed, tmp_path: Path
) -> None:
    many = [(f"{NUMBER}/data/{number}", b"") for number in range(layout.MOST_ENTRIES)]
    assert not checked(zipped({}, *many, (README, b"")), paper, tmp_path).readable
    assert found(checked(zipped(files, *many[:2000]), paper, tmp_path)) == {
        ("file_added", name.removeprefix(f"{NUMBER}/")) for name, _ in many[:2000]
    }


def test_a_bomb_is_not_unpacked(
    files: dict[str, bytes],
    paper: signed.Signed,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    bomb = bytes(4 * 1024**2)
    assert not checked(zipped(files, ("bomb", bomb)), paper, tmp_path).readable
    noise = os.urandom(2 * 1024**2)
    monkeypatch.setattr(layout, "MOST_BYTES", 3 * 1024**2)
    assert not checked(zipped(files, ("a", noise), ("b", noise)), paper, tmp_path).readable


def test_a_file_that_holds_more_than_it_claims_is_read_no_further() -> None:
    bomb = bytearray(zipped({"a": bytes(1024**2), "b": b""}))
    at = bomb.index(CENTRAL_SIGN) + 24
    bomb[at : at + 4] = (10).to_bytes(4, "little")
    with pytest.raises(Spoilt):
        list(Zip(bytes(bomb)).pieces("a"))


def test_a_damaged_stream_is_an_error_and_not_a_shorter_file() -> None:
    whole = zipped({"a": os.urandom(300_000)})
    for place in (100, 150_000, 300_000):
        changed = bytearray(whole)
        changed[place] ^= 1
        with pytest.raises((Spoilt, zlib.error)):
            list(Zip(bytes(changed)).pieces("a"))
    assert len(b"".join(Zip(whole).pieces("a"))) == 300_000


def test_whatever_is_cut_is_no_zip(files: dict[str, bytes]) -> None:
    whole = zipped(files)
    for end in (0, 2, 21, len(whole) // 2, len(whole) - 1):
        with pytest.raises(ValueError):  # noqa: PT011  Spoilt, or a name that is no text
            Zip(whole[:end])
