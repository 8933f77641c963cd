"""What may be taken off a month's wage, and how much of it for a loss (工资支付暂行规定 15, 16)."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from lizhi.settlement.law.explained import Explained, Note, Step
from lizhi.settlement.law.parameters import Figure, NoFigure, figure
from lizhi.settlement.law.words import cents, percent, plain, yuan

ARTICLE = "《工资支付暂行规定》第十六条"
LIST = "《工资支付暂行规定》第十五条"
NOTHING = Decimal(0)

Kind = Literal["tax", "insurance", "fund", "court", "by_law", "agreed", "loss"]
KINDS: dict[Kind, tuple[str, str]] = {
    "tax": ("个人所得税", "《工资支付暂行规定》第十五条第（一）项"),
    "insurance": ("社会保险个人部分", "《工资支付暂行规定》第十五条第（二）项"),
    "fund": (
        "住房公积金个人部分",
        "《工资支付暂行规定》第十五条第（四）项，《住房公积金管理条例》",
    ),
    "court": ("法院判决、裁定代扣的抚养费、赡养费", "《工资支付暂行规定》第十五条第（三）项"),
    "by_law": ("法律、法规规定的其他扣款", "《工资支付暂行规定》第十五条第（四）项"),
    "agreed": (
        "本人书面同意从工资里还的借款、预支款",
        "《工资支付暂行规定》第十五条，本人书面同意",
    ),
    "loss": ("本人原因造成的损失", ARTICLE),
}


@dataclass(frozen=True)
class Deduction:
    """Something that the company wants to take off; yuan."""

    kind: Kind
    amount: Decimal
    proven: bool = False
    """Of a loan or an advance: agreed to in writing. Of a loss: its cause and amount are proven."""
    name: str = ""


@dataclass(frozen=True)
class TakenOff:
    """By item, in the order asked: what may be taken; and what stays to be claimed apart."""

    taken: tuple[Decimal, ...]
    total: Decimal
    left: Decimal


def loss_limit(
    *, wage: Decimal, as_of: dt.date, city: str, own_shares: Decimal = NOTHING
) -> Explained[Decimal]:
    """The most that may be taken off this month's wage for a loss that the worker caused.

    A fifth of the wage, and never so much that less than the local minimum wage is left; where
    the city's minimum wage is meant after the worker's own insurance and fund (Shanghai),
    `own_shares` count first. Raises `NoFigure` where the minimum wage of the city is not known.
    """
    share = figure("deductions.loss_share", as_of=as_of)
    minimum = figure("wages.minimum", as_of=as_of, place=city)
    after = _after_own_shares(as_of, city)
    shares = own_shares if after else NOTHING
    fifth = cents(wage * share.value)
    limit = max(min(fifth, wage - shares - minimum.value), NOTHING)
    less = f"（不含个人缴的 {yuan(shares)}）" if shares else ""
    step = Step(
        key="loss_limit",
        title="赔偿损失最多能扣",
        formula=f"{yuan(wage)} × {percent(share.value)}，剩下的{less}不低于 {plain(minimum.value)}",
        value=yuan(limit),
        article=ARTICLE,
        inputs={"当月工资": yuan(wage), f"{city}最低工资": yuan(minimum.value)},
        reason=f"每月扣的不超过当月工资的 {percent(share.value)}，扣完也不能低于当地最低工资。",
        figures=(share, minimum, *((after,) if after else ())),
    )
    return Explained(limit, (step,))


def take_off(
    items: Sequence[Deduction],
    *,
    wage: Decimal,
    as_of: dt.date,
    city: str,
    own_shares: Decimal = NOTHING,
) -> Explained[TakenOff]:
    """What of these may be taken off the wage: the list of the law, and losses within their limit.

    A loan, an advance or a loss that nobody has agreed to or proven is not taken; it stays a claim
    of its own. Several losses of a month share one limit. The minimum wage is asked for only where
    there is a loss.
    """
    room, steps = NOTHING, []
    if any(item.kind == "loss" and item.proven for item in items):
        limit = loss_limit(wage=wage, as_of=as_of, city=city, own_shares=own_shares)
        room, steps = limit.value, list(limit.steps)
    taken, notes = [], []
    for item in items:
        amount = _may_take(item, room)
        if item.kind == "loss":
            room -= amount
        taken.append(amount)
        notes += _not_taken(item, amount)
    total = sum(taken, NOTHING)
    left = sum((item.amount for item in items), NOTHING) - total
    steps.append(_taken_step(items, taken, total))
    return Explained(TakenOff(tuple(taken), total, left), tuple(steps), tuple(notes))


def _may_take(item: Deduction, room: Decimal) -> Decimal:
    if item.kind == "loss":
        return min(item.amount, room) if item.proven else NOTHING
    if item.kind == "agreed":
        return item.amount if item.proven else NOTHING
    return item.amount


def _taken_step(items: Sequence[Deduction], taken: Sequence[Decimal], total: Decimal) -> Step:
    pairs = [(item, amount) for item, amount in zip(items, taken, strict=True) if amount]
    articles = dict.fromkeys(KINDS[item.kind][1] for item, _amount in pairs)
    return Step(
        key="taken_off",
        title="从工资里扣的",
        formula=" + ".join(f"{_name(item)} {yuan(amount)}" for item, amount in pairs) or "没有",
        value=yuan(total),
        article="，".join(articles) or LIST,
        inputs={_name(item): yuan(item.amount) for item in items},
        reason="只扣法律列出的项目和您书面同意的项目。",
    )


def _not_taken(item: Deduction, amount: Decimal) -> list[Note]:
    rest = item.amount - amount
    if not rest:
        return []
    if not item.proven:
        why = "没有本人的书面同意" if item.kind == "agreed" else "原因和金额还没有证据"
        text = f"{why}，不能从工资里扣 {yuan(rest)} 元；可以另外向本人主张。"
    else:
        text = f"超过每月能扣的限度，还有 {yuan(rest)} 元不能从这个月的工资里扣，可以另外主张。"
    return [Note("not_taken_off", f"{_name(item)}没有全扣", text, KINDS[item.kind][1])]


def _name(item: Deduction) -> str:
    return item.name or KINDS[item.kind][0]


def _after_own_shares(as_of: dt.date, city: str) -> Figure | None:
    """The figure that says so, in a city where the minimum wage is meant after own shares."""
    try:
        found = figure("wages.minimum_after_own_shares", as_of=as_of, place=city)
    except NoFigure:
        return None
    return found if found.value else None
