"""The pages and the program's way of bringing payroll and attendance in."""

import datetime as dt
import json
from collections.abc import Iterator
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from lizhi.accounts import actions as accounts
from lizhi.accounts.models import User
from lizhi.cases.models import Case
from lizhi.common import clock
from lizhi.handover.models import Item
from lizhi.people.models import Employment
from lizhi.settlement.models import PayBatch, PayExport, PayRecord
from tests import make
from tests.settlement import found, world
from tests.settlement.sheets import book, table, wage, year_of
from tests.settlement.world import Browser

pytestmark = pytest.mark.django_db
PAGE = reverse("settlement:payroll")
API = "/api/v1/settlement/payroll"


@pytest.fixture(autouse=True)
def november() -> Iterator[None]:
    """It is the month in which Zhang Min leaves."""
    with clock.at(dt.datetime(2026, 11, 20, 1, tzinfo=dt.UTC)):
        yield


@pytest.fixture
def desk(case: Case, chen_jie: User) -> Browser:
    """Chen Jie's browser."""
    return world.client_of(chen_jie)


@pytest.fixture
def program(case: Case, chen_jie: User) -> Client:
    """What acts for Chen Jie."""
    scopes = ["settlement:read", "settlement:write"]
    token = accounts.make_token(chen_jie, name="薪酬", scopes=scopes, at=clock.now())
    return Client(headers={"Authorization": f"Bearer {token}"})


def text(response: Any) -> str:
    return str(response.content.decode())


def sent(desk: Browser, *tables: Any) -> Any:
    file = SimpleUploadedFile("工资.xlsx", book(*tables))
    return desk.post(PAGE, {"file": file})


def test_a_file_is_tried_brought_in_and_undone(
    case: Case, desk: Browser, zhang_min: Employment
) -> None:
    page = sent(desk, table("pay", *year_of(zhang_min.number, overtime_pay=0))).url
    assert "导入 12 行" in text(desk.get(page))
    assert not PayRecord.objects.exists()

    desk.post(page, {"then": "commit"})
    desk.post(page, {"then": "commit"})
    done = text(desk.get(page))
    assert "要重算的结算" in done
    assert world.desk(case) in done
    assert PayRecord.objects.count() == 12
    assert "12 个月" in text(desk.get(world.desk(case)))

    assert desk.post(page, {"then": "undo"}).status_code == 422
    desk.post(page, {"then": "undo", "reason": "导错了"})
    assert "导错了" in text(desk.get(page))
    assert not PayRecord.objects.filter(is_current=True).exists()


def test_bad_cells_are_listed_and_the_marked_rows_can_be_taken_away(
    desk: Browser, zhang_min: Employment
) -> None:
    answer = sent(desk, table("pay", wage(zhang_min.number, due="八千"), wage(zhang_min.number)))
    page = text(desk.get(answer.url))

    assert "是文字，不是数" in page
    assert "八千" in page
    number = PayBatch.objects.get().number
    marked = desk.get(reverse("settlement:pay_marked", args=[number]))
    assert marked.content.startswith(b"PK")
    cells = desk.get(reverse("settlement:pay_cells", args=[number])).content.decode()
    assert "八千" in cells
    assert cells.count("\r\n") == 3


def test_another_name_of_a_column_is_decided_on_the_page(
    desk: Browser, zhang_min: Employment
) -> None:
    rows = [["工号", "月份", "钱", "加班费"], [zhang_min.number, "2026-05", 8700, 0]]
    page = sent(desk, ("五月", rows)).url
    assert "少了这一列" in text(desk.get(page))

    desk.post(page, {"then": "columns", "c0_0": "number", "c0_1": "month", "c0_2": "wage_due"})

    assert PayBatch.objects.get().report["figures"]["good_rows"] == 1
    assert desk.post(page, {"then": "columns", "c0_2": "nonsense"}).status_code == 422


@pytest.mark.parametrize("data", [b"", b"nothing", b"PK\x03\x04"])
def test_what_is_no_workbook_keeps_the_page(desk: Browser, data: bytes) -> None:
    answer = desk.post(PAGE, {"file": SimpleUploadedFile("x.xlsx", data)})

    assert answer.status_code == 422
    assert 'role="alert"' in text(answer)
    assert desk.post(PAGE, {}).status_code == 422


def test_the_templates_and_what_is_kept_are_files(desk: Browser, zhang_min: Employment) -> None:
    assert desk.get(reverse("settlement:pay_template")).content.startswith(b"PK")

    answer = desk.post(reverse("settlement:pay_file", args=["pay"]))

    assert answer.content.startswith(b"PK")
    assert PayExport.objects.get().sheet == "pay"
    assert desk.post(reverse("settlement:pay_file", args=["nothing"])).status_code == 404


def test_a_batch_is_nobody_elses_business(desk: Browser, zhang_min: Employment) -> None:
    page = sent(desk, table("pay", wage(zhang_min.number))).url

    assert world.client_of(found.second_in_finance()).get(page).status_code == 404
    assert world.client_of(zhang_min.user).get(PAGE).status_code == 403


def post(program: Client, path: str, **body: Any) -> Any:
    return program.post(f"{API}{path}", json.dumps(body), content_type="application/json")


def test_a_program_brings_rows_in_once(program: Client, case: Case, zhang_min: Employment) -> None:
    rows = [wage(zhang_min.number, due="8700.00", overtime_pay="0")]
    first = post(program, "/rows/pay", key="k1", rows=rows)
    again = post(program, "/rows/pay", key="k1", rows=rows)
    other = post(program, "/rows/pay", key="k2", rows=rows)

    assert first.json() == again.json()
    assert (first.json()["new"], other.json()["new"], other.json()["same"]) == (1, 0, 1)
    assert first.json()["touched"] == [{"case": case.number, "name": "张敏"}]
    number = first.json()["number"]
    assert program.get(f"{API}/batches/{number}").json()["state"] == "done"
    undone = post(program, f"/batches/{number}/undo", words="导错了")
    assert undone.json()["state"] == "undone"


@pytest.mark.parametrize(
    ("row", "column"),
    [
        ({"wage_due": "-1"}, "wage_due"),
        ({"wage_due": "abc"}, "wage_due"),
        ({"wage_due": True}, "wage_due"),
        ({"wage_due": None}, "wage_due"),
        ({"month": "2026-02-30"}, "month"),
        ({"bonus_of_the_year": "1"}, "bonus_of_the_year"),
        ({"number": "nobody"}, "number"),
    ],
)
def test_one_wrong_cell_of_a_program_and_nothing_is_written(
    program: Client, zhang_min: Employment, row: dict[str, Any], column: str
) -> None:
    rows = [wage(zhang_min.number, "2026-04", "1"), {**wage(zhang_min.number, due="1"), **row}]

    answer = post(program, "/rows/pay", key="k1", rows=rows)

    assert answer.status_code == 409
    assert [(cell["row"], cell["column"]) for cell in answer.json()["cells"]] == [(2, column)]
    assert answer.json()["reason"]
    assert not PayRecord.objects.exists()


def test_finance_reads_what_attendance_says_and_what_has_not_come_back(
    case: Case, desk: Browser, zhang_min: Employment
) -> None:
    hr = make.employee("李丽", "13800000310").user
    make.grant(hr, "hr")
    row = {"number": zhang_min.number, "month": "2026-11", "paid_days": 18, "sick_days": 2}
    browser = world.client_of(hr)
    page = sent(browser, table("attendance", {**row, "days_taken_last_year": 9})).url
    browser.post(page, {"then": "commit"})
    thing = {"kind": "asset", "title": "工作电脑", "receiver": hr}
    Item.objects.create(case=case, **thing)
    Item.objects.create(case=case, **{**thing, "title": "门卡"}, state="received")

    shown = text(desk.get(world.desk(case)))

    assert "考勤记的计薪天数 18 天" in shown
    assert "去年已休 9 天" in shown
    assert "还有 1 样公司的东西没收回" in shown
    assert "工作电脑。工资、证明和其他各行都不等它" in shown
