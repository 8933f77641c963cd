"""`lizhi verify`: one answer for whoever holds a file, from anywhere, without a database."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from pytest_django import Settings

from lizhi.documents.verifying import find_root
from tests.documents import bags, signed
from tests.documents.bags import NUMBER, PAPER


@pytest.fixture
def paper(db: None) -> signed.Signed:
    """An agreement signed by both."""
    return signed.paper()


@pytest.fixture
def place(paper: signed.Signed, tmp_path: Path) -> Path:
    """As the demo leaves it: papers, trust root, package."""
    (tmp_path / "papers").mkdir()
    (tmp_path / "papers/agreement.pdf").write_bytes(paper.pdf)
    (tmp_path / "trust").mkdir()
    (tmp_path / "trust/root.pem").write_bytes(paper.root)
    bags.unpacked(bags.package(paper), tmp_path)
    return tmp_path


def verify(
    capsys: pytest.CaptureFixture[str], path: Path, *options: str
) -> tuple[int, dict[str, Any]]:
    with pytest.raises(SystemExit) as leaving:
        call_command("verify", str(path), "--json", *options)
    answer: dict[str, Any] = json.loads(capsys.readouterr().out)
    return int(str(leaving.value.code)), answer


def said(capsys: pytest.CaptureFixture[str], path: Path, *options: str) -> str:
    with pytest.raises(SystemExit):
        call_command("verify", str(path), *options)
    return capsys.readouterr().out


def codes(answer: dict[str, Any]) -> set[str]:
    return {problem["code"] for problem in answer["problems"]}


def test_a_paper_and_a_package_are_valid_by_the_root_beside_them(
    place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("papers/agreement.pdf", "package", f"package/{NUMBER}", "package.zip"):
        code, answer = verify(capsys, place / name)
        assert (code, answer["valid"]) == (0, True), answer
        assert answer["root"]["from"] == "beside"
        assert answer["root"]["path"] == str(place / "trust/root.pem")
        assert len(answer["root"]["sha256"]) == 64


def test_the_ledger_of_the_package_beside_it_knows_that_a_revision_is_missing(
    place: Path, paper: signed.Signed, capsys: pytest.CaptureFixture[str]
) -> None:
    path = place / "papers/agreement.pdf"
    path.write_bytes(paper.by_employee)
    code, answer = verify(capsys, path)
    assert (code, codes(answer)) == (1, {"older_revision"})
    assert answer["ledger"].endswith("ledger.json")
    alone = place / "alone.pdf"
    shutil.copy(path, alone)
    shutil.rmtree(place / "package")
    assert verify(capsys, alone)[0] == 0


def test_a_paper_inside_a_package_is_held_against_its_ledger(
    place: Path, paper: signed.Signed, capsys: pytest.CaptureFixture[str]
) -> None:
    inside = place / "package" / NUMBER / PAPER
    code, answer = verify(capsys, inside)
    assert (code, answer["root"]["from"]) == (0, "package")
    inside.write_bytes(paper.by_employee)
    assert codes(verify(capsys, inside)[1]) == {"older_revision"}
    stranger = inside.with_name("另一份.pdf")
    stranger.write_bytes(signed.paper().pdf)
    assert "not_in_ledger" in codes(verify(capsys, stranger)[1])


def test_a_case_file_beside_the_papers_can_hold_the_ledger(
    place: Path, paper: signed.Signed, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.rmtree(place / "package")
    case = {"papers": [{"file": "papers/agreement.pdf", "revisions": paper.ledger}]}
    (place / "case.json").write_text(json.dumps(case), encoding="utf-8")
    path = place / "papers/agreement.pdf"
    assert verify(capsys, path)[1]["ledger"] == str(place / "case.json")
    path.write_bytes(paper.by_employee)
    assert codes(verify(capsys, path)[1]) == {"older_revision"}
    for odd in ("[]", "{", '{"papers": [1, {"revisions": 3}]}', '"x"'):
        (place / "case.json").write_text(odd, encoding="utf-8")
        assert verify(capsys, path)[0] == 0


def test_a_root_from_the_package_itself_is_said_plainly(
    place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.rmtree(place / "trust")
    code, answer = verify(capsys, place / "package.zip")
    assert (code, answer["root"]["from"]) == (0, "package")
    words = said(capsys, place / "package.zip", "--language", "en")
    assert "came from the package itself" in words
    assert answer["root"]["sha256"] in words


def test_a_root_that_somebody_insists_on_is_used(
    place: Path, paper: signed.Signed, capsys: pytest.CaptureFixture[str]
) -> None:
    root = place / "mine.pem"
    root.write_bytes(paper.root)
    path = place / "papers/agreement.pdf"
    assert verify(capsys, path, "--root", str(root))[1]["root"]["from"] == "option"
    root.write_text("nothing", encoding="utf-8")
    code, answer = verify(capsys, path, "--root", str(root))
    assert (code, codes(answer)) == (1, {"no_root"})
    with pytest.raises(SystemExit) as leaving:
        call_command("verify", str(path), "--root", str(place / "gone.pem"))
    assert leaving.value.code == 2


def test_the_root_of_this_installation_is_the_last_to_be_asked(
    place: Path, tmp_path: Path, settings: Settings
) -> None:
    settings.DATA_DIR = tmp_path / "data"
    assert find_root(Path("/nowhere/x.pdf"), None) is None
    (tmp_path / "data/trust").mkdir(parents=True)
    shutil.copy(place / "trust/root.pem", tmp_path / "data/trust/root.pem")
    found = find_root(Path("/nowhere/x.pdf"), None)
    assert found is not None
    assert found.origin == "installation"


def test_the_answer_for_people_names_faults_and_signers(
    place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = place / "papers/agreement.pdf"
    good = said(capsys, path, "--language", "en")
    assert "张敏" in good
    assert "B-T" in good
    path.write_bytes(path.read_bytes() + b"\n")
    assert "Bytes stand behind the last signature" in said(capsys, path, "--language", "en")
    assert "离职协议.pdf" in said(capsys, place / "package")


@pytest.mark.parametrize("name", ["nothing.pdf", "junk.pdf", "junk.zip", "folder"])
def test_what_cannot_be_read_is_two(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "junk.pdf").write_bytes(b"%PDF-1.7 junk")
    (tmp_path / "junk.zip").write_bytes(b"PK\x03\x04junk")
    (tmp_path / "folder").mkdir()
    code, answer = verify(capsys, tmp_path / name)
    assert (code, answer["readable"], answer["valid"]) == (2, False, False)


@pytest.mark.slow
def test_it_runs_from_anywhere_without_any_database(place: Path) -> None:
    environment = {**os.environ, "DATABASE_URL": "sqlite:////nowhere/none.sqlite3"}
    lizhi = Path(sys.executable).with_name("lizhi")
    for name, code in (("papers/agreement.pdf", 0), ("package", 0), ("nothing", 2)):
        done = subprocess.run(  # noqa: S603
            [lizhi, "verify", name], cwd=place, env=environment, capture_output=True, check=False
        )
        assert done.returncode == code, done.stderr
        assert b"Traceback" not in done.stderr
