"""Finance pays what was sent: one file for the bank, one batch each, and the person reads it."""

import datetime as dt
import io
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import pytest
from python_calamine import CalamineWorkbook

from lizhi.accounts.models import User
from lizhi.cases.models import Case, Event
from lizhi.common import clock
from lizhi.common.refusals import AlreadyDone, NotPermitted, Refused
from lizhi.settlement import actions
from lizhi.settlement.models import PaymentBatch, Settlement
from lizhi.settlement.vouchers import bank, payable, questions
from tests import make
from tests.settlement import books, world

pytestmark = pytest.mark.django_db
NOON = dt.datetime(2026, 11, 28, 4, tzinfo=dt.UTC)
TODAY = dt.date(2026, 11, 28)


@pytest.fixture(autouse=True)
def after_the_end() -> Iterator[None]:
    """The day after the last day of those who leave."""
    with clock.at(NOON):
        yield


def pay(by: User, *settlements: Settlement, **values: Any) -> PaymentBatch:
    numbers = [one.case.number for one in settlements]
    key = values.pop("key", world.key())
    return actions.make_batch(books.entity(), numbers, by=by, at=clock.now(), key=key)


def mark(batch: PaymentBatch, by: User, **values: Any) -> PaymentBatch:
    known = {"paid_on": TODAY, "reference": "BK20261128001", **values}
    return actions.mark_paid(batch, by=by, at=clock.now(), **known)


def test_the_file_names_each_and_ends_with_a_check_line(chen_jie: User) -> None:
    batch = pay(chen_jie, books.leaves(0, chen_jie), books.leaves(1, chen_jie))
    payments = questions.payments_of(batch)
    lines = bank.as_csv(payments).decode().removeprefix("\ufeff").splitlines()

    assert lines[0] == "序号,收款人,收款账号,开户行,金额,用途,最晚付款日,离职单"
    number = payments[0].settlement.case.number
    assert lines[1] == (
        f"1,张敏,6214001000006000,示例银行深圳分行,9051.50,2026年11月离职结算,2026-11-27,{number}"
    )
    assert lines[-1] == "核对,2 笔,,,18103.00,合计,,"
    assert (batch.count, batch.total) == (2, Decimal("18103.00"))
    assert bank.as_xlsx(payments) == bank.as_xlsx(questions.payments_of(batch))
    book = CalamineWorkbook.from_filelike(io.BytesIO(bank.as_xlsx(payments)))
    assert book.get_sheet_by_index(0).to_python()[1][2] == "6214001000006000"


def test_an_account_is_whole_in_the_file_and_nowhere_else(chen_jie: User) -> None:
    batch = pay(chen_jie, books.leaves(0, chen_jie))
    payment = batch.payments.get()
    assert payment.masked_account == "6214****6000"
    stored = batch.payments.extra(select={"raw": "account"}).values_list("raw", flat=True)
    assert "6214001000006000" not in str(list(stored))
    mark(batch, chen_jie)
    facts = [event.facts for event in Event.objects.filter(kind="settlement_paid")]
    assert facts == [{"version": 1, "day": "2026-11-28", "batch": batch.number}]


def test_a_disputed_line_is_paid_as_it_was_sent(chen_jie: User) -> None:
    sent = books.leaves(0, chen_jie)
    asked = {"unused_leave": "还有 2 天", "wages": "少了"}
    actions.answer(sent, disputed=asked, by=sent.case.leaver, at=clock.now())
    assert pay(chen_jie, sent).total == Decimal("9051.50")


def test_a_settlement_stands_in_one_batch_only(chen_jie: User) -> None:
    sent = books.leaves(0, chen_jie)
    first = pay(chen_jie, sent, key="one")
    assert pay(chen_jie, sent, key="one") == first
    with pytest.raises(AlreadyDone, match=first.number):
        pay(chen_jie, sent)


def test_a_batch_that_was_taken_back_lets_its_people_into_another(chen_jie: User) -> None:
    sent = books.leaves(0, chen_jie)
    first = pay(chen_jie, sent)
    with pytest.raises(Refused):
        actions.undo_batch(first, reason=" ", by=chen_jie, at=clock.now())
    actions.undo_batch(first, reason="银行要另一种格式", by=chen_jie, at=clock.now())
    second = pay(chen_jie, sent)
    assert second.number != first.number
    with pytest.raises(Refused):
        mark(first, chen_jie)


def test_paid_is_read_by_the_person_and_cannot_be_taken_back(chen_jie: User) -> None:
    sent = books.leaves(0, chen_jie)
    batch = mark(pay(chen_jie, sent), chen_jie)
    assert sent.case.events.filter(kind="settlement_paid", actor=chen_jie).count() == 1
    assert mark(batch, chen_jie).pk == batch.pk
    assert sent.case.events.filter(kind="settlement_paid").count() == 1
    with pytest.raises(AlreadyDone):
        actions.undo_batch(batch, reason="错了", by=chen_jie, at=clock.now())
    with pytest.raises(AlreadyDone):
        mark(batch, chen_jie, reference="BK2")


def test_a_new_version_pays_the_difference(chen_jie: User) -> None:
    sent = books.leaves(0, chen_jie)
    mark(pay(chen_jie, sent), chen_jie)
    more = books.again(sent.case, chen_jie, leave_taken=Decimal(5))
    batch = pay(chen_jie, more)
    assert batch.total == Decimal("800.00")


def test_a_lower_version_is_never_taken_back_from_the_person_by_itself(chen_jie: User) -> None:
    sent = books.leaves(0, chen_jie)
    mark(pay(chen_jie, sent), chen_jie)
    less = books.again(sent.case, chen_jie, tax=Decimal(100), tax_how="重新算过")
    with pytest.raises(Refused):
        pay(chen_jie, less)


@pytest.mark.parametrize(
    ("values", "inputs", "says"),
    [
        ({"bank_account": ""}, {}, "卡号|account"),
        ({}, {"tax": Decimal(12000), "tax_how": "补税"}, "lower|少"),
        ({}, {"tax": Decimal("9051.50"), "tax_how": "补税"}, "nothing|没有要付"),
    ],
)
def test_who_cannot_be_paid_is_named(
    chen_jie: User, values: dict[str, Any], inputs: dict[str, Any], says: str
) -> None:
    person = world.leaver(**values)
    sent = world.sent(world.case_of(person), chen_jie, **inputs)
    with pytest.raises(Refused, match=says):
        pay(chen_jie, sent)
    assert not PaymentBatch.objects.exists()


def test_nobody_is_paid_what_was_not_sent(chen_jie: User) -> None:
    case = world.case_of(world.leaver())
    actions.draft(case, inputs=world.EVERYTHING, by=chen_jie, at=clock.now())
    with pytest.raises(Refused, match=case.number):
        actions.make_batch(
            books.entity(), [case.number], by=chen_jie, at=clock.now(), key=world.key()
        )
    with pytest.raises(Refused):
        actions.make_batch(books.entity(), [], by=chen_jie, at=clock.now(), key=world.key())


def test_what_a_dead_person_is_owed_goes_to_the_heirs(chen_jie: User) -> None:
    sent = books.leaves(0, chen_jie)
    Case.objects.filter(pk=sent.case_id).update(way=Case.Way.DEATH)
    with pytest.raises(Refused, match=r"heirs|继承人"):
        pay(chen_jie, sent)


@pytest.mark.parametrize(
    "values",
    [
        {"paid_on": dt.date(2026, 11, 29)},
        {"paid_on": dt.date(2026, 11, 27)},
        {"reference": "  "},
        {"reference": "x" * 61},
    ],
)
def test_a_day_out_of_place_and_no_reference_are_refused(
    chen_jie: User, values: dict[str, Any]
) -> None:
    batch = pay(chen_jie, books.leaves(0, chen_jie))
    with pytest.raises(Refused):
        mark(batch, chen_jie, **values)


@pytest.mark.parametrize("role", ["hr", "group_hr", "administrator"])
def test_only_finance_of_the_company_pays(chen_jie: User, role: str) -> None:
    sent = books.leaves(0, chen_jie)
    other = make.employee("李丽", "13800000401").user
    make.grant(other, role)
    batch = pay(chen_jie, sent)
    with pytest.raises(NotPermitted):
        pay(other, sent)
    with pytest.raises(NotPermitted):
        mark(batch, other)
    with pytest.raises(NotPermitted):
        actions.undo_batch(batch, reason="x", by=other, at=clock.now())


def test_a_payment_clears_what_was_owed(chen_jie: User) -> None:
    books.confirmed(chen_jie, books.second())
    sent = books.leaves(0, chen_jie)
    actions.book(books.entity(), books.NOVEMBER, by=chen_jie, at=clock.now())
    batch = mark(pay(chen_jie, sent), chen_jie)

    assert batch.voucher is not None
    assert [
        (one["account"], one["debit"], one["credit"]) for one in batch.voucher.body["entries"]
    ] == [("2241.09", "9051.50", "0.00"), ("1002.01", "0.00", "9051.50")]
    assert actions.book_payment(batch, by=chen_jie, at=clock.now()).voucher == batch.voucher


def test_paid_is_paid_though_no_account_is_named(chen_jie: User) -> None:
    batch = mark(pay(chen_jie, books.leaves(0, chen_jie)), chen_jie)
    assert (batch.state, batch.voucher) == ("paid", None)
    books.confirmed(chen_jie, books.second())
    assert actions.book_payment(batch, by=chen_jie, at=clock.now()).voucher is not None


def test_the_day_is_that_of_the_law(chen_jie: User) -> None:
    sent = books.leaves(0, chen_jie)
    (found,) = payable.of(books.entity(), books.NOVEMBER)
    assert (found.settlement, found.due_on) == (sent, dt.date(2026, 11, 27))
