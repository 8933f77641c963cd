"""Steps that wait for a date of the case, and what happens when it moves."""

import datetime as dt
from typing import Any

from django.db import transaction

from lizhi.cases.actions import Entry, record_all
from lizhi.cases.models import Case
from lizhi.common import rows
from lizhi.workflow import kinds, questions
from lizhi.workflow.engine import finding, moments, summary, trees
from lizhi.workflow.engine.leaving import leave
from lizhi.workflow.models import Run, Timer
from lizhi.workflow.tree import Step

REACHED = "reached"


@transaction.atomic(savepoint=False)
def date_changed(case: Case, field: str, *, at: dt.datetime) -> None:
    """Whatever waits for this date (saved already, on a locked case) moves in this transaction.

    A day that has come leads on at once; one that is unknown again waits without a timer. Rules of
    time that count from this date are counted again.
    """
    standing = [run for run in questions.RUNS.all(case=case.pk) if run.state == Run.State.OPEN]
    for run in (finding.run(case, one.pk) for one in standing):
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
    timers = {(one.kind, one.n): one for one in questions.TIMERS_OF_RUN.all(run=run.pk)}
    rules = {key: timer.rule for key, timer in timers.items() if timer.kind != "wait"}
    known = [(kind, rule) for (kind, _n), rule in rules.items()]
    for kind in ("remind", "escalate"):
        for n, rule in enumerate(step.get(kind, ())):
            if (kind, rule) not in known:
                rules.setdefault((kind, n), rule)
    for (kind, n), rule in rules.items():
        if rule.get("from") == field:
            timer = timers.get((kind, n)) or Timer(run=run, case=run.case, kind=kind, n=n)
            set_timer(timer, rule, run)


def set_timer(timer: Timer, rule: dict[str, Any], run: Run) -> None:
    """When this rule acts on the run, worked out anew; what has acted already has acted."""
    deadline = moments.acts_at(run.case, timer.kind, rule, run.opened_at, run.paused)
    if timer.state == Timer.State.FIRED:
        return
    if deadline:
        timer.rule, timer.provisional = rule, deadline.provisional
    _put(timer, deadline.at if deadline else None)


def _put(timer: Timer, due: dt.datetime | None) -> None:
    """Write it, new or known, for that moment; without one nothing is waited for."""
    if due is not None:
        timer.due_at, timer.state = due, Timer.State.PENDING
        if not timer.pk:
            rows.insert([timer])
        else:
            rows.update(timer, "rule", "state", "due_at", "provisional")
    elif timer.pk:
        timer.state = Timer.State.OFF
        rows.update(timer, "state")


def _move(run: Run, step: Step, *, at: dt.datetime) -> None:
    moment = moments.awaited(run.case, step)
    run.due_at = moment
    rows.update(run, "due_at")
    _move_timer(run, step, moment)
    facts = {"field": step["until"], "due": moment}
    runs = questions.RUNS.all(case=run.case_id)
    summary.refresh(run.case, trees.of(run.version), runs)
    record_all(run.case, [Entry(kinds.WAIT_MOVED, run.step, facts=facts)], at=at)
    if moment is not None and moment <= at:
        reach(finding.run(run.case, run.pk), at=at)


def _move_timer(run: Run, step: Step, moment: dt.datetime | None) -> None:
    known = (one for one in questions.TIMERS_OF_RUN.all(run=run.pk) if one.kind == "wait")
    timer = next(known, None) or Timer(run=run, case=run.case, kind="wait", n=0)
    timer.rule = {"until": step["until"]}
    _put(timer, moment)


def reach(run: Run, *, at: dt.datetime) -> None:
    """The day has come."""
    leave(run, outcome=REACHED, by=None, at=at, kind=kinds.WAIT_REACHED)
