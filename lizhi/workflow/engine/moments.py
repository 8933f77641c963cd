"""When something is due: rules of the definition turned into moments."""

import datetime as dt
from typing import Any

from lizhi.cases.models import Case
from lizhi.common import calendar
from lizhi.common.clock import SHANGHAI
from lizhi.workflow.models import Timer
from lizhi.workflow.tree import Step

MIDNIGHT = "00:00"


def due(step: Step, at: dt.datetime) -> calendar.Deadline | None:
    """Until when a step that opens now wants an answer."""
    return after(step["due"], at) if "due" in step else None


def after(span: dict[str, Any], at: dt.datetime) -> calendar.Deadline:
    """`{"n": 24, "unit": "hours"}` from now, on a company's own `calendar` where one is named."""
    return calendar.add(at, span["n"], span["unit"], span.get("calendar", "cn"))


def awaited(case: Case, step: Step) -> dt.datetime | None:
    """The moment that a `wait` step waits for; None while its date is not known."""
    day: dt.date | None = getattr(case, step["until"])
    if day is None:
        return None
    hour = dt.time.fromisoformat(step.get("at", MIDNIGHT))
    return dt.datetime.combine(day, hour, SHANGHAI).astimezone(dt.UTC)


def timers(case: Case, step: Step, at: dt.datetime) -> list[Timer]:
    """What time will do to a step that opens now. Reminders wait for the day, the rest does not.

    They stand first: whoever comes in at the same moment is told once, not reminded as well.
    """
    found = [_timer("remind", n, rule, at) for n, rule in enumerate(step.get("remind", ()))]
    for timer in found:
        timer.due_at = calendar.quiet(timer.due_at)
    found += [_timer("escalate", n, rule, at) for n, rule in enumerate(step.get("escalate", ()))]
    if step["kind"] == "wait" and (moment := awaited(case, step)):
        found.append(Timer(kind="wait", n=0, due_at=moment, rule={"until": step["until"]}))
    return found


def _timer(kind: str, n: int, rule: dict[str, Any], at: dt.datetime) -> Timer:
    deadline = after(rule["after"], at)
    return Timer(kind=kind, n=n, due_at=deadline.at, provisional=deadline.provisional, rule=rule)
