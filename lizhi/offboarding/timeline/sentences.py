"""One event in words: who, what, and why."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from lizhi.accounts.models import User
from lizhi.cases import chain
from lizhi.cases.access import Access
from lizhi.cases.models import Case, Event, Paper
from lizhi.common import wording
from lizhi.offboarding import in_place, words
from lizhi.offboarding.models import Duty, SchemeStop
from lizhi.offboarding.progress.node import OUTCOMES

ANSWERS = frozenset({"step_done", "part_done", "step_closed_by_time"})
BEGINNINGS = frozenset({"step_opened", "turn_came"})


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
class Reader:
    """Who reads, with what is looked up once for all events."""

    user: User
    access: Access
    case: Case
    names: dict[int, str]
    opened: dict[int, dt.datetime]
    """When the step began of which an event (by its number) tells."""
    steps: dict[str, str]
    """What the steps of this case are called."""
    answers: dict[tuple[str, str], str]
    """What the answers of HR's own steps are called, by step and outcome."""


def line(event: Event, reader: Reader) -> Line:
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
        what=what(event, reader.names, reader.steps),
        small=_small(event, reader),
        quote=said or "",
        why=_why(event, reader),
    )


def _actor(event: Event, reader: Reader) -> str:
    """Who did it, and on whose behalf: 王磊代李丽."""
    actor = event.actor
    if actor is None:
        return _("The system")
    name = _("You") if actor == reader.user else actor.name
    absent = event.facts.get("in_place_of", {}).get(str(actor.pk))
    if absent is None or not event.kind.endswith("_done"):
        return name
    return _("%(doer)s for %(absent)s") % {"doer": name, "absent": reader.names.get(absent, "")}


def _may_read(event: Event, reader: Reader) -> bool:
    """By role; what goes out with a reminder is for whoever wrote it and whoever got it, too."""
    if event.kind != "handler_pressed":
        return reader.access.may_read(event.kind)
    both = {event.actor_id, *event.facts.get("to", [])}
    return reader.user.pk in both or reader.access.may_read(event.kind)


def what(event: Event, names: Mapping[int, str], steps: Mapping[str, str]) -> str:
    """What happened, in words: with the names of people by key and of steps by code."""
    sentence = words.sentence(event)
    if sentence is None:
        return words.of(event.kind)
    facts, day, to = event.facts, event.facts.get("day"), event.facts.get("to")
    values = {
        "to": "、".join(name for name in in_place.named(event, names) if name),
        "step": steps.get(event.step, event.step),
        "target": steps.get(to, to) if isinstance(to, str) else "",
        "paper": dict(Paper.Kind.choices).get(facts.get("paper_kind", ""), _("a paper")),
        "day": wording.day(dt.date.fromisoformat(day)) if day else "",
        "version": facts.get("version", ""),
        "duty": dict(Duty.Kind.choices).get(facts.get("duty", ""), ""),
        "scheme": dict(SchemeStop.Scheme.choices).get(facts.get("scheme", ""), ""),
        "city": facts.get("city", ""),
        "month": facts.get("month", ""),
        **{name: wording.told(facts.get(name)) for name in ("until", "old", "due", "hour")},
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


def _small(event: Event, reader: Reader) -> str:
    if event.kind in ANSWERS:
        outcome = str(event.facts.get("outcome", ""))
        return reader.answers.get((event.step, outcome)) or str(OUTCOMES.get(outcome, ""))
    if event.kind == "duties_moved":
        return _moved(event)
    if paid := event.facts.get("agreed_pay_end"):
        day = wording.day(dt.date.fromisoformat(paid))
        return _("wages until %(day)s, by the same agreement") % {"day": day}
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


def _why(event: Event, reader: Reader) -> tuple[str, str]:
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
    if event.kind in BEGINNINGS and facts.get("due"):
        return _("until"), wording.told(facts["due"])
    if event.kind == "deadline_moved":
        return _("because"), str(facts.get("why", ""))
    if event.kind in {"handler_told", "handler_added"} and event.actor_id is None:
        return _("because"), _("its time is over")
    if event.kind == "handler_pressed":
        by_time = facts.get("channel") == "time"
        return _("because"), _("its time is over") if by_time else _("HR asks to hurry")
    return "", ""
