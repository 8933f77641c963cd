"""Bonus and commission of the year of leaving, by the plan that both sides know."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

from lizhi.settlement.law.asking import Contradiction
from lizhi.settlement.law.explained import Explained, Note, Step
from lizhi.settlement.law.words import cents, day, yuan

ARTICLE = "《关于工资总额组成的规定》，双方约定的奖金办法"
ZERO = Decimal(0)


@dataclass(frozen=True)
class InPlan:
    """Yuan by the plan, and whether a clause of it is likely to be disputed."""

    amount: Decimal
    disputed: bool


def bonus_share(
    *,
    full: Decimal,
    period: tuple[dt.date, dt.date],
    hired_on: dt.date,
    last_day: dt.date,
    on_pay_day_clause: bool = False,
) -> Explained[InPlan]:
    """The part of a period's bonus that belongs to the days served in it, both ends counted.

    A clause by which only those get it who are employed on the day of payment is a matter of
    dispute, not of arithmetic: the share is shown and flagged, and a person decides.
    `Contradiction` for a period that ends before it begins.
    """
    first, last = max(period[0], hired_on), min(period[1], last_day)
    served = max((last - first).days + 1, 0)
    whole = (period[1] - period[0]).days + 1
    if whole < 1:
        raise Contradiction("period", "奖金的考核期结束早于开始，请核对")
    amount = cents(full * served / whole)
    step = Step(
        key="bonus_share",
        title="奖金，按在职天数",
        formula=f"{yuan(full)} × {served} ÷ {whole} 天",
        value=yuan(amount),
        article=ARTICLE,
        inputs={"从": day(period[0]), "到": day(period[1]), "全额": yuan(full)},
        reason="奖金是工资的一部分，按办法算到最后一天。办法另有算法的，按办法。",
    )
    notes = _clause("发放日在职才有奖金", amount) if on_pay_day_clause else ()
    return Explained(InPlan(amount, bool(notes)), (step,), notes)


def commission_due(
    *, earned: Decimal, paid: Decimal = ZERO, on_pay_day_clause: bool = False
) -> Explained[InPlan]:
    """Commission earned until the last day less what was paid; nothing is taken back here."""
    amount = cents(max(earned - paid, ZERO))
    step = Step(
        key="commission_due",
        title="提成",
        formula=f"{yuan(earned)} − {yuan(paid)}" + ("，不低于 0" if paid > earned else ""),
        value=yuan(amount),
        article=ARTICLE,
        inputs={"应得": yuan(earned), "已付": yuan(paid)},
        reason="已经做成的业务，提成按办法付。",
    )
    notes = _clause("在职或者回款以后才有提成", amount) if on_pay_day_clause else ()
    return Explained(InPlan(amount, bool(notes)), (step,), notes)


def _clause(what: str, amount: Decimal) -> tuple[Note, ...]:
    text = (
        f"办法里写了“{what}”。这样的约定常有争议，付不付 {yuan(amount)} 由人决定，"
        "不由系统决定；请法务看过以后写下理由。"
    )
    return (Note("clause_in_dispute", "有争议的约定", text, ARTICLE),)
