"""The story of a case, day by day, newest first: who, what and why."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import groupby

from django.utils.translation import gettext as _

from lizhi.accounts.models import User
from lizhi.cases import chain, questions
from lizhi.cases.access import Access
from lizhi.cases.models import Case, Event, Paper
from lizhi.common import clock, wording
from lizhi.offboarding import in_place, step_names, words
from lizhi.offboarding.models import Duty

MAIN = "main"
SHOWN = (MAIN, "all", "people", "machine", "reminders")


@dataclass(frozen=True)
class Line:
    """One thing that happened."""

    at: dt.datetime
    look: str
    """`me`, `sys`, `late` or nothing."""
    icon: str
    who: str
    what: str
    small: str
    quote: str
    why: tuple[str, str]
    """What kind of reason it is, and the reason."""


@dataclass(frozen=True)
class Day:
    """All of one day."""

    day: dt.date
    today: bool
    lines: list[Line]


@dataclass
class Story:
    """The days, and whether the chain of all events is whole."""

    days: list[Day] = field(default_factory=list)
    count: int = 0
    broken_after: int | None = None
    last: str = ""


@dataclass(frozen=True)
class _Reader:
    """Who reads, with what is looked up once for all events."""

    user: User
    access: Access
    case: Case
    names: dict[int, str]
    opened: dict[int, dt.datetime]
    """When the step began of which an event (by its number) tells."""
    steps: dict[str, str]
    """What the steps of this case are called."""


def of(case: Case, reader: User, access: Access, *, show: str = MAIN) -> Story:
    """Words are opened only for whoever may read them."""
    events = questions.STORY.all(case=case.pk)
    for event in events:
        event.case = case
    broken = chain.first_broken(case, events)
    last = events[-1].digest if events else ""
    context = _Reader(
        reader, access, case, _names(events), _opened(events), step_names.of_case(case)
    )
    lines = list(_lines(events, context, show))
    days = [
        Day(day, day == clock.today(), list(found))
        for day, found in groupby(reversed(lines), key=lambda line: wording.date_of(line.at))
    ]
    after = None if broken is None else broken - 1
    return Story(days, len(events), after, f"{last[:4]} {last[4:8]}")


def looks(case: Case) -> list[tuple[Event, str]]:
    """Who has opened a proof, and why: for the leaver."""
    events = questions.LOOKS.all(case=case.pk)
    for event in events:
        event.case = case
    return [(event, chain.read(event) or "") for event in events]


def _names(events: list[Event]) -> dict[int, str]:
    """Of everybody who did something and whom a fact mentions, in one query at most."""
    keys: set[int] = set()
    for event in events:
        to = event.facts.get("to", [])
        keys.update(key for key in (to if isinstance(to, list) else [to]) if isinstance(key, int))
        keys.update(in_place.of_event(event).values())
    known = {event.actor.pk: event.actor.name for event in events if event.actor}
    missing = keys - set(known)
    if missing:
        known.update(User.objects.filter(pk__in=missing).values_list("pk", "name"))
    return known


def _opened(events: list[Event]) -> dict[int, dt.datetime]:
    latest: dict[str, dt.datetime] = {}
    found = {}
    for event in events:
        if event.kind == "step_opened":
            latest[event.step] = event.happened_at
        elif event.step in latest:
            found[event.seq] = latest[event.step]
    return found


def _lines(events: list[Event], reader: _Reader, show: str) -> Iterator[Line]:
    shown = [event for event in events if _is_shown(event, reader, show)]
    for (kind, *_same), found in groupby(shown, key=_alike):
        same = list(found)
        wordless = not any(event.words for event in same)
        if show == MAIN and len(same) > 1 and wordless and kind in words.SEVERAL:
            several = str(words.SEVERAL[kind] % {"number": len(same)})
            yield replace(_line(same[-1], reader), what=several)
        else:
            yield from (_line(event, reader) for event in same)


def _alike(event: Event) -> tuple[str, int | None, dt.date]:
    """What one person did on one day."""
    return event.kind, event.actor_id, wording.date_of(event.happened_at)


def _is_shown(event: Event, reader: _Reader, show: str) -> bool:
    return reader.access.may_know(event.kind) and {
        MAIN: words.matters(event),
        "people": event.actor_id is not None,
        "machine": event.actor_id is None,
        "reminders": event.kind in words.LATE,
    }.get(show, True)


def _line(event: Event, reader: _Reader) -> Line:
    mine = event.actor_id == reader.user.pk
    look = "late" if event.kind in words.LATE else "me" if mine else ""
    if not look and event.actor_id is None:
        look = "sys"
    said = chain.read(event) if _may_read(event, reader) else None
    return Line(
        at=event.happened_at,
        look=look,
        icon=words.icon(event.kind),
        who=_actor(event, reader),
        what=_what(event, reader),
        small=_small(event),
        quote=said or "",
        why=_why(event, reader),
    )


def _actor(event: Event, reader: _Reader) -> str:
    """Who did it, and on whose behalf: 王磊代李丽."""
    actor = event.actor
    if actor is None:
        return _("The system")
    name = _("You") if actor == reader.user else actor.name
    absent = event.facts.get("in_place_of", {}).get(str(actor.pk))
    if absent is None or not event.kind.endswith("_done"):
        return name
    return _("%(doer)s for %(absent)s") % {"doer": name, "absent": reader.names.get(absent, "")}


def _may_read(event: Event, reader: _Reader) -> bool:
    """By role; what goes out with a reminder is for whoever wrote it and whoever got it, too."""
    if event.kind != "handler_pressed":
        return reader.access.may_read(event.kind)
    both = {event.actor_id, *event.facts.get("to", [])}
    return reader.user.pk in both or reader.access.may_read(event.kind)


def _what(event: Event, reader: _Reader) -> str:
    sentence = words.sentence(event)
    if sentence is None:
        return words.of(event.kind)
    people = in_place.named(event, reader.names)
    day = event.facts.get("day")
    kinds = dict(Paper.Kind.choices)
    values = {
        "to": "、".join(name for name in people if name),
        "step": reader.steps.get(event.step, event.step),
        "paper": kinds.get(event.facts.get("paper_kind", ""), _("a paper")),
        "day": wording.day(dt.date.fromisoformat(day)) if day else "",
        "version": event.facts.get("version", ""),
        "old": wording.told(event.facts.get("old")),
        "due": wording.told(event.facts.get("due")),
        "duty": dict(Duty.Kind.choices).get(event.facts.get("duty", ""), ""),
    }
    return str(sentence) % values


def _moved(event: Event) -> str:
    """Which days, from what to what: 社保和档案转移 12月12日 → 12月10日."""
    names = dict(Duty.Kind.choices)
    days = {
        kind: [wording.day(dt.date.fromisoformat(day), "short") if day else "?" for day in both]
        for kind, both in event.facts.get("moved", {}).items()
    }
    return "；".join(f"{names.get(kind, kind)} {old} → {new}" for kind, (old, new) in days.items())


def _small(event: Event) -> str:
    if event.kind == "duties_moved":
        return _moved(event)
    if event.kind == "notice_arrived":
        by_hr = event.facts.get("channel") == "by_hr"
        way = _("registered by HR") if by_hr else event.facts.get("device") or ""
        return str(way)
    if event.kind == "proof_viewed":
        return _("The employee sees this too.")
    if event.kind == "handler_pressed":
        if event.words and event.case.leaver.pk not in event.facts["to"]:
            return _("By text message; the employee sees that, and not these words.")
        return _("By text message; the employee sees it too.")
    return ""


def _why(event: Event, reader: _Reader) -> tuple[str, str]:
    facts, case = event.facts, reader.case
    if event.kind == "notice_arrived":
        reason = str(Case.Reason(case.reason).label) if reader.access.whole else ""
        wish = _("would like to leave %(day)s") % {"day": wording.day(case.wished_day, "short")}
        return _("because"), f"{reason}，{wish}" if reason else wish
    if event.kind == "paper_issued" and facts.get("paper_kind") == Paper.Kind.RECEIPT:
        until = wording.day(case.notice_end, "short")
        return _("counts"), _("notice, until %(day)s at the latest") % {"day": until}
    if event.kind in {"step_done", "step_closed_by_time"} and event.seq in reader.opened:
        took = wording.span(event.happened_at - reader.opened[event.seq])
        return _("took"), took
    if event.kind == "deadline_moved":
        return _("because"), str(facts.get("why", ""))
    if event.kind == "handler_pressed":
        by_time = facts.get("channel") == "time"
        return _("because"), _("its time is over") if by_time else _("HR asks to hurry")
    return "", ""
