"""The draft at the desk: always computed from what is true now, beside what was kept last."""

import datetime as dt
import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, cast

from lizhi.cases import chain
from lizhi.cases.models import Case, Event
from lizhi.common import wording
from lizhi.settlement import computing, gathering, kinds, on_file, rules, sheet, unreturned
from lizhi.settlement.inputs import Inputs, stored
from lizhi.settlement.law import grounds, pins
from lizhi.settlement.law.grounds import Renewal
from lizhi.settlement.lines import Remark, differences
from lizhi.settlement.models import Line, Settlement

MOST_NAMED = 3
"""Versions that a draft needs to be compared with what was kept."""


@dataclass(frozen=True)
class Draft:
    """What finance sees before it sends."""

    case: Case
    given: Inputs
    newest: Settlement | None
    sheet: sheet.Sheet
    remarks: list[Remark]
    mark: str
    """Names these inputs: what is sent must be what was seen."""
    fingerprint: str = ""
    """Of the set of figures that stands today."""
    returned: "Returned | None" = None
    """What the second person wants changed."""
    approved: list[on_file.Kept] = field(default_factory=list)
    """Lines of the newest version that a second person has approved."""

    @property
    def number(self) -> int:
        """Of the version that sending would send."""
        if self.newest is None:
            return 1
        kept = self.newest.state == Settlement.State.DRAFT and mark_of(self.newest) == self.mark
        return self.newest.number if kept else self.newest.number + 1

    @property
    def asks_compensation(self) -> bool:
        """Whether the ground of the ending gives compensation, or pay instead of notice."""
        renewal = cast(Renewal, self.given.renewal)
        due = grounds.compensation_due(self.given.ground, renewal=renewal).value
        return due or self.given.instead_of_notice

    @property
    def blocking(self) -> int:
        """Lines that cannot be computed."""
        return self.sheet.sums.missing

    @property
    def warning(self) -> int:
        """Things to look at."""
        return sum(remark.kind == "soon" for remark in self.remarks)


@dataclass(frozen=True)
class Returned:
    """Who gave it back, when, and with what words."""

    name: str
    at: dt.datetime
    words: str


def look(case: Case, versions: list[Settlement] | None = None) -> Draft:
    """Compute it without keeping anything. `versions`: the two newest, or all."""
    every = rules.NEWEST.all(case=case.pk) if versions is None else versions
    newest, (found, kept) = next(iter(every), None), on_file.read_with_lines(case)
    if newest is not None:
        newest.case = case
    gathered = gathering.gather(case, found)
    wanted = stored(gathered, {}, newest.inputs.get("entered", {}) if newest else {})
    given = Inputs.of(wanted)
    computed = computing.compute(case, given, found.book)
    made = computed.made
    page = sheet.of(made.lines)
    earlier = _before(every, wanted, computed.figures)
    remarks = [*made.remarks, *unreturned.remarks(case)]
    if earlier is not None:
        changes = differences(made.lines, kept.by_number.get(earlier.number, []))
        for row in page.rows:
            row.change = changes.get(row.line.key)
        figures = pins.differing(earlier.figures, computed.figures)
        if changes or figures:
            remarks.append(_changed(earlier, made.lines, changes, figures))
    returned = _returned(newest, kept)
    return Draft(
        *(case, given, newest, page, remarks),
        *(_mark(wanted), computed.fingerprint, returned),
        kept.approved,
    )


def _returned(newest: Settlement | None, kept: on_file.Before) -> Returned | None:
    """Only while nothing has been changed since: whoever changes it has read it."""
    if newest is None or newest.state != Settlement.State.DRAFT or not newest.returned_at:
        return None
    told = Event.objects.filter(case=newest.case_id, kind=kinds.SETTLEMENT_RETURNED)
    event = told.select_related("actor").order_by("-seq").first()
    if event is None:
        return None
    event.case = newest.case
    titles = {line.key: line.title for line in kept.by_number.get(newest.number, [])}
    title = titles.get(event.facts["line"], "")
    words = chain.read(event) or ""
    name = event.actor.name if event.actor else "?"
    return Returned(name, event.happened_at, f"{title}：{words}" if title else words)


def mark_of(settlement: Settlement) -> str:
    """The mark of a version that was kept."""
    return _mark(settlement.inputs)


def _mark(inputs: Mapping[str, Any]) -> str:
    text = json.dumps(inputs, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def _before(
    versions: list[Settlement], wanted: Mapping[str, Any], figures: pins.Pins
) -> Settlement | None:
    """The version to compare with: the newest, or the one before when the newest is this one."""
    if not versions:
        return None
    newest, *older = versions
    if newest.inputs != wanted or pins.differing(newest.figures, figures):
        return newest
    return older[0] if older else None


def _changed(
    earlier: Settlement, lines: list[Line], changes: dict[str, Decimal], figures: list[str]
) -> Remark:
    total = sum(changes.values(), Decimal(0))
    word = "少" if total < 0 else "多"
    titles = {line.key: line.title for line in lines}
    named = [
        f"{titles[key]} {wording.money(change, signed=True)}" for key, change in changes.items()
    ]
    more = f"等 {len(named)} 行变了。" if len(named) > MOST_NAMED else "。其余各行没变。"
    title = f"和第 {earlier.number} 版比，实发{word} {wording.money(abs(total))} 元"
    text = "，".join(named[:MOST_NAMED]) + more if named else "各行的金额没变。"
    if figures:
        text = f"数字换了：{'、'.join(figures)}。{text}"
    return Remark("soon" if figures else "", title, text, "", "history")
