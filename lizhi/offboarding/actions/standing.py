"""The machine could not do a step: from then on the case is late, and whoever looks sees it."""

import datetime as dt

from lizhi.cases.models import Case
from lizhi.common import rows
from lizhi.offboarding import stuck
from lizhi.workflow import owners
from lizhi.workflow.engine import finding, trees
from lizhi.workflow.engine.move import Move
from lizhi.workflow.models import Run


def stands_still(case: Case, *, at: dt.datetime) -> None:
    """Lists show such a step as late and with HR, until it is done. Call with the case locked."""
    for row in stuck.ROWS.all(case=case.pk):
        run = finding.run(case, row.payload["run"])
        step = trees.of(run.version).steps.get(run.step, {})
        if run.state != Run.State.OPEN or step.get("kind") != "auto":
            continue
        run.due_at = run.due_at or at
        rows.update(run, "due_at")
        officer = next(iter(owners.resolve(owners.LAST, case)), None)
        case.holder, case.holder_user = officer.name[:50] if officer else "", officer
        case.with_leaver = False
        Move(case, finding.version(case), by=None, at=at).finish()
