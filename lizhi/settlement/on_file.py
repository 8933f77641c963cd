"""What the tables say about one settlement: read together, by one question.

A draft is computed anew each time somebody opens its page. What it needs lies in six tables that
know nothing of each other; asked one by one they would be most of what the page asks.
"""

import datetime as dt
from collections.abc import Iterable, Mapping
from decimal import Decimal
from operator import itemgetter
from typing import Any, NamedTuple

from django.db.models import F, Q

from lizhi.cases.models import Case
from lizhi.common.prepared import Columns, Several, given
from lizhi.people.models import Employment, ImportBatch
from lizhi.settlement import twelve_months, workdays
from lizhi.settlement.cities import books
from lizhi.settlement.law.parameters import Book
from lizhi.settlement.models import Line, Settlement
from lizhi.settlement.payroll import known
from lizhi.settlement.twelve_months import Wages

NO_BATCH = 0
OTHERS = Columns(
    lambda: (
        Employment.objects.active()
        .filter(person=given("person"))
        .exclude(pk=given("employment"))
        .values("pk", "hired_on", "entity__name")
    )
)
BATCH = Columns(lambda: ImportBatch.objects.filter(pk=given("batch")).values("committed_at"))
QUESTIONS = (
    *(books.CONFIRMED, known.RECORDS, twelve_months.ROSTER),
    *(workdays.OFFICIAL, OTHERS, BATCH),
)


def _kept_lines() -> Any:
    mine = Settlement.objects.filter(case=given("case")).order_by("-number").values("pk")
    approved = mine.exclude(approved_at=None)
    lines = Line.objects.filter(Q(settlement__in=mine[:2]) | Q(settlement__in=approved[:1]))
    of_version = {"number": F("settlement__number"), "approved_at": F("settlement__approved_at")}
    return lines.values("key", "title", "side", "amount", **of_version)


EVERYTHING = Several(QUESTIONS)
WITH_LINES = Several([*QUESTIONS, Columns(_kept_lines)])


class Kept(NamedTuple):
    """A line of a version that was kept, without its steps."""

    key: str
    title: str
    side: str
    amount: Decimal | None


class Before(NamedTuple):
    """Lines of earlier versions."""

    by_number: dict[int, list[Kept]]
    """Of the two newest versions, and of the newest that somebody has approved."""
    approved: list[Kept]
    """Those of the latter; none where nobody has approved any."""


class OnFile(NamedTuple):
    """What is known without asking anybody."""

    book: Book
    """The figures that stand today for the places of the case."""
    told: known.Known
    """By payroll and attendance."""
    wages: Wages
    days: tuple[str, bool]
    """The month in which pay ends, in letters, and whether its days were announced."""
    others: tuple[str, ...]
    """Contracts of the same person that run on: settled by themselves, if at all."""
    batch_of: dt.datetime | None
    """When the roster that this person came with was taken over."""


def read(case: Case) -> OnFile:
    """One query."""
    return _on_file(case, EVERYTHING.all(**_asked(case)))


def read_with_lines(case: Case) -> tuple[OnFile, Before]:
    """The same, and with it lines of versions to compare with. One query."""
    *found, lines = WITH_LINES.all(case=case.pk, **_asked(case))
    return _on_file(case, found), _before(lines)


def _before(lines: Iterable[Mapping[str, Any]]) -> Before:
    kept: dict[int, list[Kept]] = {}
    approved = 0
    for row in lines:
        number = row["number"]
        kept.setdefault(number, []).append(Kept(*(row[name] for name in Kept._fields)))
        if row["approved_at"]:
            approved = max(approved, number)
    return Before(kept, kept.get(approved, []))


def last_paid(case: Case) -> dt.date:
    """The day up to which wages are paid."""
    return case.pay_end or case.contract_end


def _asked(case: Case) -> dict[str, Any]:
    employment = case.employment
    return {
        **books.slots(case),
        **twelve_months.asked(_months(case)),
        **workdays.year_of(last_paid(case)),
        "employment": employment.pk,
        "person": employment.person_id,
        "batch": employment.batch_id or NO_BATCH,
    }


def _months(case: Case) -> list[dt.date]:
    return twelve_months.before(case.contract_end, case.employment.hired_on)


def _on_file(case: Case, found: list[list[dict[str, Any]]]) -> OnFile:
    """Joined by the database, rows come in no order of their own."""
    figures, records, roster, days, others, batch = found
    told, day = known.of(records), last_paid(case)
    return OnFile(
        book=books.of(sorted(figures, key=itemgetter("pk"))),
        told=told,
        wages=twelve_months.of(_months(case), roster, told),
        days=workdays.in_letters(day, workdays.of(days)),
        others=_named(others),
        batch_of=batch[0]["committed_at"] if batch else None,
    )


def _named(others: Iterable[Mapping[str, Any]]) -> tuple[str, ...]:
    in_order = sorted(others, key=itemgetter("pk"))
    return tuple(f"{row['entity__name']}，{row['hired_on'].isoformat()} 入职" for row in in_order)
