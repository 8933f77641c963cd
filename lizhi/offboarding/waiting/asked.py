"""What is asked of the database: which rows wait for a user with these roles."""

from collections.abc import Callable
from functools import lru_cache
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, QuerySet, Subquery

from lizhi.cases import asking
from lizhi.cases.models import Case, CaseQuerySet
from lizhi.common.prepared import KEPT, Columns, Several, given, settled
from lizhi.handover.models import Item
from lizhi.offboarding import duties_due, names_wanted
from lizhi.offboarding.models import DutyQuerySet
from lizhi.people.models import Roles
from lizhi.settlement.models import Settlement
from lizhi.signing.models import Actor, Envelope, OnPaper
from lizhi.talks.models import Talk
from lizhi.workflow.models import Run, Task

WAITING = Settlement.State.WAITING
MOST = 1_000
"""Counts stop here: nobody works through more."""
OWN = 20
"""More than can be asked and owed in a case of one's own."""
LEAVER = "employment__person"
Rows = QuerySet[Any, Any]


@lru_cache(maxsize=KEPT)
def kinds(roles: Roles, most: int) -> Several:
    """Steps, things to receive, papers, talks, what leavers have asked, what the law asks.

    Which case and by when, no more: who leaves is looked up for the few that are shown, and with
    it that what is asked for oneself waits for others (`Kind.of_others`): so a few more are read.
    """
    answers = (
        _asked(asked, since, most + OWN) if asked is not None else None
        for since, asked in _asking(roles, None).items()
    )
    owed = duties_due.of_anybody(roles)
    own = (_steps, _to_be_received, _to_sign, _to_talk_about)
    law = None if owed is None else Columns(lambda: duties_due.columns(owed)[: most + OWN])
    looked = None if not _may_be_second(roles) else Columns(lambda: _seconds(most))
    papers = _by_hand(roles, None)
    signed = None if papers is None else Columns(lambda: _to_take_in(papers)[: most + OWN])
    return Several([*(_columns(rows, most) for rows in own), *answers, law, signed, looked])


@lru_cache(maxsize=KEPT)
def counting(roles: Roles, vendor: str) -> tuple[str, tuple[Any, ...]]:
    """How many there are of each of these kinds, as columns of one row; the last: late duties."""
    asked = _asking(roles, given("user")).values()
    papers = _by_hand(roles, given("user"))
    rows: tuple[Rows | None, ...] = (
        *(_tasks().values("pk"), _given().values("case").distinct()),
        *(_wanted().values("pk"), _talks().values("pk")),
        *(None if cases is None else cases.values("pk") for cases in asked),
        None if papers is None else papers.values("pk"),
        _to_look_at().values("pk") if _may_be_second(roles) else None,
        *(None if some is None else some.values("pk") for some in _duties(roles)),
    )
    counted = [count(one) for one in rows]
    sql = ", ".join(sql for sql, _params in counted)
    return f"SELECT {sql}", tuple(one for _sql, told in counted for one in told)


def whose(keys: set[int]) -> dict[int, dict[str, Any]]:
    """Of each of these cases its number, who leaves, and that person's login."""
    shown = {"name": F(f"{LEAVER}__name"), "leaver": F(f"{LEAVER}__user")}
    found: Rows = Case.objects.filter(pk__in=keys).values("pk", "number", **shown)
    return {row.pop("pk"): row for row in found}


def _duties(roles: Roles) -> tuple[DutyQuerySet | None, DutyQuerySet | None]:
    return duties_due.of(roles), duties_due.late(roles)


def count(rows: Rows | None) -> tuple[str, tuple[Any, ...]]:
    """As one column: how many of these rows there are, up to a thousand."""
    if rows is None:
        return "0", ()
    sql, params = settled(*rows.order_by()[:MOST].query.sql_with_params())
    return f"(SELECT COUNT(*) FROM ({sql}) AS found)", tuple(params)  # noqa: S608  Django's own SQL


def _columns(rows: Callable[[int], Rows], most: int) -> Columns:
    return Columns(lambda: rows(most))


def _tasks() -> QuerySet[Task]:
    return Task.objects.open().filter(assignee=given("user"))


def _steps(most: int) -> Rows:
    rows = _tasks().order_by("due_at", "pk")
    found: Rows = rows.values("case", "pk", "run__step", "run__version", "due_at")
    return found[:most]


def _handover() -> QuerySet[Run]:
    """That of an item's case, while its list is open; by the case itself the way is longer."""
    return Run.objects.open().filter(case=OuterRef("case"), step="handover")


def _given() -> QuerySet[Item]:
    """Handed over and not confirmed, while the list is open, and so the case."""
    mine = Item.objects.filter(receiver=given("user"), state=Item.State.GIVEN)
    return mine.filter(Exists(_handover()))


def _to_be_received(most: int) -> Rows:
    rows = _given().values("case", due_at=Subquery(_handover().values("due_at")[:1]))
    return rows.annotate(things=Count("pk")).order_by("due_at", "case")[:most]


def _wanted() -> QuerySet[Actor]:
    """Names on papers that hold without them; every other paper is a step."""
    mine = Actor.objects.filter(user=given("user"), state=Actor.State.ASKED)
    purposes = sorted(names_wanted.PURPOSES.values())
    return mine.filter(envelope__state=Envelope.State.SIGNING, envelope__purpose__in=purposes)


def _to_sign(most: int) -> Rows:
    rows = _wanted().order_by("envelope__created_at", "pk")
    shown = {"paper": F("envelope__subject"), "since": F("envelope__created_at")}
    return rows.values(case=F("envelope__case"), **shown)[:most]


def _talks() -> QuerySet[Talk]:
    """Asked for, and not answered."""
    running = {"case__status": Case.Status.RUNNING}
    return Talk.objects.filter(partner=given("user"), state=Talk.State.ASKED, **running)


def _to_talk_about(most: int) -> Rows:
    rows = _talks().order_by("at", "pk")
    return rows.values("case", since=F("at"))[:most]


def _may_be_second(roles: Roles) -> bool:
    entities = roles.finance_entities
    return entities is None or bool(entities)


def _to_look_at() -> QuerySet[Settlement]:
    """Settlements that wait for this second person."""
    running = {"case__status": Case.Status.RUNNING}
    return Settlement.objects.filter(second=given("user"), state=WAITING, **running)


def _seconds(most: int) -> Rows:
    rows = _to_look_at().order_by("checked_at", "pk")
    return rows.values("case", since=F("checked_at"))[:most]


def _by_hand(roles: Roles, user: given | None) -> QuerySet[OnPaper] | None:
    """Signed by hand, of the own branches: on its way here, or to be sealed and sent back."""
    branches = roles.hr_branches
    if branches is not None and not branches:
        return None
    found = OnPaper.objects.at_desk()
    if branches is not None:
        found = found.filter(actor__envelope__case__branch__in=branches)
    return found if user is None else found.exclude(actor__user=user)


def _to_take_in(papers: QuerySet[OnPaper]) -> Rows:
    rows = papers.order_by("waits_since", "pk")
    shown = {"biz_no": F("actor__envelope__biz_no"), "role": F("actor__role")}
    return rows.values(
        "state", "waybill", case=F("actor__envelope__case"), since=F("waits_since"), **shown
    )


def _asking(roles: Roles, user: given | None) -> dict[str, CaseQuerySet | None]:
    """The cases that wait for an answer, by the column that says since when."""
    wanted = {
        "withdrawal_asked_at": asking.to_stay(user, roles),
        "day_asked_at": asking.for_a_day(user, roles),
        "voiding_asked_at": asking.to_void(user, roles),
        "disputed_at": asking.about_money(user, roles),
    }
    return {
        since: None if asked == asking.NOTHING else Case.objects.filter(asked)
        for since, asked in wanted.items()
    }


def _asked(cases: CaseQuerySet, since: str, most: int) -> Columns:
    asked = cases.order_by(since, "pk")
    rows: Rows = asked.values(case=F("pk"), since=F(since))
    return Columns(lambda: rows[:most])
