"""Finance at the desk of the books: what is missing is said, who takes a file is noted."""

import datetime as dt
import io
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from lizhi.accounts.models import User
from lizhi.common import clock
from lizhi.settlement import actions
from lizhi.settlement.models import AccountTable, PaymentBatch, TakenFile, Voucher
from lizhi.settlement.vouchers import proposal, sheets
from lizhi.settlement.vouchers.accounts import Table
from lizhi.settlement.vouchers.files import FORMS
from tests import make
from tests.settlement import books, world
from tests.settlement.world import Browser

pytestmark = pytest.mark.django_db
NOON = dt.datetime(2026, 11, 28, 4, tzinfo=dt.UTC)


@pytest.fixture(autouse=True)
def after_the_end() -> Iterator[None]:
    """The day after the last day of those who leave."""
    with clock.at(NOON):
        yield


@pytest.fixture
def desk(chen_jie: User) -> Browser:
    """Chen Jie's browser."""
    return world.client_of(chen_jie)


@pytest.fixture
def he_jing(chen_jie: User) -> User:
    """Confirms the account table."""
    other = books.second()
    books.confirmed(chen_jie, other)
    return other


def at(name: str, *parts: Any, month: str = "") -> str:
    address = reverse(f"settlement:{name}", args=[books.entity().pk, *parts])
    return f"{address}?month={month}" if month else address


def text(response: Any) -> str:
    return str(response.content.decode())


def cells(**changed: str) -> dict[str, Any]:
    """The account table as the page sends it."""
    found = sheets.written(books.TABLE)
    typed: dict[str, Any] = {**found.book}
    for what, lines in (("row", found.rows), ("place", found.places)):
        for line in lines:
            for name, value in line.items():
                typed.setdefault(f"{what}-{name}", []).append(value)
    return {**typed, **changed}


def test_the_month_says_what_is_to_be_done_and_why_it_cannot(desk: Browser, chen_jie: User) -> None:
    books.leaves(0, chen_jie)
    page = text(desk.get(at("month")))
    assert "2026年11月 1 人，<em>1 人没入凭证，1 人没付</em>" in page
    assert "没有科目对照，生成不了凭证" in page
    assert "9,051.50" in page
    assert "6214****6000" in page
    assert "6214001000006000" not in page
    assert desk.get(reverse("settlement:books")).url == at("month")


def test_finance_books_takes_the_file_and_writes_the_number_down(
    desk: Browser, chen_jie: User, he_jing: User
) -> None:
    books.leaves(0, chen_jie)
    assert desk.post(at("book"), {"month": "2026-11"}).status_code == 302
    voucher = Voucher.objects.get()
    page = text(desk.get(at("month", month="2026-11")))
    assert voucher.voucher_id in page
    assert "金蝶、用友的格式还有哪些没试过" in page

    for key, form in FORMS.items():
        answer = desk.post(at("voucher_file", voucher.voucher_id, key))
        assert answer.content == form.write(voucher.body)
        assert f'filename="{form.name(voucher.voucher_id)}"' in answer["Content-Disposition"]
        assert answer["Cache-Control"] == "no-store"
    assert TakenFile.objects.filter(by=chen_jie, what=voucher.voucher_id).count() == len(FORMS)

    assert desk.post(at("ledger_number", voucher.voucher_id), {"number": " "}).status_code == 422
    desk.post(at("ledger_number", voucher.voucher_id), {"number": "记-0042"})
    assert "账上是 记-0042，陈洁记的" in text(desk.get(at("month")))


def test_a_line_without_an_account_is_said_and_nothing_is_booked(
    desk: Browser, chen_jie: User, he_jing: User
) -> None:
    rows = tuple(row for row in books.ROWS if row.kind != "fund")
    books.confirmed(chen_jie, he_jing, replace(books.TABLE, rows=rows))
    books.leaves(0, chen_jie)
    answer = desk.post(at("book"), {"month": "2026-11"})
    assert answer.status_code == 409
    assert "销售一部的公积金个人部分，缺科目" in text(answer)


@pytest.mark.parametrize("month", ["2027-01", "abc", "2026-13", "1999-01", "9999-12", "2026-02-30"])
def test_a_month_that_cannot_be_is_said(desk: Browser, month: str) -> None:
    for name in ("month", "expected", "monthly"):
        assert desk.get(at(name, month=month)).status_code == 409
    assert desk.post(at("book"), {"month": month}).status_code in {409, 422}


def test_the_day_that_is_no_day_stays_in_the_form(desk: Browser, he_jing: User) -> None:
    answer = desk.post(at("book"), {"month": "2026-11", "booked_on": "2027-02-29"})
    assert answer.status_code == 422
    assert "没有这一天" in text(answer)
    assert 'value="2027-02-29"' in text(answer)


def test_finance_pays_and_everybody_reads_so(desk: Browser, chen_jie: User) -> None:
    sent = books.leaves(0, chen_jie)
    made = desk.post(at("make_batch"), {"case": sent.case.number, "key": "k", "month": "2026-11"})
    batch = PaymentBatch.objects.get()
    assert made.url == at("batch", batch.number)
    page = text(desk.get(made.url))
    assert "6214****6000" in page
    assert "6214001000006000" not in page
    answer = desk.post(at("batch_file", batch.number, "csv"))
    assert "6214001000006000" in answer.content.decode()
    assert "陈洁" in text(desk.get(made.url))

    bad = {"paid_on": "2026-11-30", "reference": "BK1"}
    wrong = desk.post(at("batch_paid", batch.number), bad)
    assert wrong.status_code == 422
    assert 'value="BK1"' in text(wrong)
    desk.post(at("batch_paid", batch.number), {**bad, "paid_on": "2026-11-28"})
    page = text(desk.get(made.url))
    assert "已付" in page
    assert "BK1" in page
    assert desk.post(at("batch_undo", batch.number), {"reason": "错"}).status_code == 409


def test_everybody_who_can_be_paid_is_paid_with_one_tick(desk: Browser, chen_jie: User) -> None:
    for number in range(2):
        books.leaves(number, chen_jie)
    world.sent(world.case_of(make.employee("韩梅", "13800002048")), chen_jie)  # no account
    desk.post(at("make_batch"), {"all": "1", "month": "2026-11", "key": "k"})
    assert PaymentBatch.objects.get().count == 2
    assert "没有银行卡号" in text(desk.get(at("month")))
    nobody = desk.post(at("make_batch"), {"month": "2026-11", "key": "k2"})
    assert nobody.status_code == 409


def test_a_batch_is_taken_back_with_a_reason(desk: Browser, chen_jie: User) -> None:
    sent = books.leaves(0, chen_jie)
    desk.post(at("make_batch"), {"case": sent.case.number, "key": "k"})
    number = PaymentBatch.objects.get().number
    assert desk.post(at("batch_undo", number), {}).status_code == 422
    desk.post(at("batch_undo", number), {"reason": "要另一种格式"})
    assert "要另一种格式" in text(desk.get(at("batch", number)))
    assert desk.post(at("batch_file", number, "csv")).status_code == 409


def test_a_table_is_proposed_here_and_confirmed_by_another(desk: Browser, chen_jie: User) -> None:
    other = books.second()
    first = text(desk.get(at("accounts")))
    assert "这是建议，请逐行核对" in first
    assert not AccountTable.objects.exists()
    assert desk.post(at("accounts"), cells()).status_code == 302
    table = AccountTable.objects.get()
    assert "请财务的另一位同事确认" in text(desk.get(at("accounts")))
    assert desk.post(at("decide_accounts", table.number), {"agree": "1"}).status_code == 409
    world.client_of(other).post(at("decide_accounts", table.number), {"agree": "1"})
    table.refresh_from_db()
    assert (table.state, table.decided_by) == ("in_force", other)
    assert sheets.written(books.TABLE).rows == sheets.written(table_of(table)).rows


def table_of(record: AccountTable) -> Any:
    return Table.of(record.body)


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        ({"row-account": ["=1+1"]}, "科目编码"),
        ({"row-kind": ["nonsense!"]}, "请选项目"),
        ({"row-dims": ["颜色"]}, "辅助核算只认"),
        ({"row-cost_kind": ["娱乐"]}, "请从这些里选"),
        ({"place-department": [""]}, "部门名称"),
        ({"book": "a b"}, "账簿编码"),
    ],
)
def test_a_cell_that_cannot_be_meant_is_said_under_its_row(
    desk: Browser, changed: dict[str, Any], says: str
) -> None:
    typed = cells()
    for name, value in changed.items():
        typed[name] = [*value, *typed[name][1:]] if isinstance(value, list) else value
    answer = desk.post(at("accounts"), typed)
    assert answer.status_code == 422
    assert says in text(answer)
    assert "2241.02" in text(answer)
    assert not AccountTable.objects.exists()


def test_a_table_goes_out_as_a_workbook_and_comes_back_the_same(
    desk: Browser, he_jing: User
) -> None:
    written = desk.get(at("accounts_file")).content
    assert sheets.from_xlsx(written).table == books.TABLE
    file = SimpleUploadedFile("科目.xlsx", written)
    page = text(desk.post(at("accounts_load"), {"file": file}))
    assert "表里的内容填在下面了" in page
    assert AccountTable.objects.count() == 1


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04nonsense", b"\xd0\xcf\x11\xe0old", b"a,b"])
def test_a_file_that_is_no_table_is_said(desk: Browser, content: bytes) -> None:
    answer = desk.post(at("accounts_load"), {"file": SimpleUploadedFile("x.xlsx", content)})
    assert answer.status_code == 422


def test_the_proposal_can_be_read_back_and_names_every_kind() -> None:
    table = proposal.table(["财务部"])
    again = sheets.from_xlsx(sheets.as_xlsx(table))
    assert again.problems == {}
    assert again.table.rows == table.rows
    found = {row.kind for row in table.rows}
    assert found >= {"wages", "unused_leave", "compensation", "net", "bank", "insurance", "tax"}


def test_lists_are_read_and_taken(desk: Browser, chen_jie: User) -> None:
    books.leaves(0, chen_jie)
    assert "10,400.00" in text(desk.get(at("expected")))
    assert desk.post(at("expected_file", month="2026-11")).content.startswith(b"PK")
    assert "离职不到 5 人" in text(desk.get(at("monthly")))
    assert desk.post(at("monthly_file", "json", month="2026-11")).json()["rows"] == []
    assert desk.post(at("monthly_file", "xlsx", month="2026-11")).content.startswith(b"PK")
    assert desk.post(at("monthly_file", "pdf", month="2026-11")).status_code == 404


def test_pages_of_the_books_ask_little(desk: Browser, chen_jie: User, he_jing: User) -> None:
    for number in range(3):
        books.leaves(number, chen_jie)
    actions.book(books.entity(), books.NOVEMBER, by=chen_jie, at=clock.now())
    desk.get(at("month"))
    with CaptureQueriesContext(connection) as seen:
        desk.get(at("month"))
    assert len(seen) <= 26


def test_a_workbook_of_numbers_keeps_its_codes() -> None:
    rows = [{"kind": "末月工资", "account": "6602", "name": "工资", "dims": "部门、人员"}]
    found = sheets.read(rows, [], {})
    assert (found.table.rows[0].kind, found.table.rows[0].dims) == (
        "wages",
        ("employee", "department"),
    )
    assert io.BytesIO(sheets.as_xlsx(found.table)).read(2) == b"PK"
