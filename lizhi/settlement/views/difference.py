"""Two versions side by side: which lines came out otherwise, and by what."""

from dataclasses import dataclass
from decimal import Decimal

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from lizhi.accounts.http import UserRequest
from lizhi.settlement import rules, sheet
from lizhi.settlement.law import pins
from lizhi.settlement.lines import differences
from lizhi.settlement.models import Settlement
from lizhi.settlement.sheet import Row
from lizhi.settlement.views.arriving import case_at_desk


@dataclass(frozen=True)
class Pair:
    """A line as it was and as it is; None: it is not in that version."""

    old: Row | None
    new: Row | None
    change: Decimal | None

    @property
    def title(self) -> str:
        """As it is called now, or was."""
        row = self.new or self.old
        return row.line.title if row else ""

    @property
    def is_other(self) -> bool:
        """Amount or formula differ."""
        if self.old is None or self.new is None:
            return True
        same = self.old.line.amount == self.new.line.amount
        return not same or self.old.formulas != self.new.formulas


@login_required
@require_safe
def difference(request: UserRequest, number: str, old: int, new: int) -> HttpResponse:
    """All lines; those that differ are marked."""
    case = case_at_desk(request, number)
    known = {one.number: one for one in rules.VERSIONS.all(case=case.pk)}
    if old not in known or new not in known:
        raise Http404
    before, after = known[old], known[new]
    values = {
        "case": case,
        "name": case.employment.name,
        "before": before,
        "after": after,
        "pairs": _pairs(before, after),
        "sums": (_sheet(before).sums, _sheet(after).sums),
        "figures": pins.differing(before.figures, after.figures),
    }
    return render(request, "settlement/difference.html", values)


def _sheet(version: Settlement) -> sheet.Sheet:
    return sheet.of(rules.LINES.all(settlement=version.pk))


def _pairs(before: Settlement, after: Settlement) -> list[Pair]:
    old = {row.line.key: row for row in _sheet(before).rows}
    new = {row.line.key: row for row in _sheet(after).rows}
    changes = differences([row.line for row in new.values()], [row.line for row in old.values()])
    keys = dict.fromkeys([*new, *old])
    return [Pair(old.get(key), new.get(key), changes.get(key)) for key in keys]
