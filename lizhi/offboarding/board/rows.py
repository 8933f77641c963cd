"""One running case as the list shows it: worded here, so that the template only writes."""

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from lizhi.accounts.models import User
from lizhi.cases.models import Case
from lizhi.common import clock, wording
from lizhi.common.templatetags import ui
from lizhi.offboarding import step_names
from lizhi.people.models import Roles, roles_of

NODES = 7
"""Dots of a row: the steps of people, and the certificate."""
COLUMNS = (
    "pk",
    "number",
    "employment__person__name",
    "employment__person__user",
    "employment__department__name",
    "way",
    "ground",
    "reason",
    "branch",
    "branch__name",
    "entity",
    "place",
    "label",
    "holder",
    "holder_user",
    "with_leaver",
    "due_at",
    "steps_done",
    "pressed",
    "contract_end",
    "withdrawal_asked_at",
    "day_asked_at",
    "voiding_asked_at",
    "disputed_at",
    "suspended_until",
)


@dataclass
class Row:
    """One running case as the list shows it."""

    number: str
    name: str
    hue: str
    department: str
    reason: str
    branch: str
    where: str
    step: str
    holder: str
    dots: SafeString
    sla: str
    left: str
    ends: SafeString
    url: str
    action: str = ""
    """`confirm`, `settle`, `open`, `press`, or nothing to do."""
    answer: str = ""
    """Where the reader answers what the leaver has asked: this comes before any other action."""
    said: str = ""
    """That whoever has it was reminded."""


def rows(found: Iterable[dict[str, Any]], user: User, now: dt.datetime) -> Iterator[Row]:
    """Everything worded here, so that the template has nothing to do 25 times over."""
    words, roles = _words(), roles_of(user)
    address = reverse("offboarding:desk_case", args=["-"])
    for row in found:
        due, place, pressed = row["due_at"], row["place"], row["pressed"]
        still = _still(row["suspended_until"], now)
        yield Row(
            number=row["number"],
            name=row["employment__person__name"],
            hue=ui.hue(row["employment__person__user"]),
            department=row["employment__department__name"],
            reason=words.ways.get(row["way"]) or words.reasons.get(row["reason"], ""),
            branch=row["branch__name"],
            where=words.away % {"place": place} if place else words.here,
            step=row["label"],
            holder=words.theirs if row["with_leaver"] else row["holder"] or words.machine,
            dots=DOTS[min(row["steps_done"], NODES)],
            sla=wording.urgency(due, now) if due and not still else "",
            left=still or (wording.time_left(due, now) if due else ""),
            ends=words.day(row["contract_end"]),
            url=address.replace("-", row["number"]),
            action=_action(row, user),
            answer=_answer(row, user, roles),
            said=_said(pressed) if pressed and row["holder_user"] != user.pk else "",
        )


@dataclass(frozen=True)
class _Words:
    """What is the same in every row, looked up once."""

    reasons: dict[str, str]
    ways: dict[str, str]
    """Of all that is no resignation: there it stands in the place of a reason."""
    away: str
    here: str
    theirs: str
    machine: str
    days: dict[dt.date, SafeString] = field(default_factory=dict)

    def day(self, day: dt.date) -> SafeString:
        """11月27日 in its own <time>."""
        if day not in self.days:
            self.days[day] = format_html("{}", ui.day(day, "short"))
        return self.days[day]


def _words() -> _Words:
    return _Words(
        reasons={code: str(words) for code, words in Case.Reason.choices},
        ways={way: str(words) for way, words in Case.Way.choices if way != Case.Way.RESIGNATION},
        away=_("is in %(place)s"),
        here=_("works on the spot"),
        theirs=_("The employee"),
        machine=_("by itself"),
    )


def _still(until: dt.datetime | None, now: dt.datetime) -> str:
    """That nobody is reminded, and until when."""
    if until is None or until <= now:
        return ""
    return _("suspended until %(day)s") % {"day": wording.day(clock.local(until), "short")}


def _said(pressed: int) -> str:
    return ngettext("reminded once", "reminded %(number)s times", pressed) % {"number": pressed}


def _dots(done: int) -> SafeString:
    classes = ["d"] * done + ["c"] * (done < NODES) + [""] * (NODES - done - 1)
    return format_html_join("", '<i class="{}"></i>', ([name] for name in classes))


DOTS = [_dots(done) for done in range(NODES + 1)]
"""How far a case is, drawn once for each number of steps done."""


def _answer(row: dict[str, Any], user: User, roles: Roles) -> str:
    """As `cases.asking` has it: never to oneself."""
    if row["employment__person__user"] == user.pk:
        return ""
    if row["withdrawal_asked_at"] and roles.is_hr_of(row["branch"]):
        return "withdrawal/"
    if row["day_asked_at"] and roles.is_hr_of(row["branch"]):
        return "last-day/"
    if row["voiding_asked_at"] and roles.is_hr_of(row["branch"]):
        return "agreement/voiding/"
    return "settlement/" if row["disputed_at"] and roles.is_finance_of(row["entity"]) else ""


def _action(row: dict[str, Any], user: User) -> str:
    if row["holder_user"] is None:
        return ""
    if row["holder_user"] != user.pk:
        return "" if row["pressed"] else "press"
    names = {step_names.of("confirmation"): "confirm", step_names.of("settlement"): "settle"}
    return names.get(row["label"], "open")
