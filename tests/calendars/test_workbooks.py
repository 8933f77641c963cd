"""HR has the list in Excel: it is read as it is, and what is no list is said in one line."""

import datetime as dt
import io
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import Workbook

from lizhi.calendars import reading, spreadsheet
from lizhi.calendars.models import HolidayList
from tests.calendars.conftest import NEW_YEAR
from tests.calendars.loaded import DOCUMENT

pytestmark = pytest.mark.django_db
TITLE = ("国务院办公厅关于 2027 年部分节假日安排的通知", None, None)
ROWS = [
    ("日期", "种类", "名称"),
    (dt.date(2027, 1, 1), "法定", "元旦"),
    (
        dt.datetime(2027, 1, 2),  # noqa: DTZ001  as Excel keeps it
        "休息",
        "元旦",
    ),
    ("2027年1月3日", "调休", "元旦"),
    ("2027/01/04", "休", "调休"),
    (None, None, None),
    (46_396, "上班", "调休上班"),  # the ninth of January, as a number
]


def workbook(*rows: Any) -> bytes:
    book, file = Workbook(), io.BytesIO()
    assert book.active is not None
    for row in rows:
        book.active.append(row)
    book.save(file)
    return file.getvalue()


def send(desk: Any, content: bytes, name: str = "2027.xlsx", **more: Any) -> Any:
    file = SimpleUploadedFile(name, content)
    return desk.post(
        "/desk/calendars/list/", {"year": 2027, "document": DOCUMENT, "file": file, **more}
    )


@pytest.mark.parametrize("above", [(), (TITLE,), (TITLE, (None, None, None))])
def test_a_workbook_says_the_same_as_its_lines(above: tuple[Any, ...]) -> None:
    found = reading.read(spreadsheet.lines(workbook(*above, *ROWS)), 2027)
    assert found.problems == []
    assert found.digest == reading.read(NEW_YEAR, 2027).digest


def test_it_is_tried_and_then_loaded_from_the_page(desk: Any) -> None:
    answer = send(desk, workbook(*ROWS))
    assert "5 天有变" in answer.content.decode()
    text, digest = answer.context["values"]["text"], answer.context["found"].digest
    sent = {"year": 2027, "document": DOCUMENT, "text": text, "digest": digest}
    assert desk.post("/desk/calendars/list/", sent).status_code == 302
    assert HolidayList.objects.get().digest == reading.read(NEW_YEAR, 2027).digest


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"PK\x03\x04", "这个工作簿读不了"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "这个工作簿读不了"),
        (workbook(), "请贴上日子"),
        (workbook(("日期", "种类", "名称"), ("元旦", "法定", "x")), "第 1 行"),
        (workbook(("日期",), (dt.date(2027, 1, 1),)), "第 1 行"),
        (workbook((dt.date(2026, 1, 1), "法定", "元旦")), "不在 2027 年里"),
        (workbook(*((dt.date(2027, 1, 1), "法定", "x") for _ in range(900))), "写了两次"),
    ],
)
def test_what_is_no_list_is_said(desk: Any, content: bytes, words: str) -> None:
    answer = send(desk, content)
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert not HolidayList.objects.exists()
