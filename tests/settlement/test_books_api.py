"""Programs of finance book, take files and say what was paid, within the reach of their person."""

import datetime as dt
import json
from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client

from lizhi.accounts.models import ApiToken, User
from lizhi.accounts.rules import token_hash
from lizhi.common import clock
from lizhi.settlement.models import PaymentBatch, TakenFile, Voucher
from lizhi.settlement.vouchers.accounts import Table
from tests.settlement import books, world

pytestmark = pytest.mark.django_db
NOON = dt.datetime(2026, 11, 28, 4, tzinfo=dt.UTC)


@pytest.fixture(autouse=True)
def after_the_end() -> Iterator[None]:
    """The day after the last day of those who leave."""
    with clock.at(NOON):
        yield


class Program:
    """Something that holds a token of somebody."""

    def __init__(self, user: User, *scopes: str) -> None:
        self.token = world.key()
        known = list(scopes or ("vouchers:read", "vouchers:write"))
        ApiToken.objects.create(
            user=user, name="总账", token_hash=token_hash(self.token), scopes=known
        )

    def call(self, method: str, path: str, **content: object) -> Any:
        address = f"/api/v1/vouchers/{books.entity().pk}{path}"
        return Client().generic(
            method,
            address,
            data=json.dumps(content) if content else "",
            content_type="application/json",
            headers={"Authorization": f"Bearer {self.token}"},
        )


def test_a_ledger_books_takes_and_answers(chen_jie: User) -> None:
    books.confirmed(chen_jie, books.second())
    books.leaves(0, chen_jie)
    ledger = Program(chen_jie)
    first = ledger.call("POST", "", month="2026-11").json()
    again = ledger.call("POST", "", month="2026-11").json()
    assert first == again == ledger.call("GET", "?month=2026-11").json()
    (made,) = first
    assert (made["debit"], made["credit"], made["settlements"]) == ("18400.00", "18400.00", 1)
    assert set(made["unverified"]) == {"kingdee", "u8", "u8-text"}

    file = ledger.call("POST", f"/of/{made['voucher_id']}/kingdee")
    assert file.json()["formid"] == "GL_VOUCHER"
    assert TakenFile.objects.get().form == "kingdee"
    assert ledger.call("POST", f"/of/{made['voucher_id']}/pdf").status_code == 422
    noted = ledger.call("POST", f"/ledger/{made['voucher_id']}", number="记-0042")
    assert noted.json()["ledger_number"] == "记-0042"
    other = ledger.call("POST", f"/ledger/{made['voucher_id']}", number="记-0043")
    assert (other.status_code, other.json()["code"]) == (409, "already_done")


def test_a_missing_account_is_a_code_for_programs(chen_jie: User) -> None:
    ledger = Program(chen_jie)
    books.leaves(0, chen_jie)
    assert ledger.call("POST", "", month="2026-11").json()["code"] == "refused"
    rows = tuple(row for row in books.ROWS if row.kind != "net")
    table = Table(rows, books.PLACES, org="1", book="1")
    books.confirmed(chen_jie, books.second(), table)
    answer = ledger.call("POST", "", month="2026-11")
    assert (answer.status_code, answer.json()["code"]) == (409, "no_account")
    assert not Voucher.objects.exists()


def test_a_program_pays_and_says_so(chen_jie: User) -> None:
    sent = books.leaves(0, chen_jie)
    payroll = Program(chen_jie)
    made = payroll.call("POST", "/payments", key="k1", month="2026-11").json()
    assert payroll.call("POST", "/payments", key="k1", month="2026-11").json() == made
    assert (made["total"], made["cases"]) == ("9051.50", [sent.case.number])
    assert "6214" not in json.dumps(made)
    file = payroll.call("POST", f"/payments/{made['number']}/file/csv")
    assert "6214001000006000" in file.content.decode()
    paid = {"paid_on": "2026-11-28", "reference": "BK1"}
    done = payroll.call("POST", f"/payments/{made['number']}/paid", **paid).json()
    assert (done["state"], done["paid_on"]) == ("paid", "2026-11-28")
    assert payroll.call("POST", f"/payments/{made['number']}/paid", **paid).json() == done
    undone = payroll.call("POST", f"/payments/{made['number']}/undo", reason="错了")
    assert undone.status_code == 409
    assert payroll.call("GET", f"/payments/{made['number']}").json() == done


def test_a_batch_is_taken_back_by_a_program(chen_jie: User) -> None:
    sent = books.leaves(0, chen_jie)
    payroll = Program(chen_jie)
    made = payroll.call("POST", "/payments", key="k1", cases=[sent.case.number]).json()
    undone = payroll.call("POST", f"/payments/{made['number']}/undo", reason="格式不对").json()
    assert undone["state"] == "undone"
    assert payroll.call("POST", f"/payments/{made['number']}/file/csv").status_code == 404
    assert PaymentBatch.objects.get().undo_reason == "格式不对"


@pytest.mark.parametrize(
    ("path", "content"),
    [
        ("", {"month": "2026-13"}),
        ("", {"month": "2026-11", "booked_on": "2026-02-29"}),
        ("/payments", {"key": "k", "cases": ["=1+1"]}),
        ("/payments/FK1/paid", {"paid_on": "2026-02-29", "reference": "x"}),
        ("/payments/FK1/paid", {"paid_on": "2026-11-28", "reference": " "}),
    ],
)
def test_what_cannot_be_used_is_said(chen_jie: User, path: str, content: dict[str, Any]) -> None:
    assert Program(chen_jie).call("POST", path, **content).status_code == 422


def test_a_month_to_come_and_another_room_are_refused(chen_jie: User) -> None:
    assert Program(chen_jie).call("GET", "?month=2027-01").status_code == 409
    narrow = Program(chen_jie, "settlement:read", "settlement:write")
    assert narrow.call("GET", "?month=2026-11").json()["code"] == "missing_scope"
    reader = Program(chen_jie, "vouchers:read")
    assert reader.call("POST", "", month="2026-11").status_code == 403
