"""From a row of the database to one thing that waits, and where it is done."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from lizhi.offboarding import duties_due, step_names
from lizhi.offboarding.models import Duty
from lizhi.settlement.rules import REPLY_TIME
from lizhi.settlement.seconds import LOOK_TIME
from lizhi.signing.models import OnPaper

FAR = dt.datetime.max.replace(tzinfo=dt.UTC)
Row = dict[str, Any]
Urgency = tuple[bool, dt.datetime]
"""False, which comes first, for what the law has asked until a day that has passed; by when."""
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


def step(row: Row) -> Thing:
    code = row["run__step"]
    return Thing(
        case=row["case"],
        name=row["name"],
        what=step_names.of_version(row["run__version"], code),
        url=reverse("offboarding:task", args=[row["pk"]]),
        sign=SIGNS.get(code, "shield-check"),
        due_at=row["due_at"],
    )


def to_receive(row: Row) -> Thing:
    words = ngettext("%(number)s thing to receive", "%(number)s things to receive", row["things"])
    return Thing(
        case=row["case"],
        name=row["name"],
        what=words % {"number": row["things"]},
        url=reverse("handover:receive", args=[row["number"]]),
        sign="checks",
        due_at=row["due_at"],
    )


def to_sign(row: Row) -> Thing:
    return Thing(
        case=row["case"],
        name=row["name"],
        what=_("%(paper)s to sign, if you like") % {"paper": row["paper"]},
        url=reverse("signing:waiting"),
        sign="writing-sign",
        since=row["since"],
    )


def to_talk(row: Row) -> Thing:
    return Thing(
        case=row["case"],
        name=row["name"],
        what=_("would like to talk, please answer"),
        url=reverse("talks:talk", args=[row["number"]]),
        sign="message-circle",
        since=row["since"],
    )


def stays(row: Row) -> Thing:
    return Thing(
        case=row["case"],
        name=row["name"],
        what=_("would like to stay, please answer"),
        url=reverse("offboarding:answer_withdrawal", args=[row["number"]]),
        sign="message-circle",
        since=row["since"],
    )


def owed(row: Row) -> Thing:
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


def _of_duty(row: Row) -> str:
    if row["kind"] == Duty.Kind.CERTIFICATE:  # nobody says that it is done: its step does it
        return reverse("offboarding:desk_case", args=[row["number"]])
    return reverse("offboarding:duty", args=[row["number"], row["kind"]])


def moves(row: Row) -> Thing:
    return Thing(
        case=row["case"],
        name=row["name"],
        what=_("proposes another last day, please answer"),
        url=reverse("offboarding:last_day", args=[row["number"]]),
        sign="calendar-event",
        since=row["since"],
    )


def voids(row: Row) -> Thing:
    return Thing(
        case=row["case"],
        name=row["name"],
        what=_("would like the signed agreement void, please answer"),
        url=reverse("offboarding:void", args=[row["number"]]),
        sign="file-x",
        since=row["since"],
    )


def asks(row: Row) -> Thing:
    return Thing(
        case=row["case"],
        name=row["name"],
        what=_("asks about the settlement, please answer"),
        url=reverse("settlement:desk", args=[row["number"]]),
        sign="calculator",
        due_at=row["since"] + REPLY_TIME,
    )


def looks(row: Row) -> Thing:
    """The second person; the day of payment may be sooner, and its duty says so above."""
    return Thing(
        case=row["case"],
        name=row["name"],
        what=_("Settlement waits for me as the second person"),
        url=reverse("settlement:desk", args=[row["number"]]),
        sign="checks",
        due_at=row["since"] + LOOK_TIME,
    )


def by_hand(row: Row) -> Thing:
    """Signed on paper: on its way to HR, or here and to be sealed and sent back."""
    if row["state"] == OnPaper.State.SENT:
        what = _("signed paper on its way, %(waybill)s") % {"waybill": row["waybill"] or "—"}
    else:
        what = _("signed paper is here: seal it by hand, send one copy back")
    return Thing(
        case=row["case"],
        name=row["name"],
        what=what,
        url=reverse("signing:original_desk", args=[row["biz_no"], row["role"]]),
        sign="mail-check",
        since=row["since"],
    )


class Kind(NamedTuple):
    """How a row of one kind is told, and how urgent it is."""

    make: Callable[[Row], Thing]
    urgency: Callable[[Row], Urgency]
    of_others: bool = False
    """It waits for others when it is asked by whoever reads the list, or owed to them."""


def _by_its_time(row: Row) -> Urgency:
    return True, row["due_at"] or FAR


def _when_asked(row: Row) -> Urgency:
    """A wish has no time of its own and comes by when it was said."""
    return True, row["since"]


def _by_its_answer(row: Row) -> Urgency:
    return True, row["since"] + REPLY_TIME


def _by_its_look(row: Row) -> Urgency:
    return True, row["since"] + LOOK_TIME


def _by_law(row: Row) -> Urgency:
    left = duties_due.left(row["due"])
    return not left.late, left.until


KINDS = (
    *(Kind(step, _by_its_time), Kind(to_receive, _by_its_time)),
    *(Kind(to_sign, _when_asked), Kind(to_talk, _when_asked)),
    *(Kind(stays, _when_asked, True), Kind(moves, _when_asked, True)),
    Kind(voids, _when_asked, True),
    *(Kind(asks, _by_its_answer, True), Kind(owed, _by_law, True)),
    Kind(by_hand, _when_asked, True),
    Kind(looks, _by_its_look),
)
"""In the order of `asked.kinds`."""
