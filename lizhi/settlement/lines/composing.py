"""Put the lines together."""

from dataclasses import dataclass
from decimal import Decimal

from lizhi.settlement import sane
from lizhi.settlement.inputs import NOTHING, Inputs
from lizhi.settlement.law import notice
from lizhi.settlement.law.words import yuan
from lizhi.settlement.lines import (
    apart,
    breaches,
    by_hand,
    ending,
    extra,
    injury,
    leave,
    plans,
    remarks,
    sick,
    taxes,
    wages,
    withheld,
)
from lizhi.settlement.lines.drafting import Drawn
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
    if wrong := sane.wrong(given):
        seen = [remarks.missing(title, text) for title, text in wrong]
        return Composition([], seen, add_up([]))
    drawn = _drawn(given)
    dues = [one for one in drawn if one.line.side == Line.Side.DUE]
    off = [one for one in drawn if one.line.side == Line.Side.DEDUCTION]
    off.sort(key=lambda one: one.line.by_hand)
    rest = [one for one in drawn if one.line.side == Line.Side.APART]
    every = [*dues, *off, *rest]
    lines = [one.line for one in every]
    for position, line in enumerate(lines):
        line.position = position
    sums = add_up(lines)
    seen = [remark for one in every for remark in one.remarks] + _debt(sums)
    seen += [*_expiry(given), *ending.remark(given), *_other_contracts(given)]
    seen += sick.remarks(given)
    unique = list(dict.fromkeys(seen))
    return Composition(lines, sorted(unique, key=lambda one: remarks.ORDER.index(one.kind)), sums)


def _drawn(given: Inputs) -> list[Drawn]:
    """Every line with its remarks; what is taken off is worked out from what is due."""
    wage = wages.draw(given)
    ill = sick.draw(given, wage.line.amount)
    shares = withheld.draw(given)
    own = sum((one.line.amount or NOTHING for one in shares), NOTHING)
    drawn = [
        *(wage, *ill, *extra.draw(given), *plans.draw(given), *leave.draw(given)),
        *(*ending.draw(given), *injury.draw(given)),
        *by_hand.draw(given, _month_wage([wage, *ill]), own_shares=own),
        *shares,
    ]
    return [*drawn, *taxes.draw(given, drawn), *apart.draw(given), *_rare(given)]


def _rare(given: Inputs) -> list[Drawn]:
    """Shown, and not part of the net."""
    return [*sick.period(given), *breaches.draw(given)]


def _month_wage(drawn: list[Drawn]) -> Decimal | None:
    """What the month is paid, sick days among it; None while a part of it is not known."""
    amounts = [one.line.amount for one in drawn]
    known = [amount for amount in amounts if amount is not None]
    return sum(known, NOTHING) if len(known) == len(amounts) else None


def _other_contracts(given: Inputs) -> list[remarks.Remark]:
    """Two contracts run at once: each is settled by itself."""
    if not given.other_contracts:
        return []
    names = "；".join(given.other_contracts)
    text = f"名册里这个人还有没结束的合同：{names}。这张单只算这一份，工龄和工资不合在一起。"
    return [remarks.Remark("soon", "还有一份合同没结束", text, "", "file-text")]


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
