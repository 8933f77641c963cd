"""Lines that finance adds with a reason, and how far the law lets it take something off."""

from dataclasses import dataclass, replace
from decimal import Decimal

from lizhi.settlement.inputs import IMPORTED, HandKind, HandLine, Inputs
from lizhi.settlement.law import deductions
from lizhi.settlement.law.explained import Explained, Step
from lizhi.settlement.law.parameters import NoFigure
from lizhi.settlement.law.words import yuan
from lizhi.settlement.lines import drafting, remarks
from lizhi.settlement.lines.drafting import Drawn
from lizhi.settlement.models import Line

ARTICLES: dict[HandKind, str] = {
    "due": "双方约定或公司制度",
    "wage": "双方约定或公司制度",
    "loan": "双方约定，有本人书面同意",
    "advance": "双方约定，有本人书面同意",
    "court": "《工资支付暂行规定》第十五条",
    "loss": "《工资支付暂行规定》第十六条",
    "asset": "《工资支付暂行规定》第十六条",
}
LOSSES: frozenset[HandKind] = frozenset({"loss", "asset"})
AGREED: frozenset[HandKind] = frozenset({"loan", "advance"})
ZERO = Decimal(0)


@dataclass(frozen=True)
class _Bound:
    """What bounds a loss: the wage of the month, own shares, what others have used up of it."""

    month_wage: Decimal | None
    own_shares: Decimal
    taken: Decimal = ZERO


def draw(given: Inputs, month_wage: Decimal | None, *, own_shares: Decimal = ZERO) -> list[Drawn]:
    """All of them, in the order in which they were added. `month_wage` bounds what a loss takes."""
    drawn, bound = [], _Bound(month_wage, own_shares)
    for line in (*given.advances, *given.by_hand):
        drawn.append(_draw(line, given, bound))
        if line.kind in LOSSES:
            bound = replace(bound, taken=bound.taken + (drawn[-1].line.amount or ZERO))
    return drawn


def _limit(given: Inputs, month_wage: Decimal, own_shares: Decimal) -> Explained[Decimal]:
    """The most that losses may take off this month's wage; `NoFigure` without a minimum wage."""
    return deductions.loss_limit(
        wage=month_wage, as_of=given.last_day, city=given.city, own_shares=own_shares
    )


def _draw(line: HandLine, given: Inputs, bound: _Bound) -> Drawn:
    if not line.proven and line.kind in LOSSES | AGREED:
        return _not_taken(line)
    if line.kind in LOSSES:
        return _loss(line, given, bound)
    drawing = drafting.due if line.kind in {"due", "wage"} else drafting.deduction
    return drawing(
        line.key,
        line.title,
        _stated(line),
        amount=line.amount,
        note=f"{line.reason}，{_from(line)}",
        by_hand=True,
    )


def _from(line: HandLine) -> str:
    """Who says so."""
    return f"{line.by}的" if line.by == IMPORTED else f"{line.by}手工加的"


def _not_taken(line: HandLine) -> Drawn:
    """A claim that nobody has agreed to or proven stays a claim: it is not taken off the wage."""
    agreed = line.kind in AGREED
    why = "没有本人的书面同意" if agreed else "原因和金额还没有证据"
    note = f"{why}，不从工资里扣，可以另外主张"
    drawn = drafting.apart(line.key, line.title, _stated(line), amount=line.amount, note=note)
    drawn.line.by_hand = True
    text = f"{why}，不能从工资里扣 {yuan(line.amount)} 元。单独列着，可以另外向本人主张。"
    drawn.remarks.append(
        remarks.Remark("soon", f"{line.title}没有扣", text, ARTICLES[line.kind], "gavel")
    )
    return drawn


def _loss(line: HandLine, given: Inputs, bound: _Bound) -> Drawn:
    """A loss is taken off only within the bounds of the law, and not at all while they are open."""
    if bound.month_wage is None:
        return _asked(line, "缺当月工资", "当月工资还没算出来，不知道最多能扣多少。")
    try:
        most = _limit(given, bound.month_wage, bound.own_shares)
    except NoFigure as refusal:
        text = "扣完剩下的不能低于当地最低工资，没有这个数就不能扣。"
        return _asked(line, str(refusal), text, refusal)
    amount = min(line.amount, most.value - bound.taken)
    drawn = drafting.deduction(
        line.key,
        line.title,
        _stated(line),
        most,
        amount=amount,
        note=f"{line.reason}，{_from(line)}",
        by_hand=True,
    )
    if amount < line.amount:
        text = f"填的是 {yuan(line.amount)}，这个月最多扣 {yuan(most.value)}，超出的不从工资里扣。"
        drawn.remarks.append(
            remarks.Remark("soon", f"{line.title}只能扣一部分", text, ARTICLES["loss"], "gavel")
        )
    return drawn


def _asked(line: HandLine, what: str, text: str, refusal: NoFigure | None = None) -> Drawn:
    return drafting.missing(
        Line.Side.DEDUCTION,
        line.key,
        line.title,
        what=what,
        text=text,
        article=ARTICLES["loss"],
        by_hand=True,
        refusal=refusal,
    )


def _stated(line: HandLine) -> Explained[Decimal]:
    step = Step(
        key=line.key,
        title=line.title,
        formula=line.reason,
        value=yuan(line.amount),
        article=ARTICLES[line.kind],
        inputs={"金额": yuan(line.amount)},
        reason=f"{_from(line)}：{line.reason}。",
    )
    return Explained(line.amount, (step,))
