"""The month by branch: endings, what they cost, disputes, and whether everybody was paid in time.

For readers who do not settle anybody: nothing in it is about fewer than five people.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from lizhi.common import clock
from lizhi.people.models import LegalEntity
from lizhi.settlement.law import grounds
from lizhi.settlement.models import Payment, PaymentBatch
from lizhi.settlement.vouchers import ended, payable, questions, suppressing, vocabulary
from lizhi.settlement.vouchers.booking import Settled
from lizhi.settlement.vouchers.entries import ZERO
from lizhi.settlement.vouchers.suppressing import People

OTHERS, TOTAL = "其余", "合计"
NONE: People = frozenset()


@dataclass
class Person:
    """What one ending adds to the table."""

    key: int
    branch: str
    ground: str
    settled: Settled | None = None
    is_asked: bool = False
    due_on: dt.date | None = None
    paid_on: dt.date | None = None

    @property
    def sums(self) -> dict[str, Decimal]:
        """By kind of line, as on the settlement."""
        found: dict[str, Decimal] = defaultdict(lambda: ZERO)
        for one in self.settled.amounts if self.settled else ():
            found[one.kind] += one.amount
        return found


@dataclass(frozen=True)
class Column:
    """Of one ground or one kind of line; several where these would be about too few."""

    title: str
    names: tuple[str, ...]


@dataclass
class Row:
    """One branch, several together, or all."""

    title: str
    people: int
    endings: list[int] = field(default_factory=list)
    dues: list[Decimal] = field(default_factory=list)
    deductions: list[Decimal] = field(default_factory=list)
    cost: Decimal | None = None
    """All dues: what the employer bears; its own part of insurance is in no settlement. None: not
    shown, for it would be about too few."""
    settled: int = 0
    disputes: int | None = None
    """People with an unanswered question; None: not shown, for it would be about too few."""
    due: int = 0
    in_time: int | None = None


@dataclass
class Report:
    """Columns and rows; without rows, fewer than five have left."""

    entity: str
    period: dt.date
    grounds: list[Column] = field(default_factory=list)
    dues: list[Column] = field(default_factory=list)
    deductions: list[Column] = field(default_factory=list)
    has_money: bool = False
    """False: fewer than five have been sent a settlement."""
    rows: list[Row] = field(default_factory=list)
    """The last one is the sum of the others."""


def of(entity: LegalEntity, period: dt.date) -> Report:
    """Everybody whose contract ended in this month, as things stand now."""
    people = _people(entity, period)
    report = Report(entity.name, period)
    by_branch: dict[str, list[Person]] = defaultdict(list)
    for one in people:
        by_branch[one.branch].append(one)
    keys = {name: _keys(some) for name, some in sorted(by_branch.items())}
    with_money = {name: _keys(by_branch[name], settled=True) for name in keys}
    alone, together = suppressing.rows_apart(with_money)
    report.has_money = bool(alone or together)
    if not report.has_money:
        alone, together = suppressing.rows_apart(keys)
    if not alone and not together:
        return report
    groups = [(name, by_branch[name]) for name in alone]
    if together:
        groups.append((_name(together), [one for name in together for one in by_branch[name]]))
    _columns(report, [some for _name_, some in groups])
    groups.append((TOTAL, people))
    report.rows = [_row(report, title, some) for title, some in groups]
    _counts(report, [some for _title, some in groups])
    return report


def _name(together: Sequence[str]) -> str:
    return together[0] if len(together) == 1 else f"{OTHERS} {len(together)} 个分支"


def _people(entity: LegalEntity, period: dt.date) -> list[Person]:
    cases = ended.cases_of(entity, period).order_by("number")
    found = {
        number: Person(key, branch, ground)
        for key, number, branch, ground in cases.values_list(
            "pk", "number", "branch__name", "ground"
        )
    }
    for one in questions.settled(questions.ended_in(entity, period)):
        if one.case in found:
            found[one.case].settled = one
    paid = _paid(entity, [person.key for person in found.values()])
    asked = ended.asked([person.key for person in found.values()])
    days = payable.days(entity, period)
    for person in found.values():
        person.paid_on, person.is_asked = paid.get(person.key), person.key in asked
        person.due_on = days.get(person.key)
    return list(found.values())


def _paid(entity: LegalEntity, keys: list[int]) -> dict[int, dt.date]:
    """By case: the day of the first payment."""
    found: dict[int, dt.date] = {}
    for part in questions.in_parts(keys):
        mine = Payment.objects.filter(
            stands=True, settlement__case__in=part, batch__state=PaymentBatch.State.PAID
        )
        days = mine.order_by("-batch__paid_on").values_list("settlement__case", "batch__paid_on")
        found.update((case, day) for case, day in days if day)
    return found


def _keys(people: Iterable[Person], *, settled: bool = False) -> People:
    return frozenset(one.key for one in people if one.settled or not settled)


def _columns(report: Report, groups: Sequence[Sequence[Person]]) -> None:
    report.grounds = _apart(groups, lambda one: [one.ground], _ground)
    if not report.has_money:
        return
    report.dues = _apart(groups, _kinds(is_due=True), vocabulary.title_of)
    report.deductions = _apart(groups, _kinds(is_due=False), vocabulary.title_of)


def _ground(code: str) -> str:
    known = grounds.GROUNDS.get(code)
    return f"{known.article} {known.title}" if known else code


def _kinds(*, is_due: bool) -> Callable[[Person], list[str]]:
    def kinds(person: Person) -> list[str]:
        lines = person.settled.amounts if person.settled else ()
        return [one.kind for one in lines if one.is_due == is_due and one.amount]

    return kinds


def _apart(
    groups: Sequence[Sequence[Person]],
    names_of: Callable[[Person], list[str]],
    title: Callable[[str], str],
) -> list[Column]:
    rows = [_cells(some, names_of) for some in groups]
    names = sorted({name for row in rows for name in row}, key=vocabulary.place_of)
    alone, together = suppressing.columns_apart(names, rows)
    found = [Column(title(name), (name,)) for name in alone]
    if len(together) == 1:
        found.append(Column(title(together[0]), tuple(together)))
    elif together:
        found.append(Column(OTHERS, tuple(together)))
    return found


def _cells(people: Iterable[Person], names_of: Callable[[Person], list[str]]) -> dict[str, People]:
    found: dict[str, set[int]] = defaultdict(set)
    for one in people:
        for name in names_of(one):
            found[name].add(one.key)
    return {name: frozenset(keys) for name, keys in found.items()}


def _row(report: Report, title: str, people: Sequence[Person]) -> Row:
    sums: dict[str, Decimal] = defaultdict(lambda: ZERO)
    for one in people:
        for kind, amount in one.sums.items():
            sums[kind] += amount
    dues = [_sum(sums, column) for column in report.dues]
    return Row(
        title,
        len(people),
        endings=[sum(one.ground in column.names for one in people) for column in report.grounds],
        dues=dues,
        deductions=[_sum(sums, column) for column in report.deductions],
        cost=sum(dues, ZERO) if dues else None,
        settled=sum(one.settled is not None for one in people),
    )


def _sum(sums: dict[str, Decimal], column: Column) -> Decimal:
    return sum((sums[name] for name in column.names), ZERO)


def _counts(report: Report, groups: Sequence[Sequence[Person]]) -> None:
    """Counts of people: in all rows, in the last alone, or nowhere."""
    asked = [sum(one.is_asked for one in some) for some in groups]
    today = clock.today()
    due = [[one for one in some if one.due_on and one.due_on <= today] for some in groups]
    in_time = [sum(_was_in_time(one) for one in some) for some in due]
    late = [len(some) - count for some, count in zip(due, in_time, strict=True)]
    for place in _where([asked]):
        report.rows[place].disputes = asked[place]
    for place in _where([in_time, late]):
        report.rows[place].due, report.rows[place].in_time = len(due[place]), in_time[place]


def _where(counts: Sequence[Sequence[int]]) -> range:
    """The rows in which these may be shown."""
    many = len(counts[0])
    if all(suppressing.may_show(some) for some in counts):
        return range(many)
    if suppressing.may_show([some[-1] for some in counts]):
        return range(many - 1, many)
    return range(0)


def _was_in_time(person: Person) -> bool:
    return bool(person.paid_on and person.due_on and person.paid_on <= person.due_on)
