"""Steps that wait for a date of the case, and what happens when it moves."""

import datetime as dt
from typing import Any

from django.db import transaction

from lizhi.cases.actions import Entry, record_all
from lizhi.cases.models import Case
from lizhi.common import rows
from lizhi.workflow import kinds
from lizhi.workflow.engine import finding, moments, summary, trees
from lizhi.workflow.engine.leaving import leave
from lizhi.workflow.models import Run, Timer
from lizhi.workflow.tree import Step

REACHED = "reached"


@transaction.atomic
def date_changed(case: Case, field: str, *, at: dt.datetime) -> None:
    """Whatever waits for this date (saved already, on a locked case) moves in this transaction.

    A day that has come leads on at once; one that is unknown again waits without a timer. Rules of
    time that count from this date are counted again.
    """
    waiting = Run.objects.open().filter(case=case).order_by("pk")
    for key in list(waiting.values_list("pk", flat=True)):
        run = finding.run(case, key)
        step = trees.of(run.version).steps[run.step]
        _count_again(run, step, field)
        awaits = step["kind"] == "wait" and step["until"] == field
        # One that is reached may have ended the case, and the others with it.
        if awaits and run.state == Run.State.OPEN:
            _move(run, step, at=at)


def _count_again(run: Run, step: Step, field: str) -> None:
    """What has acted already has acted; a rule that had no day so far gets its timer now.

    Timers go by their own rules: a newer version, to which the case has changed, may have others.
    """
    rules = {(timer.kind, timer.n): timer.rule for timer in run.timers.exclude(kind="wait")}
    known = [(kind, rule) for (kind, _n), rule in rules.items()]
    for kind in ("remind", "escalate"):
        for n, rule in enumerate(step.get(kind, ())):
            if (kind, rule) not in known:
                rules.setdefault((kind, n), rule)
    for (kind, n), rule in rules.items():
        if rule.get("from") == field:
            set_timer(run, kind, n, rule)


def set_timer(run: Run, kind: str, n: int, rule: dict[str, Any]) -> None:
    """When this rule acts on the run, worked out anew."""
    deadline = moments.acts_at(run.case, kind, rule, run.opened_at, run.paused)
    timer = Timer.objects.filter(run=run, kind=kind, n=n).first()
    if timer and timer.state == Timer.State.FIRED:
        return
    if deadline is None:
        Timer.objects.filter(run=run, kind=kind, n=n).update(state=Timer.State.OFF)
        return
    values = {
        "case": run.case,
        "rule": rule,
        "state": Timer.State.PENDING,
        "due_at": deadline.at,
        "provisional": deadline.provisional,
    }
    Timer.objects.update_or_create(run=run, kind=kind, n=n, defaults=values)


def _move(run: Run, step: Step, *, at: dt.datetime) -> None:
    moment = moments.awaited(run.case, step)
    run.due_at = moment
    rows.update(run, "due_at")
    _move_timer(run, step, moment)
    facts = {"field": step["until"], "due": moment}
    runs = list(run.case.runs.order_by("pk"))
    summary.refresh(run.case, trees.of(run.version), runs)
    record_all(run.case, [Entry(kinds.WAIT_MOVED, run.step, facts=facts)], at=at)
    if moment is not None and moment <= at:
        reach(finding.run(run.case, run.pk), at=at)


def _move_timer(run: Run, step: Step, moment: dt.datetime | None) -> None:
    if moment is None:
        Timer.objects.filter(run=run, kind="wait").update(state=Timer.State.OFF)
        return
    values = {
        "case": run.case,
        "due_at": moment,
        "rule": {"until": step["until"]},
        "state": Timer.State.PENDING,
    }
    Timer.objects.update_or_create(run=run, kind="wait", n=0, defaults=values)


def reach(run: Run, *, at: dt.datetime) -> None:
    """The day has come."""
    leave(run, outcome=REACHED, by=None, at=at, kind=kinds.WAIT_REACHED)
