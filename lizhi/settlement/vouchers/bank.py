"""The file for the bank: general enough to be brought into any bank's own form.

Full accounts stand in the file alone; screens, logs and events never have them.
"""

from collections.abc import Callable, Iterable
from decimal import Decimal

from lizhi.settlement.models import Payment
from lizhi.settlement.vouchers import cells

HEAD = ("序号", "收款人", "收款账号", "开户行", "金额", "用途", "最晚付款日", "离职单")
CHECK = "核对"


def rows(payments: Iterable[Payment]) -> list[cells.Row]:
    """One line a person, by case number; the last says how many there are, and how much."""
    every = sorted(payments, key=lambda one: one.settlement.case.number)
    lines: list[cells.Row] = [
        (
            *(str(number), one.payee, one.account, one.bank, one.amount, one.purpose),
            *(one.due_on.isoformat(), one.settlement.case.number),
        )
        for number, one in enumerate(every, 1)
    ]
    total = sum((one.amount for one in every), Decimal(0))
    return [*lines, (CHECK, f"{len(every)} 笔", "", "", total, "合计", "", "")]


def as_csv(payments: Iterable[Payment]) -> bytes:
    """For programs of banks: a spreadsheet would shorten the accounts of this one."""
    return cells.as_csv(HEAD, rows(payments))


def as_xlsx(payments: Iterable[Payment]) -> bytes:
    """Accounts are text, so that no digit is lost."""
    return cells.as_xlsx([("付款", HEAD, rows(payments))])


FORMS: dict[str, tuple[str, str, Callable[[Iterable[Payment]], bytes]]] = {
    "xlsx": (".xlsx", cells.XLSX_TYPE, as_xlsx),
    "csv": (".csv", cells.CSV_TYPE, as_csv),
}
