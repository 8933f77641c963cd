"""A page of the list: filtered, in order of urgency, continued by key."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache, reduce
from operator import or_
from typing import Any

from django.db.models import DateTimeField, Q, QuerySet

from lizhi.accounts.models import User
from lizhi.cases import asking
from lizhi.cases.models import Case, CaseQuerySet
from lizhi.cases.rules import at_desk_by
from lizhi.common.prepared import KEPT, Columns, given
from lizhi.offboarding.board.query import SOON, Query, wanted
from lizhi.offboarding.board.rows import COLUMNS, Row, rows
from lizhi.offboarding.menu import MOST
from lizhi.people.models import Roles, roles_of

PAGE = 25
MOMENT = DateTimeField()
FAR = dt.datetime.max.replace(tzinfo=dt.UTC)
DIGITS = 18
"""Longer keys are nobody's."""
Rows = QuerySet[Case, dict[str, Any]]


@dataclass
class Board:
    """A page of rows, and where the next one begins."""

    rows: list[Row] = field(default_factory=list)
    after: str = ""


def page(cases: CaseQuerySet, query: Query, user: User, *, now: dt.datetime) -> Board:
    """25 rows from where the page before ended: late, soon due, the rest, then what has no time."""
    asked = _asked(query, user)
    is_first = not (query.after or query.words or query.way or asked)
    found = _first(query, user, now) if is_first else _search(cases, query, user, asked, now)
    last = found[PAGE - 1] if len(found) > PAGE else None
    return Board(list(rows(found[:PAGE], user, now)), _mark(last) if last else "")


def _search(
    cases: CaseQuerySet, query: Query, user: User, asked: list[int], now: dt.datetime
) -> list[dict[str, Any]]:
    some = [cases.filter(part) for part in wanted(query, user, asked, now, now + SOON)]
    due, key = _place(query.after)
    found: list[dict[str, Any]] = []
    if due or not query.after:
        timed = [Q(due_at__gte=due), Q(due_at__gt=due) | Q(pk__gt=key)] if due else []
        found = _together(_timed(part.filter(*timed)) for part in some)
    if len(found) <= PAGE and query.show not in {"late", "soon"}:
        first = 0 if due or not query.after else key
        found += _together(_timeless(part.filter(pk__gt=first)) for part in some)
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
    (part,) = wanted(Query(show), given("user"), [], *moments)
    cases = at_desk_by(roles).filter(part)
    if in_branch:
        cases = cases.filter(branch=given("branch"))
    return Columns(lambda: _timed(cases)), Columns(lambda: _timeless(cases))


def _asked(query: Query, user: User) -> list[int]:
    return asking.keys(user) if query.show == "me" else []


def _together(parts: Iterable[Iterable[dict[str, Any]]]) -> list[dict[str, Any]]:
    """Of several lists one, in the same order; what stands in two of them, once."""
    found = {row["pk"]: row for rows in parts for row in rows}
    return sorted(found.values(), key=lambda row: (row["due_at"] or FAR, row["pk"]))


def _timed(cases: CaseQuerySet, most: int = PAGE + 1) -> Rows:
    urgent = cases.filter(due_at__isnull=False).order_by("due_at", "pk")
    rows: Rows = urgent.values(*COLUMNS)
    return rows[:most]


def _timeless(cases: CaseQuerySet, most: int = PAGE + 1) -> Rows:
    rows: Rows = cases.filter(due_at=None).values(*COLUMNS)
    return rows.order_by("pk")[:most]


def every(
    cases: CaseQuerySet, query: Query, user: User, *, now: dt.datetime, most: int
) -> list[dict[str, Any]]:
    """All of these in the order of the list, up to `most`: two questions however many there are."""
    shown = cases.filter(_any(query, user, now))
    found = list(_timed(shown, most))
    if len(found) < most and query.show not in {"late", "soon"}:
        found += _timeless(shown, most - len(found))
    return found


def count(cases: CaseQuerySet, query: Query, user: User, *, now: dt.datetime) -> int:
    """How many there are of these, at most a thousand."""
    return cases.filter(_any(query, user, now))[:MOST].count()


def _any(query: Query, user: User, now: dt.datetime) -> Q:
    return reduce(or_, wanted(query, user, _asked(query, user), now, now + SOON))


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
