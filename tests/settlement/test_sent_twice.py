"""The line was cut and finance presses again: one voucher, one batch, the same bytes."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

import pytest
from django.urls import reverse

from lizhi.accounts.models import User
from lizhi.cases.models import Event
from lizhi.common import clock
from lizhi.settlement import actions
from lizhi.settlement.models import PaymentBatch, Posting, Settlement, Voucher
from lizhi.settlement.vouchers import bank
from lizhi.settlement.vouchers.files import FORMS
from tests.settlement import books, world
from tests.settlement.test_books_api import Program
from tests.settlement.world import Browser

pytestmark = pytest.mark.django_db
NOON = dt.datetime(2026, 11, 28, 4, tzinfo=dt.UTC)
PAID = {"paid_on": "2026-11-28", "reference": "BK20261128001"}


@pytest.fixture(autouse=True)
def after_the_end() -> Iterator[None]:
    """The day after the last day of those who leave."""
    with clock.at(NOON):
        yield


@pytest.fixture(autouse=True)
def he_jing(chen_jie: User) -> User:
    """Has confirmed the account table."""
    other = books.second()
    books.confirmed(chen_jie, other)
    return other


@pytest.fixture
def desk(chen_jie: User) -> Browser:
    """Chen Jie's browser."""
    return world.client_of(chen_jie)


@pytest.fixture
def sent(chen_jie: User) -> list[Settlement]:
    """Three people whose settlements were sent."""
    return [books.leaves(number, chen_jie) for number in range(3)]


def at(name: str, *parts: Any) -> str:
    return reverse(f"settlement:{name}", args=[books.entity().pk, *parts])


def twice(desk: Browser, address: str, **form: Any) -> Any:
    first, second = (desk.post(address, form) for _time in range(2))
    assert (first.status_code, first.content) == (second.status_code, second.content)
    assert first.headers.get("Location") == second.headers.get("Location")
    return first


def numbers(*settlements: Settlement) -> list[str]:
    return [one.case.number for one in settlements]


def test_a_month_that_is_booked_twice_stands_in_one_voucher(
    desk: Browser, sent: list[Settlement]
) -> None:
    twice(desk, at("book"), month="2026-11")
    (voucher,) = Voucher.objects.all()
    assert Posting.objects.count() == len(sent)
    for form in FORMS:
        answer = twice(desk, at("voucher_file", voucher.voucher_id, form))
        assert answer.status_code == 200
    noted = at("ledger_number", voucher.voucher_id)
    assert twice(desk, noted, number="记-0042").status_code == 302
    assert Voucher.objects.get().ledger_number == "记-0042"


def test_a_batch_that_is_pressed_twice_is_one_with_one_file(
    desk: Browser, sent: list[Settlement]
) -> None:
    twice(desk, at("make_batch"), case=numbers(*sent), key="k")
    (batch,) = PaymentBatch.objects.all()
    assert batch.count == len(sent)
    for form in bank.FORMS:
        assert twice(desk, at("batch_file", batch.number, form)).status_code == 200
    assert twice(desk, at("batch_paid", batch.number), **PAID).status_code == 302
    assert Event.objects.filter(kind="settlement_paid").count() == len(sent)
    assert Voucher.objects.filter(kind=Voucher.Kind.PAYMENT).count() == 1
    assert twice(desk, at("batch_booked", batch.number)).status_code == 302
    assert Voucher.objects.filter(kind=Voucher.Kind.PAYMENT).count() == 1


def test_everybody_of_the_month_pressed_twice_is_one_batch(
    desk: Browser, chen_jie: User, sent: list[Settlement]
) -> None:
    form = {"all": "1", "month": "2026-11", "key": "k"}
    made = desk.post(at("make_batch"), form)
    actions.undo_batch(PaymentBatch.objects.get(), reason="等等", by=chen_jie, at=clock.now())
    assert desk.post(at("make_batch"), form).url == made.url
    assert PaymentBatch.objects.count() == 1
    assert desk.post(at("make_batch"), {**form, "key": "k2"}).url != made.url


def test_the_page_was_gone_back_to_and_somebody_else_was_ticked(
    desk: Browser, sent: list[Settlement]
) -> None:
    first, second, _third = sent
    desk.post(at("make_batch"), {"case": numbers(first), "key": "k"})
    answer = desk.post(at("make_batch"), {"case": numbers(second), "key": "k"})
    assert answer.status_code == 409
    assert PaymentBatch.objects.get().number in answer.content.decode()
    desk.post(at("make_batch"), {"case": numbers(second), "key": "k2"})
    assert [batch.count for batch in PaymentBatch.objects.all()] == [1, 1]


def test_a_form_without_a_key_makes_a_batch_of_its_own(
    desk: Browser, chen_jie: User, sent: list[Settlement]
) -> None:
    desk.post(at("make_batch"), {"case": numbers(*sent)})
    actions.undo_batch(PaymentBatch.objects.get(), reason="等等", by=chen_jie, at=clock.now())
    desk.post(at("make_batch"), {"case": numbers(*sent)})
    assert [batch.state for batch in PaymentBatch.objects.order_by("pk")] == ["undone", "made"]


def test_a_batch_that_is_taken_back_twice_lets_its_people_into_one_other(
    desk: Browser, sent: list[Settlement]
) -> None:
    desk.post(at("make_batch"), {"case": numbers(*sent), "key": "k"})
    number = PaymentBatch.objects.get().number
    assert twice(desk, at("batch_undo", number), reason="换格式").status_code == 302
    twice(desk, at("make_batch"), case=numbers(*sent), key="k2")
    assert [batch.state for batch in PaymentBatch.objects.order_by("pk")] == ["undone", "made"]


def test_a_program_that_calls_twice_gets_the_same_bytes(
    chen_jie: User, sent: list[Settlement]
) -> None:
    ledger = Program(chen_jie)

    def call(path: str, **content: Any) -> Any:
        first, second = (ledger.call("POST", path, **content) for _time in range(2))
        assert (first.status_code, first.content) == (200, second.content)
        return first

    (voucher,) = call("", month="2026-11").json()
    for form in FORMS:
        call(f"/of/{voucher['voucher_id']}/{form}")
    batch = call("/payments", key="k", month="2026-11").json()
    assert batch["count"] == len(sent)
    for form in bank.FORMS:
        call(f"/payments/{batch['number']}/file/{form}")
    call(f"/payments/{batch['number']}/paid", **PAID)
    other = ledger.call("POST", "/payments", key="k", cases=["LZ-2026-000000"])
    assert other.status_code == 409
    assert PaymentBatch.objects.count() == 1
