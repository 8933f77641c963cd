"""A settlement and its step keep together: early, late, or overtaken by another last day."""

import datetime as dt

from lizhi.cases.models import Case
from lizhi.offboarding import questions
from lizhi.offboarding.steering import reopening
from lizhi.settlement import rules as settlement
from lizhi.settlement.models import Settlement
from lizhi.workflow import actions as workflow
from lizhi.workflow.models import Run


def after_new_day(case: Case, *, at: dt.datetime) -> None:
    """What finance has settled for another day comes back to finance; the employee answers anew.

    Nothing waits for it: wages and certificate have their own days.
    """
    last = questions.LAST_RUN.first(case=case.pk, step="settlement")
    is_done = last is not None and last.state != Run.State.OPEN
    if case.status == Case.Status.RUNNING and is_done:
        reopening.reopen(case, "settlement", by=None, at=at)


def settled_early(case: Case, *, at: dt.datetime) -> None:
    """The step begins, and the employee has had a settlement before it that still holds."""
    shown = settlement.shown(case)
    run = workflow.open_run(case, "settlement")
    if shown and run and not settlement.is_stale(shown):
        workflow.close_run(run, outcome="sent", by=shown.sent_by, at=at)


def answered_early(case: Case, *, at: dt.datetime) -> None:
    """Nobody is asked again for what has been answered, nor about what there is not."""
    shown = settlement.shown(case)
    run = workflow.open_run(case, "answer")
    if run is None or (shown and shown.state != Settlement.State.ANSWERED):
        return
    outcome = settlement.answer_of(shown) if shown else "nothing_to_answer"
    workflow.close_run(run, outcome=outcome, by=case.leaver if shown else None, at=at)
