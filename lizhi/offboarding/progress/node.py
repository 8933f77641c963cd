"""One step as people see it, and who was reminded of it."""

import datetime as dt
from dataclasses import dataclass, field

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lizhi.common import calendar, wording

OUTCOMES = {
    "served": gettext_lazy("has come"),
    "not_served": gettext_lazy("has not come; the contract goes on"),
    "goes_on": gettext_lazy("it is ended"),
    "agreed": gettext_lazy("agreed; the agreement is being made"),
    "returned": gettext_lazy("all stays as it was"),
    "submitted": gettext_lazy("arrived"),
    "acknowledged": gettext_lazy("has read it"),
    "acknowledged_by_time": gettext_lazy("no answer; it went on by itself"),
    "signed": gettext_lazy("signed"),
    "declined": gettext_lazy("not signed; the rest goes on"),
    "expired": gettext_lazy("not signed in time; the rest goes on"),
    "finished": gettext_lazy("everything was received"),
    "disputed": gettext_lazy("closed with open points"),
    "confirmed": gettext_lazy("confirmed"),
    "confirmed_by_time": gettext_lazy("no answer; the statutory day stays"),
    "sent": gettext_lazy("sent to you"),
    "not_settled": gettext_lazy("not settled; the file was closed all the same"),
}
OPEN = frozenset({"now", "late"})


@dataclass
class Press:
    """Somebody was reminded, let know, or brought in."""

    at: dt.datetime
    who: str
    kind: str = "handler_pressed"

    @property
    def words(self) -> str:
        """What happened then; by night it was noted, and the text goes out in the morning."""
        values = {"who": self.who}
        if self.kind == "handler_added":
            return _("asked %(who)s as well") % values
        if self.kind == "handler_told":
            return _("let %(who)s know as well") % values
        sent = calendar.quiet(self.at)
        if sent > self.at:
            values["when"] = wording.moment(sent)
            return _("noted; the text message to %(who)s goes out %(when)s") % values
        return _("reminded %(who)s by text message") % values


@dataclass
class Node:
    """One step as the employee sees it."""

    step: str
    title: str
    state: str = "wait"
    """`done`, `now`, `late` or `wait`."""
    who: str = ""
    post: str = ""
    opened_at: dt.datetime | None = None
    at: dt.datetime | None = None
    due_at: dt.datetime | None = None
    outcome: str = ""
    answered: str = ""
    """The outcome in the words of the process, of a step that HR has added."""
    words: str = ""
    presses: list[Press] = field(default_factory=list)
    """Also of a step that is done: what happened stays."""
    mine: bool = False
    task: int | None = None
    """The reader's own open task, of a step that HR has added."""
    expected: str = ""
    """What has to happen before it begins."""
    may_press: bool = False
    """The leaver may remind them, now or from `again_at` on."""
    again_at: dt.datetime | None = None
    given: bool = False
    """Of the handover: nothing is left to give, and `who` receives it."""

    @property
    def pressed(self) -> int:
        """How often somebody was reminded; that others were let know is no reminder."""
        return sum(press.kind == "handler_pressed" for press in self.presses)

    @property
    def told(self) -> str:
        """How it ended, in a word or two."""
        return self.answered or str(OUTCOMES.get(self.outcome, ""))
