"""Whatever somebody puts before `lizhi verify`, there is an answer: soon, whole, and by name."""

import json
import os
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command

from lizhi.documents import packages, strangers
from lizhi.documents.packages import layout
from lizhi.documents.verifying import answer as answering
from tests.documents import bags, signed
from tests.documents.bags import NUMBER, PAPER

pytestmark = pytest.mark.slow

DEEP = "[" * 100_000
LEDGER, AUDIT = f"{NUMBER}/{layout.LEDGER}", f"{NUMBER}/{layout.AUDIT}"


@pytest.fixture
def paper(db: None) -> signed.Signed:
    """An agreement signed by both."""
    return signed.paper()


@pytest.fixture
def folder(paper: signed.Signed, tmp_path: Path) -> Path:
    """A good package, unpacked."""
    return bags.unpacked(bags.package(paper), tmp_path)


@pytest.fixture
def alone(paper: signed.Signed, tmp_path: Path) -> Path:
    """A good paper with nothing near it but the root."""
    place = tmp_path / "alone"
    (place / "trust").mkdir(parents=True)
    (place / "trust/root.pem").write_bytes(paper.root)
    (place / "a.pdf").write_bytes(paper.pdf)
    return place / "a.pdf"


def verify(
    capsys: pytest.CaptureFixture[str], path: Path, *options: str
) -> tuple[int, dict[str, Any], str]:
    """Code, answer for programs, answer for people."""
    answers = []
    for more in (["--json"], ["--language", "en"]):
        with pytest.raises(SystemExit) as leaving:
            call_command("verify", str(path), *options, *more)
        out = capsys.readouterr().out
        out.encode()  # can be written anywhere
        answers.append((int(str(leaving.value.code)), out))
    (code, told), (again, words) = answers
    assert code == again
    return code, json.loads(told), words


def faults(answer: dict[str, Any]) -> set[tuple[str, str]]:
    return {(problem["code"], problem["about"]) for problem in answer["problems"]}


def event(**changes: object) -> str:
    fields: dict[str, object] = {
        **dict.fromkeys(("previous", "digest", "case", "kind", "step", "words"), ""),
        "seq": 1,
        "actor": None,
        "happened_at": "2026-01-01T00:00:00+00:00",
        "facts": {},
    }
    return json.dumps({**fields, **changes})


def entry(**changes: object) -> str:
    return json.dumps([{"file": PAPER, "signed": True, "revisions": ["x"], **changes}])


@pytest.mark.parametrize(
    "line",
    [
        *(DEEP, "3", "null", '"x"', "[]", event(happened_at="0001-01-01T00:00:00+10:00")),
        *(event(happened_at=5), event(words=None), event(case="\ud800"), '{"seq": 1' + "0" * 5000),
    ],
)
def test_an_event_that_nobody_can_read_is_named(
    folder: Path, capsys: pytest.CaptureFixture[str], line: str
) -> None:
    (folder / AUDIT).write_text(line + "\n", encoding="utf-8")
    code, answer, _ = verify(capsys, folder)
    assert code == 1
    assert ("log_bad", f"{layout.AUDIT} 1") in faults(answer)


@pytest.mark.parametrize(
    "text",
    [
        *(DEEP, "3", "null", '"x"', "[3]", '{"a": 1}', entry(revisions=5)),
        *(entry(revisions=[]), entry(revisions=[], signed=False)),
    ],
)
def test_a_ledger_that_nobody_can_read_is_named(
    folder: Path, capsys: pytest.CaptureFixture[str], text: str
) -> None:
    (folder / LEDGER).write_text(text, encoding="utf-8")
    code, answer, _ = verify(capsys, folder)
    assert code == 1
    assert ("ledger_bad", layout.LEDGER) in faults(answer)


@pytest.mark.parametrize("text", [DEEP, "{", "\ufeff[]", "1" + "0" * 5000])
def test_a_ledger_beside_a_paper_that_nobody_can_read_is_told_and_in_a_package_it_is_a_fault(
    alone: Path, folder: Path, capsys: pytest.CaptureFixture[str], text: str
) -> None:
    ledger = alone.with_name("ledger.json")
    ledger.write_text(text, encoding="utf-8")
    code, answer, words = verify(capsys, alone)
    assert (code, answer["notes"]) == (0, [f"{ledger}：这份登记读不出来。"])
    assert str(ledger) in words
    (folder / LEDGER).write_text(text, encoding="utf-8")
    code, answer, _ = verify(capsys, folder / NUMBER / PAPER)
    assert (code, faults(answer)) == (1, {("ledger_bad", str(folder / LEDGER))})


@pytest.mark.parametrize("text", ["[]", "{}", '"x"', entry(revisions=[])])
def test_a_paper_in_a_package_whose_ledger_says_nothing_of_it_is_not_known(
    folder: Path, capsys: pytest.CaptureFixture[str], text: str
) -> None:
    (folder / LEDGER).write_text(text, encoding="utf-8")
    code, answer, _ = verify(capsys, folder / NUMBER / PAPER)
    assert (code, faults(answer)) == (1, {("not_in_ledger", "")})


def test_pipes_and_devices_are_never_opened(
    alone: Path, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    pipe = alone.with_name("pipe.pdf")
    os.mkfifo(pipe)
    for path in (pipe, Path("/dev/zero"), Path("/dev/null")):
        code, answer, _ = verify(capsys, path)
        assert (code, answer["readable"]) == (2, False)
    os.mkfifo(alone.with_name("ledger.json"))
    os.mkfifo(alone.with_name("case.json"))
    assert verify(capsys, alone)[0] == 0
    (alone.parent / "trust/root.pem").unlink()
    os.mkfifo(alone.parent / "trust/root.pem")
    assert faults(verify(capsys, alone)[1]) == {("no_root", "")}
    os.mkfifo(folder / NUMBER / "data/pipe")
    code, answer, _ = verify(capsys, folder)
    assert (code, faults(answer)) == (1, {("unsafe_name", f"{NUMBER}/data/pipe")})


@pytest.mark.parametrize("begin", [b"%PDF-1.7\n", b"PK\3\4"])
def test_a_file_too_large_for_any_paper_or_package_is_unreadable(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], begin: bytes
) -> None:
    large = tmp_path / "large"
    large.write_bytes(begin)
    os.truncate(large, 1024**4)
    code, answer, _ = verify(capsys, large)
    assert (code, faults(answer)) == (2, {("unreadable", "")})


def test_a_file_that_memory_cannot_hold_is_unreadable(
    alone: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **__: object) -> None:
        raise MemoryError

    monkeypatch.setattr(answering, "check_pdf", full)
    assert verify(capsys, alone)[0] == 2
    monkeypatch.setattr(packages, "check_source", full)
    assert verify(capsys, alone.parents[1] / "package.zip")[0] == 2


@pytest.mark.parametrize("name", ["a" * 300, "a" * 300 + ".pdf", "x/" * 3000])
def test_a_path_that_nobody_can_look_at_is_unreadable_and_no_fault_of_the_root(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    code, answer, words = verify(capsys, tmp_path / name)
    assert (code, answer["readable"], answer["path"]) == (2, False, str(tmp_path / name))
    assert "cannot be read" in words
    assert "root" not in words.splitlines()[1]


def test_a_folder_that_nobody_may_enter_is_unreadable(
    alone: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def closed(*_: object, **__: object) -> os.stat_result:
        raise PermissionError

    monkeypatch.setattr(Path, "stat", closed)
    code, answer, _ = verify(capsys, alone)
    assert (code, faults(answer)) == (2, {("unreadable", "")})


def test_a_root_that_cannot_be_read_is_told_to_programs_too(
    alone: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    gone = alone.with_name("gone.pem")
    with pytest.raises(SystemExit) as leaving:
        call_command("verify", str(alone), "--json", "--root", str(gone))
    told = capsys.readouterr()
    assert leaving.value.code == 2
    assert faults(json.loads(told.out)) == {("no_root", str(gone))}
    assert str(gone) in told.err


def test_a_name_that_is_no_text_is_told_all_the_same(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    os.rename(folder, os.fsencode(folder) + b"\xff")  # noqa: PTH104  a name in bytes
    named = Path(os.fsdecode(os.fsencode(folder) + b"\xff"))
    (named / os.fsdecode(b"\xff\xfe.txt")).write_bytes(b"more")
    code, answer, words = verify(capsys, named)
    assert (code, faults(answer)) == (1, {("file_added", "\udcff\udcfe.txt")})
    assert answer["path"] == str(named)
    assert "\\udcff\\udcfe.txt" in words


def test_a_name_cannot_write_lines_of_the_answer(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "x\n\x1b[2Jvalid").write_bytes(b"more")
    _, answer, words = verify(capsys, folder)
    assert ("file_added", "x\n\x1b[2Jvalid") in faults(answer)
    assert "x\\n\\x1b[2Jvalid" in words


def test_a_file_that_grows_while_it_is_read_is_not_believed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    growing = tmp_path / "growing"
    growing.write_bytes(b"12")
    told = growing.stat()
    growing.write_bytes(b"123")
    monkeypatch.setattr(Path, "stat", lambda _: told)
    with pytest.raises(OSError, match="changes"):
        strangers.read(growing, 10)
