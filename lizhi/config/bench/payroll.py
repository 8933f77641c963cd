"""A large file of payroll: what a page does with it, and what the worker reads and writes."""

from collections.abc import Callable

from lizhi.accounts.models import User
from lizhi.common import clock
from lizhi.config.bench import steps
from lizhi.config.bench.books import gone_afterwards
from lizhi.config.bench.measuring import Row, measure, row
from lizhi.jobs import doing
from lizhi.offboarding import benchmarks
from lizhi.people.models import Employment
from lizhi.people.roster.workbook import workbook
from lizhi.settlement.actions import payroll
from lizhi.settlement.models import PayBatch
from lizhi.settlement.payroll.sheets import PAY

MONTHS = ("2024-01", "2024-02", "2024-03", "2024-04")
TIMES = 5


def rows(count: int) -> list[Row]:
    """So many rows of wages, each person four months; what is written is gone before the next."""
    with clock.at(steps.ENDS):
        finance = benchmarks.fill(count // len(MONTHS), branches=1).finance
        data = _file(count)
        sent = measure([_gone(lambda: _sent(data, finance))] * TIMES, warm_up=1)
        batch = _sent(data, finance)
        read = measure([_gone(_worked)] * TIMES, warm_up=1)
        _worked()
        payroll.commit(batch, at=clock.now())
        written = measure([_gone(_worked)] * TIMES, warm_up=1)
        _worked()
        good = PayBatch.objects.get(pk=batch.pk).report["figures"]["new"]
        return [
            row("payroll_sent", 0, sent, rows=count),
            row("payroll_read", 0, read, rows=count),
            row("payroll_written", 0, written, rows=good),
        ]


def _file(count: int) -> bytes:
    header = [column.names[0] for column in PAY.columns]
    newest = Employment.objects.order_by("-pk").values_list("number", flat=True)
    people = newest[: count // len(MONTHS)]
    told = [[one, "", month, 8700.5, 120, 300] for one in people for month in MONTHS]
    return workbook([(PAY.title, [header, *told])])


def _sent(data: bytes, finance: User) -> PayBatch:
    return payroll.upload(data, filename="薪酬.xlsx", by=finance, at=clock.now())


def _worked() -> object:
    """As the worker takes it from the outbox."""
    return doing.run_outbox(clock.now())


def _gone(act: Callable[[], object]) -> Callable[[], object]:
    def once() -> None:
        with gone_afterwards():
            act()

    return once
