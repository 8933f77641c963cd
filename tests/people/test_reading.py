"""What kinds of files come in, and where in them the people are."""

import datetime as dt
import io
import zipfile
from pathlib import Path

import openpyxl
import pytest

from lizhi.people import example
from lizhi.people.roster import columns, dates, formulas, gate, importing, reading, trial
from lizhi.people.roster.workbook import workbook
from tests.people import sheets


@pytest.mark.django_db
def test_the_real_roster_comes_in_without_a_mistake() -> None:
    data = example.ROSTER.read_bytes()
    at = dt.datetime(2026, 11, 24, tzinfo=dt.UTC)
    found = importing.read(data, None, at=at)

    assert found.report.rows == 1200
    assert found.report.errors == []
    assert len(found.report.warnings) == 6
    assert found.entries[0].number == "L000001"
    assert found.entries[0].hired_on == dt.date(2021, 10, 1)
    assert found.entries[2].hired_on == dt.date(2025, 12, 31)
    assert len(found.fields) == 30


@pytest.mark.django_db
def test_before_the_day_it_was_written_some_of_its_people_were_not_hired_yet() -> None:
    found = importing.read(example.ROSTER.read_bytes(), None, at=sheets.NOW)
    assert {error.reason for error in found.report.errors} == {"lies in the future"}


@pytest.mark.parametrize(
    ("cell", "day"),
    [
        ("2025-12-31", dt.date(2025, 12, 31)),
        ("2021/7/1", dt.date(2021, 7, 1)),
        ("2019年3月1日", dt.date(2019, 3, 1)),
        ("2019 年 3 月 1 日", dt.date(2019, 3, 1)),
        ("２０１９－３－１", dt.date(2019, 3, 1)),
        ("20190301", dt.date(2019, 3, 1)),
        ("2019.3.1", dt.date(2019, 3, 1)),
        ("2019-03-01 00:00:00", dt.date(2019, 3, 1)),
        (20190301.0, dt.date(2019, 3, 1)),
        (44986.0, dt.date(2023, 3, 1)),
        (dt.datetime(2019, 3, 1, 8, 30), dt.date(2019, 3, 1)),  # noqa: DTZ001  as files have it
    ],
)
def test_days_are_read_in_every_shape(cell: object, day: dt.date) -> None:
    assert dates.read(cell) == day


@pytest.mark.parametrize("cell", ["2023-02-29", "2019-13-01", "1899-12-31", "0000-00-00"])
def test_days_that_never_were_are_told_from_what_is_no_date(cell: str) -> None:
    with pytest.raises(dates.NoDay):
        dates.read(cell)


@pytest.mark.parametrize("cell", ["见合同", "3 月", 12.5, 5.0, True, "2019-03-01 12:30"])
def test_what_is_no_date_is_not_guessed(cell: object) -> None:
    with pytest.raises(dates.NotADate):
        dates.read(cell)


def test_the_header_is_found_below_titles_and_right_of_empty_columns() -> None:
    book = openpyxl.Workbook()
    table = book.active
    assert table is not None
    table["B2"] = "花名册"
    for place, name in enumerate(["工号", "姓名", "手机", "部门"]):
        table.cell(row=5, column=3 + place, value=name)
    table["C7"] = "T1"
    (sheet,) = reading.open_roster(sheets.saved(book))

    assert sheet.header_row == 5
    assert [(column.letter, column.header) for column in sheet.columns][:2] == [
        ("C", "工号"),
        ("D", "姓名"),
    ]
    assert [number for number, _cells in sheet.rows()] == [7]


def test_sheets_without_people_and_hidden_ones_are_left_alone() -> None:
    book = openpyxl.load_workbook(io.BytesIO(sheets.workbook(sheets.people(2))))
    book.create_sheet("说明", 0).append(["本表由人力资源部维护"])
    hidden = book.create_sheet("旧表")
    hidden.append(list(sheets.HEADER.values()))
    hidden.sheet_state = "hidden"
    assert [sheet.name for sheet in reading.open_roster(sheets.saved(book))] == ["在职员工"]


@pytest.mark.django_db
def test_several_sheets_with_people_are_one_roster() -> None:
    book = openpyxl.load_workbook(io.BytesIO(sheets.workbook(sheets.people(2))))
    second = book.create_sheet("苏州")
    second.append(list(sheets.HEADER.values()))
    second.append([sheets.person(2)[field] for field in sheets.HEADER])
    found = sheets.tried(sheets.saved(book))

    assert found.report.rows == 3
    (error, *_rest) = found.report.errors
    assert (error.sheet, error.row, error.reason) == (
        "苏州",
        2,
        "is the same as in row 4 of 在职员工",
    )


def with_second_sheet(name: str, header: list[str], row: list[object]) -> bytes:
    book = openpyxl.load_workbook(io.BytesIO(sheets.workbook(sheets.people(2))))
    second = book.create_sheet(name)
    second.append(header)
    second.append(row)
    return sheets.saved(book)


@pytest.mark.django_db
def test_a_sheet_with_one_strange_header_is_read_and_the_column_is_missed_there() -> None:
    names = {**sheets.HEADER, "phone": "联络方式"}
    row = [sheets.person(3, phone="见通讯录")[field] for field in names]
    found = sheets.tried(with_second_sheet("苏州", list(names.values()), row))

    assert found.report.rows == 3
    assert ("苏州", 1, "Mobile", "there is no such column") in [
        (e.sheet, e.row, e.column, e.reason) for e in found.report.errors
    ]
    assert found.good == []


@pytest.mark.django_db
def test_a_sheet_that_is_no_roster_is_left_out_and_named() -> None:
    data = with_second_sheet(
        "通讯录", ["姓名", "工号", "手机", "部门"], ["张敏", "T0001", "1", "x"]
    )
    found = sheets.tried(data)
    assert (found.report.rows, found.report.errors) == (2, [])
    first = found.report.warnings[0]
    assert (first.sheet, first.row) == ("通讯录", 1)
    assert first.reason == "this sheet was left out, it has no column 身份证号, 分支, 入职日期"


@pytest.mark.django_db
def test_a_column_that_is_left_out_without_anybody_deciding_is_named() -> None:
    header = {**sheets.HEADER, "note": "备注"}
    found = sheets.tried(sheets.workbook(sheets.people(2), header))
    assert [(w.row, w.column, w.reason) for w in found.report.warnings][:1] == [
        (2, "备注", "this column was left out")
    ]
    decided = {name: field for field, name in sheets.HEADER.items()}
    found = sheets.tried(sheets.workbook(sheets.people(2), header), decided)
    assert "备注" not in {warning.column for warning in found.report.warnings}


def test_names_of_columns_in_english_and_months_of_wages() -> None:
    assert columns.by_header("Employee ID")[0] == "number"
    assert columns.by_header("HIRE_DATE")[0] == "hired_on"
    assert columns.by_header("* 手机号码（必填）") == ("phone", columns.Quality.ALIAS)
    assert columns.by_header("工号") == ("number", columns.Quality.SAME)
    assert columns.by_header("2025年11月应发工资(元)")[0] == "wage:2025-11"
    assert columns.by_header("2025-03 加班费")[0] == "overtime:2025-03"
    assert columns.by_header("2025年度评价") == ("", columns.Quality.NONE)


def test_a_column_with_a_strange_name_is_known_by_its_content() -> None:
    header = {
        "number": "工号",
        "name": "姓名",
        "phone": "打这个",
        "id_number": "号",
        "branch": "分支",
    }
    (sheet,) = reading.open_roster(sheets.workbook(sheets.people(9), header))
    found = {guess.header: guess for guess in columns.guess(sheet.names, sheet.samples())}

    assert found["打这个"].field == "phone"
    assert found["号"].quality == columns.Quality.CONTENT
    assert trial.guessed([sheet])["号"] == "id_number"


def test_of_two_columns_for_one_field_the_second_has_to_be_decided_on() -> None:
    guesses = columns.guess([("A", "工号"), ("B", "员工编号")], [["1"], ["2"]])
    assert [guess.quality for guess in guesses] == ["same", "unsure"]


@pytest.mark.django_db
def test_a_missing_column_is_said_once_and_nothing_can_be_brought_in() -> None:
    header = {key: name for key, name in sheets.HEADER.items() if key != "department"}
    found = sheets.tried(sheets.workbook(sheets.people(3), header))

    assert [(e.row, e.column, e.reason) for e in found.report.errors] == [
        (2, "Department", "there is no such column")
    ]
    assert found.good == []


@pytest.mark.django_db
def test_notes_below_the_table_are_not_people() -> None:
    rows = [*sheets.people(2), {"email": "制表：李丽"}]
    assert sheets.tried(sheets.workbook(rows)).report.rows == 2


def test_formulas_are_found_where_they_stand() -> None:
    book = openpyxl.Workbook()
    table = book.active
    assert table is not None
    table.title = "表 <1>"
    table["AB7"] = "=1+1"
    table["A1"] = "=A2"
    data = sheets.saved(book)
    seen = formulas.Formulas()
    gate.check(data, seen.watch)
    assert seen.by_sheet(data) == {"表 <1>": {1: {0}, 7: {27}}}


def refusal(data: bytes) -> str:
    with pytest.raises(gate.Unreadable) as refused:
        reading.open_roster(data)
    return str(refused.value.reason)


def test_other_files_are_refused_by_name() -> None:
    old = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(3000)
    assert ".xls file" in refusal(old)
    assert "password" in refusal(old + "EncryptedPackage".encode("utf-16-le"))
    assert "not an Excel file" in refusal(b"\xef\xbb\xbf\xe5\xb7\xa5\xe5\x8f\xb7,\xe5\xa7\x93")
    assert "not an Excel file" in refusal(b"")
    assert "damaged" in refusal(b"PK\x03\x04" + bytes(100))
    assert "No header" in refusal(workbook([("表", [["甲", "乙"], [1, 2]])]))


def with_member(name: str, content: bytes) -> bytes:
    file = io.BytesIO(sheets.workbook(sheets.people(1)))
    with zipfile.ZipFile(file, "a", zipfile.ZIP_DEFLATED) as package:
        package.writestr(name, content)
    return file.getvalue()


@pytest.mark.slow
def test_macros_and_bombs_are_refused() -> None:
    assert "macros" in refusal(with_member("xl/vbaProject.bin", b"x"))
    assert "far more" in refusal(with_member("xl/media/a.bin", bytes(gate.MOST_UNPACKED + 1)))


def test_a_cell_at_the_end_of_the_world_is_refused_before_room_is_made_for_it() -> None:
    assert "too large" in refusal(
        workbook([("表", [["工号", "姓名", "手机"], [""] * 800 + ["x"]])])
    )
    far = sheets.workbook(sheets.people(1)).replace(b"", b"")
    book = openpyxl.load_workbook(io.BytesIO(far))
    table = book.active
    assert table is not None
    table["A1048576"] = "x"
    assert "too large" in refusal(sheets.saved(book))


def test_a_cut_file_is_damaged() -> None:
    whole = example.ROSTER.read_bytes()
    assert "damaged" in refusal(whole[: len(whole) // 2])


def test_what_we_write_ourselves_can_be_read_again(tmp_path: Path) -> None:
    data = workbook([("表", [["工号", "姓名", "手机号"], ["=1+1", "李<>&", dt.date(2026, 1, 2)]])])
    file = tmp_path / "x.xlsx"
    file.write_bytes(data)
    table = openpyxl.load_workbook(file).active
    assert table is not None
    assert [cell.value for cell in table[2]][:2] == ["=1+1", "李<>&"]
    (sheet,) = reading.open_roster(data)
    assert next(sheet.rows())[1] == ["=1+1", "李<>&", dt.date(2026, 1, 2)]
