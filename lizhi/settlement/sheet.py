"""A settlement as people read it: lines with reasons, answers and what was said about them."""

import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal

from lizhi.cases import chain
from lizhi.cases.models import Case
from lizhi.settlement import asked, kinds, line_proofs, rules
from lizhi.settlement.law.explained import StepJson
from lizhi.settlement.law.words import in_full
from lizhi.settlement.lines import ASKED, Sums, add_up
from lizhi.settlement.models import Line, LineProof, Settlement

CALCULATED = re.compile(r"\d.*[÷×+−*/]")
PAID_FOR = frozenset({"insurance", "fund", "tax", "bonus_tax", "compensation_tax"})
OWN_PAY = ("wages", "unused_leave", "carried_leave", "company_leave")


@dataclass(frozen=True)
class Said:
    """A question or a reply about a line."""

    by_leaver: bool
    name: str
    words: str
    at: dt.datetime
    files: list[LineProof] = field(default_factory=list)
    """What was sent with it."""
    to_hr: bool = False
    """Finance asks HR."""


@dataclass
class Row:
    """One line with all that can be read about it."""

    line: Line
    formulas: list[str] = field(default_factory=list)
    """Calculations with their results, the deciding one first."""
    reasons: list[str] = field(default_factory=list)
    articles: list[str] = field(default_factory=list)
    doubts: list[str] = field(default_factory=list)
    """Figures that were read second-hand."""
    said: list[Said] = field(default_factory=list)
    change: Decimal | None = None
    """How much the net has changed by this line since the last version."""

    @property
    def unanswered(self) -> bool:
        """Disputed, and finance has not replied."""
        return self.line.answer == Line.Answer.DISPUTED and not self.line.reply

    @property
    def signed(self) -> Decimal | None:
        """As it stands on the page: what is taken off has a minus."""
        amount = self.line.amount
        if amount is None or self.line.side != Line.Side.DEDUCTION or not amount:
            return amount
        return -amount


@dataclass(frozen=True)
class Sheet:
    """All rows, the sums, and how the employee has answered."""

    dues: list[Row]
    withheld: list[Row]
    """Insurance, fund and tax: paid for the employee."""
    other: list[Row]
    """Deductions added by hand, and a training bond that was agreed on."""
    sums: Sums
    apart: list[Row] = field(default_factory=list)
    """Shown, and not part of the net: paid later, or claimed apart."""

    @property
    def rows(self) -> list[Row]:
        """In the order of the page."""
        return [*self.dues, *self.withheld, *self.other, *self.apart]

    @property
    def asked(self) -> list[Row]:
        """Lines that wait for a reply by finance."""
        return [row for row in self.rows if row.unanswered]

    @property
    def accepted(self) -> int:
        """How many lines were accepted."""
        return sum(row.line.answer == Line.Answer.ACCEPTED for row in self.rows)

    @property
    def withheld_sum(self) -> Decimal:
        """With its minus."""
        return -add_up(row.line for row in self.withheld).off

    @property
    def other_sum(self) -> Decimal:
        """With its minus."""
        return -add_up(row.line for row in self.other).off


def of(lines: Iterable[Line], case: Case | None = None) -> Sheet:
    """The sheet of these lines; with the case, what was said about each."""
    every = list(lines)
    said = _said(case) if case else {}
    rows = [_row(line, said.get(line.key, [])) for line in every]
    off = [row for row in rows if row.line.side == Line.Side.DEDUCTION]
    return Sheet(
        dues=[row for row in rows if row.line.side == Line.Side.DUE],
        withheld=[row for row in off if row.line.key in PAID_FOR],
        other=[row for row in off if row.line.key not in PAID_FOR],
        sums=add_up(every),
        apart=[row for row in rows if row.line.side == Line.Side.APART],
    )


def reply_due(settlement: Settlement) -> dt.datetime | None:
    """Until when finance has promised to reply to the oldest open question."""
    first = asked.since(settlement)
    return first + rules.REPLY_TIME if first else None


def _said(case: Case) -> dict[str, list[Said]]:
    found: dict[str, list[Said]] = {}
    talk = rules.TALK.all(case=case.pk)
    proofs = (
        line_proofs.OF_CASE.all(case=case.pk) if any(one.facts.get("files") for one in talk) else []
    )
    for event in talk:
        event.case = case
        said = Said(
            by_leaver=event.kind == kinds.LINE_DISPUTED,
            name=event.actor.name if event.actor else "",
            words=chain.read(event) or "",
            at=event.happened_at,
            files=[
                one
                for one in proofs
                if (one.line, one.created_at) == (event.facts.get("line"), event.happened_at)
            ],
            to_hr=event.kind == kinds.DISPUTE_ASKS_HR,
        )
        found.setdefault(event.facts.get("line", ""), []).append(said)
    return found


def _row(line: Line, said: list[Said]) -> Row:
    """The last step is the sum itself: it comes first, what it stands on after it."""
    row = Row(line, said=said)
    for step in reversed(line.steps):
        _add(row.articles, in_full(step["article"]))
        if step["value"] == ASKED:  # its reason is for the desk
            continue
        if CALCULATED.search(step["formula"]) or line.key not in OWN_PAY:
            row.formulas.append(_formula(step))
        _add(row.reasons, step["reason"])
        for figure in step.get("figures", []):
            if figure["status"] == "secondary":
                _add(row.doubts, f"{figure['title']} {figure['value']}（{figure['document']}）")
    return row


def _formula(step: StepJson) -> str:
    calculated = CALCULATED.search(step["formula"])
    return f"{step['formula']} = {step['value']}" if calculated else step["formula"]


def _add(known: list[str], words: str) -> None:
    if words and words not in known:
        known.append(words)
