"""What waits for somebody: steps, things to receive, and what leavers have asked.

One answer for the home page, the list, the menu and the board, so that none of them says that all
is done while another has something.
"""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.db import connection
from django.db.models import Count, F, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from lizhi.accounts.models import User
from lizhi.cases import asking
from lizhi.cases.models import Case, CaseQuerySet
from lizhi.common.prepared import KEPT, Columns, bound, given
from lizhi.handover.models import Item
from lizhi.offboarding import duties_due, step_names
from lizhi.offboarding.models import Duty
from lizhi.people.models import Roles, roles_of
from lizhi.settlement.rules import REPLY_TIME
from lizhi.talks.models import Talk
from lizhi.workflow.models import Run, Task

MOST = 1_000
"""Counts stop here: nobody works through more."""
FAR = dt.datetime.max.replace(tzinfo=dt.UTC)
NAME = "employment__person__name"
SIGNS = {"settlement": "calculator", "handover": "list-check"}
Rows = QuerySet[Any, Any]


@dataclass(frozen=True)
class Thing:
    """One of them, and where it is done."""

    case: int
    name: str
    """Who leaves."""
    what: str
    url: str
    sign: str
    due_at: dt.datetime | None = None
    since: dt.datetime | None = None
    """When it was asked, where the answer has no time of its own."""
    overdue: bool = False
    """A duty of the law whose day has passed: before everything else."""


def count(user: User) -> int:
    """How many there are, by one question; up to a thousand of each kind."""
    sql, params = _counting(roles_of(user), connection.vendor)
    with connection.cursor() as cursor:
        adapt = connection.ops.adapt_datefield_value
        days = {name: adapt(day) for name, day in duties_due.asked().items()}
        cursor.execute(sql, bound(params, {"user": user.pk, **days}))
        found: int = cursor.fetchone()[0]
    return found


def things(user: User, most: int = MOST) -> list[Thing]:
    """The most urgent first; a wish has no time of its own and comes by when it was said."""
    kinds = _kinds(roles_of(user), most)
    makers = (_step, _to_receive, _to_talk, _stays, _moves, _asks, _owed)
    asked = {"user": user.pk, **duties_due.asked()}
    found = [
        make(row)
        for columns, make in zip(kinds, makers, strict=True)
        for row in (columns.all(**asked) if columns else ())
    ]
    return sorted(found, key=lambda one: (not one.overdue, one.due_at or one.since or FAR))[:most]


@lru_cache(maxsize=KEPT)
def _kinds(roles: Roles, most: int) -> tuple[Columns | None, ...]:
    """Steps, things to receive, talks, what leavers have asked, what the law asks."""
    answers = (
        _asked(asked, since, most) if asked is not None else None
        for since, asked in _asking(roles).items()
    )
    owed = duties_due.of(roles)
    own = (_steps, _to_be_received, _to_talk_about)
    return (
        *(_columns(rows, most) for rows in own),
        *answers,
        None if owed is None else Columns(lambda: duties_due.columns(owed)[:most]),
    )


def _columns(rows: Callable[[int], Rows], most: int) -> Columns:
    return Columns(lambda: rows(most))


@lru_cache(maxsize=KEPT)
def _counting(roles: Roles, vendor: str) -> tuple[str, tuple[Any, ...]]:
    asked: list[Rows] = [
        cases.values("pk") for cases in _asking(roles).values() if cases is not None
    ]
    owed = duties_due.of(roles)
    if owed is not None:
        asked.append(owed.values("pk"))
    own = (_tasks().values("pk"), _given().values("case").distinct(), _talks().values("pk"))
    rows = (*own, *asked)
    queries = [one.order_by()[:MOST].query.sql_with_params() for one in rows]
    counts = (f"(SELECT COUNT(*) FROM ({sql}) AS found)" for sql, _params in queries)  # noqa: S608  Django's own SQL
    return f"SELECT {' + '.join(counts)}", tuple(one for _sql, some in queries for one in some)


def _tasks() -> QuerySet[Task]:
    return Task.objects.open().filter(assignee=given("user"))


def _steps(most: int) -> Rows:
    rows = _tasks().order_by("due_at", "pk")
    found: Rows = rows.values(
        *("pk", "case", "run__step", "run__version", "run__version__body_hash", "due_at"),
        name=F(f"case__{NAME}"),
    )
    return found[:most]


def _given() -> QuerySet[Item]:
    """Handed over and not confirmed, while the list is open."""
    return Item.objects.filter(
        receiver=given("user"),
        state=Item.State.GIVEN,
        case__status=Case.Status.RUNNING,
        case__runs__step="handover",
        case__runs__state=Run.State.OPEN,
    )


def _to_be_received(most: int) -> Rows:
    rows = _given().values(
        "case", number=F("case__number"), name=F(f"case__{NAME}"), due_at=F("case__runs__due_at")
    )
    return rows.annotate(things=Count("pk")).order_by("due_at", "case")[:most]


def _talks() -> QuerySet[Talk]:
    """Asked for, and not answered."""
    running = {"case__status": Case.Status.RUNNING}
    return Talk.objects.filter(partner=given("user"), state=Talk.State.ASKED, **running)


def _to_talk_about(most: int) -> Rows:
    rows = _talks().order_by("at", "pk")
    return rows.values("case", "at", number=F("case__number"), name=F(f"case__{NAME}"))[:most]


def _asking(roles: Roles) -> dict[str, CaseQuerySet | None]:
    """The cases that wait for an answer, by the column that says since when."""
    wanted = {
        "withdrawal_asked_at": asking.to_stay(given("user"), roles),
        "day_asked_at": asking.for_a_day(given("user"), roles),
        "disputed_at": asking.about_money(given("user"), roles),
    }
    return {
        since: None if asked == asking.NOTHING else Case.objects.filter(asked)
        for since, asked in wanted.items()
    }


def _asked(cases: CaseQuerySet, since: str, most: int) -> Columns:
    asked = cases.order_by(since, "pk")
    rows: Rows = asked.values("pk", "number", name=F(NAME), since=F(since))
    return Columns(lambda: rows[:most])


def _step(row: dict[str, Any]) -> Thing:
    step = row["run__step"]
    return Thing(
        case=row["case"],
        name=row["name"],
        what=step_names.of_version(row["run__version"], row["run__version__body_hash"], step),
        url=reverse("offboarding:task", args=[row["pk"]]),
        sign=SIGNS.get(step, "shield-check"),
        due_at=row["due_at"],
    )


def _to_receive(row: dict[str, Any]) -> Thing:
    words = ngettext("%(number)s thing to receive", "%(number)s things to receive", row["things"])
    return Thing(
        case=row["case"],
        name=row["name"],
        what=words % {"number": row["things"]},
        url=reverse("handover:receive", args=[row["number"]]),
        sign="checks",
        due_at=row["due_at"],
    )


def _to_talk(row: dict[str, Any]) -> Thing:
    return Thing(
        case=row["case"],
        name=row["name"],
        what=_("would like to talk, please answer"),
        url=reverse("talks:talk", args=[row["number"]]),
        sign="message-circle",
        since=row["at"],
    )


def _stays(row: dict[str, Any]) -> Thing:
    return Thing(
        case=row["pk"],
        name=row["name"],
        what=_("would like to stay, please answer"),
        url=reverse("offboarding:answer_withdrawal", args=[row["number"]]),
        sign="message-circle",
        since=row["since"],
    )


def _owed(row: dict[str, Any]) -> Thing:
    """A duty of the law that is late or soon due, by its last minute."""
    left = duties_due.left(row["due"])
    return Thing(
        case=row["case"],
        name=row["name"],
        what=left.words % {"duty": dict(Duty.Kind.choices)[row["kind"]]},
        url=_of_duty(row),
        sign="gavel",
        due_at=left.until,
        overdue=left.late,
    )


def _of_duty(row: dict[str, Any]) -> str:
    if row["kind"] == Duty.Kind.CERTIFICATE:  # nobody says that it is done: its step does it
        return reverse("offboarding:desk_case", args=[row["number"]])
    return reverse("offboarding:duty", args=[row["number"], row["kind"]])


def _moves(row: dict[str, Any]) -> Thing:
    return Thing(
        case=row["pk"],
        name=row["name"],
        what=_("proposes another last day, please answer"),
        url=reverse("offboarding:last_day", args=[row["number"]]),
        sign="calendar-event",
        since=row["since"],
    )


def _asks(row: dict[str, Any]) -> Thing:
    return Thing(
        case=row["pk"],
        name=row["name"],
        what=_("asks about the settlement, please answer"),
        url=reverse("settlement:desk", args=[row["number"]]),
        sign="calculator",
        due_at=row["since"] + REPLY_TIME,
    )
