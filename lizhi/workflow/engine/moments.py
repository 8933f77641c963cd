"""When something is due: rules of the definition turned into moments."""

import datetime as dt
from typing import Any

from lizhi.cases.models import Case
from lizhi.common import calendar, rows
from lizhi.common.calendar_days import BRANCH, OFFICIAL
from lizhi.common.clock import SHANGHAI
from lizhi.workflow.models import Run, Timer
from lizhi.workflow.tree import FOR_PEOPLE, Step

MIDNIGHT = "00:00"
AT_ONCE = dt.timedelta()


def due(
    step: Step, at: dt.datetime, paused: dt.timedelta = AT_ONCE, case: Case | None = None
) -> dt.datetime | None:
    """Until when a step that opens now wants an answer."""
    return after(step["due"], at, case).at + paused if "due" in step else None


def paused(case: Case, step: Step, at: dt.datetime) -> dt.timedelta:
    """How long a step of people that opens now stands still first: the rest of the pause."""
    if step["kind"] not in FOR_PEOPLE or not case.suspended_until:
        return AT_ONCE
    return max(case.suspended_until - at, AT_ONCE)


def counted_by(run: Run, step: Step) -> Step:
    """The step as it was when this run opened, as far as its time limit goes."""
    if run.counted_by is None:
        return step
    return {"due": run.counted_by} if run.counted_by else {}


def after(span: dict[str, Any], at: dt.datetime, case: Case | None = None) -> calendar.Deadline:
    """`{"n": 24, "unit": "hours"}` from now, on a company's own `calendar` where one is named.

    "branch" is that of the branch of the case.
    """
    name = span.get("calendar", OFFICIAL)
    if name == BRANCH:
        name = case.branch.calendar if case else OFFICIAL
    return calendar.add(at, span["n"], span["unit"], name)


def awaited(case: Case, step: Step) -> dt.datetime | None:
    """The moment that a `wait` step waits for; None while its date is not known."""
    return _moment(case, step["until"], step.get("at", MIDNIGHT))


def _moment(case: Case, field: str, hour: str = MIDNIGHT) -> dt.datetime | None:
    day: dt.date | None = getattr(case, field)
    if day is None:
        return None
    return dt.datetime.combine(day, dt.time.fromisoformat(hour), SHANGHAI).astimezone(dt.UTC)


def timers(case: Case, step: Step, at: dt.datetime, paused: dt.timedelta = AT_ONCE) -> list[Timer]:
    """What time will do to a step that opens now.

    Reminders stand first: whoever comes in at the same moment is told once, not reminded as well.
    """
    found = [
        rows.new(
            Timer,
            kind=kind,
            n=n,
            rule=rule,
            due_at=deadline.at,
            provisional=deadline.provisional,
        )
        for kind in ("remind", "escalate")
        for n, rule in enumerate(step.get(kind, ()))
        if (deadline := acts_at(case, kind, rule, at, paused))
    ]
    if step["kind"] == "wait" and (moment := awaited(case, step)):
        found.append(Timer(kind="wait", n=0, due_at=moment, rule={"until": step["until"]}))
    return found


def acts_at(
    case: Case,
    kind: str,
    rule: dict[str, Any],
    opened: dt.datetime,
    paused: dt.timedelta = AT_ONCE,
) -> calendar.Deadline | None:
    """When a rule of time acts on a step that opened then; reminders wait for the day.

    A rule counts from the opening, or `from` a date of the case where that comes later. One that
    would act at the opening itself, because that date has passed, does not act. What counts from
    the opening moves by `paused`; a date of the case stays where it is (劳动合同法 50).
    """
    start: dt.datetime | None = opened
    if "from" in rule:
        day = _moment(case, rule["from"])
        start = day and max(day, opened)
    if start is None:
        return None
    deadline = after(rule["after"], start, case)
    if "from" in rule and deadline.at <= opened:
        return None
    at = deadline.at if "from" in rule else deadline.at + paused
    at = calendar.quiet(at) if kind == "remind" else at
    return calendar.Deadline(at, deadline.provisional)
