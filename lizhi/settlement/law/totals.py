"""What comes out at the end: rounded lines added up, a debt shown as what it is."""

from collections.abc import Iterable
from decimal import Decimal

from lizhi.settlement.law.explained import Explained, Note, Step
from lizhi.settlement.law.words import yuan

ZERO = Decimal(0)


def net(dues: Iterable[Decimal | None], deductions: Iterable[Decimal | None]) -> Explained[Decimal]:
    """Dues less deductions, in yuan. A line without an amount counts for nothing on either side.

    The result may be negative: then the person owes, which is shown and never set off silently.
    """
    due = sum((amount for amount in dues if amount is not None), ZERO)
    off = sum((amount for amount in deductions if amount is not None), ZERO)
    step = Step(
        key="net",
        title="实发",
        formula=f"{yuan(due)} − {yuan(off)}",
        value=yuan(due - off),
        article="《工资支付暂行规定》第九条",
        inputs={"应发": yuan(due), "扣除": yuan(off)},
    )
    return Explained(due - off, (step,), _owing(due - off))


def receivable(amount: Decimal) -> Decimal:
    """What the person owes where the net is negative, in yuan, else 0."""
    return max(-amount, ZERO)


def employer_cost(dues: Iterable[Decimal | None], shares: Decimal) -> Explained[Decimal]:
    """What the ending costs the company in this month: all dues, and its own shares, in yuan."""
    due = sum((amount for amount in dues if amount is not None), ZERO)
    step = Step(
        key="employer_cost",
        title="公司一共要付",
        formula=f"{yuan(due)} + 社保、公积金单位部分 {yuan(shares)}",
        value=yuan(due + shares),
        article="《社会保险法》第六十条，《住房公积金管理条例》第十六条",
        inputs={"应发": yuan(due), "社保、公积金单位部分": yuan(shares)},
    )
    return Explained(due + shares, (step,))


def _owing(amount: Decimal) -> tuple[Note, ...]:
    if amount >= 0:
        return ()
    text = f"扣除比应发多 {yuan(receivable(amount))} 元。这是应收款，单独列出，不从别处扣。"
    return (Note("net_receivable", "实发是负数", text),)
