"""From a row of the database to one thing that waits, and where it is done."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from lizhi.offboarding import duties_due, step_names
from lizhi.offboarding.models import Duty
from lizhi.settlement.rules import REPLY_TIME

SIGNS = {"settlement": "calculator", "handover": "list-check"}


@dataclass(frozen=True)
class Thing:
    """One of them, and where it is done."""

    case: int
    name: str
    """Who leaves."""
    what: str
    url: str
    sign: str
    due_at: dt.datetime | None = None
    since: dt.datetime | None = None
    """When it was asked, where the answer has no time of its own."""
    overdue: bool = False
    """A duty of the law whose day has passed: before everything else."""


def step(row: dict[str, Any]) -> Thing:
    code = row["run__step"]
    return Thing(
        case=row["case"],
        name=row["name"],
        what=step_names.of_version(row["run__version"], row["run__version__body_hash"], code),
        url=reverse("offboarding:task", args=[row["pk"]]),
        sign=SIGNS.get(code, "shield-check"),
        due_at=row["due_at"],
    )


def to_receive(row: dict[str, Any]) -> Thing:
    words = ngettext("%(number)s thing to receive", "%(number)s things to receive", row["things"])
    return Thing(
        case=row["case"],
        name=row["name"],
        what=words % {"number": row["things"]},
        url=reverse("handover:receive", args=[row["number"]]),
        sign="checks",
        due_at=row["due_at"],
    )


def to_talk(row: dict[str, Any]) -> Thing:
    return Thing(
        case=row["case"],
        name=row["name"],
        what=_("would like to talk, please answer"),
        url=reverse("talks:talk", args=[row["number"]]),
        sign="message-circle",
        since=row["at"],
    )


def stays(row: dict[str, Any]) -> Thing:
    return Thing(
        case=row["pk"],
        name=row["name"],
        what=_("would like to stay, please answer"),
        url=reverse("offboarding:answer_withdrawal", args=[row["number"]]),
        sign="message-circle",
        since=row["since"],
    )


def owed(row: dict[str, Any]) -> Thing:
    """A duty of the law that is late or soon due, by its last minute."""
    left = duties_due.left(row["due"])
    return Thing(
        case=row["case"],
        name=row["name"],
        what=left.words % {"duty": dict(Duty.Kind.choices)[row["kind"]]},
        url=_of_duty(row),
        sign="gavel",
        due_at=left.until,
        overdue=left.late,
    )


def _of_duty(row: dict[str, Any]) -> str:
    if row["kind"] == Duty.Kind.CERTIFICATE:  # nobody says that it is done: its step does it
        return reverse("offboarding:desk_case", args=[row["number"]])
    return reverse("offboarding:duty", args=[row["number"], row["kind"]])


def moves(row: dict[str, Any]) -> Thing:
    return Thing(
        case=row["pk"],
        name=row["name"],
        what=_("proposes another last day, please answer"),
        url=reverse("offboarding:last_day", args=[row["number"]]),
        sign="calendar-event",
        since=row["since"],
    )


def asks(row: dict[str, Any]) -> Thing:
    return Thing(
        case=row["pk"],
        name=row["name"],
        what=_("asks about the settlement, please answer"),
        url=reverse("settlement:desk", args=[row["number"]]),
        sign="calculator",
        due_at=row["since"] + REPLY_TIME,
    )
