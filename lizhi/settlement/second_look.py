"""What the second person is shown: the lines that somebody has touched, and what was checked."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from lizhi.cases.models import Case
from lizhi.settlement import computing, rules, seconds, sheet
from lizhi.settlement.inputs import Inputs
from lizhi.settlement.lines import differences
from lizhi.settlement.models import Line, Settlement
from lizhi.settlement.sheet import Row, Sheet

STATED = {
    "insurance": "insurance",
    "fund": "fund",
    "tax": "tax",
    "wages-sick": "sick_pay",
    "injury": "injury_pay",
}
"""Lines that finance may state, by the input that holds the amount."""
ENTERED = {
    "wages": ("monthly_wage", "unpaid_days"),
    "unused_leave": ("average", "roster_average_serves", "leave_full", "leave_taken"),
    "carried_leave": ("leave_carried", "average"),
    "company_leave": ("company_leave_days", "company_leave_rate"),
    "wages-sick": ("sick_days", "sick_rate"),
    "medical_period": ("sick_period_months", "career_months"),
    "injury": ("injury_grade", "injury_base"),
    "injury-fund": ("injury_grade", "injury_base"),
    "bonus": ("bonus_full", "bonus_clause"),
    "bonus-commission": ("commission", "commission_paid", "commission_clause"),
    "tax": ("family",),
}
"""Lines that are computed from something which finance may have typed."""


@dataclass(frozen=True)
class Touched:
    """A line, and why somebody should look at it; no reasons: it came by itself."""

    row: Row
    why: list[str]


@dataclass(frozen=True)
class Check:
    """Something that the machine has looked at, so that nobody need do it again."""

    title: str
    text: str
    fine: bool = True


@dataclass(frozen=True)
class Look:
    """The page of the second person."""

    sheet: Sheet
    touched: list[Touched]
    checks: list[Check] = field(default_factory=list)

    @property
    def wanted(self) -> list[Touched]:
        """The lines to look at."""
        return [one for one in self.touched if one.why]


def of(settlement: Settlement) -> Look:
    """Against the version that the employee has, else the first one that was worked out."""
    case = settlement.case
    lines = rules.LINES.all(settlement=settlement.pk)
    earlier = _earlier(case, settlement)
    before = rules.LINES.all(settlement=earlier.pk) if earlier else []
    page = sheet.of(lines)
    changes = differences(lines, before) if earlier else {}
    for row in page.rows:
        row.change = changes.get(row.line.key)
    known = {line.key: line for line in before}
    entered = settlement.inputs.get("entered", {})
    touched = [Touched(row, list(_why(row, known, entered))) for row in page.rows]
    return Look(page, touched, list(_checks(settlement, page)))


def _earlier(case: Case, settlement: Settlement) -> Settlement | None:
    versions = [one for one in rules.VERSIONS.all(case=case.pk) if one.number < settlement.number]
    shown = next((one for one in versions if one.sent_at), None)
    return shown or (versions[-1] if versions else None)


def _why(row: Row, before: Mapping[str, Line], entered: Mapping[str, object]) -> Iterator[str]:
    line = row.line
    old = before.get(line.key)
    if line.amount is None:
        yield _("still missing")
    elif old is not None and old.amount is None:
        yield _("filled in just now")
    elif row.change:
        yield _("changed")
    if line.by_hand:
        yield _("added by hand")
    elif STATED.get(line.key) in entered:
        yield _("stated by finance")
    elif any(name in entered for name in ENTERED.get(line.key, ())):
        yield _("from a figure typed by finance")
    if row.doubts:
        yield _("a figure read second-hand")


def _checks(settlement: Settlement, page: Sheet) -> Iterator[Check]:
    given = Inputs.of(settlement.inputs)
    again = computing.again(settlement)
    same = [(one.key, one.amount) for one in again.lines] == [
        (row.line.key, row.line.amount) for row in sorted(page.rows, key=lambda r: r.line.position)
    ]
    yield Check(
        _("Computed again from what is kept: the same, to the fen")
        if same
        else _("Computed again it comes out otherwise"),
        _("rules of %(engine)s") % {"engine": settlement.engine},
        same,
    )
    yield Check(_("The lines add up to the net"), _("to the fen"))
    losses = [one for one in given.by_hand if one.kind == "loss"]
    yield Check(
        _("Losses stay within 20 %, and the minimum wage is left")
        if losses
        else _("Nothing is taken off for a loss"),
        "《工资支付暂行规定》第十六条",
    )
    yield Check(_("Nothing is paid on condition of a handover"), "《劳动合同法》第五十条")
    if rules.is_stale(settlement):
        yield Check(
            _("The days, the roster or a figure have changed since"),
            _("please give it back, so that it is computed again"),
            fine=False,
        )
    for remark in again.remarks:
        if remark.kind == "soon":
            yield Check(
                _("%(name)s has seen: %(title)s")
                % {"name": _maker(settlement), "title": remark.title},
                remark.text,
            )


def _maker(settlement: Settlement) -> str:
    return settlement.checked_by.name if settlement.checked_by else "?"


def others(settlement: Settlement) -> list[str]:
    """Who could do it in the place of the second person."""
    found = seconds.could_be(settlement.case, *seconds.makers_of(settlement))
    return [user.name for user in found if user.pk != settlement.second_id]
