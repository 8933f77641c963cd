"""What will be owed to those who have given notice and have not been paid (预提).

From what was sent, else from the newest draft; what has no amount is named, and never guessed.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal

from django.db.models import Exists, OuterRef, Q, QuerySet

from lizhi.cases.models import Case
from lizhi.common import clock
from lizhi.people.models import LegalEntity
from lizhi.settlement.models import Line, PaymentBatch, Settlement
from lizhi.settlement.vouchers import cells, ended, questions
from lizhi.settlement.vouchers.entries import ZERO

State = Settlement.State
NO_DRAFT = "还没有结算草稿"
HEAD = ("分支", "离职单", "部门", "合同到期", "依据", "预计应发", "还缺", "已入凭证", "月底前")
SOURCES = {"sent": "已发的结算单", "draft": "草稿", "": "没有"}


@dataclass
class Expected:
    """One person, without a name: what finance needs for a provision."""

    case: Case
    source: str = ""
    """`sent`, `draft`, or nothing."""
    amount: Decimal = ZERO
    """Gross, in yuan, of the lines that have an amount."""
    missing: list[str] = field(default_factory=list)
    is_booked: bool = False
    """Stands in a voucher already: no provision is needed for it."""
    by_month_end: bool = True
    """The contract has ended by then."""

    @property
    def counts(self) -> bool:
        """Whether it is part of the sums."""
        return self.by_month_end and not self.is_booked


@dataclass(frozen=True)
class OfBranch:
    """One branch: whom the provision is for, how much, and of how many something is missing."""

    name: str
    people: int
    amount: Decimal
    incomplete: int


@dataclass(frozen=True)
class Accrual:
    """Of one entity, by the end of one month, as things stand now."""

    rows: list[Expected]
    branches: list[OfBranch]

    @property
    def amount(self) -> Decimal:
        """Of all branches."""
        return sum((one.amount for one in self.branches), ZERO)

    @property
    def incomplete(self) -> int:
        """Of how many people something is missing."""
        return sum(one.incomplete for one in self.branches)


def of(entity: LegalEntity, period: dt.date) -> Accrual:
    """Everybody who has given notice by the end of the month and was not paid."""
    last = questions.month_end(period)
    mine = _cases(entity, last).select_related(*ended.NAMES).defer(*ended.UNREAD)
    cases = list(mine.order_by("branch__name", "number"))
    found = {case.pk: Expected(case, by_month_end=case.contract_end <= last) for case in cases}
    _read(found)
    for case in ended.booked(list(found)):
        found[case].is_booked = True
    rows = list(found.values())
    return Accrual(rows, _by_branch(rows))


def _cases(entity: LegalEntity, last: dt.date) -> QuerySet[Case]:
    until = dt.datetime.combine(last + dt.timedelta(days=1), dt.time(), clock.SHANGHAI)
    paid = Settlement.objects.shown().filter(
        case=OuterRef("pk"),
        payments__stands=True,
        payments__batch__state=PaymentBatch.State.PAID,
    )
    mine = Case.objects.filter(entity=entity, arrived_at__lt=until).filter(~Exists(paid))
    offers = Q(way__in=Case.TOGETHER, binding_at=None)
    over = Q(status=Case.Status.CLOSED) & ~Exists(
        Settlement.objects.shown().filter(case=OuterRef("pk"))
    )
    return mine.exclude(status=Case.Status.WITHDRAWN).exclude(offers).exclude(over)


def _read(found: dict[int, Expected]) -> None:
    """What was sent goes before a draft, a later draft before an earlier one."""
    chosen: dict[int, tuple[int, str]] = {}
    for part in questions.in_parts(found):
        versions = Settlement.objects.filter(case__in=part).exclude(state=State.REPLACED)
        for key, case, state in versions.order_by("number").values_list("pk", "case", "state"):
            source = "sent" if state in {State.SENT, State.ANSWERED} else "draft"
            if source == "sent" or chosen.get(case, (0, ""))[1] != "sent":
                chosen[case] = (key, source)
    of_settlement = {key: case for case, (key, _source) in chosen.items()}
    for case, (_key, source) in chosen.items():
        found[case].source = source
    for part in questions.in_parts(of_settlement):
        lines = Line.objects.filter(settlement__in=part, side=Line.Side.DUE)
        for key, title, amount in lines.order_by("settlement", "position").values_list(
            "settlement", "title", "amount"
        ):
            one = found[of_settlement[key]]
            if amount is None:
                one.missing.append(title)
            else:
                one.amount += amount
    for one in found.values():
        if not one.source:
            one.missing.append(NO_DRAFT)


def _by_branch(rows: Iterable[Expected]) -> list[OfBranch]:
    groups: dict[str, list[Expected]] = defaultdict(list)
    for one in rows:
        if one.counts:
            groups[one.case.branch.name].append(one)
    return [
        OfBranch(
            name,
            len(some),
            sum((one.amount for one in some), ZERO),
            sum(bool(one.missing) for one in some),
        )
        for name, some in sorted(groups.items())
    ]


def as_xlsx(found: Accrual) -> bytes:
    """By branch, and on a second sheet by case, without names."""
    branches: list[cells.Row] = [
        (one.name, one.people, one.amount, one.incomplete) for one in found.branches
    ]
    total = sum(one.people for one in found.branches)
    branches.append(("合计", total, found.amount, found.incomplete))
    rows = [
        (
            *(one.case.branch.name, one.case.number, one.case.employment.department.name),
            *(one.case.contract_end, SOURCES[one.source], one.amount, "、".join(one.missing)),
            *("是" if one.is_booked else "", "是" if one.by_month_end else ""),
        )
        for one in found.rows
    ]
    head = ("分支", "人数", "预计应发", "有缺项的人数")
    return cells.as_xlsx([("按分支", head, branches), ("按离职单", HEAD, rows)])
