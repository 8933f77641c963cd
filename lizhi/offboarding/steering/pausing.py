"""The process stands still for some days; what the law asks for does not."""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from lizhi.accounts.models import User
from lizhi.cases.actions import Entry, record_all
from lizhi.cases.models import Case
from lizhi.common import clock, rows
from lizhi.common.refusals import AlreadyDone, Refused
from lizhi.jobs.models import Outbox
from lizhi.jobs.outbox import queue
from lizhi.offboarding import kinds
from lizhi.workflow import questions
from lizhi.workflow.engine import finding, moments, summary, trees
from lizhi.workflow.keys import lock, once
from lizhi.workflow.models import Run, Timer
from lizhi.workflow.tree import FOR_PEOPLE

LONGEST = dt.timedelta(days=7)


@transaction.atomic
def suspend(case: Case, *, until: dt.datetime, by: User, at: dt.datetime, words: str) -> None:
    """Nobody is reminded until then, and what people have to do is due so much later.

    Whoever wants to do the own part may. Waits for a date, the certificate, all that the machine
    does and every rule that counts from a date of the case go on (劳动合同法 37, 50).
    """
    lock(case)
    if case.status != Case.Status.RUNNING:
        raise AlreadyDone(_("This case has ended already."))
    if case.suspended_until:
        raise AlreadyDone(_("The process stands still already."))
    if not at < until <= at + LONGEST:
        raise Refused(_("A pause ends within %(n)s days.") % {"n": LONGEST.days})
    case.suspended_at, case.suspended_until = at, until
    _move(case, until - at)
    facts = {"until": until, "day": clock.local(until).date()}
    _tell(case, Entry(kinds.CASE_SUSPENDED, "", words, by, facts), at)
    key = f"resume:{case.pk}:{until.isoformat()}"
    queue("workflow.resume", {"case": case.pk}, dedupe=key, at=until, case=case)


@transaction.atomic
def resume(case: Case, *, by: User | None, at: dt.datetime, words: str = "") -> None:
    """The process goes on; what is left of the pause is taken off again."""
    lock(case)
    if not case.suspended_until:
        raise AlreadyDone(_("The process goes on already."))
    left = case.suspended_until - at
    case.suspended_at = case.suspended_until = None
    if left > moments.AT_ONCE:
        _move(case, -left)
    _tell(case, Entry(kinds.CASE_RESUMED, "", words, by), at)


def go_on(row: Outbox) -> None:
    """The pause is over by itself; one that was ended, or begun anew, has its own row."""
    case = Case.objects.get(pk=row.payload["case"])
    now = clock.now()
    with transaction.atomic():
        lock(case)
        over = case.suspended_until is not None and case.suspended_until <= now
        if over and once(f"outbox:{row.pk}", case=case, kind="resume", by=None, at=now):
            resume(case, by=None, at=now)


def _move(case: Case, by: dt.timedelta) -> None:
    """What people have to do is due so much later; days of the case stay where they are."""
    tree = trees.of(finding.version(case))
    for run in questions.RUNS.all(case=case.pk):
        step = tree.steps.get(run.step)
        if run.state == Run.State.OPEN and step and step["kind"] in FOR_PEOPLE:
            run.case, run.paused = case, run.paused + by
            _move_run(run, by)


def _move_run(run: Run, by: dt.timedelta) -> None:
    run.due_at = run.due_at and run.due_at + by  # counted by whatever span, on whatever calendar
    rows.update(run, "due_at", "paused")
    questions.MOVE_TASKS.make(run=run.pk, due=run.due_at)
    pending = questions.TIMERS_OF_RUN.all(run=run.pk)
    for timer in (one for one in pending if one.state == Timer.State.PENDING):
        found = moments.acts_at(run.case, timer.kind, timer.rule, run.opened_at, run.paused)
        if found and "from" not in timer.rule:
            timer.due_at = found.at
            rows.update(timer, "due_at")


def _tell(case: Case, entry: Entry, at: dt.datetime) -> None:
    tree, runs = trees.of(finding.version(case)), questions.RUNS.all(case=case.pk)
    summary.refresh(case, tree, runs, also=("suspended_at", "suspended_until"))
    record_all(case, [entry], at=at)
