"""The inputs of a questioned line that a number can change, always for the good of who asks.

A line that nothing here names is changed in the draft, where every figure stands.
"""

import dataclasses
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from types import MappingProxyType
from typing import Any, Final, Literal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_stubs_ext import StrOrPromise

from lizhi.common import wording
from lizhi.common.refusals import Refused
from lizhi.settlement.inputs import HandLine, Inputs
from lizhi.settlement.law.words import plain
from lizhi.settlement.models import Line

Unit = Literal["days", "hours", "yuan"]
BY_HAND: Final = "by_hand"
PAID: Final = frozenset({"due", "wage"})
"""Lines by hand that are paid; of the others less is taken off."""
PLACES: Final[Mapping[Unit, int]] = MappingProxyType({"days": 1, "hours": 1, "yuan": 2})
MOST_DAYS, MOST_HOURS = Decimal(99), Decimal(9999)


@dataclass(frozen=True)
class Way:
    """One input, in which unit it is counted, and as what finance knows it."""

    key: str
    unit: Unit
    label: StrOrPromise
    less: bool = False
    """The input gets smaller by what is given: days that were not taken after all."""
    takes_off: bool = False
    """The line takes something off; the number is by how much less."""


LEAVE_TAKEN = Way(
    "leave_taken", "days", gettext_lazy("leave of this year that was not taken"), less=True
)
LEAVE_CARRIED = Way("leave_carried", "days", gettext_lazy("leave left from earlier years"))
COMPANY_LEAVE = Way("company_leave_days", "days", gettext_lazy("leave on top by the company"))
UNPAID_DAYS = Way(
    "unpaid_days", "days", gettext_lazy("days that are to be paid after all"), less=True
)
OVERTIME = tuple(
    Way(f"overtime_{kind}", "hours", label)
    for kind, label in (
        ("workday", gettext_lazy("overtime on workdays")),
        ("rest_day", gettext_lazy("overtime on rest days")),
        ("statutory_holiday", gettext_lazy("overtime on statutory holidays")),
    )
)
MORE_PAID = Way(BY_HAND, "yuan", gettext_lazy("the amount of this line"))
LESS_TAKEN = Way(BY_HAND, "yuan", gettext_lazy("the amount of this line"), takes_off=True)


def ways_of(line: Line, given: Inputs) -> list[Way]:
    """What could be changed about this line, the likeliest first; empty: only in the draft."""
    return list(_ways(line, given))


def _ways(line: Line, given: Inputs) -> Iterator[Way]:
    match line.key:
        case "unused_leave":
            yield from (LEAVE_TAKEN,) if given.leave_taken else ()
            yield LEAVE_CARRIED
        case "carried_leave":
            yield LEAVE_CARRIED
        case "company_leave":
            yield COMPANY_LEAVE
        case "wages":
            yield from (UNPAID_DAYS,) if given.unpaid_days else ()
            yield from OVERTIME
        case key if key.startswith("overtime_"):
            yield from (way for way in OVERTIME if way.key == key)
        case key:
            known = _by_hand(key, given)
            yield from (MORE_PAID if known.kind in PAID else LESS_TAKEN,) if known else ()


def changed(way: Way, number: Decimal, *, line: str, given: Inputs, by: str) -> dict[str, Any]:
    """What finance would have entered: `number` days, hours or yuan more for the employee.

    `by` names who stands for the amount of a line by hand from now on. Refused where there is no
    room for that many.
    """
    if number <= 0:
        raise Refused(_("Please fill in how much more it is, a number above zero."))
    if number != round(number, PLACES[way.unit]):
        places = {"places": PLACES[way.unit]}
        raise Refused(_("At most %(places)d places after the point.") % places)
    if way.key == BY_HAND:
        return {BY_HAND: tuple(_lines(number, line, given, by))}
    before: Decimal = getattr(given, way.key) or Decimal(0)
    if way.less and number > before:
        raise Refused(
            _("Only %(days)s days are there to be changed. Please look at the draft for the rest.")
            % {"days": plain(before)}
        )
    after = before - number if way.less else before + number
    if not way.less and after > (MOST_HOURS if way.unit == "hours" else MOST_DAYS):
        raise Refused(_("That would be more than there can be. Please look at the number."))
    return {way.key: after}


def _lines(number: Decimal, key: str, given: Inputs, by: str) -> Iterator[HandLine]:
    """All lines by hand, this one with another amount: a line of 0 stays, with what was said."""
    for one in given.by_hand:
        if one.key != key:
            yield one
            continue
        amount = one.amount + number if one.kind in PAID else one.amount - number
        if amount < 0:
            raise Refused(
                _("This line takes off %(amount)s yuan. It cannot be less by more than that.")
                % {"amount": wording.money(one.amount)}
            )
        yield dataclasses.replace(one, amount=amount, by=by)


def _by_hand(key: str, given: Inputs) -> HandLine | None:
    return next((one for one in given.by_hand if one.key == key), None)


def in_words(way: Way, number: Decimal) -> str:
    """As the button says it: add 2 days."""
    sentence = {
        "days": _("Add %(n)s days"),
        "hours": _("Add %(n)s hours"),
        "yuan": _("Take off %(n)s yuan less") if way.takes_off else _("Add %(n)s yuan"),
    }[way.unit]
    return sentence % {"n": wording.money(number) if way.unit == "yuan" else plain(number)}
