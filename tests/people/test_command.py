"""The command: what it prints, what it writes, and the code it leaves with."""

import json
from pathlib import Path

import pytest
from django.core.management import call_command

from lizhi.people.models import Employment, ImportBatch, RoleGrant
from lizhi.people.roster import grants, importing
from lizhi.people.roster.gate import Unreadable
from tests.people import sheets

pytestmark = pytest.mark.django_db


def run(*arguments: object) -> int:
    try:
        call_command("roster", *map(str, arguments))
    except SystemExit as left:
        return int(str(left.code))
    return 0


@pytest.fixture
def good(tmp_path: Path) -> Path:
    file = tmp_path / "good.xlsx"
    file.write_bytes(sheets.workbook(sheets.people(4)))
    return file


@pytest.fixture
def bad(tmp_path: Path) -> Path:
    file = tmp_path / "bad.xlsx"
    file.write_bytes(sheets.workbook(sheets.people(4, p2={"fund_rate": 7})))
    return file


def test_a_good_file_comes_in(good: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("import", good) == 0
    assert Employment.objects.count() == 4
    said = capsys.readouterr().out
    assert "4 rows: 4 new" in said
    assert "Written as batch 2026-0601-01" in said


def test_a_dry_run_writes_nothing_but_the_report(good: Path, tmp_path: Path) -> None:
    report = tmp_path / "out.json"
    assert run("import", good, "--dry-run", "--report", report) == 0
    assert not Employment.objects.exists()
    assert not ImportBatch.objects.exists()
    found = json.loads(report.read_text(encoding="utf-8"))
    assert found["rows"] == 4
    assert found["errors"] == []
    assert [set(warning) for warning in found["warnings"]] == [{"sheet", "row", "column", "reason"}]


def test_a_bad_file_leaves_with_one_and_changes_nothing(
    bad: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    report = tmp_path / "out.json"
    assert run("import", bad, "--report", report) == 1
    assert not Employment.objects.exists()
    errors = json.loads(report.read_text(encoding="utf-8"))["errors"]
    assert [(e["sheet"], e["row"], e["column"]) for e in errors] == [
        ("在职员工", 4, "公积金个人比例")
    ]
    assert "在职员工 4 公积金个人比例" in capsys.readouterr().err


def test_the_good_rows_of_a_bad_file_come_in_when_wanted(bad: Path) -> None:
    assert run("import", bad, "--good-rows") == 1
    assert Employment.objects.count() == 3


def test_what_contradicts_the_database_changes_nothing_either(good: Path, tmp_path: Path) -> None:
    run("import", good)
    other = tmp_path / "other.xlsx"
    other.write_bytes(sheets.workbook([sheets.person(9, phone="19900000002")]))
    assert run("import", other) == 1
    assert Employment.objects.count() == 4
    assert ImportBatch.objects.count() == 1


def test_what_cannot_be_read_says_so_in_one_line_and_in_the_report(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    junk, report = tmp_path / "junk.xlsx", tmp_path / "out.json"
    junk.write_bytes(b"hello")
    report.write_text('{"rows": 4, "errors": [], "warnings": []}', encoding="utf-8")
    assert run("import", junk, "--dry-run", "--report", report) == 1
    found = json.loads(report.read_text(encoding="utf-8"))
    assert found["rows"] == 0
    assert [(e["sheet"], e["row"], e["column"]) for e in found["errors"]] == [("junk.xlsx", 0, "")]
    assert "not an Excel file" in found["errors"][0]["reason"]
    assert run("import", tmp_path / "nothing.xlsx") == 2
    lines = capsys.readouterr().err.strip().splitlines()
    assert len(lines) == 2


def test_nobody_comes_in_when_the_report_or_the_roles_have_no_place(
    good: Path, tmp_path: Path
) -> None:
    assert run("import", good, "--report", tmp_path / "nowhere" / "out.json") == 2
    assert run("import", good, "--roles", tmp_path / "nothing.csv") == 2
    assert not Employment.objects.exists()


def test_the_number_of_the_batch_is_said_whatever_becomes_of_the_roles(
    good: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    roles = tmp_path / "roles.csv"
    roles.write_text("a,b\n1,2\n", encoding="utf-8")
    report = tmp_path / "out.json"
    assert run("import", good, "--roles", roles, "--report", report) == 1
    assert Employment.objects.count() == 4
    assert "2026-0601-01" in capsys.readouterr().out
    assert json.loads(report.read_text(encoding="utf-8"))["rows"] == 4


def test_roles_are_granted_by_number_and_only_once(good: Path, tmp_path: Path) -> None:
    roles = tmp_path / "roles.csv"
    roles.write_text(
        "工号,角色,分支,法人主体\nT0001,人事,苏州工厂,\nT0002,finance,,荔城制造有限公司\nT0003,集团HR,,\n",
        encoding="gb18030",
    )
    assert run("import", good, "--roles", roles) == 0
    assert run("roles", roles) == 0
    granted = RoleGrant.objects.order_by("pk").values_list("role", "branch__name", "entity__name")
    assert list(granted) == [
        ("hr", "苏州工厂", None),
        ("finance", None, "荔城制造有限公司"),
        ("group_hr", None, None),
    ]


def test_a_mistake_in_the_roles_grants_nothing(good: Path, tmp_path: Path) -> None:
    run("import", good)
    roles = tmp_path / "roles.csv"
    rows = [
        "number,role,branch",
        "T0001,hr,苏州工厂",
        "T0099,hr,",
        "T0002,king,",
        "T0003,keeper,月球",
    ]
    roles.write_text("\n".join(rows), encoding="utf-8")
    report = tmp_path / "out.json"
    assert run("roles", roles, "--report", report) == 1
    assert not RoleGrant.objects.exists()
    errors = json.loads(report.read_text(encoding="utf-8"))["errors"]
    assert [(e["sheet"], e["row"], e["column"]) for e in errors] == [
        ("roles.csv", 3, "number"),
        ("roles.csv", 4, "role"),
        ("roles.csv", 5, "branch"),
    ]


def test_a_batch_is_taken_back(good: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run("import", good)
    assert run("undo", "2026-0601-01") == 0
    assert not Employment.objects.exists()
    assert run("undo", "2026-0601-01") == 2
    assert run("undo", "2026-0601-77") == 2


@pytest.mark.parametrize("end", ["\r", "\r\n", "\n"])
@pytest.mark.parametrize("spelling", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_a_table_of_roles_is_read_however_a_program_saves_it(end: str, spelling: str) -> None:
    sheets.brought(sheets.people(2))
    text = end.join(["工号,角色,分支", "T0002,人事,苏州工厂", ""])
    report = grants.grant_roles(text.encode(spelling), sheet="roles.csv", at=sheets.NOW)
    assert (report.rows, report.errors) == (1, [])
    assert RoleGrant.objects.get().branch


@pytest.mark.parametrize("content", [b"number,role\r\nT\x000001,hr", b"\xff\xfe\x00", b"\xff\x00"])
def test_bytes_that_are_no_table_of_roles_are_refused_in_a_sentence(content: bytes) -> None:
    with pytest.raises(Unreadable, match="CSV"):
        grants.grant_roles(content, sheet="roles.csv", at=sheets.NOW)


@pytest.mark.parametrize("spelling", ["utf-8", "gb18030", "utf-16"])
def test_a_roster_as_text_is_told_to_be_saved_as_a_workbook(spelling: str) -> None:
    for end in ("\r", "\0", "\n"):
        with pytest.raises(Unreadable, match="xlsx"):
            importing.read(f"工号,姓名{end}T0001,张敏".encode(spelling), None, at=sheets.NOW)
