"""HR brings a roster in by pages: wrong files, columns, bad cells, writing, undo."""

import datetime as dt
import io
import json
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from lizhi.accounts.models import User
from lizhi.common import clock
from lizhi.people import jobs, kept, progress
from lizhi.people.actions import rosters
from lizhi.people.models import Branch, Employment, ImportBatch, RoleGrant
from lizhi.people.roster import batches
from tests import make
from tests.people import sheets

pytestmark = pytest.mark.django_db
Browser = Any
State = ImportBatch.State


@pytest.fixture
def li_li() -> User:
    """HR of the whole group."""
    user = User.objects.with_phone("19999999999", name="李丽")
    make.grant(user, RoleGrant.Role.GROUP_HR, at=make.branch("总部", "集团"))
    return user


@pytest.fixture
def desk(li_li: User) -> Browser:
    return make.signed_in(Client(), li_li)


def text(answer: Any) -> str:
    return str(answer.content.decode())


def send(desk: Browser, data: bytes, name: str = "花名册.xlsx") -> Any:
    return desk.post(reverse("people:import_upload"), {"file": SimpleUploadedFile(name, data)})


def newest() -> ImportBatch:
    return ImportBatch.objects.latest("pk")


def guessed(batch: ImportBatch, **changed: str) -> dict[str, str]:
    """What the page of columns would send."""
    values = {}
    for number, column in enumerate(batch.report["columns"]):
        values[f"c{number}"] = changed.get(column["header"], column["field"] or "-")
    return values


def tried(desk: Browser, rows: list[dict[str, Any]], **options: Any) -> ImportBatch:
    """Uploaded and tried."""
    send(desk, sheets.workbook(rows, **options))
    batch = newest()
    desk.post(reverse("people:import_columns", args=[batch.number]), guessed(batch))
    return newest()


def page(desk: Browser, name: str, batch: ImportBatch, **query: str) -> Any:
    return desk.get(reverse(f"people:{name}", args=[batch.number]), query)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "文件是空的"),
        (b"hello", "这不是 Excel 文件"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(900), "旧版 xls"),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
            "文件带密码",
        ),
        (b"PK\x03\x04" + bytes(90), "文件坏了"),
    ],
)
def test_wrong_files_are_refused_by_name_on_the_same_page(
    desk: Browser, data: bytes, words: str
) -> None:
    answer = send(desk, data)
    assert answer.status_code == 422
    assert words in text(answer)
    assert not ImportBatch.objects.exists()


def test_no_file_at_all_is_said(desk: Browser) -> None:
    answer = desk.post(reverse("people:import_upload"))
    assert answer.status_code == 422
    assert "请先选花名册" in text(answer)


def test_a_file_above_20_mb_is_refused(desk: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("lizhi.people.actions.MOST_BYTES", 100)
    answer = send(desk, sheets.workbook(sheets.people(1)))
    assert answer.status_code == 422
    assert "超过 20 MB" in text(answer)


def test_the_file_lies_encrypted_on_disk(desk: Browser) -> None:
    data = sheets.workbook(sheets.people(3))
    send(desk, data)
    batch = newest()
    raw = (Path(settings.DATA_DIR) / "imports" / batch.digest).read_bytes()
    assert b"PK" not in raw[:8]
    assert data[:200] not in raw
    assert kept.read("imports", batch.digest) == data


def test_columns_are_guessed_shown_with_masked_cells_and_confirmed(desk: Browser) -> None:
    header = {**sheets.HEADER, "phone": "打这个号", "note": "备注"}
    answer = send(desk, sheets.workbook(sheets.people(3), header))
    batch = newest()
    assert answer["Location"] == reverse("people:import_columns", args=[batch.number])

    shown = text(page(desk, "import_columns", batch))
    assert "打这个号" in shown
    assert "按内容认出" in shown
    assert "没有对应的" in shown
    assert "试跑 3 行" in shown
    assert "19900000002" not in shown
    assert sheets.person(2)["id_number"] not in shown


def test_two_columns_for_one_field_have_to_be_decided_on(desk: Browser) -> None:
    header = {**sheets.HEADER, "second": "员工编号"}
    send(desk, sheets.workbook(sheets.people(2), header))
    batch = newest()
    assert "还有 1 列要您认" in text(page(desk, "import_columns", batch))

    address = reverse("people:import_columns", args=[batch.number])
    undecided = guessed(batch, 员工编号="")
    assert desk.post(address, undecided).status_code == 422
    double = desk.post(address, guessed(batch, 员工编号="number"))
    assert double.status_code == 422
    assert "“工号” 已经对到工号了" in text(double).replace("&quot;", "“") or "已经对到工号" in text(
        double
    )
    missing = desk.post(address, guessed(batch, 部门="-", 员工编号="-"))
    assert missing.status_code == 422
    assert "还没有列对到部门" in text(missing)
    strange = desk.post(address, guessed(batch, 部门="password"))
    assert strange.status_code == 422
    assert desk.post(address, {}).status_code == 422
    assert desk.post(address, guessed(batch, 员工编号="-")).status_code == 302
    assert newest().state == State.TRIED


def test_two_sheets_may_call_the_same_column_by_two_names(desk: Browser) -> None:
    book = openpyxl.load_workbook(io.BytesIO(sheets.workbook(sheets.people(2))))
    second = book.create_sheet("苏州")
    names = {**sheets.HEADER, "phone": "打这个号"}
    second.append(list(names.values()))
    second.append([sheets.person(3)[field] for field in names])
    send(desk, sheets.saved(book))
    batch = newest()
    address = reverse("people:import_columns", args=[batch.number])
    assert desk.post(address, guessed(batch, 打这个号="phone")).status_code == 302
    assert newest().report["figures"]["good_rows"] == 3


def test_a_trial_names_every_bad_cell_and_writes_nothing(desk: Browser) -> None:
    batch = tried(desk, sheets.people(5, p2={"manager": "T0999"}, p4={"monthly_wage": "=A1"}))
    shown = text(page(desk, "import_dry", batch))

    assert "2 行里有 2 格不对" in shown
    assert "没有这个工号" in shown
    assert "是公式，不是数" in shown
    assert "先导对的 3 行" in shown
    assert not Employment.objects.exists()
    one = text(page(desk, "import_dry", batch, kind="formula"))
    assert "没有这个工号" not in one
    assert page(desk, "import_dry", batch, kind="x", page="nonsense").status_code == 200


def test_the_marked_rows_can_be_downloaded(desk: Browser) -> None:
    batch = tried(desk, sheets.people(5, p2={"manager": "T0999"}))
    answer = page(desk, "marked_table", batch)
    table = openpyxl.load_workbook(io.BytesIO(answer.content)).active
    assert table is not None
    assert table.max_row == 2
    assert table["A2"].value == "T0002"
    assert str(table.cell(row=2, column=table.max_column).value).endswith("没有这个工号")
    assert table["I2"].fill.fgColor.rgb == "FFFBDAD7"
    assert table["A2"].fill.fgColor.rgb != "FFFBDAD7"


def test_of_very_many_bad_cells_the_page_says_where_it_stops_and_the_files_have_all(
    desk: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("lizhi.people.roster.findings.MOST_LISTED", 3)
    batch = tried(desk, [sheets.person(number, fund_rate=7) for number in range(1, 9)])
    shown = text(page(desk, "import_dry", batch))
    assert "8 行里有 8 格不对" in shown
    assert "这里只列出前 3 格，到“在职员工”第 5 行“公积金个人比例”为止" in shown

    report = json.loads(page(desk, "report_file", batch).content)
    assert [error["row"] for error in report["errors"]] == list(range(3, 11))
    table = openpyxl.load_workbook(io.BytesIO(page(desk, "marked_table", batch).content)).active
    assert table is not None
    assert table.max_row == 9
    raw = (Path(settings.DATA_DIR) / "imports" / batch.report["whole"]).read_bytes()
    assert "在职员工".encode() not in raw

    kept.drop(batches.FOLDER, batch.report["whole"])
    assert page(desk, "report_file", batch).status_code == 409
    assert page(desk, "marked_table", batch).status_code == 302


def test_the_empty_table_has_every_column(desk: Browser) -> None:
    answer = desk.get(reverse("people:empty_table"))
    table = openpyxl.load_workbook(io.BytesIO(answer.content)).active
    assert table is not None
    assert table["A1"].value == "工号"
    assert table.max_column == 31


def test_the_good_rows_are_written_and_reported(desk: Browser, li_li: User) -> None:
    batch = tried(desk, sheets.people(4, p3={"fund_rate": 7}))
    answer = desk.post(reverse("people:import_commit", args=[batch.number]))
    assert answer["Location"] == reverse("people:import_done", args=[batch.number])
    shown = text(page(desk, "import_done", batch))

    assert "导进去了，3 行" in shown
    assert "批次 2026-0601-01" in shown
    assert "撤销这一批" in shown
    assert Employment.objects.count() == 3
    assert newest().by == li_li
    report = json.loads(page(desk, "report_file", batch).content)
    assert report["rows"] == 4
    assert [error["row"] for error in report["errors"]] == [5]
    again = desk.post(reverse("people:import_commit", args=[batch.number]))
    assert again.status_code == 302
    assert Employment.objects.count() == 3


def test_what_changed_is_shown_and_wages_stay_covered(desk: Browser) -> None:
    sheets.brought(sheets.people(3))
    batch = tried(desk, sheets.people(3, p2={"post": "班长", "monthly_wage": 9999}))
    desk.post(reverse("people:import_commit", args=[batch.number]))
    shown = text(page(desk, "import_done", batch))

    assert "1 人，2 处" in shown
    assert "班长" in shown
    assert "已遮住" in shown
    assert "9999" not in shown
    assert "以后的结算" in shown


def test_an_undo_shows_who_stays_and_wants_a_reason(desk: Browser) -> None:
    sheets.brought(sheets.people(2))
    batch = tried(desk, sheets.people(4, p2={"post": "班长"}))
    desk.post(reverse("people:import_commit", args=[batch.number]))
    User.objects.filter(person__employments__number="T0004").update(last_login=clock.now())

    preview = text(page(desk, "import_undo", batch))
    assert "1 人移除，1 人留下" in preview
    assert "导入后已经登录过" in preview
    assert Employment.objects.count() == 4
    address = reverse("people:import_undo", args=[batch.number])
    assert desk.post(address, {"reason": ""}).status_code == 422
    assert desk.post(address, {"reason": "用错了上个月的表"}).status_code == 302
    assert Employment.objects.count() == 3
    done = text(page(desk, "import_done", batch))
    assert "这一批撤销了" in done
    assert "用错了上个月的表" in done
    assert desk.post(address, {"reason": "再来"}).status_code == 409


def test_after_seven_days_there_is_no_undo(desk: Browser) -> None:
    batch = tried(desk, sheets.people(2))
    desk.post(reverse("people:import_commit", args=[batch.number]))
    later = clock.now() + dt.timedelta(days=8)
    with clock.at(later):
        browser = make.signed_in(Client(), User.objects.get(name="李丽"))
        assert "还能撤销" not in text(page(browser, "import_done", batch))
        assert page(browser, "import_undo", batch).status_code == 409


def test_every_page_can_be_left_and_returned_to(desk: Browser) -> None:
    send(desk, sheets.workbook(sheets.people(2)))
    batch = newest()
    assert page(desk, "import_dry", batch)["Location"].endswith("/columns/")
    assert page(desk, "import_done", batch)["Location"].endswith("/dry/")
    assert desk.post(reverse("people:import_commit", args=[batch.number])).status_code == 409
    desk.post(reverse("people:import_columns", args=[batch.number]), guessed(batch))
    assert page(desk, "import_columns", batch).status_code == 200
    desk.post(reverse("people:import_commit", args=[batch.number]))
    assert page(desk, "import_dry", batch)["Location"].endswith(f"/{batch.number}/")
    assert page(desk, "import_columns", batch)["Location"].endswith(f"/{batch.number}/")


def test_columns_are_remembered_for_the_next_file(desk: Browser) -> None:
    header = {**sheets.HEADER, "note": "车间"}
    send(desk, sheets.workbook(sheets.people(2), header))
    batch = newest()
    values = guessed(batch, 部门="-", 车间="department")
    rows = [sheets.person(1, note="焊接"), sheets.person(2, note="焊接")]
    send(desk, sheets.workbook(rows, header))
    batch = newest()
    desk.post(reverse("people:import_columns", args=[batch.number]), values)
    desk.post(reverse("people:import_commit", args=[batch.number]))
    assert Employment.objects.get(number="T0002").department.name == "焊接"

    send(desk, sheets.workbook(rows, header))
    shown = text(page(desk, "import_columns", newest()))
    assert "上次这样对的" in shown


def test_a_large_roster_is_tried_and_written_by_the_worker(
    desk: Browser,
    monkeypatch: pytest.MonkeyPatch,
    django_capture_on_commit_callbacks: Any,
) -> None:
    monkeypatch.setattr(rosters, "AT_ONCE", 3)
    batch = tried(desk, sheets.people(6))
    assert batch.state == State.MAPPED
    progress.note(batch, 4)
    waiting = text(page(desk, "import_dry", batch))
    assert "正在试跑花名册" in waiting
    assert "4 / 6 行" in waiting
    part = desk.get(
        reverse("people:import_dry", args=[batch.number]), headers={"hx-request": "true"}
    )
    assert text(part).lstrip().startswith('<div id="progress"')

    jobs.try_roster.call(batch.pk)
    assert newest().state == State.TRIED
    desk.post(reverse("people:import_commit", args=[batch.number]))
    assert "正在导入花名册" in text(page(desk, "import_done", batch))
    desk.post(reverse("people:import_commit", args=[batch.number]))
    jobs.commit_roster.call(batch.pk)
    jobs.commit_roster.call(batch.pk)
    assert Employment.objects.count() == 6
    assert "导进去了，6 行" in text(page(desk, "import_done", batch))


def test_when_the_bar_has_nothing_more_to_say_it_leads_to_the_report(
    desk: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    batch = tried(desk, sheets.people(2))
    answer = desk.get(
        reverse("people:import_dry", args=[batch.number]), headers={"hx-request": "true"}
    )
    assert answer.status_code == 200
    assert answer["HX-Refresh"] == "true"


def test_a_fault_in_the_middle_leaves_everything_as_it_was(
    desk: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    batch = tried(desk, sheets.people(3))
    ImportBatch.objects.filter(pk=batch.pk).update(state=State.COMMITTING)

    def fall(*_arguments: object, **_options: object) -> None:
        raise OSError("no room left on the disk")

    monkeypatch.setattr("lizhi.people.roster.importing.name_heads", fall)
    with pytest.raises(OSError, match="no room"):
        jobs.commit_roster.call(batch.pk)
    assert newest().state == State.FAILED
    assert not Employment.objects.exists()
    assert "没有写进系统" in text(page(desk, "import_dry", batch))
    monkeypatch.undo()
    desk.post(reverse("people:import_commit", args=[batch.number]))
    assert Employment.objects.count() == 3


def test_the_file_goes_when_the_batch_can_no_longer_be_undone(desk: Browser) -> None:
    send(desk, sheets.workbook(sheets.people(2)))
    old = newest()
    with clock.at(clock.now() + dt.timedelta(days=8)):
        browser = make.signed_in(Client(), User.objects.get(name="李丽"))
        send(browser, sheets.workbook(sheets.people(3)))
        with pytest.raises(kept.Missing):
            kept.read(batches.FOLDER, old.digest)
        answer = browser.post(reverse("people:import_columns", args=[old.number]), guessed(old))
        assert answer.status_code == 409
        assert "已经不保存了" in text(answer)


def test_hr_of_a_branch_brings_in_only_that_branch_and_sees_only_own_batches(desk: Browser) -> None:
    sheets.brought(sheets.people(3, p3={"branch": "西安研发", "department": "平台"}))
    hr = Employment.objects.get(number="T0002").user
    make.grant(hr, RoleGrant.Role.HR, at=Branch.objects.get(name="苏州工厂"))
    mine = make.signed_in(Client(), hr)
    rows = sheets.people(3, p2={"post": "班长"}, p3={"branch": "西安研发", "department": "平台"})
    batch = tried(mine, rows)

    assert "这个分支不归您管" in text(page(mine, "import_dry", batch))
    mine.post(reverse("people:import_commit", args=[batch.number]))
    assert Employment.objects.get(number="T0002").post == "班长"
    other = tried(desk, sheets.people(1))
    for name in ("import_columns", "import_dry", "import_done", "import_undo", "marked_table"):
        assert page(mine, name, other).status_code == 404
    assert mine.post(reverse("people:import_commit", args=[other.number])).status_code == 404


def test_hr_of_a_branch_gets_at_no_login_by_the_pages(desk: Browser, li_li: User) -> None:
    sheets.brought(sheets.people(3, p3={"branch": "西安研发", "department": "平台"}))
    hr = Employment.objects.get(number="T0002").user
    make.grant(hr, RoleGrant.Role.HR, at=Branch.objects.get(name="苏州工厂"))
    mine = make.signed_in(Client(), hr)
    row = sheets.person(3, number="T0900", phone="13912345678", manager=None)
    batch = tried(mine, [row])

    assert "系统里已有这个人，不只归您这边管" in text(page(mine, "import_dry", batch))
    assert mine.post(reverse("people:import_commit", args=[batch.number])).status_code == 409
    assert User.objects.by_phone("13912345678") is None
