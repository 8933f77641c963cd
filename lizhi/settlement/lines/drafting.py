"""A line before it is stored, and what was noticed while making it."""

from dataclasses import dataclass, field
from decimal import Decimal

from lizhi.settlement.law.explained import Explained, Step
from lizhi.settlement.law.parameters import NoFigure
from lizhi.settlement.law.words import yuan
from lizhi.settlement.lines import remarks
from lizhi.settlement.lines.remarks import Remark
from lizhi.settlement.models import Line

STATED = "财务算好填的。"
ASKED = "待补"
"""The value of a step that could not be taken."""


@dataclass
class Drawn:
    """One line with its remarks."""

    line: Line
    remarks: list[Remark] = field(default_factory=list)


def due(
    key: str,
    title: str,
    *explained: Explained[object],
    amount: Decimal,
    note: str = "",
    by_hand: bool = False,
) -> Drawn:
    """Something paid to the employee, with the steps of all that led to it, in order."""
    return _drawn(Line.Side.DUE, key, title, explained, amount, note, by_hand)


def deduction(
    key: str,
    title: str,
    *explained: Explained[object],
    amount: Decimal,
    note: str = "",
    by_hand: bool = False,
) -> Drawn:
    """Something taken off; the amount is positive."""
    return _drawn(Line.Side.DEDUCTION, key, title, explained, amount, note, by_hand)


def apart(
    key: str, title: str, *explained: Explained[object], amount: Decimal, note: str = ""
) -> Drawn:
    """Shown with its steps, and counts for nothing here: paid later, or claimed."""
    return _drawn(Line.Side.APART, key, title, explained, amount, note, by_hand=False)


def stated(
    side: Line.Side, key: str, title: str, amount: Decimal, how: str, article: str, note: str = ""
) -> Drawn:
    """What finance has worked out itself; it is said to be so."""
    step = Step(
        key=key,
        title=title,
        formula=how,
        value=yuan(amount),
        article=article,
        inputs={"金额": yuan(amount)},
        reason=STATED,
    )
    told = Explained(amount, (step,))
    return _drawn(side, key, title, (told,), amount, note[:200], by_hand=False)


def missing(
    side: Line.Side,
    key: str,
    title: str,
    *,
    what: str,
    text: str,
    article: str = "",
    by_hand: bool = False,
    known: tuple[Explained[object], ...] = (),
    refusal: NoFigure | None = None,
) -> Drawn:
    """A line that asks: no amount, not counted, and a remark that says what to do.

    `known`: what could be worked out all the same, read before what is asked for. `refusal`: a
    figure of a place is missing; `what` names it, and the remark leads to where it is filled in.
    """
    step = Step(key, title, "还没算", ASKED, article, {}, text)
    steps = [one for result in known for one in result.as_json()]
    line = Line(
        key=key,
        title=title,
        side=side,
        missing=what,
        steps=[*steps, step.as_json()],
        by_hand=by_hand,
    )
    seen = [remarks.boundary(note) for result in known for note in result.notes]
    asked = remarks.missing(f"{what}，“{title}”这行先不算", text, article, refusal)
    return Drawn(line, [asked, *seen])


def _drawn(
    side: Line.Side,
    key: str,
    title: str,
    explained: tuple[Explained[object], ...],
    amount: Decimal,
    note: str,
    by_hand: bool,
) -> Drawn:
    steps = [step for result in explained for step in result.as_json()]
    line = Line(
        key=key, title=title, note=note, side=side, amount=amount, steps=steps, by_hand=by_hand
    )
    seen = [remarks.boundary(note) for result in explained for note in result.notes]
    doubts = [doubt for result in explained for doubt in remarks.doubts(result)]
    return Drawn(line, seen + doubts)
