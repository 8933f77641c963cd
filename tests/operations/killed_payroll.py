"""Whoever has a file of payroll in hand is killed before every statement; it is done again.

Run as a program it plays on the database of the environment: the file comes in, is read, written
and taken back, each time by web workers and job workers that die one statement later than the last.
"""

import json
import sys
from typing import Any

import django

if __name__ == "__main__":
    django.setup()

from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.http import HttpResponse, HttpResponseBase

from lizhi.common import clock
from lizhi.jobs import doing
from lizhi.jobs.models import Outbox
from lizhi.people.models import Employment
from lizhi.settlement.models import PayBatch, PayRecord
from lizhi.settlement.payroll import working
from tests.operations.cut_requests import killed_everywhere
from tests.settlement import world
from tests.settlement.sheets import MONTHS, NOW, book, table, wage, year_of

ROWS = len(MONTHS)


class Torn(Exception):
    """Something was left half done."""


def look() -> None:
    """All rows or none, and the batch says the same."""
    standing = PayRecord.objects.filter(is_current=True).count()
    states = list(PayBatch.objects.values_list("state", flat=True))
    newest = PayRecord.objects.filter(is_current=True, version=2).count()
    if standing not in {0, ROWS} or newest not in {0, ROWS} or len(states) > 2:
        raise Torn(f"{standing} rows stand, {newest} of them new, batches: {states}")
    done = states.count("done")
    if bool(standing) != bool(done) or bool(newest) != (done == 2):
        raise Torn(f"{standing} rows stand, {newest} of them new, batches: {states}")


def worked() -> HttpResponseBase:
    """The worker; whoever died has left a lease, and has used up a try."""
    pending = Outbox.objects.filter(state=Outbox.State.PENDING)
    pending.update(leased_until=None, attempts=0)
    doing.run_outbox(clock.now())
    return HttpResponse(status=302)


def come_in(browser: Any, data: bytes, key: str) -> int:
    """Sent, read, brought in; everybody who does it dies first. How many have died."""

    def sent() -> HttpResponseBase:
        file = SimpleUploadedFile("工资.xlsx", data)
        answer: HttpResponseBase = browser.post("/desk/pay/", {"file": file, "key": key})
        return answer

    def pressed() -> HttpResponseBase:
        number = PayBatch.objects.latest("pk").number
        answer: HttpResponseBase = browser.post(f"/desk/pay/{number}/", {"then": "commit"})
        return answer

    kills = 0
    for act in (sent, worked, pressed, worked):
        kills += killed_everywhere(act, look)
        act()
        look()
    return kills


def main() -> None:
    """Twelve months, then the same months with other wages; the second file is taken back."""
    settings.STATIC_ROOT.mkdir(exist_ok=True)
    working.AT_ONCE = 3 if sys.argv[1] == "large" else 100
    with clock.at(NOW):
        call_command("createcachetable", verbosity=0)
        leaver: Employment = world.leaver()
        finance = world.finance()
        browser = world.client_of(finance)
        first = book(table("pay", *year_of(leaver.number)))
        rows = [wage(leaver.number, month, 9000) for month in MONTHS]
        kills = come_in(browser, first, "k1") + come_in(browser, book(table("pay", *rows)), "k2")
        number = PayBatch.objects.latest("pk").number

        def undone() -> HttpResponseBase:
            why = {"then": "undo", "reason": "导错了"}
            answer: HttpResponseBase = browser.post(f"/desk/pay/{number}/", why)
            return answer

        kills += killed_everywhere(undone, look)
        undone()
        look()
    told = {
        "kills": kills,
        "batches": [[one.state, one.report["figures"]["new"], one.report["figures"]["changed"]]
                    for one in PayBatch.objects.order_by("pk")],
        "standing": sorted(
            one.values["wage_due"] for one in PayRecord.objects.filter(is_current=True)
        ),
        "versions": PayRecord.objects.count(),
        "waiting": Outbox.objects.filter(state=Outbox.State.PENDING).count(),
    }  # fmt: skip
    sys.stdout.write(json.dumps(told))


if __name__ == "__main__":
    main()
