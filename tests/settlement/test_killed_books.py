"""Figures of cities, accounts, vouchers, payments: the process dies anywhere, or the line is cut.

Pressed again, it is done once; what one press writes stands wholly or not at all.
"""

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import pytest
from django.urls import reverse

from lizhi.accounts.models import User
from lizhi.cases import chain
from lizhi.cases.models import Case
from lizhi.common import clock
from lizhi.people.models import Employment
from lizhi.settlement import actions, kinds
from lizhi.settlement.models import (
    AccountTable,
    CityFigure,
    FigureDeed,
    Payment,
    PaymentBatch,
    Posting,
    Settlement,
    Voucher,
)
from lizhi.settlement.vouchers.accounts import Table
from tests.settlement import books, dying, found, world
from tests.settlement.test_books_pages import cells
from tests.settlement.test_figure_pages import ADD, TYPED

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]
NOON = dt.datetime(2026, 11, 28, 4, tzinfo=dt.UTC)
"""The day after the last day of those who leave."""


@pytest.fixture
def he_jing(chen_jie: User) -> User:
    """The second person of finance."""
    return books.second()


@pytest.fixture
def ended(chen_jie: User, he_jing: User) -> Iterator[list[Settlement]]:
    """Two who have left and were sent what they get; the account table is confirmed."""
    with clock.at(NOON):
        books.confirmed(chen_jie, he_jing)
        yield [books.leaves(number, chen_jie) for number in range(2)]


def at(name: str, *parts: Any) -> str:
    return reverse(f"settlement:{name}", args=[books.entity().pk, *parts])


def figures() -> Any:
    known = CityFigure.objects.order_by("pk").values_list("value", "state", "replaced_by")
    return list(known), list(FigureDeed.objects.order_by("pk").values_list("deed", flat=True))


def test_a_figure_of_a_city_is_entered_once(case: Case, chen_jie: User) -> None:
    deaths = dying.everywhere(dying.pressing(chen_jie, ADD, TYPED), figures)

    dying.check(deaths, states=2)
    assert deaths.seen[-1] == ([(Decimal(13000), "waiting", None)], ["entered"])


def test_a_figure_that_differs_is_no_repeated_message(case: Case, chen_jie: User) -> None:
    browser = world.client_of(chen_jie)
    assert browser.post(ADD, TYPED).status_code == 302

    for changed in ({"value": "13100"}, {"title": "另一份公报"}, {"note": "看错了"}):
        assert browser.post(ADD, {**TYPED, **changed}).status_code == 409

    assert CityFigure.objects.count() == 1


@pytest.mark.parametrize("then", ["confirm", "decline"])
def test_a_figure_is_decided_about_once(
    case: Case, chen_jie: User, he_jing: User, then: str
) -> None:
    older = found.confirmed(chen_jie, he_jing, value="12000")
    newer = found.entered(chen_jie)
    form = {"then": then, "reason": "公报里不是这个数"}
    address = reverse("settlement:figure", args=[newer.pk])
    deaths = dying.everywhere(dying.pressing(he_jing, address, form), figures)

    dying.check(deaths, states=2)
    states = [state for _value, state, _by in deaths.seen[-1][0]]
    after = ["replaced", "confirmed"] if then == "confirm" else ["confirmed", "declined"]
    assert states == after
    older.refresh_from_db()
    assert (older.replaced_by == newer) is (then == "confirm")


def test_a_figure_is_withdrawn_once(case: Case, chen_jie: User, he_jing: User) -> None:
    figure = found.confirmed(chen_jie, he_jing)
    form = {"then": "withdraw", "reason": "公报更正了"}
    address = reverse("settlement:figure", args=[figure.pk])
    deaths = dying.everywhere(dying.pressing(he_jing, address, form), figures)

    dying.check(deaths, states=2)
    assert deaths.seen[-1][1] == ["entered", "confirmed", "withdrawn"]


def tables() -> Any:
    return list(AccountTable.objects.order_by("number").values_list("number", "state", "alone"))


def test_an_account_table_is_proposed_once(chen_jie: User, he_jing: User) -> None:
    press = dying.pressing(chen_jie, at("accounts"), cells())
    deaths = dying.everywhere(press, tables)

    dying.check(deaths, states=2)
    assert deaths.seen[-1] == [(1, "proposed", False)]


@pytest.mark.parametrize(("agree", "after"), [("1", "in_force"), ("0", "dropped")])
def test_an_account_table_is_decided_about_once(
    chen_jie: User, he_jing: User, agree: str, after: str
) -> None:
    books.confirmed(chen_jie, he_jing)
    newer = Table(books.ROWS, books.PLACES, org="SZ02")
    actions.propose_accounts(books.entity(), newer, by=chen_jie, at=clock.now())
    press = dying.pressing(he_jing, at("decide_accounts", 2), {"agree": agree})
    deaths = dying.everywhere(press, tables)

    dying.check(deaths, states=2)
    first = "replaced" if agree == "1" else "in_force"
    assert [state for _number, state, _alone in deaths.seen[-1]] == [first, after]


def test_a_colleague_reads_that_it_was_decided_already(chen_jie: User, he_jing: User) -> None:
    made = actions.propose_accounts(books.entity(), books.TABLE, by=chen_jie, at=clock.now())
    actions.decide_accounts(made, agree=True, by=he_jing, at=clock.now())

    for user, agree in ((chen_jie, "1"), (he_jing, "0")):
        assert dying.pressing(user, at("decide_accounts", 1), {"agree": agree})()[0] == 409

    assert AccountTable.objects.get().state == "in_force"


def vouchers() -> Any:
    known = Voucher.objects.order_by("pk").values_list("voucher_id", "ledger_number")
    return list(known), Posting.objects.count()


def test_a_month_is_booked_once(ended: list[Settlement], chen_jie: User) -> None:
    press = dying.pressing(chen_jie, at("book"), {"month": "2026-11"})
    deaths = dying.everywhere(press, vouchers)

    dying.check(deaths, states=2)
    assert [len(part) if isinstance(part, list) else part for part in deaths.seen[-1]] == [1, 2]


def test_a_newer_version_is_booked_and_the_older_taken_back_together(
    ended: list[Settlement], chen_jie: User
) -> None:
    actions.book(books.entity(), books.NOVEMBER, by=chen_jie, at=clock.now())
    books.again(ended[0].case, chen_jie, unpaid_days=Decimal(1))
    press = dying.pressing(chen_jie, at("book"), {"month": "2026-11"})
    deaths = dying.everywhere(press, vouchers)

    dying.check(deaths, states=2, least=3)
    assert len(deaths.seen[-1][0]) == 3


def test_the_number_of_the_ledger_is_noted_once(ended: list[Settlement], chen_jie: User) -> None:
    (voucher,) = actions.book(books.entity(), books.NOVEMBER, by=chen_jie, at=clock.now())
    press = dying.pressing(chen_jie, at("ledger_number", voucher.voucher_id), {"number": "记-0042"})
    deaths = dying.everywhere(press, vouchers)

    dying.check(deaths, states=2)
    assert deaths.seen[-1][0][0][1] == "记-0042"


def payments() -> Any:
    batches = PaymentBatch.objects.order_by("pk").values_list("number", "state", "count", "voucher")
    people = Payment.objects.order_by("pk").values_list("settlement", "stands")
    return list(batches), list(people)


@pytest.mark.parametrize("all_of_them", [True, False])
def test_a_batch_is_made_once(
    ended: list[Settlement], chen_jie: User, *, all_of_them: bool
) -> None:
    form: dict[str, Any] = {"key": world.key(), "month": "2026-11"}
    form |= {"all": "1"} if all_of_them else {"case": [one.case.number for one in ended]}
    deaths = dying.everywhere(dying.pressing(chen_jie, at("make_batch"), form), payments)

    dying.check(deaths, states=2)
    (batch,), people = deaths.seen[-1]
    assert (batch[2], len(people)) == (2, 2)


def test_a_used_page_pays_nobody_else(ended: list[Settlement], chen_jie: User) -> None:
    """Going back in the browser brings the page back with its key: it must not look as if paid."""
    first, second = (one.case.number for one in ended)
    browser = world.client_of(chen_jie)
    form = {"key": world.key(), "month": "2026-11", "case": first}
    assert browser.post(at("make_batch"), form).status_code == 302

    other = browser.post(at("make_batch"), {**form, "case": second})

    assert other.status_code == 409
    assert "请重新打开" in other.content.decode()
    assert Payment.objects.count() == 1


def paid() -> Any:
    told = Employment.objects.filter(cases__events__kind=kinds.SETTLEMENT_PAID).count()
    return payments(), told, Voucher.objects.filter(kind="payment").count()


def test_everybody_in_a_batch_is_paid_once(ended: list[Settlement], chen_jie: User) -> None:
    numbers = [one.case.number for one in ended]
    batch = actions.make_batch(
        books.entity(), numbers, by=chen_jie, at=clock.now(), key=world.key()
    )
    form = {"paid_on": "2026-11-28", "reference": "BK1"}
    press = dying.pressing(chen_jie, at("batch_paid", batch.number), form)
    deaths = dying.everywhere(press, paid)

    dying.check(deaths, states=2, least=5)
    assert deaths.seen[-1][1:] == (2, 1)
    assert all(chain.first_broken(one.case) is None for one in ended)


def test_a_payment_that_had_no_account_is_booked_once(
    ended: list[Settlement], chen_jie: User, he_jing: User
) -> None:
    rows = tuple(row for row in books.ROWS if row.kind != "bank")
    books.confirmed(chen_jie, he_jing, Table(rows, books.PLACES, org="SZ01"))
    numbers = [one.case.number for one in ended]
    batch = actions.make_batch(
        books.entity(), numbers, by=chen_jie, at=clock.now(), key=world.key()
    )
    actions.mark_paid(*(batch,), paid_on=NOON.date(), reference="BK1", by=chen_jie, at=clock.now())
    assert paid()[1:] == (2, 0)
    books.confirmed(chen_jie, he_jing)
    deaths = dying.everywhere(dying.pressing(chen_jie, at("batch_booked", batch.number), {}), paid)

    dying.check(deaths, states=2)
    assert deaths.seen[-1][1:] == (2, 1)


def test_a_batch_is_taken_back_once(ended: list[Settlement], chen_jie: User) -> None:
    numbers = [one.case.number for one in ended]
    batch = actions.make_batch(
        books.entity(), numbers, by=chen_jie, at=clock.now(), key=world.key()
    )
    press = dying.pressing(chen_jie, at("batch_undo", batch.number), {"reason": "要另一种格式"})
    deaths = dying.everywhere(press, payments)

    dying.check(deaths, states=2)
    assert all(stands is False for _settlement, stands in deaths.seen[-1][1])
