"""The board: running cases, exceptions first. Reading only, from columns of the case alone.

It costs the same with a thousand cases and with a hundred thousand: scoped by one condition that
an index answers, counted up to a thousand, paged by key.
"""

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from lizhi.accounts.models import User
from lizhi.cases.models import Case, CaseQuerySet
from lizhi.common import wording
from lizhi.offboarding import step_names
from lizhi.offboarding.menu import MOST, capped

PAGE = 25
SOON = dt.timedelta(hours=10)
NODES = 7
"""Dots of a row: the steps of people, and the certificate."""
SHOWN = ("all", "late", "soon", "employee", "me")
COLUMNS = (
    "pk",
    "number",
    "employment__person__name",
    "employment__person__user",
    "employment__department__name",
    "reason",
    "branch__name",
    "place",
    "label",
    "holder",
    "holder_user",
    "with_leaver",
    "due_at",
    "steps_done",
    "pressed",
    "contract_end",
)
NEXT_PAGES = {"confirmation": "offboarding:confirm", "settlement": "settlement:desk"}


@dataclass(frozen=True)
class Query:
    """What the reader wants to see."""

    show: str = "all"
    branch: int | None = None
    words: str = ""
    after: str = ""
    """Due moment and key of the last row of the page before."""


@dataclass(frozen=True)
class Numbers:
    """How many cases run, and how many of them are late, soon due, away; never above a thousand."""

    running: int
    late: int
    soon: int
    employee: int
    me: int
    away: int

    def of(self, show: str) -> int:
        """The count behind a chip."""
        return self.running if show == "all" else int(getattr(self, show))

    def text(self, show: str) -> str:
        """As it is shown: 37, 999+, or 120+ where only the most urgent thousand were looked at."""
        count = self.of(show)
        more = "+" if self.running >= MOST and show in {"employee", "me"} else ""
        return capped(count) if count >= MOST else f"{count}{more}"


@dataclass
class Row:
    """One running case as the list shows it."""

    number: str
    name: str
    person: int
    department: str
    reason: str
    branch: str
    where: str
    step: str
    holder: str
    dots: list[str]
    sla: str
    left: str
    ends: dt.date
    url: str
    action: str = ""
    """`confirm`, `settle`, `open`, `press`, or nothing to do."""
    pressed: int = 0


@dataclass
class Board:
    """A page of rows, and where the next one begins."""

    rows: list[Row] = field(default_factory=list)
    after: str = ""


def numbers(cases: CaseQuerySet, user: User, *, now: dt.datetime) -> Numbers:
    """One query over the most urgent thousand."""
    head = cases.running().order_by("due_at")[:MOST]
    found = head.aggregate(
        running=Count("pk"),
        late=Count("pk", filter=Q(due_at__lt=now)),
        soon=Count("pk", filter=Q(due_at__gte=now, due_at__lte=now + SOON)),
        employee=Count("pk", filter=Q(with_leaver=True)),
        me=Count("pk", filter=Q(holder_user=user)),
        away=Count("pk", filter=~Q(place="")),
    )
    return Numbers(**found)


def page(cases: CaseQuerySet, query: Query, user: User, *, now: dt.datetime) -> Board:
    """25 rows from where the page before ended: late, soon due, the rest, then what has no time."""
    wanted = _wanted(cases.running(), query, user, now)
    due, key = _place(query.after)
    found: list[dict[str, Any]] = []
    if due or not query.after:
        timed = wanted.filter(due_at__isnull=False)
        if due:
            timed = timed.filter(due_at__gte=due).filter(Q(due_at__gt=due) | Q(pk__gt=key))
        found = list(timed.order_by("due_at", "pk").values(*COLUMNS)[: PAGE + 1])
    if len(found) <= PAGE:
        timeless = wanted.filter(due_at=None, pk__gt=0 if due or not query.after else key)
        found += timeless.order_by("pk").values(*COLUMNS)[: PAGE + 1 - len(found)]
    more = found[PAGE - 1] if len(found) > PAGE else None
    return Board(list(_rows(found[:PAGE], user, now)), _mark(more) if more else "")


def count(cases: CaseQuerySet, query: Query, user: User, *, now: dt.datetime) -> int:
    """How many there are of these, at most a thousand."""
    return _wanted(cases.running(), query, user, now)[:MOST].count()


def _wanted(cases: QuerySet[Case], query: Query, user: User, now: dt.datetime) -> QuerySet[Case]:
    chips = {
        "late": Q(due_at__lt=now),
        "soon": Q(due_at__gte=now, due_at__lte=now + SOON),
        "employee": Q(with_leaver=True),
        "me": Q(holder_user=user),
    }
    if query.show in chips:
        cases = cases.filter(chips[query.show])
    if query.branch:
        cases = cases.filter(branch=query.branch)
    if query.words:
        cases = cases.filter(
            Q(employment__person__name__icontains=query.words)
            | Q(employment__department__name__icontains=query.words)
            | Q(holder__icontains=query.words)
            | Q(number__iexact=query.words)
        )
    return cases


def _mark(row: dict[str, Any]) -> str:
    due: dt.datetime | None = row["due_at"]
    return f"{due.isoformat() if due else ''}~{row['pk']}"


def _place(mark: str) -> tuple[dt.datetime | None, int]:
    due, _tilde, key = mark.partition("~")
    try:
        return dt.datetime.fromisoformat(due) if due else None, int(key or 0)
    except ValueError:
        return None, 0


def _rows(found: Iterable[dict[str, Any]], user: User, now: dt.datetime) -> Iterator[Row]:
    reasons = {code: str(words) for code, words in Case.Reason.choices}
    address = reverse("offboarding:desk_case", args=["-"])
    here, theirs = _("works on the spot"), _("The employee")
    for row in found:
        due = row["due_at"]
        sla = wording.urgency(due, now) if due else ""
        yield Row(
            number=row["number"],
            name=row["employment__person__name"],
            person=row["employment__person__user"],
            department=row["employment__department__name"],
            reason=reasons.get(row["reason"], ""),
            branch=row["branch__name"],
            where=_("is in %(place)s") % {"place": row["place"]} if row["place"] else here,
            step=row["label"],
            holder=theirs if row["with_leaver"] else row["holder"] or _("by itself"),
            dots=_dots(row["steps_done"]),
            sla=sla,
            left=wording.time_left(due, now) if due else "",
            ends=row["contract_end"],
            url=address.replace("-", row["number"]),
            action=_action(row, user),
            pressed=row["pressed"],
        )


def _dots(done: int) -> list[str]:
    done = min(done, NODES)
    return ["d"] * done + ["c"] * (done < NODES) + [""] * (NODES - done - 1)


def _action(row: dict[str, Any], user: User) -> str:
    if row["holder_user"] is None:
        return ""
    if row["holder_user"] != user.pk:
        return "" if row["pressed"] else "press"
    names = {step_names.of("confirmation"): "confirm", step_names.of("settlement"): "settle"}
    return names.get(row["label"], "open")
