"""Finance books a month: balanced to the fen, each version once, the same bytes every time."""

import datetime as dt
import io
import json
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from python_calamine import CalamineWorkbook

from lizhi.accounts.models import User
from lizhi.common import clock
from lizhi.common.refusals import NotPermitted, Refused
from lizhi.settlement import actions
from lizhi.settlement.inputs import HandLine
from lizhi.settlement.models import Posting, Voucher
from lizhi.settlement.vouchers import cells, entries, neutral, u8
from lizhi.settlement.vouchers.accounts import Place, Row, Table
from lizhi.settlement.vouchers.booking import NoAccount
from lizhi.settlement.vouchers.entries import Entry, Unbalanced
from lizhi.settlement.vouchers.files import FORMS
from lizhi.workflow.owners import OWNERS
from tests import make
from tests.settlement import books, world

pytestmark = pytest.mark.django_db
GOLDEN = Path(__file__).parent / "golden"
NOON = dt.datetime(2026, 11, 28, 4, tzinfo=dt.UTC)


@pytest.fixture(autouse=True)
def after_the_end() -> Iterator[None]:
    """The day after the last day of those who leave."""
    with clock.at(NOON):
        yield


@pytest.fixture
def he_jing(chen_jie: User) -> User:
    """Confirms the account table."""
    other = books.second()
    books.confirmed(chen_jie, other)
    return other


def book(by: User, **values: Any) -> list[Voucher]:
    return actions.book(books.entity(), books.NOVEMBER, by=by, at=clock.now(), **values)


def amounts(voucher: Voucher) -> dict[tuple[str, str], str]:
    """Account and side → amount, of entries that stand alone there."""
    return {
        (one["account"], "debit" if Decimal(one["debit"]) else "credit"): one["debit"]
        if Decimal(one["debit"])
        else one["credit"]
        for one in voucher.body["entries"]
    }


def test_what_was_sent_becomes_one_balanced_voucher(chen_jie: User, he_jing: User) -> None:
    books.leaves(0, chen_jie)
    (voucher,) = book(chen_jie)

    assert voucher.voucher_id == f"LZ{books.entity().pk:04d}-202611-0001"
    assert voucher.body["debit"] == voucher.body["credit"] == "18400.00"
    assert amounts(voucher) == {
        ("6601.01", "debit"): "8000.00",
        ("2211.01", "credit"): "8000.00",
        ("2211.01", "debit"): "8000.00",
        ("6601.02", "debit"): "2400.00",
        ("2241.01", "credit"): "913.50",
        ("2241.02", "credit"): "435.00",
        ("2241.09", "credit"): "9051.50",
    }
    assert voucher.booked_on == dt.date(2026, 11, 28)


def test_the_same_month_again_gives_the_same_numbers_and_the_same_bytes(
    chen_jie: User, he_jing: User
) -> None:
    books.leaves(0, chen_jie)
    (first,) = book(chen_jie)
    with clock.at(NOON + dt.timedelta(days=9)):
        (second,) = book(he_jing)

    assert (second.pk, second.voucher_id) == (first.pk, first.voucher_id)
    for form in FORMS.values():
        assert form.write(first.body) == form.write(second.body)


def test_whoever_comes_later_stands_in_a_voucher_of_his_own(chen_jie: User, he_jing: User) -> None:
    books.leaves(0, chen_jie)
    book(chen_jie)
    books.leaves(1, chen_jie)
    first, second = book(chen_jie)

    assert [one["case_id"] for one in first.body["settlements"]] != [
        one["case_id"] for one in second.body["settlements"]
    ]
    assert (first.number, second.number) == (1, 2)


def test_a_new_version_is_booked_after_the_old_one_is_taken_back_in_red(
    chen_jie: User, he_jing: User
) -> None:
    sent = books.leaves(0, chen_jie)
    book(chen_jie)
    books.again(sent.case, chen_jie, tax=Decimal("12.30"), tax_how="重新算过")
    first, red, new = book(chen_jie)

    assert (red.kind, red.body["reverses"]) == (Voucher.Kind.REVERSAL, [first.voucher_id])
    assert red.body["debit"] == "-18400.00"
    assert amounts(new)["2221.12", "credit"] == "12.30"
    assert amounts(new)["2241.09", "credit"] == "9039.20"
    booked = [Decimal(one.body["debit"]) for one in (first, red, new)]
    assert sum(booked) == Decimal("18400.00")
    assert len(book(chen_jie)) == 3


def test_a_version_that_was_booked_cannot_be_booked_twice(chen_jie: User, he_jing: User) -> None:
    sent = books.leaves(0, chen_jie)
    (voucher,) = book(chen_jie)
    with pytest.raises(Exception, match=r"UNIQUE|unique"):
        Posting.objects.create(
            voucher=voucher, settlement=sent, kind=Posting.Kind.POSTED, entries=[]
        )


def test_a_withdrawn_case_is_taken_back_and_not_booked_again(chen_jie: User, he_jing: User) -> None:
    sent = books.leaves(0, chen_jie)
    book(chen_jie)
    type(sent.case).objects.filter(pk=sent.case_id).update(status="withdrawn")
    _first, red = book(chen_jie)

    assert red.kind == Voucher.Kind.REVERSAL
    assert len(book(chen_jie)) == 2


def test_a_disputed_line_is_booked_as_it_was_sent(chen_jie: User, he_jing: User) -> None:
    sent = books.leaves(0, chen_jie)
    asked = {"unused_leave": "还有 2 天"}
    actions.answer(sent, disputed=asked, by=sent.case.leaver, at=clock.now())
    (voucher,) = book(chen_jie)

    assert amounts(voucher)["6601.02", "debit"] == "2400.00"


def test_people_stand_together_unless_the_account_takes_each(chen_jie: User, he_jing: User) -> None:
    for number in range(3):
        books.leaves(number, chen_jie)
    (voucher,) = book(chen_jie)

    by_account = [one["account"] for one in voucher.body["entries"]]
    assert by_account.count("6601.01") == 1
    assert by_account.count("2241.09") == 3
    wages = next(one for one in voucher.body["entries"] if one["account"] == "6601.01")
    assert (wages["debit"], wages["cases"], wages["case_id"]) == ("24000.00", 3, "")


def test_no_name_stands_in_a_ledger_unless_the_table_says_so(chen_jie: User, he_jing: User) -> None:
    books.leaves(0, chen_jie)
    (voucher,) = book(chen_jie)
    assert "张敏" not in neutral.as_json(voucher.body).decode()

    books.confirmed(chen_jie, he_jing, replace(books.TABLE, names=True))
    books.leaves(1, chen_jie)
    named = book(chen_jie)[-1]
    assert "2026年11月离职结算 末月工资 李雷" in neutral.as_json(named.body).decode()


def test_what_finance_added_goes_to_the_account_of_its_kind(chen_jie: User, he_jing: User) -> None:
    loan = HandLine("hand-1", "loan", "=借款", Decimal(500), "还备用金", "陈洁")
    books.leaves(0, chen_jie, by_hand=(loan,))
    (voucher,) = book(chen_jie)

    assert amounts(voucher)["1221.01", "credit"] == "500.00"


def test_who_owes_stands_on_the_left(chen_jie: User, he_jing: User) -> None:
    books.leaves(0, chen_jie, tax=Decimal(12000), tax_how="补税")
    (voucher,) = book(chen_jie)

    assert amounts(voucher)["1221.03", "debit"] == "2948.50"


def test_a_missing_account_is_named_with_what_to_fill_in(chen_jie: User, he_jing: User) -> None:
    rows = tuple(row for row in books.ROWS if row.kind not in {"fund", "tax"})
    places = (Place("销售一部", "", "sales", "C110"),)
    books.confirmed(chen_jie, he_jing, Table(rows, places, org="SZ01", book="001"))
    books.leaves(0, chen_jie)
    with pytest.raises(NoAccount) as refusal:
        book(chen_jie)

    said = str(refusal.value.reason)
    assert "公积金个人部分" in said
    assert "销售一部" in said
    assert "编码" in said or "code" in said
    assert not Voucher.objects.exists()


def test_without_a_confirmed_table_nothing_is_booked(chen_jie: User) -> None:
    books.leaves(0, chen_jie)
    with pytest.raises(Refused):
        book(chen_jie)
    other = books.second()
    waiting = actions.propose_accounts(books.entity(), books.TABLE, by=chen_jie, at=clock.now())
    with pytest.raises(Refused):
        book(chen_jie)
    with pytest.raises(Refused):  # one's own
        actions.decide_accounts(waiting, agree=True, by=chen_jie, at=clock.now())
    actions.decide_accounts(waiting, agree=True, by=other, at=clock.now())
    assert len(book(chen_jie)) == 1


def test_whoever_is_alone_in_finance_confirms_alone_and_it_is_said(chen_jie: User) -> None:
    made = actions.propose_accounts(books.entity(), books.TABLE, by=chen_jie, at=clock.now())
    done = actions.decide_accounts(made, agree=True, by=chen_jie, at=clock.now())
    assert done.alone


def test_the_same_table_again_is_no_new_version(chen_jie: User, he_jing: User) -> None:
    again = actions.propose_accounts(books.entity(), books.TABLE, by=chen_jie, at=clock.now())
    assert (again.number, again.state) == (1, "in_force")


@pytest.mark.parametrize("role", ["hr", "group_hr", "administrator"])
def test_hr_and_administrators_keep_no_books(chen_jie: User, he_jing: User, role: str) -> None:
    other = make.employee("李丽", "13800000401").user
    make.grant(other, role)
    with pytest.raises(NotPermitted):
        book(other)
    with pytest.raises(NotPermitted):
        actions.propose_accounts(books.entity(), books.TABLE, by=other, at=clock.now())


def test_finance_of_another_company_keeps_other_books(chen_jie: User, he_jing: User) -> None:
    elsewhere = make.branch("苏州工厂", "示例制造（苏州）有限公司")
    other = make.employee("周敏", "13800000402", at=elsewhere).user
    make.grant(other, "finance", at=elsewhere)
    with pytest.raises(NotPermitted):
        book(other)


def test_nobody_books_for_himself(chen_jie: User, he_jing: User) -> None:
    own = world.case_of(chen_jie.person.employments.get())
    OWNERS["test_finance"] = lambda case: he_jing
    world.sent(own, he_jing, leave_full=Decimal(5), leave_taken=Decimal(1))
    assert book(chen_jie) == []
    books_of_all = (Row("unused_leave", "6602.02", "管理费用-年假"),)
    books.confirmed(chen_jie, he_jing, replace(books.TABLE, rows=books.ROWS + books_of_all))
    assert len(book(he_jing)) == 1


@pytest.mark.parametrize(
    ("period", "booked_on"),
    [
        (dt.date(2026, 12, 1), None),
        (dt.date(1999, 1, 1), None),
        (dt.date(2026, 11, 1), dt.date(2026, 10, 31)),
        (dt.date(2026, 11, 1), dt.date(2026, 12, 1)),
    ],
)
def test_a_month_to_come_and_a_day_out_of_place_are_refused(
    chen_jie: User, he_jing: User, period: dt.date, booked_on: dt.date | None
) -> None:
    with pytest.raises(Refused):
        actions.book(books.entity(), period, by=chen_jie, at=clock.now(), booked_on=booked_on)


def test_a_closed_month_is_booked_into_an_open_one(chen_jie: User, he_jing: User) -> None:
    books.leaves(0, chen_jie)
    with clock.at(dt.datetime(2026, 12, 3, 4, tzinfo=dt.UTC)):
        (voucher,) = book(chen_jie, booked_on=dt.date(2026, 12, 2))
    assert (voucher.body["period"], voucher.body["settled_period"]) == ("2026-12", "2026-11")


def test_the_ledger_number_is_written_down_once(chen_jie: User, he_jing: User) -> None:
    books.leaves(0, chen_jie)
    (voucher,) = book(chen_jie)
    noted = actions.note_ledger_number(voucher, number=" 记-0042 ", by=chen_jie, at=clock.now())
    assert noted.ledger_number == "记-0042"
    with pytest.raises(Refused):
        actions.note_ledger_number(voucher, number="记-0043", by=chen_jie, at=clock.now())


def test_what_does_not_balance_or_is_finer_than_a_fen_is_no_voucher() -> None:
    left = Entry("wages", "工资", "6602", "", "debit", Decimal("10.00"))
    right = replace(left, side="credit", amount=Decimal("9.99"))
    with pytest.raises(Unbalanced):
        entries.check([left, right])
    fine = Decimal("10.005")
    with pytest.raises(Unbalanced):
        entries.check([replace(left, amount=fine), replace(right, amount=fine)])


@pytest.mark.parametrize("text", ["=1+1", "+86", "-1", "@SUM(A1)", "\t=1", " =1"])
def test_no_cell_becomes_a_formula(text: str) -> None:
    assert cells.as_csv(("a",), [(text,)]).decode().splitlines()[1].startswith(("'", "\"'"))
    assert cells.as_csv(("a",), [(Decimal(-1),)]).decode().splitlines()[1] == "-1.00"


def test_csv_opens_in_excel_as_chinese(chen_jie: User, he_jing: User) -> None:
    books.leaves(0, chen_jie)
    (voucher,) = book(chen_jie)
    written = neutral.as_csv(voucher.body)
    assert written.startswith("\ufeff凭证号,组织".encode())
    assert written.decode().count("\r\n") == len(voucher.body["entries"]) + 1


def test_a_month_asks_as_much_for_many_as_for_few(chen_jie: User, he_jing: User) -> None:
    def asked() -> int:
        with CaptureQueriesContext(connection) as seen:
            book(chen_jie)
        return len(seen)

    books.leaves(0, chen_jie)
    few = asked()
    books.leaves(1, chen_jie)
    books.leaves(2, chen_jie)
    assert asked() == few


def _golden(name: str, written: bytes) -> None:
    known = GOLDEN / name
    assert known.read_bytes() == written, f"{name} is another file now"


def _comparable(voucher: Voucher) -> dict[str, Any]:
    """With the keys of a database that are another in every test."""
    text = json.dumps(voucher.body, ensure_ascii=False)
    text = text.replace(voucher.voucher_id, "LZ0001-202611-0001")
    body: dict[str, Any] = json.loads(text)
    for number, one in enumerate(body["settlements"], 1):
        text = text.replace(one["case_id"], f"LZ-2026-{number:06d}")
    body = json.loads(text)
    return {**body, "attachment_sha256": neutral.fingerprint(body["settlements"])}


def test_every_form_is_written_as_it_always_was(chen_jie: User, he_jing: User) -> None:
    for number in range(2):
        books.leaves(number, chen_jie)
    (voucher,) = book(chen_jie)
    body = _comparable(voucher)

    _golden("voucher.json", FORMS["json"].write(body))
    _golden("voucher.csv", FORMS["csv"].write(body))
    _golden("voucher-kingdee.json", FORMS["kingdee"].write(body))
    _golden("voucher-u8.json", FORMS["u8"].write(body))
    package = zipfile.ZipFile(io.BytesIO(FORMS["u8-text"].write(body)))
    _golden("voucher-u8.txt", package.read("LZ0001-202611-0001.txt"))
    assert "GB18030" in package.read("导入前请看.txt").decode()


def test_the_workbook_holds_what_the_csv_holds(chen_jie: User, he_jing: User) -> None:
    books.leaves(0, chen_jie)
    (voucher,) = book(chen_jie)
    read = CalamineWorkbook.from_filelike(io.BytesIO(neutral.as_xlsx(voucher.body)))
    rows = [[str(cell) for cell in row] for row in read.get_sheet_by_index(0).to_python()]
    lines = neutral.as_csv(voucher.body).decode().removeprefix("\ufeff").split("\r\n")
    assert rows[0] == lines[0].split(",")
    assert [row[8] for row in rows[1:]] == [line.split(",")[8] for line in lines[1:-1]]
    assert Decimal(rows[1][10]) == Decimal(lines[1].split(",")[10])
    assert read.sheet_names == ["凭证", "离职单"]


def test_the_json_is_what_the_schema_says(chen_jie: User, he_jing: User) -> None:
    sent = books.leaves(0, chen_jie)
    book(chen_jie)
    books.again(sent.case, chen_jie, tax=Decimal(5), tax_how="重新算过")
    schema = json.loads(Path(neutral.__file__).with_name("schema.json").read_text())
    for voucher in book(chen_jie):
        jsonschema_rs.validate(schema, json.loads(neutral.as_json(voucher.body)))


def test_u8_refuses_an_account_that_it_would_cut(chen_jie: User, he_jing: User) -> None:
    long = replace(books.ROWS[-2], kind="net", account="2241.09.001.0001")
    rows = tuple(row for row in books.ROWS if row.kind != "net")
    books.confirmed(chen_jie, he_jing, replace(books.TABLE, rows=(*rows, long)))
    books.leaves(0, chen_jie)
    (voucher,) = book(chen_jie)
    with pytest.raises(Refused, match=r"2241\.09\.001\.0001"):
        u8.file(voucher.body)
