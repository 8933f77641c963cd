"""What comes out at the end: rounded lines added up, a debt shown as what it is."""

from collections.abc import Iterable
from decimal import Decimal

from lizhi.settlement.law.explained import Explained, Step
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
    return Explained(due - off, (step,))
