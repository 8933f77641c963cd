"""One head a day over all chains that moved (decision D17), and the proof that a case is in it."""

import datetime as dt
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Max

from lizhi.cases.models import Case, DailyHead, Event
from lizhi.common import chaining, clock, merkle

DAY = dt.timedelta(days=1)
MOST_AT_ONCE = 62
"""Days that are made up for one by one; whatever is older goes into one head."""


@dataclass(frozen=True)
class Due:
    """A day whose head is to be made."""

    day: dt.date
    after: int
    """Events behind this key are new."""
    until: int
    previous: str


@dataclass(frozen=True)
class Included:
    """That a case stood at an event when the head of a day was stamped."""

    head: DailyHead
    seq: int
    digest: str
    index: int
    path: tuple[str, ...]

    def as_json(self, number: str) -> dict[str, Any]:
        """What a package tells of it: nothing about another case."""
        return {
            "day": self.head.day,
            "cases": self.head.cases,
            "case": number,
            "seq": self.seq,
            "digest": self.digest,
            "index": self.index,
            "path": list(self.path),
        }


def newest() -> DailyHead | None:
    """The head that the next one will name."""
    return DailyHead.objects.defer("lines").order_by("-last_event").first()


def next_due(now: dt.datetime) -> Due | None:
    """The first day before today whose moves stand under no head yet; None: all do.

    Today's own come tomorrow. A day without a move has no head.
    """
    last, today = newest(), clock.local(now).date()
    after = last.last_event if last else 0
    day = max(last.day + DAY if last else _first_day(today), today - MOST_AT_ONCE * DAY)
    while day < today:
        moved = Event.objects.filter(pk__gt=after, happened_at__lt=_begin(day + DAY))
        if until := moved.aggregate(last=Max("pk"))["last"]:
            return Due(day, after, until, last.digest if last else chaining.START)
        day += DAY
    return None


def _first_day(today: dt.date) -> dt.date:
    first = Event.objects.order_by("pk").values_list("happened_at", flat=True).first()
    return clock.local(first).date() if first else today


def lines_between(after: int, until: int) -> list[str]:
    """One for each case that moved by these events: how far it had come."""
    moved = Event.objects.filter(pk__gt=after, pk__lte=until).order_by()
    last = moved.values("case").annotate(last=Max("pk")).values("last")
    found = Event.objects.filter(pk__in=last).order_by("case__number")
    rows = found.values_list("case__number", "seq", "digest").iterator(chunk_size=2000)
    return [chaining.head_line(case=case, seq=seq, digest=digest) for case, seq, digest in rows]


def root_of(lines: list[str]) -> str:
    """The hash over these lines, hexadecimal."""
    return merkle.root([line.encode() for line in lines]).hex()


def text_of(head: DailyHead) -> bytes:
    """Exactly what was stamped."""
    return chaining.head_text(
        day=head.day, previous=head.previous, root=head.root, cases=head.cases
    )


def first_fault(head: DailyHead, previous: DailyHead | None) -> str:
    """What is wrong with a head, in words for whoever mends it; "" when all agrees.

    The events are asked anew: one that was changed, dropped or put in does not fit any more.
    """
    before = previous.digest if previous else chaining.START
    if head.previous != before:
        return "does not name the head before it"
    if hashlib.sha256(text_of(head)).hexdigest() != head.digest:
        return "was changed: its digest is another"
    lines = head.lines.splitlines()
    if len(lines) != head.cases or root_of(lines) != head.root:
        return "was changed: its lines do not lead to its root"
    now = lines_between(previous.last_event if previous else 0, head.last_event)
    if odd := sorted(set(lines) ^ set(now)):
        return f"does not agree with the events of {odd[0].split()[0]}"
    return ""


def of_case(case: Case) -> list[Included]:
    """By which heads the events of a case are vouched for, the oldest first."""
    keys = list(case.events.order_by("seq").values_list("pk", flat=True))
    if not keys:
        return []
    heads = DailyHead.objects.filter(last_event__gte=keys[0]).order_by("last_event")
    places = list(heads.values_list("pk", "last_event"))
    wanted = {pk for key in keys if (pk := _first_behind(places, key)) is not None}
    found = heads.filter(pk__in=wanted)
    return [one for head in found.iterator() for one in _included(head, case.number)]


def _first_behind(places: list[tuple[int, int]], key: int) -> int | None:
    return next((pk for pk, last in places if last >= key), None)


def _included(head: DailyHead, number: str) -> Iterator[Included]:
    lines = head.lines.splitlines()
    for index, line in enumerate(lines):
        case, seq, digest = line.split()
        if case == number:
            path = merkle.proof([one.encode() for one in lines], index)
            yield Included(head, int(seq), digest, index, tuple(one.hex() for one in path))


def _begin(day: dt.date) -> dt.datetime:
    return dt.datetime.combine(day, dt.time(), clock.SHANGHAI)
