"""The stamped heads of the days: they name one another and agree with what happened."""

import datetime as dt
from collections.abc import Iterator

from lizhi.cases import heads
from lizhi.cases.models import DailyHead
from lizhi.common import clock
from lizhi.config.doctor.finding import Broken
from lizhi.signing import trust

LATE = dt.timedelta(days=1)
TABLE = "cases_dailyhead"


def broken(before: dt.datetime) -> Iterator[Broken]:
    """Of every day."""
    return _of(None, DailyHead.objects.order_by("last_event").iterator(chunk_size=20))


def broken_since(moment: dt.datetime) -> Iterator[Broken]:
    """Of the days since then."""
    new = DailyHead.objects.filter(day__gte=clock.local(moment).date()).order_by("last_event")
    first = new.first()
    older = DailyHead.objects.filter(last_event__lt=first.last_event) if first else new
    return _of(older.order_by("-last_event").first(), new.iterator(chunk_size=20))


def unstamped(before: dt.datetime) -> Iterator[Broken]:
    """What has moved stands under a stamped head two days later."""
    due = heads.next_due(before - LATE)
    if due is not None:
        what = f"of {due.day} are not stamped: no stamp was to be had since"
        yield Broken("cases_event", due.until, "", what)


def _of(previous: DailyHead | None, found: Iterator[DailyHead]) -> Iterator[Broken]:
    root = trust.find_root_pem()
    for head in found:
        fault = heads.first_fault(head, previous) or _stamp_fault(head, root)
        if fault:
            yield Broken(TABLE, head.pk, "", f"head of {head.day} {fault}")
        previous = head


def _stamp_fault(head: DailyHead, root: bytes | None) -> str:
    # What reads stamps is heavy, and a page only asks for the names of the checks.
    from lizhi.documents.validation import detached
    from lizhi.documents.validation.trust import Trust, load_root

    if root is None:
        return "has a stamp that leads nowhere: there is no root"
    trusted = Trust(load_root(root), head.stamped_at)
    stamped = detached.check_stamp(heads.text_of(head), bytes(head.stamp), trusted)
    return "" if stamped else "has a time stamp that does not hold"
