"""What the page of the machine shows: figures, what to look at, workers, timed jobs.

Case numbers only: nobody's name, phone or words.
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.conf import settings
from django.utils.module_loading import import_string
from django_stubs_ext import StrOrPromise

from lizhi.common import clock
from lizhi.jobs import daily, errors, topics
from lizhi.jobs.models import Outbox, OutboxQuerySet, Worker

MOST = 50
"""Rows of one list; who looks for another one searches by the number of its case."""
COUNTED = 10_000
"""Counting stops here."""
SILENT = dt.timedelta(seconds=10)
State = Outbox.State
SHOWN = ("look", "waits", "done", "given_up")


@dataclass(frozen=True)
class Line:
    """One row of the outbox, in words."""

    row: Outbox
    now: dt.datetime

    @property
    def what(self) -> StrOrPromise:
        """In words; an automatic step has no other name here, a daily job its own."""
        if self.row.topic == daily.TOPIC:
            return topics.of_day(self.row.payload.get("job", ""))
        return topics.of(self.row.topic)

    @property
    def stopped(self) -> bool:
        """Nobody tries it any more until somebody has looked."""
        return self.row.state == State.FAILED

    @property
    def look(self) -> str:
        """How its line is marked."""
        if self.stopped:
            return "late"
        return "soon" if self.row.state == State.PENDING and self.row.last_error else ""

    @property
    def held(self) -> bool:
        """A worker does it at this moment."""
        until = self.row.leased_until
        return self.row.state == State.PENDING and until is not None and until > self.now

    @property
    def error(self) -> str:
        """The kind of the last error."""
        return errors.kind(self.row.last_error)

    @property
    def advice(self) -> StrOrPromise:
        """What to do about it."""
        return errors.advice(self.row.last_error)


@dataclass(frozen=True)
class Figures:
    """The five on top."""

    waiting: int
    oldest: dt.timedelta | None
    running: int
    workers: int
    failed: int
    stopped: int
    """Of these, steps of a case that goes on only when they are done."""
    done: int
    late_timers: int


def figures(now: dt.datetime) -> Figures:
    """Each by an index, counted up to ten thousand."""
    due = Outbox.objects.free(now)
    first = due.values_list("available_at", flat=True).first()
    morning = dt.datetime.combine(clock.local(now).date(), dt.time.min, clock.SHANGHAI)
    pending = Outbox.objects.filter(state=State.PENDING)
    failed = Outbox.objects.filter(state=State.FAILED)
    return Figures(
        waiting=_count(due),
        oldest=now - first if first else None,
        running=_count(pending.filter(leased_until__gt=now)),
        workers=sum(one.alive for one in workers(now)),
        failed=_count(failed),
        stopped=_count(failed.filter(topic=topics.STEP)),
        done=_count(Outbox.objects.filter(state=State.DONE, done_at__gte=morning)),
        late_timers=import_string(settings.TIMERS_LATE)(now),
    )


def _count(rows: OutboxQuerySet) -> int:
    return rows.order_by()[:COUNTED].count()


def lines(show: str, case: str, now: dt.datetime) -> list[Line]:
    """Of this list, and if wanted of one case only; the newest first, what has stopped before."""
    rows = _shown(show)
    if case:
        rows = rows.filter(case__number__iexact=case)
    return [Line(row, now) for row in rows.select_related("case", "given_up_by")[:MOST]]


def _shown(show: str) -> OutboxQuerySet:
    every = Outbox.objects.all()
    if show == "waits":
        return every.filter(state=State.PENDING).order_by("available_at", "pk")
    if show == "done":
        return every.filter(state=State.DONE).order_by("-done_at", "-pk")
    if show == "given_up":
        return every.filter(state=State.GIVEN_UP).order_by("-pk")
    return every.to_look_at().order_by("state", "-pk")  # failed stands before pending


@dataclass(frozen=True)
class Alive:
    """A worker, and when it was heard of last."""

    name: str
    seen_at: dt.datetime | None
    alive: bool


def workers(now: dt.datetime) -> list[Alive]:
    """By the machine's own clock, as they count."""
    return [
        Alive(one.name[:8], one.seen_at, one.seen_at is not None and now - one.seen_at < SILENT)
        for one in Worker.objects.order_by("pk")
    ]


@dataclass(frozen=True)
class Timed:
    """A job of every day, and how it went last."""

    what: StrOrPromise
    row: Outbox | None


def timed(now: dt.datetime) -> list[Timed]:
    """Every daily job with its newest row of the last days."""
    newest: dict[str, Outbox] = {row.payload["job"]: row for row in _of_days(now)}
    return [Timed(topics.of_day(job), newest.get(job)) for job in settings.DAILY_JOBS]


def _of_days(now: dt.datetime) -> Iterable[Outbox]:
    today = clock.local(now).date()
    days = [today - dt.timedelta(days=back) for back in range(3)]
    keys = [daily.key_of(job, day) for job in settings.DAILY_JOBS for day in days]
    return Outbox.objects.filter(dedupe__in=keys).order_by("pk")


def will_wait(now: dt.datetime) -> dict[StrOrPromise, int]:
    """What a pause would hold back, of what is due already: words and how many."""
    due = Outbox.objects.filter(state=State.PENDING, topic__in=topics.LEAVE_THE_HOUSE)
    counts = {topic: _count(due.filter(topic=topic)) for topic in topics.LEAVE_THE_HOUSE}
    return {topics.of(topic): number for topic, number in counts.items()}
