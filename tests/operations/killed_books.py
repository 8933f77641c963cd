"""Whoever books, pays and takes files away is killed before every statement; it is done again.

Run as a program it plays on the database of the environment. After each death the books are looked
at: a voucher with all its postings, a batch with everybody in it, or nothing.
"""

import json
import sys
from collections.abc import Callable
from typing import Any

import django

if __name__ == "__main__":
    django.setup()

import datetime as dt

from django.conf import settings
from django.core.management import call_command
from django.db.models import Sum
from django.http import HttpResponse, HttpResponseBase

from lizhi.accounts.models import User
from lizhi.cases.models import Event
from lizhi.common import clock
from lizhi.settlement.models import PaymentBatch, Posting, TakenFile, Voucher
from tests.operations.cut_requests import killed_everywhere
from tests.settlement import books, world

NOON = dt.datetime(2026, 11, 28, 4, tzinfo=dt.UTC)
PAID = {"paid_on": "2026-11-28", "reference": "BK20261128001"}
Act = Callable[[], HttpResponseBase]


class Torn(Exception):
    """Something was left half done."""


def look() -> None:
    """Each voucher has its postings, each batch its people; who is paid reads so."""
    for voucher in Voucher.objects.exclude(kind=Voucher.Kind.PAYMENT):
        if voucher.postings.count() != len(voucher.body["settlements"]):
            raise Torn(f"{voucher} lacks postings")
    for batch in PaymentBatch.objects.all():
        total = batch.payments.aggregate(total=Sum("amount"))["total"]
        if batch.payments.count() != batch.count or total != batch.total:
            raise Torn(f"{batch} lacks somebody")
        said = Event.objects.filter(kind="settlement_paid", facts__batch=batch.number).count()
        if said != (batch.count if batch.state == "paid" else 0):
            raise Torn(f"{batch} is {batch.state}, {said} read so")
        if (batch.state == "paid") != bool(batch.voucher_id):
            raise Torn(f"{batch} is {batch.state} and its voucher is {batch.voucher_id}")
        if batch.payments.filter(stands=batch.state == "undone").exists():
            raise Torn(f"{batch} is {batch.state}, and somebody is not")


class Play:
    """One desk of finance, and how many have died at it."""

    def __init__(self, finance: User) -> None:
        self.browser: Any = world.client_of(finance)
        self.root = f"/desk/vouchers/{books.entity().pk}/"
        self.kills = 0

    def press(self, path: str, **form: Any) -> Any:
        """Everybody who does it dies; then it is done twice more."""

        def act() -> HttpResponseBase:
            answer: HttpResponseBase = self.browser.post(f"{self.root}{path}", form)
            return HttpResponse(status=302) if answer.status_code == 200 else answer

        self.kills += killed_everywhere(act, look)
        answers = [self.browser.post(f"{self.root}{path}", form) for _time in range(2)]
        look()
        if answers[0].content != answers[1].content:
            raise Torn(f"{path} gives other bytes the second time")
        return answers[0]


def main() -> None:
    """A month is booked and paid; a batch is taken back; every file is taken."""
    settings.STATIC_ROOT.mkdir(exist_ok=True)
    with clock.at(NOON):
        call_command("createcachetable", verbosity=0)
        finance = world.finance()
        books.confirmed(finance, books.second())
        sent = [books.leaves(number, finance) for number in range(3)]
        numbers = [one.case.number for one in sent]
        play = Play(finance)
        play.press("book/", month="2026-11")
        voucher = Voucher.objects.get()
        wrong = play.press("payments/", key="k1", case=numbers[:1]).url.removeprefix(play.root)
        play.press(f"{wrong}undo/", reason="银行要另一种格式")
        batch = play.press("payments/", key="k2", case=numbers).url.removeprefix(play.root)
        for path in (f"{batch}file/csv/", f"of/{voucher.voucher_id}/xlsx/"):
            play.press(path)
        play.press(f"of/{voucher.voucher_id}/number/", number="记-0042")
        play.press(f"{batch}paid/", **PAID)
        play.press("book/", month="2026-11")
    told = {
        "kills": play.kills,
        "batches": [[one.state, one.count] for one in PaymentBatch.objects.order_by("pk")],
        "vouchers": [one.kind for one in Voucher.objects.order_by("period", "number")],
        "postings": Posting.objects.count(),
        "paid": Event.objects.filter(kind="settlement_paid").count(),
        "ledger": list(Voucher.objects.exclude(ledger_number="").values_list("ledger_number")),
        "bytes": TakenFile.objects.values("sha256").distinct().count(),
    }
    sys.stdout.write(json.dumps(told))


if __name__ == "__main__":
    main()
