"""In a sealed package every file, manifest, seal and stamp that was touched is called by name."""

import json
import os
import random
import shutil
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import bagit
import pytest

from lizhi.common import clock
from lizhi.documents import packages
from lizhi.documents.packages import layout
from lizhi.documents.packages.sources import NoPackage, Source
from lizhi.documents.validation import Verdict
from lizhi.signing import sealing
from tests.documents import bags, signed
from tests.documents.bags import NUMBER, PAPER

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


@pytest.fixture
def paper() -> signed.Signed:
    """An agreement signed by both."""
    return signed.paper()


@pytest.fixture
def folder(paper: signed.Signed, tmp_path: Path) -> Path:
    """A good package, unpacked."""
    return bags.unpacked(bags.package(paper), tmp_path)


def found(verdict: Verdict) -> set[tuple[str, str]]:
    assert all(problem.words for problem in verdict.problems)
    return {(problem.code, problem.about) for problem in verdict.problems}


def flip(path: Path, place: int = 0, bit: int = 0) -> None:
    data = bytearray(path.read_bytes())
    data[place % len(data)] ^= 1 << bit
    path.write_bytes(bytes(data))


def test_a_good_package_is_valid_as_zip_as_folder_and_as_bag(
    paper: signed.Signed, folder: Path, tmp_path: Path
) -> None:
    for path in (tmp_path / "package.zip", folder, folder / NUMBER):
        verdict = packages.check(path, paper.root)
        assert verdict.valid, (path, verdict.problems)
        assert [signer.role for signer in verdict.signers] == ["seal"]
        assert [signer.role for signer in verdict.papers[PAPER].signers] == ["employee", "company"]
    assert bagit.Bag(str(folder / NUMBER)).is_valid()


def test_the_same_files_in_somebody_elses_zip_are_as_good(
    paper: signed.Signed, folder: Path, tmp_path: Path
) -> None:
    other = tmp_path / "other.zip"
    with zipfile.ZipFile(other, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in folder.rglob("*"):
            archive.write(path, path.relative_to(folder))
    assert packages.check(other, paper.root).valid


@pytest.mark.slow
def test_every_file_that_was_flipped_is_named(paper: signed.Signed, folder: Path) -> None:
    bag = folder / NUMBER
    for path in sorted(path for path in bag.rglob("*") if path.is_file()):
        good = path.read_bytes()
        for place in (0, len(good) // 2, len(good) - 1):
            flip(path, place)
            names = {about for _, about in found(packages.check(folder, paper.root))}
            assert path.relative_to(bag).as_posix() in names, (path, place)
            path.write_bytes(good)


@pytest.mark.slow
def test_every_file_that_was_dropped_is_named(paper: signed.Signed, folder: Path) -> None:
    bag = folder / NUMBER
    for path in sorted(path for path in bag.rglob("*") if path.is_file()):
        good = path.read_bytes()
        path.unlink()
        name = path.relative_to(bag).as_posix()
        assert ("file_missing", name) in found(packages.check(folder, paper.root))
        path.write_bytes(good)


@pytest.mark.parametrize(
    "name",
    [f"{NUMBER}/data/more.txt", f"{NUMBER}/data/documents/more.pdf", f"{NUMBER}/more.txt", "more"],
)
def test_every_file_that_was_added_is_named(paper: signed.Signed, folder: Path, name: str) -> None:
    (folder / name).write_bytes(b"more")
    names = found(packages.check(folder, paper.root))
    assert ("file_added", name.removeprefix(f"{NUMBER}/")) in names


@pytest.mark.slow
def test_seal_and_stamp_are_named_when_flipped_or_dropped(
    paper: signed.Signed, folder: Path
) -> None:
    chance = random.Random(1)  # noqa: S311  the same places every time
    for name, bad, gone in (
        ("seal.p7s", {"seal_bad", "uncovered", "untrusted", "no_stamp", "stamp_bad"}, "no_seal"),
        ("seal.tsr", {"seal_stamp_bad"}, "no_seal_stamp"),
    ):
        path = folder / name
        good = path.read_bytes()
        for _ in range(25):
            flip(path, chance.randrange(len(good)), chance.randrange(8))
            problems = found(packages.check(folder, paper.root))
            assert {about for _, about in problems} == {name}, problems
            assert {code for code, _ in problems} <= bad
            path.write_bytes(good)
        path.unlink()
        assert found(packages.check(folder, paper.root)) == {(gone, name)}
        path.write_bytes(good)


def test_another_seal_over_the_same_manifest_is_not_trusted(
    paper: signed.Signed, folder: Path
) -> None:
    def seal(data: bytes) -> None:
        signature, stamp = sealing.detached(data, clock.now())
        (folder / "seal.p7s").write_bytes(signature)
        (folder / "seal.tsr").write_bytes(stamp)

    seal(b"another manifest")
    codes = {code for code, _ in found(packages.check(folder, paper.root))}
    assert codes == {"seal_bad", "seal_stamp_bad"}
    seal((folder / NUMBER / "tagmanifest-sha256.txt").read_bytes())
    assert packages.check(folder, paper.root).valid


def test_whoever_changes_a_file_and_every_manifest_is_caught_by_the_seal(
    paper: signed.Signed, folder: Path
) -> None:
    (folder / NUMBER / "data/README.txt").write_text("anders", encoding="utf-8")
    bag = bagit.Bag(str(folder / NUMBER))
    bag.save(manifests=True)
    codes = {code for code, _ in found(packages.check(folder, paper.root))}
    assert {"seal_bad", "seal_stamp_bad"} <= codes


def _drop_event(files: dict[str, bytes]) -> None:
    lines = files["metadata/audit.jsonl"].splitlines(keepends=True)
    files["metadata/audit.jsonl"] = lines[0] + lines[2]


def _change_event(files: dict[str, bytes]) -> None:
    lines = files["metadata/audit.jsonl"].splitlines(keepends=True)
    event = json.loads(lines[1])
    event["facts"]["n"] = 99
    lines[1] = json.dumps(event).encode() + b"\n"
    files["metadata/audit.jsonl"] = b"".join(lines)


def _break_log(files: dict[str, bytes]) -> None:
    files["metadata/audit.jsonl"] += b"{}\n"


def _break_ledger(files: dict[str, bytes]) -> None:
    files["metadata/ledger.json"] = b"[{}]"


def _forget_paper(files: dict[str, bytes]) -> None:
    del files["documents/离职协议.pdf"]


def _add_paper(files: dict[str, bytes]) -> None:
    files["documents/另一份.pdf"] = files["documents/离职协议.pdf"]


def _swap_draft(files: dict[str, bytes]) -> None:
    files["unsigned/交接清单.pdf"] = b"another"


def _other_root(files: dict[str, bytes]) -> None:
    files["trust/root.pem"] = b"none"


@pytest.mark.parametrize(
    ("change", "code", "about"),
    [
        (_drop_event, "event_changed", "data/metadata/audit.jsonl 2"),
        (_change_event, "event_changed", "data/metadata/audit.jsonl 2"),
        (_break_log, "log_bad", "data/metadata/audit.jsonl 4"),
        (_break_ledger, "ledger_bad", "data/metadata/ledger.json"),
        (_forget_paper, "paper_missing", PAPER),
        (_add_paper, "not_in_ledger", "data/documents/另一份.pdf"),
        (_swap_draft, "not_in_ledger", "data/unsigned/交接清单.pdf"),
        (_other_root, "root_differs", "data/trust/root.pem"),
    ],
)
def test_what_was_wrong_before_it_was_sealed_is_named_too(
    paper: signed.Signed,
    tmp_path: Path,
    change: Callable[[dict[str, bytes]], None],
    code: str,
    about: str,
) -> None:
    path = tmp_path / "package.zip"
    path.write_bytes(bags.package(paper, change))
    assert found(packages.check(path, paper.root)) == {(code, about)}


def test_a_paper_inside_is_held_against_its_ledger(paper: signed.Signed, tmp_path: Path) -> None:
    def older(files: dict[str, bytes]) -> None:
        files["documents/离职协议.pdf"] = paper.by_employee

    path = tmp_path / "package.zip"
    path.write_bytes(bags.package(paper, older))
    assert found(packages.check(path, paper.root)) == {("older_revision", PAPER)}


@pytest.mark.slow
def test_no_byte_of_our_zip_can_be_flipped(paper: signed.Signed, tmp_path: Path) -> None:
    path = tmp_path / "package.zip"
    path.write_bytes(bags.package(paper))
    chance = random.Random(2)  # noqa: S311
    good = path.read_bytes()
    headers = [good.rindex(b"PK\x01\x02") + place for place in range(0, 60, 3)]
    for place in [*headers, 10, *(chance.randrange(len(good)) for _ in range(20))]:
        flip(path, place, chance.randrange(8))
        assert not packages.check(path, paper.root).valid, place
        path.write_bytes(good)
    path.write_bytes(b"#!/bin/sh\n" + good)
    assert found(packages.check(path, paper.root)) == {("zip_odd", "")}


@pytest.mark.parametrize("method", [1, 8, 12, 14, 99])
def test_a_file_that_claims_to_be_packed_otherwise_is_not_read(
    paper: signed.Signed, tmp_path: Path, method: int
) -> None:
    path, good = tmp_path / "package.zip", bags.package(paper)
    entry = good.rindex(b"PK\x01\x02")
    local = int.from_bytes(good[entry + 42 : entry + 46], "little")
    changed = bytearray(good)
    changed[entry + 10] = changed[local + 8] = method
    path.write_bytes(changed)
    assert not packages.check(path, paper.root).valid


def test_names_that_lead_out_are_never_followed(
    paper: signed.Signed, folder: Path, tmp_path: Path
) -> None:
    (folder / NUMBER / "data/link.txt").symlink_to("/etc/hostname")
    assert ("unsafe_name", f"{NUMBER}/data/link.txt") in found(packages.check(folder, paper.root))
    path = tmp_path / "package.zip"
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("../out.txt", "x")
        archive.writestr(f"{NUMBER}\\data\\out.txt", "x")
    names = {
        about for code, about in found(packages.check(path, paper.root)) if code == "unsafe_name"
    }
    assert "../out.txt" in names


@pytest.mark.parametrize("name", ["AAA/bagit.txt", "bagit.txt", "AAA/tagmanifest-sha256.txt"])
def test_what_only_looks_like_a_bag_is_named_and_nothing_else(
    paper: signed.Signed, folder: Path, tmp_path: Path, name: str
) -> None:
    (folder / name).parent.mkdir(exist_ok=True)
    (folder / name).write_bytes(b"more")
    assert found(packages.check(folder, paper.root)) == {("file_added", name)}
    other = tmp_path / "other.zip"
    with zipfile.ZipFile(other, "w") as archive:
        for path in folder.rglob("*"):
            archive.write(path, path.relative_to(folder))
    assert found(packages.check(other, paper.root)) == {("file_added", name)}


def test_a_second_bag_inside_the_bag_does_not_take_its_place(
    paper: signed.Signed, folder: Path
) -> None:
    shutil.copytree(folder / NUMBER, folder / "AAA")
    (folder / NUMBER / "xbagit.txt").write_bytes(b"more")
    (folder / "AAA/tagmanifest-sha256.txt").write_bytes(b"more")
    names = {about for _, about in found(packages.check(folder, paper.root))}
    assert "AAA/bagit.txt" in names
    assert "xbagit.txt" in names
    assert "bagit.txt" not in names


def test_only_plain_files_are_read_from_a_folder(paper: signed.Signed, folder: Path) -> None:
    readme = folder / NUMBER / "data/README.txt"
    readme.unlink()
    os.mkfifo(readme)
    os.mkfifo(folder / "pipe")
    problems = found(packages.check(folder, paper.root))
    assert {("unsafe_name", f"{NUMBER}/data/README.txt"), ("unsafe_name", "pipe")} <= problems
    assert ("file_missing", "data/README.txt") in problems


def test_a_folder_that_nobody_may_look_into_is_named(
    paper: signed.Signed, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "closed").mkdir()
    look = os.scandir

    def closed(path: Path) -> Iterator[os.DirEntry[str]]:
        if path.name == "closed":
            raise PermissionError
        return look(path)

    monkeypatch.setattr(os, "scandir", closed)
    assert found(packages.check(folder, paper.root)) == {("unsafe_name", "closed")}


@pytest.mark.parametrize("limit", ["MOST_BYTES", "MOST_ENTRIES"])
def test_a_folder_larger_than_any_package_is_unreadable(
    paper: signed.Signed, folder: Path, monkeypatch: pytest.MonkeyPatch, limit: str
) -> None:
    monkeypatch.setattr(layout, limit, 10)
    assert not packages.check(folder, paper.root).readable


def test_a_log_or_a_root_too_large_to_read_is_a_fault(
    paper: signed.Signed, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Source, "read", lambda *_: None)
    problems = found(packages.check(folder, paper.root))
    assert ("log_bad", layout.AUDIT) in problems
    assert ("root_differs", layout.ROOT) in problems
    assert ("ledger_bad", layout.LEDGER) in problems


def test_without_a_root_nothing_is_valid_but_changes_are_still_named(
    paper: signed.Signed, folder: Path
) -> None:
    flip(folder / NUMBER / "data/README.txt")
    problems = found(packages.check(folder, None))
    assert ("no_root", "") in problems
    assert ("file_changed", "data/README.txt") in problems
    assert ("no_root", "") in found(packages.check(folder, b"nonsense"))


def test_what_is_no_package_is_unreadable(tmp_path: Path) -> None:
    (tmp_path / "junk.zip").write_bytes(b"PK\x03\x04junk")
    (tmp_path / "empty").mkdir()
    for name in ("junk.zip", "empty", "nothing"):
        verdict = packages.check(tmp_path / name, None)
        assert not verdict.readable
    with pytest.raises(NoPackage):
        packages.open_source(tmp_path / "empty")


def test_a_dropped_bagit_txt_does_not_hide_the_bag(paper: signed.Signed, folder: Path) -> None:
    (folder / NUMBER / "bagit.txt").unlink()
    (folder / NUMBER / "manifest-sha256.txt").unlink()
    missing = {about for code, about in found(packages.check(folder, paper.root))}
    assert missing == {"bagit.txt", "manifest-sha256.txt"}
    shutil.rmtree(folder / NUMBER)
    assert not packages.check(folder, paper.root).readable
