"""A page of the list: filtered, in order of urgency, continued by key."""

import datetime as dt
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from django.db.models import DateTimeField, Q, QuerySet
from django.http import QueryDict
from django.utils.http import urlencode

from lizhi.accounts.models import User
from lizhi.cases.models import Case, CaseQuerySet
from lizhi.cases.rules import at_desk_by
from lizhi.common.prepared import KEPT, Columns, given
from lizhi.offboarding.board.rows import COLUMNS, Row, rows
from lizhi.offboarding.menu import MOST
from lizhi.people.models import Roles, roles_of

PAGE = 25
SOON = dt.timedelta(hours=10)
SHOWN = ("all", "late", "soon", "employee", "me")
MOMENT = DateTimeField()
WORDS = 40
DIGITS = 18
"""Longer keys are nobody's."""


@dataclass(frozen=True)
class Query:
    """What the reader wants to see."""

    show: str = "all"
    branch: int | None = None
    words: str = ""
    after: str = ""
    """Due moment and key of the last row of the page before."""

    @classmethod
    def of(cls, asked: QueryDict) -> "Query":
        """From the address; whatever makes no sense there is as if it were not there."""
        branch = asked.get("branch", "")
        return cls(
            show=asked.get("show", "all") if asked.get("show") in SHOWN else "all",
            branch=int(branch) if branch.isdecimal() and len(branch) < 10 else None,
            words=asked.get("words", "").replace("\0", "").strip()[:WORDS],
            after=asked.get("after", "")[:60],
        )

    @property
    def address(self) -> str:
        """The same filters as a query, from the first row on."""
        values = {"show": self.show, "branch": self.branch, "words": self.words}
        return urlencode({key: value for key, value in values.items() if value})


@dataclass
class Board:
    """A page of rows, and where the next one begins."""

    rows: list[Row] = field(default_factory=list)
    after: str = ""


def page(cases: CaseQuerySet, query: Query, user: User, *, now: dt.datetime) -> Board:
    """25 rows from where the page before ended: late, soon due, the rest, then what has no time."""
    is_first = not query.after and not query.words
    found = _first(query, user, now) if is_first else _search(cases, query, user, now)
    last = found[PAGE - 1] if len(found) > PAGE else None
    return Board(list(rows(found[:PAGE], user, now)), _mark(last) if last else "")


def _search(
    cases: CaseQuerySet, query: Query, user: User, now: dt.datetime
) -> list[dict[str, Any]]:
    wanted = _wanted(query, user, now, now + SOON)
    due, key = _place(query.after)
    found: list[dict[str, Any]] = []
    if due or not query.after:
        timed = [Q(due_at__gte=due), Q(due_at__gt=due) | Q(pk__gt=key)] if due else []
        found = list(_timed(cases.filter(*wanted, *timed)))
    if len(found) <= PAGE and query.show not in {"late", "soon"}:
        first = 0 if due or not query.after else key
        found += _timeless(cases.filter(*wanted, pk__gt=first))
    return found[: PAGE + 1]


def _first(query: Query, user: User, now: dt.datetime) -> list[dict[str, Any]]:
    """Where nearly everybody begins: asked by prepared questions."""
    timed, timeless = _beginning(roles_of(user), query.show, query.branch is not None)
    values = {"user": user.pk, "now": now, "soon": now + SOON, "branch": query.branch}
    found = timed.all(**values)
    if len(found) <= PAGE and query.show not in {"late", "soon"}:
        found += timeless.all(**values)
    return found[: PAGE + 1]


@lru_cache(maxsize=KEPT)
def _beginning(roles: Roles, show: str, in_branch: bool) -> tuple[Columns, Columns]:
    moments = given("now", MOMENT), given("soon", MOMENT)
    cases = at_desk_by(roles).filter(*_wanted(Query(show), given("user"), *moments))
    if in_branch:
        cases = cases.filter(branch=given("branch"))
    return Columns(lambda: _timed(cases)), Columns(lambda: _timeless(cases))


def _timed(cases: CaseQuerySet, most: int = PAGE + 1) -> QuerySet[Case, dict[str, Any]]:
    urgent = cases.filter(due_at__isnull=False).order_by("due_at", "pk")
    rows: QuerySet[Case, dict[str, Any]] = urgent.values(*COLUMNS)
    return rows[:most]


def _timeless(cases: CaseQuerySet, most: int = PAGE + 1) -> QuerySet[Case, dict[str, Any]]:
    rows: QuerySet[Case, dict[str, Any]] = cases.filter(due_at=None).values(*COLUMNS)
    return rows.order_by("pk")[:most]


def every(
    cases: CaseQuerySet, query: Query, user: User, *, now: dt.datetime, most: int
) -> list[dict[str, Any]]:
    """All of these in the order of the list, up to `most`: two questions however many there are."""
    wanted = cases.filter(*_wanted(query, user, now, now + SOON))
    found = list(_timed(wanted, most))
    if len(found) < most and query.show not in {"late", "soon"}:
        found += _timeless(wanted, most - len(found))
    return found


def count(cases: CaseQuerySet, query: Query, user: User, *, now: dt.datetime) -> int:
    """How many there are of these, at most a thousand."""
    return cases.filter(*_wanted(query, user, now, now + SOON))[:MOST].count()


def _wanted(
    query: Query, user: User | given, now: dt.datetime | given, soon: dt.datetime | given
) -> list[Q]:
    chips = {
        "late": Q(due_at__lt=now),
        "soon": Q(due_at__gte=now, due_at__lte=soon),
        "employee": Q(with_leaver=True),
        "me": Q(holder_user=user),
    }
    wanted = [Q(status=Case.Status.RUNNING)]
    if query.show in chips:
        wanted.append(chips[query.show])
    if query.branch:
        wanted.append(Q(branch=query.branch))
    if query.words:
        wanted.append(
            Q(employment__person__name__icontains=query.words)
            | Q(employment__department__name__icontains=query.words)
            | Q(holder__icontains=query.words)
            | Q(number__iexact=query.words)
        )
    return wanted


def _mark(row: dict[str, Any]) -> str:
    due: dt.datetime | None = row["due_at"]
    return f"{due.isoformat() if due else ''}~{row['pk']}"


def _place(mark: str) -> tuple[dt.datetime | None, int]:
    """Nowhere for whatever we have not written ourselves."""
    due, _tilde, key = mark.partition("~")
    if not key.isascii() or not key.isdecimal() or len(key) > DIGITS:
        return None, 0
    try:
        moment = dt.datetime.fromisoformat(due) if due else None
    except ValueError:
        return None, 0
    return (moment if moment and moment.tzinfo else None), int(key)
