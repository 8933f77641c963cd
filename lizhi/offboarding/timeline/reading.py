"""The events of one case, read once, and put into days."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import groupby

from lizhi.accounts.models import User
from lizhi.cases import chain, questions
from lizhi.cases.access import Access
from lizhi.cases.models import Case, Event
from lizhi.common import clock, wording
from lizhi.offboarding import in_place, own_steps, step_names, words
from lizhi.offboarding import questions as offboarding
from lizhi.offboarding.timeline.sentences import Line, Reader, line

MAIN = "main"
SHOWN = (MAIN, "all", "people", "machine", "reminders")


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


def of(case: Case, reader: User, access: Access, *, show: str = MAIN) -> Story:
    """Words are opened only for whoever may read them."""
    events = questions.STORY.all(case=case.pk)
    for event in events:
        event.case = case
    broken = chain.first_broken(case, events)
    last = events[-1].digest if events else ""
    versions = offboarding.VERSIONS.all(case=case.pk)
    context = Reader(
        reader,
        access,
        case,
        names=_names(events),
        opened=_opened(events),
        steps=step_names.of_versions(versions),
        answers=own_steps.answers(versions),
    )
    found = list(_lines(events, context, show))
    days = [
        Day(day, day == clock.today(), list(lines))
        for day, lines in groupby(reversed(found), key=lambda one: wording.date_of(one.at))
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


def _lines(events: list[Event], reader: Reader, show: str) -> Iterator[Line]:
    shown = [event for event in events if _is_shown(event, reader, show)]
    for (kind, *_same), found in groupby(shown, key=_alike):
        same = list(found)
        wordless = not any(event.words for event in same)
        if show == MAIN and len(same) > 1 and wordless and kind in words.SEVERAL:
            several = str(words.SEVERAL[kind] % {"number": len(same)})
            yield replace(line(same[-1], reader), what=several)
        else:
            yield from (line(event, reader) for event in same)


def _alike(event: Event) -> tuple[str, int | None, dt.date]:
    """What one person did on one day."""
    return event.kind, event.actor_id, wording.date_of(event.happened_at)


def _is_shown(event: Event, reader: Reader, show: str) -> bool:
    return reader.access.may_know(event.kind) and {
        MAIN: words.matters(event),
        "people": event.actor_id is not None,
        "machine": event.actor_id is None,
        "reminders": event.kind in words.LATE,
    }.get(show, True)
