"""How a case stands, in one sentence for HR."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django_stubs_ext import StrOrPromise

from lizhi.accounts.models import User
from lizhi.cases.models import Case
from lizhi.common import clock, wording
from lizhi.offboarding import ways
from lizhi.offboarding.progress import Node, Progress

_STAYS: Mapping[str, StrOrPromise] = {
    "withdrawn": lazy("%(name)s stays; it is off"),
    "not_agreed": lazy("%(name)s has not agreed; the contract goes on"),
    "not_served": lazy("%(name)s was not served; the contract goes on"),
    "returned": lazy("%(name)s is back; the contract goes on"),
    "called_off": lazy("%(name)s stays; the company has called it off"),
    "kept_on": lazy("%(name)s stays; the contract goes on"),
    "renewed": lazy("%(name)s stays; the term was renewed"),
    "taken_back": lazy("%(name)s stays; the proposal was taken back"),
    "overtaken": lazy("%(name)s: another ending has taken the place of this one"),
}
"""How a case ended after which nothing had ended."""
FAR = dt.datetime.max.replace(tzinfo=dt.UTC)
MINE = {
    "acknowledgement": lazy("%(name)s leaves, waits for you to read it,"),
    "confirmation": lazy("%(name)s leaves, waits for you to confirm,"),
    "settlement": lazy("%(name)s leaves, waits for you to settle,"),
}
WAITS = {
    "acknowledgement": lazy("%(name)s leaves, waits for %(who)s to read it,"),
    "signature": lazy("%(name)s leaves, waits for %(who)s to sign,"),
    "confirmation": lazy("%(name)s leaves, waits for %(who)s to confirm,"),
    "settlement": lazy("%(name)s leaves, waits for %(who)s to settle,"),
}
"""What people say; of any other step, its name."""


@dataclass(frozen=True)
class Headline:
    """Name first, then the one thing that matters; the urgent half apart."""

    words: str
    urgent: str = ""
    late: bool = False

    @property
    def gap(self) -> str:
        """Between the halves: a comma of full width brings its own room."""
        return "" if self.words.endswith("，") else " "


def headline(case: Case, seen: Progress, reader: User, *, now: dt.datetime) -> Headline:
    """How it stands, in one sentence."""
    name = case.employment.name
    if case.status == Case.Status.WITHDRAWN:
        stays = case.outcome == "withdrawn" and ways.is_own(case)
        said = _("%(name)s stays; the resignation is off") if stays else _STAYS[case.outcome]
        return Headline(str(said) % {"name": name})
    if not ways.is_own(case):
        return _of_company(case, seen, reader, now)
    if case.status == Case.Status.CLOSED:
        took = wording.span(seen.used)
        words = _("%(name)s has left; it took %(span)s") % {"name": name, "span": took}
        return Headline(wording.close(words))
    if case.suspended_until is not None and case.is_suspended(now):
        values = {"name": name, "day": wording.day(clock.local(case.suspended_until), "short")}
        return Headline(_("%(name)s leaves, suspended until %(day)s") % values)
    urgent = _urgent(seen.nodes, reader)
    if urgent is None:
        return _between(case, seen, now)
    left = wording.time_left(urgent.due_at, now) if urgent.due_at else ""
    values = {"name": name, "who": urgent.who, "step": urgent.title}
    if urgent.mine:
        words = str(MINE.get(urgent.step, _("%(name)s leaves, waits for you: %(step)s,")))
    elif urgent.state == "late":
        words = _("%(name)s leaves, stuck at %(step)s, %(who)s")
    else:
        words = str(WAITS.get(urgent.step, _("%(name)s leaves, waits for %(who)s: %(step)s,")))
    said = words % values
    return Headline(said if left else said.rstrip("，,"), left, urgent.state == "late")


def _of_company(case: Case, seen: Progress, reader: User, now: dt.datetime) -> Headline:
    """Where the company has begun it: the way first, for nobody has said that he leaves."""
    values = {"name": case.employment.name, "way": case.get_way_display()}
    if case.status == Case.Status.CLOSED:
        values["span"] = wording.span(seen.used)
        return Headline(wording.close(_("%(name)s, %(way)s: done, it took %(span)s") % values))
    urgent = _urgent(seen.nodes, reader)
    if urgent is None:
        return Headline(_("%(name)s, %(way)s: on its way") % values)
    values |= {"step": urgent.title, "who": _("you") if urgent.mine else urgent.who}
    left = wording.time_left(urgent.due_at, now) if urgent.due_at else ""
    said = _("%(name)s, %(way)s: waits for %(who)s, %(step)s,") % values
    return Headline(said if left else said.rstrip("，,"), left, urgent.state == "late")


def _between(case: Case, seen: Progress, now: dt.datetime) -> Headline:
    """No step of the page is open: the employee checks the sums, or the machine goes on."""
    values = {"name": case.employment.name}
    if case.with_leaver:
        left = wording.time_left(case.due_at, now) if case.due_at else ""
        late = case.due_at is not None and case.due_at < now
        return Headline(
            _("%(name)s leaves and has the settlement to look at,") % values, left, late
        )
    if seen.certificate_issued:
        return Headline(_("%(name)s has left; the last steps run by themselves") % values)
    values["who"] = next((node.who for node in seen.nodes if node.state == "wait"), "")
    if values["who"]:
        return Headline(_("%(name)s leaves; in a moment it is for %(who)s") % values)
    return Headline(_("%(name)s leaves; all is done, until the last day") % values)


def _urgent(nodes: list[Node], reader: User) -> Node | None:
    running = [node for node in nodes if node.state in {"late", "now"}]
    mine = [node for node in running if node.mine]
    return min(mine or running, key=lambda node: node.due_at or FAR, default=None)


def running_for(case: Case) -> str:
    """办理 2 天 16 小时."""
    return wording.span((case.ended_at or clock.now()) - case.arrived_at)
