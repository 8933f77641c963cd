"""How many cases run, and how many of them are late, soon due, away."""

import datetime as dt
from dataclasses import dataclass
from functools import lru_cache, reduce
from operator import or_
from typing import Any

from django.db import connection
from django.db.models import BooleanField, ExpressionWrapper, Q

from lizhi.accounts.models import User
from lizhi.cases import asking
from lizhi.cases.models import Case
from lizhi.cases.rules import at_desk_by
from lizhi.common.prepared import KEPT, bound, given
from lizhi.offboarding.board.query import SOON, of_way
from lizhi.offboarding.menu import MOST, capped
from lizhi.people.models import Roles, roles_of

COUNTED = (
    "SELECT COUNT(*),"
    " COUNT(*) FILTER (WHERE due_at < %s),"
    " COUNT(*) FILTER (WHERE due_at >= %s AND due_at <= %s),"
    " COUNT(*) FILTER (WHERE with_leaver),"
    " COUNT(*) FILTER (WHERE holder_user_id = %s OR asks_me),"
    " COUNT(*) FILTER (WHERE place <> '')"
    " FROM ({head}) AS head"
)


@dataclass(frozen=True)
class Numbers:
    """Of the most urgent thousand: nobody works through more."""

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

    @property
    def running_text(self) -> str:
        """How many run."""
        return self.text("all")

    @property
    def late_text(self) -> str:
        """How many are late."""
        return self.text("late")

    @property
    def soon_text(self) -> str:
        """How many are due within ten hours."""
        return self.text("soon")


def of(user: User, *, branch: int | None, now: dt.datetime, way: str = "") -> Numbers:
    """One query, written by hand: six conditional counts cost the ORM more than the database."""
    kind, _dot, code = way.partition(".")
    narrowed = (branch is not None, bool(kind), bool(code))
    sql, scope = _counting(roles_of(user), narrowed, connection.vendor)
    moment, soon = (connection.ops.adapt_datetimefield_value(value) for value in (now, now + SOON))
    with connection.cursor() as cursor:
        asked = bound(scope, {"branch": branch, "way": kind, "code": code, "user": user.pk})
        cursor.execute(sql, [moment, moment, soon, user.pk, *asked])
        return Numbers(*cursor.fetchone())


@lru_cache(maxsize=KEPT)
def _counting(
    roles: Roles, narrowed: tuple[bool, bool, bool], vendor: str
) -> tuple[str, tuple[Any, ...]]:
    in_branch, in_way, by_ground = narrowed
    cases = at_desk_by(roles).on_boards()
    cases = cases.filter(branch=given("branch")) if in_branch else cases
    if in_way:
        cases = cases.filter(of_way(given("way"), given("code") if by_ground else ""))
    # Looked up once each: few ask, and a thousand rows need not be asked whether they do.
    few = [Q(pk__in=Case.objects.filter(part)) for part in asking.parts(given("user"), roles)]
    asked = ExpressionWrapper(reduce(or_, few or [asking.NOTHING]), BooleanField())
    shown = ("due_at", "with_leaver", "holder_user_id", "place")
    head = cases.order_by("due_at").values(*shown, asks_me=asked)
    sql, scope = head[:MOST].query.sql_with_params()
    return COUNTED.format(head=sql), tuple(scope)
