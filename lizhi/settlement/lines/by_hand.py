"""Lines that finance adds with a reason, and how far the law lets it take something off."""

from decimal import Decimal

from lizhi.settlement.inputs import HandKind, HandLine, Inputs
from lizhi.settlement.law import deductions
from lizhi.settlement.law.explained import Explained, Step
from lizhi.settlement.law.parameters import NoFigure
from lizhi.settlement.law.words import yuan
from lizhi.settlement.lines import drafting, remarks
from lizhi.settlement.lines.drafting import Drawn
from lizhi.settlement.models import Line

ARTICLES: dict[HandKind, str] = {
    "due": "双方约定或公司制度",
    "loan": "双方约定，有本人书面同意",
    "court": "《工资支付暂行规定》第十五条",
    "loss": "《工资支付暂行规定》第十六条",
}
ZERO = Decimal(0)


def draw(given: Inputs, month_wage: Decimal | None) -> list[Drawn]:
    """All of them, in the order in which they were added. `month_wage` bounds what a loss takes."""
    drawn, taken = [], ZERO
    for line in given.by_hand:
        drawn.append(_draw(line, given, month_wage, taken))
        if line.kind == "loss":
            taken += drawn[-1].line.amount or ZERO
    return drawn


def limit(given: Inputs, month_wage: Decimal) -> Explained[Decimal]:
    """The most that losses may take off this month's wage; `NoFigure` without a minimum wage."""
    return deductions.loss_limit(wage=month_wage, as_of=given.last_day, city=given.city)


def _draw(line: HandLine, given: Inputs, month_wage: Decimal | None, taken: Decimal) -> Drawn:
    if line.kind == "loss":
        return _loss(line, given, month_wage, taken)
    drawing = drafting.due if line.kind == "due" else drafting.deduction
    return drawing(
        line.key,
        line.title,
        _stated(line),
        amount=line.amount,
        note=f"{line.reason}，{line.by}手工加的",
        by_hand=True,
    )


def _loss(line: HandLine, given: Inputs, month_wage: Decimal | None, taken: Decimal) -> Drawn:
    """A loss is taken off only within the bounds of the law, and not at all while they are open.

    `taken` is what other losses have used up of them.
    """
    if month_wage is None:
        return _asked(line, "缺当月工资", "当月工资还没算出来，不知道最多能扣多少。")
    try:
        most = limit(given, month_wage)
    except NoFigure as refusal:
        text = "扣完剩下的不能低于当地最低工资，没有这个数就不能扣。"
        return _asked(line, str(refusal), text, refusal)
    amount = min(line.amount, most.value - taken)
    drawn = drafting.deduction(
        line.key,
        line.title,
        _stated(line),
        most,
        amount=amount,
        note=f"{line.reason}，{line.by}手工加的",
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
        reason=f"{line.by}手工加的：{line.reason}。",
    )
    return Explained(line.amount, (step,))
