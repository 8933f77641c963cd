"""Open runs: each with its tasks, its timers, or its row in the outbox."""

import datetime as dt
from collections.abc import Iterable
from itertools import count

from lizhi.accounts.models import User
from lizhi.cases.actions import Entry
from lizhi.cases.models import Case
from lizhi.common import rows
from lizhi.jobs import outbox
from lizhi.jobs.models import Outbox
from lizhi.workflow import kinds, owners, standing_in
from lizhi.workflow.engine import modes, moments
from lizhi.workflow.models import Run, Task, Timer, Version
from lizhi.workflow.tree import FOR_PEOPLE, Step

AUTOMATIC = "workflow.step"


def run_of(case: Case, version: Version, step: Step, *, visit: int, at: dt.datetime) -> Run:
    """A run that is about to open, not saved yet."""
    run = rows.new(Run, case=case, version=version, step=step["id"], visit=visit, opened_at=at)
    run.paused = moments.paused(case, step, at)
    if step["kind"] == "wait":
        run.due_at = moments.awaited(case, step)
    else:
        run.due_at = moments.due(step, at, run.paused, case)
    return run


def fill(case: Case, runs: Iterable[tuple[Run, Step]], *, at: dt.datetime) -> list[Entry]:
    """Give the runs that have just been saved what belongs to them; the events of their opening."""
    tasks: list[Task] = []
    timers: list[Timer] = []
    jobs: list[Outbox] = []
    entries: list[Entry] = []
    for run, step in runs:
        people = _people(case, step, at)
        resting = max(len(people) - 1, 0) if modes.is_in_turn(step) else 0
        tasks += tasks_of(run, people, at=at, resting=resting)
        timers += _timers(run, step, at=at)
        jobs += [_job(run, at)] if step["kind"] == "auto" else []
        entries.append(_opened(run, people[: len(people) - resting]))
    rows.insert(tasks)
    rows.insert(timers)
    if jobs:
        outbox.queue_all(jobs)
    return entries


def tasks_of(
    run: Run, people: Iterable[User], *, at: dt.datetime, first: int = 0, resting: int = 0
) -> list[Task]:
    """One task a person, not saved yet; the last so many of them rest."""
    numbered = zip(count(first), people, strict=False)
    tasks = [
        rows.new(
            Task,
            run=run,
            case=run.case,
            assignee=user,
            on_behalf_of=standing_in.in_place_of(user),
            position=n,
            due_at=run.due_at,
            opened_at=at,
        )
        for n, user in numbered
    ]
    for task in tasks[len(tasks) - resting :] if resting > 0 else ():
        task.state = Task.State.RESTING
    return tasks


def job_key(run: Run) -> str:
    """Under what name the outbox holds an automatic step."""
    return f"run:{run.pk}"


def _people(case: Case, step: Step, at: dt.datetime) -> list[User]:
    if step["kind"] not in FOR_PEOPLE:
        return []
    return standing_in.instead(owners.of(step, case), case, at=at, each=modes.of(step) != "any")


def _timers(run: Run, step: Step, *, at: dt.datetime) -> list[Timer]:
    timers = moments.timers(run.case, step, at, run.paused)
    for timer in timers:
        timer.run, timer.case = run, run.case
    return timers


def _job(run: Run, at: dt.datetime) -> Outbox:
    return rows.new(
        Outbox,
        dedupe=job_key(run),
        case=run.case,
        topic=AUTOMATIC,
        payload={"run": run.pk},
        available_at=at,
    )


def _opened(run: Run, people: list[User]) -> Entry:
    facts = {"to": [user.pk for user in people], **standing_in.told(people), "due": run.due_at}
    return Entry(kinds.STEP_OPENED, run.step, facts=facts)
