"""Put together what has come of it, from the rows and events of the case, before they are gone."""

import datetime as dt
from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from lizhi.accounts.models import User
from lizhi.cases.models import Case, Event, Paper
from lizhi.common import clock
from lizhi.flows.simulation.hearing import Hearing
from lizhi.flows.simulation.result import Duty, Happening, Heard, Result, Row
from lizhi.offboarding import timeline, ways, words
from lizhi.settlement import rules as settled
from lizhi.settlement import workdays
from lizhi.settlement.law import clocks
from lizhi.workflow.engine import trees
from lizhi.workflow.models import Run, Version

BY_TIME = "step_closed_by_time"
BROUGHT_IN = ("handler_told", "handler_added", "task_reassigned")


def tell(
    case: Case, version: Version, *, number: int, heard: Hearing, problems: Iterable[str]
) -> Result:
    """The figures, the lines of the picture and the list of what happens."""
    case.refresh_from_db()
    events = list(case.events.select_related("actor").order_by("seq"))
    names = {key: str(step.get("name", key)) for key, step in trees.of(version).steps.items()}
    runs = list(case.runs.select_related("closed_by").order_by("pk"))
    ends = ways.is_certain(case) and case.outcome not in Case.GOES_ON
    return Result(
        name=str(version.body["name"]),
        number=number,
        employee=case.employment.name,
        arrived=case.arrived_at,
        contract_end=case.contract_end if ends else None,
        done=case.ended_at,
        outcome=case.outcome,
        stuck=_stuck(case, runs, names),
        certificate=_certificate(case, events) if ends else Duty(),
        wages=_wages(case, events) if ends else Duty(),
        presses=sum(event.kind == "handler_pressed" for event in events),
        escalations=sum(event.kind in BROUGHT_IN and not event.actor_id for event in events),
        papers=_papers(case),
        rows=tuple(_row(run, version, events, names) for run in runs),
        happenings=tuple(_happenings(case, events, names, heard)),
        problems=tuple(problems),
    )


def _stuck(case: Case, runs: list[Run], names: dict[str, str]) -> tuple[str, ...]:
    if case.status != Case.Status.RUNNING:
        return ()
    return tuple(names[run.step] for run in runs if run.state == Run.State.OPEN)


def _certificate(case: Case, events: list[Event]) -> Duty:
    """On the day of the end, whatever else is still open (劳动合同法 50)."""
    due = clocks.due(
        "certificate",
        contract_end=case.contract_end,
        city="",
        after_work_days=workdays.after_work_days,
    ).value
    return _duty(case, due, _day_of("certificate_issued", events))


def _wages(case: Case, events: list[Event]) -> Duty:
    """By the city's rule, in one sum. They can be paid once finance has sent the settlement."""
    due, sent = settled.pay_day(case), _day_of("settlement_sent", events)
    return _duty(case, due, max(due, sent) if sent else None)


def _duty(case: Case, due: dt.date, on: dt.date | None) -> Duty:
    """An end of which the company has heard later is dealt with when it has."""
    return Duty(due=max(due, clock.local(case.arrived_at).date()), on=on)


def _day_of(kind: str, events: list[Event]) -> dt.date | None:
    found = (event for event in events if event.kind == kind)
    first = next(found, None)
    return clock.local(first.happened_at).date() if first else None


def _papers(case: Case) -> tuple[str, ...]:
    valid = Paper.objects.valid().filter(case=case).order_by("pk")
    return tuple(paper.title for paper in valid)


def _row(run: Run, version: Version, events: list[Event], names: dict[str, str]) -> Row:
    own = [event for event in events if event.step == run.step and _during(run, event)]
    late = _late(run)
    disputed = next((e.happened_at for e in own if e.kind == "item_missing"), None)
    by_time = any(event.kind == BY_TIME for event in own)
    brought = sum(event.kind in BROUGHT_IN for event in own)
    missing = sum(event.kind == "item_missing" for event in own)
    return Row(
        step=run.step,
        name=names[run.step],
        kind=str(trees.of(version).steps[run.step]["kind"]),
        who=_who(run),
        opened=run.opened_at,
        due=run.due_at,
        closed=run.closed_at,
        late=late,
        disputed=disputed,
        pressed=run.pressed,
        outcome=run.outcome,
        by_time=by_time,
        note="，".join(_notes(run, brought=brought, missing=missing, by_time=by_time)),
    )


def _during(run: Run, event: Event) -> bool:
    end = run.closed_at
    return run.opened_at <= event.happened_at and (end is None or event.happened_at <= end)


def _late(run: Run) -> dt.timedelta:
    if run.due_at is None or run.closed_at is None or run.closed_at <= run.due_at:
        return dt.timedelta()
    return run.closed_at - run.due_at


def _who(run: Run) -> tuple[str, ...]:
    if run.closed_by:
        return (run.closed_by.name,)
    tasks = run.tasks.select_related("assignee").order_by("position", "pk")
    return tuple(dict.fromkeys(task.assignee.name for task in tasks))


def _notes(run: Run, *, brought: int, missing: int, by_time: bool) -> list[str]:
    found = []
    if run.pressed:
        words_ = ngettext("pressed %(number)d time", "pressed %(number)d times", run.pressed)
        found.append(words_ % {"number": run.pressed})
    if brought:
        words_ = ngettext("raised %(number)d time", "raised %(number)d times", brought)
        found.append(words_ % {"number": brought})
    if missing:
        words_ = ngettext("%(number)d thing was missing", "%(number)d things were missing", missing)
        found.append(words_ % {"number": missing})
    if by_time:
        found.append(_("no answer; it went on by itself"))
    return found


def _happenings(
    case: Case, events: list[Event], names: dict[str, str], heard: Hearing
) -> Iterable[Happening]:
    people = _people(events)
    for event in events:
        event.case = case
        told = heard.by_event.get(event.pk, [])
        yield Happening(
            at=event.happened_at,
            kind=event.kind,
            step=event.step,
            who=event.actor.name if event.actor else "",
            what=timeline.what(event, people, names),
            matters=words.matters(event),
            heard=tuple(one for _key, one in told),
            employee=_for_employee(case, told),
        )


def _for_employee(case: Case, told: list[tuple[int, Heard]]) -> str:
    return next((one.words for key, one in told if key == case.leaver.pk), "")


def _people(events: list[Event]) -> dict[int, str]:
    keys = {key for event in events for key in _named(event)}
    return dict(User.objects.filter(pk__in=keys).values_list("pk", "name"))


def _named(event: Event) -> list[int]:
    to = event.facts.get("to", [])
    return [key for key in (to if isinstance(to, list) else [to]) if isinstance(key, int)]
