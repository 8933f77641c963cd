"""Put the lines together."""

from dataclasses import dataclass

from lizhi.settlement.inputs import Inputs
from lizhi.settlement.law import notice
from lizhi.settlement.law.words import yuan
from lizhi.settlement.lines import by_hand, ending, leave, remarks, wages, withheld
from lizhi.settlement.lines.sums import Sums, add_up
from lizhi.settlement.models import Line


@dataclass(frozen=True)
class Composition:
    """All lines, not stored yet; what to look at, the worst first; and what comes out."""

    lines: list[Line]
    remarks: list[remarks.Remark]
    sums: Sums


def compose(given: Inputs) -> Composition:
    """Compute a settlement from its inputs: the same inputs give the same lines, to the fen."""
    wage = wages.draw(given)
    extra = by_hand.draw(given, wage.line.amount)
    drawn = [wage, *leave.draw(given), *ending.draw(given), *extra, *withheld.draw(given)]
    dues = [one for one in drawn if one.line.side == Line.Side.DUE]
    off = [one for one in drawn if one.line.side == Line.Side.DEDUCTION]
    off.sort(key=lambda one: one.line.by_hand)
    lines = [one.line for one in (*dues, *off)]
    for position, line in enumerate(lines):
        line.position = position
    sums = add_up(lines)
    seen = [remark for one in (*dues, *off) for remark in one.remarks] + _debt(sums)
    seen += [*_expiry(given), *ending.remark(given)]
    unique = list(dict.fromkeys(seen))
    return Composition(lines, sorted(unique, key=lambda one: remarks.ORDER.index(one.kind)), sums)


def _expiry(given: Inputs) -> list[remarks.Remark]:
    if not given.term_is_over:
        return []
    title = "合同期满终止，先核对经济补偿"
    text = f"{notice.RENEWAL}要付的，作为一行手工加上。"
    return [remarks.Remark("soon", title, text, notice.TERM_ARTICLE, "calendar-event")]


def _debt(sums: Sums) -> list[remarks.Remark]:
    if not sums.owes:
        return []
    text = "单独列，不从证明和工资里扣。要收回请另外和本人商量。"
    return [remarks.Remark("soon", f"倒欠 {yuan(sums.owes)} 元", text, "", "coins")]
