"""What a month of very many settlements costs: booked, as a file, and as the page of finance."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from decimal import Decimal

from django.db import transaction

from lizhi.accounts.models import User
from lizhi.cases.models import Case
from lizhi.common import clock
from lizhi.config.bench import steps
from lizhi.config.bench.measuring import Row, measure, row
from lizhi.offboarding import benchmarks
from lizhi.people.models import LegalEntity
from lizhi.settlement import actions
from lizhi.settlement.models import AccountTable, Line, Settlement
from lizhi.settlement.vouchers import accounts as tables
from lizhi.settlement.vouchers import ended, files, vocabulary

AT_ONCE, TIMES = 500, 5
MONTH = steps.WISHED.replace(day=1)
STEP = {"key": "wages", "title": "工资", "formula": "8,700 ÷ 21.75 × 20", "value": "8,000.00"}
LINES = (
    ("wages", "11 月工资", Line.Side.DUE, Decimal(8000)),
    ("unused_leave", "没休的年假，3 天", Line.Side.DUE, Decimal(2400)),
    ("compensation", "经济补偿", Line.Side.DUE, Decimal(43500)),
    ("insurance", "社保，个人部分", Line.Side.DEDUCTION, Decimal("913.50")),
    ("fund", "公积金，个人部分", Line.Side.DEDUCTION, Decimal(435)),
    ("tax", "个人所得税", Line.Side.DEDUCTION, Decimal("12.34")),
)
BY_PERSON = ("wages", "net")
"""The dearest way: an entry for each person, several times."""


def rows(people: int) -> list[Row]:
    """Booked anew each time, what was booked is gone before the next."""
    with clock.at(steps.ENDS):
        filled = benchmarks.fill(people, branches=1)
        entity = _settled(filled.finance)
        booked = measure([_booked(entity, filled.finance)] * TIMES, warm_up=1)
        page = measure([_looked_at(entity, filled.finance)] * TIMES, warm_up=1)
        return [
            row("voucher", people, booked, settlements=Settlement.objects.count()),
            row("books_page", people, page),
        ]


def _settled(finance: User) -> LegalEntity:
    """Everybody leaves in one month, and has been sent a settlement."""
    Case.objects.update(contract_end=steps.WISHED, status=Case.Status.CLOSED)
    cases = list(Case.objects.all())
    versions = Settlement.objects.bulk_create(
        Settlement(case=case, state=Settlement.State.SENT, sent_by=finance, sent_at=clock.now())
        for case in cases
    )
    Line.objects.bulk_create(
        [
            Line(
                settlement=version,
                position=place,
                key=key,
                title=title,
                side=side,
                amount=amount,
                steps=[STEP] * 3,
            )
            for version in versions
            for place, (key, title, side, amount) in enumerate(LINES)
        ],
        batch_size=AT_ONCE,
    )
    entity = cases[0].entity
    AccountTable.objects.create(
        entity=entity, number=1, state="in_force", body=_table().as_json(), made_by=finance
    )
    return entity


def _table() -> tables.Table:
    rows_ = [
        tables.Row(
            kind,
            f"6602.{number:02d}",
            through="2211.01" if kind in vocabulary.DUES else "",
            dims=("employee",) if kind in BY_PERSON else (),
        )
        for number, kind in enumerate(vocabulary.KINDS, 1)
    ]
    return tables.Table(tuple(rows_), org="1", book="1")


def _booked(entity: LegalEntity, finance: User) -> Callable[[], bytes]:
    def book() -> bytes:
        with gone_afterwards():
            (voucher,) = actions.book(entity, MONTH, by=finance, at=clock.now())
            return files.FORMS["xlsx"].write(voucher.body)

    return book


def _looked_at(entity: LegalEntity, finance: User) -> Callable[[], object]:
    return lambda: ended.of(entity, MONTH, finance)


@contextmanager
def gone_afterwards() -> Iterator[None]:
    """Whatever is written inside is taken back at its end."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)
