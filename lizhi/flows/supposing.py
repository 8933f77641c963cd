"""What HR can suppose with a few ticks, turned into a scenario."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from lizhi.accounts.models import User
from lizhi.cases.models import Case
from lizhi.common import clock, wording
from lizhi.flows.simulation import Behaviour, Scenario, beginnings, last_day, reading
from lizhi.flows.simulation.scenario import Deed
from lizhi.offboarding import ways
from lizhi.people.models import Employment
from lizhi.settlement.law import grounds
from lizhi.workflow.tree import FOR_PEOPLE, Step, walk

ANYBODY = ""
MOST_DAYS = 60
MOST_SHOWN = 50
MISSING, MENDED_AFTER = 2, 2
HOLIDAY = dt.timedelta(days=14)
SIGNED_AFTER = PAUSED = 3
NEEDS = {
    "late": "acknowledgement",
    "missing": "handover",
    "unsigned": "signature",
    "away": "settlement",
    "declined": "signature",
    "unserved": "service",
    "returns": "decision",
    "stand_in": "acknowledgement",
    "stays": "application",
}
"""What can only be supposed where the process has a step with this form."""
OF_THE_FORMS = frozenset({"application", "acknowledgement"})


@dataclass(frozen=True)
class Trouble:
    """One thing that goes wrong."""

    words: str
    steps: dict[str, Behaviour] = field(default_factory=dict)
    off_after: int | None = None
    """Three days off begin so many days after the notice."""
    everybody: Behaviour | None = None
    happens: tuple[Deed, ...] = ()


def usual(body: dict[str, Any], now: dt.datetime) -> dict[str, Any]:
    """What the page begins with."""
    known, way = reading.default(now), beginnings.way_of(body)
    return {
        "arrives": clock.local(known.arrives).replace(tzinfo=None),
        "wished": last_day.of(way, known),
        "late": True,
        "late_days": 3,
        "missing": True,
    }


def others(body: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """Steps of people that may be late besides the manager's: key and name."""
    for step in walk(body.get("steps", [])):
        if step["kind"] in FOR_PEOPLE and step.get("form") not in OF_THE_FORMS:
            yield step["id"], str(step.get("name", step["id"]))


def meant(body: dict[str, Any]) -> set[str]:
    """What of it can be supposed in this process."""
    forms = {step.get("form") for step in walk(body.get("steps", []))}
    return {name for name, form in NEEDS.items() if form in forms}


def grounds_of(way: str) -> list[tuple[str, str]]:
    """By which the company can end it in this way; of a resignation there is one."""
    codes = ways.WAYS[way].grounds if way in ways.WAYS else ()
    return [
        (code, f"{grounds.ground(code).article} {grounds.ground(code).title}") for code in codes
    ]


def people(user: User, branch: int | None) -> list[Employment]:
    """Whom one may play it with: of one's own people who are not leaving yet, fifty at most."""
    found = _own(user)
    if branch:
        found = found.filter(branch=branch)
    return list(found.order_by("person__name", "pk")[:MOST_SHOWN])


def find(words: str, user: User) -> Employment | None:
    """The one person of this staff number or name; None where there is nobody, or there are two."""
    same = Q(number__iexact=words) | Q(person__name=words)
    found = list(_own(user).filter(same)[:2])
    return found[0] if len(found) == 1 else None


def _own(user: User) -> Any:
    running = Case.objects.running().values("employment")
    mine = Employment.objects.active().in_hands_of(user)
    return mine.exclude(pk__in=running).with_names()


def troubles(values: dict[str, Any], body: dict[str, Any]) -> list[Trouble]:
    """Those that were ticked, and that mean something in this process."""
    steps, arrives = list(walk(body["steps"])), clock.local(values["arrives"])
    return [*_at_steps(values, steps, arrives.date()), *_beside(values, arrives)]


def _at_steps(values: dict[str, Any], steps: list[Step], day: dt.date) -> Iterator[Trouble]:
    days = values.get("late_days") or 1
    if values.get("late"):
        words = _("the manager %(days)d days late") % {"days": days}
        yield Trouble(words, {"acknowledgement": Behaviour(late_days=days)})
    if other := values.get("other"):
        days = values.get("other_days") or 1
        name = next(str(step.get("name", other)) for step in steps if step["id"] == other)
        words = _("%(step)s %(days)d days late") % {"step": name, "days": days}
        yield Trouble(words, {other: Behaviour(late_days=days)})
    usual = {
        "missing": (
            _("the handover in dispute"),
            Behaviour(disputes=MISSING, mends_after_days=MENDED_AFTER),
        ),
        "declined": (_("signing declined"), Behaviour(outcome="declined")),
        "unsigned": (
            _("signed only after three days"),
            Behaviour(after={"n": 24 * SIGNED_AFTER, "unit": "hours"}),
        ),
        "away": (_("finance on holiday"), Behaviour(away_until=day + HOLIDAY)),
        "unserved": (_("the paper never served"), Behaviour(silent=True)),
        "returns": (_("the person comes back"), Behaviour(outcome="returned")),
    }
    for name, (words, behaviour) in usual.items():
        if values.get(name):
            yield Trouble(words, {NEEDS[name]: behaviour})


def _beside(values: dict[str, Any], arrives: dt.datetime) -> Iterator[Trouble]:
    def at(days: int, hour: int = 10) -> dt.datetime:
        day = arrives.date() + dt.timedelta(days=days)
        return dt.datetime.combine(day, dt.time(hour), clock.SHANGHAI)

    if values.get("stand_in"):
        away = Deed("be_away", arrives, "manager", "superior", until=at(7))
        yield Trouble(_("the manager away, somebody in the place"), happens=(away,))
    if values.get("paused"):
        pause = Deed("pause", at(1), until=at(1 + PAUSED))
        yield Trouble(_("paused for three days"), happens=(pause,))
    if values.get("pressed"):
        yield Trouble(_("HR presses by hand"), happens=(Deed("press", at(1, 16)),))
    if wish := values.get("stays"):
        agreed = wish == "agreed"
        words = _("staying agreed") if agreed else _("staying asked for and declined")
        asked = Deed("ask_to_stay", at(1, 11)), Deed("answer_stay", at(2, 11), agreed=agreed)
        yield Trouble(words, happens=asked)
    if day := values.get("moved"):
        words = _("%(day)s agreed as the last day") % {"day": wording.day(day, "short")}
        both = Deed("propose_day", at(1, 14), day=day), Deed("agree_day", at(2, 14), day=day)
        yield Trouble(words, happens=both)
    if values.get("holidays"):
        yield Trouble(_("three days off in between"), off_after=1)
    if values.get("silent"):
        yield Trouble(_("nobody answers"), everybody=Behaviour(silent=True))


def scenario(
    *,
    arrives: dt.datetime,
    wished: dt.date | None,
    employee: str,
    troubles: list[Trouble],
    ground: str = "",
) -> Scenario:
    """What all of it comes to; of two things about one step the first one counts."""
    steps: dict[str, Behaviour] = {}
    day = clock.local(arrives).date()
    days_off: list[dt.date] = []
    happens: list[Deed] = []
    otherwise = Behaviour()
    for trouble in troubles:
        steps = {**trouble.steps, **steps}
        happens += trouble.happens
        otherwise = trouble.everybody or otherwise
        if trouble.off_after is not None:
            first = day + dt.timedelta(days=trouble.off_after)
            days_off += [first + dt.timedelta(days=n) for n in range(3)]
    return Scenario(
        arrives=arrives,
        wished_day=wished,
        employee=employee,
        ground=ground,
        steps=steps,
        otherwise=otherwise,
        days_off=tuple(days_off),
        happens=tuple(happens),
    )
