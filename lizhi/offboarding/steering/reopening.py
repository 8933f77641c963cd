"""Have a step done once more that the case has left: what followed it comes again."""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from lizhi.accounts.models import User
from lizhi.cases.models import Case
from lizhi.common.refusals import Refused
from lizhi.workflow.engine import finding
from lizhi.workflow.engine.move import Move
from lizhi.workflow.keys import lock
from lizhi.workflow.tree import MACHINE


@transaction.atomic
def reopen(case: Case, step: str, *, by: User | None, at: dt.datetime) -> None:
    """A step that was left is to be done once more; what follows it in its own row is given up.

    So is what follows a block around it that the case has left, and comes again; what stands beside
    goes on. Refused once the case has left the last block of all, or the machine has been at work
    behind it: nothing is sealed or printed twice.
    """
    lock(case)
    move = Move(case, finding.version(case), by=by, at=at)
    walk = move.walk()
    left: list[str] = []
    if step in move.tree.steps:  # else only an earlier version had it
        left = [one for one in move.tree.around(step) if not walk.stands_only_in(one)]
    if not _may(move, step, left):
        raise Refused(_("The case has gone on; this step cannot be done again."))
    walk.jump(step, step, out_of=left[-1] if left else None)
    move.apply(walk)
    move.finish()


def _may(move: Move, step: str, left: list[str]) -> bool:
    """`left`: the blocks around it that the case has left, the nearest first."""
    tree, been = move.tree, {run.step for run in move.runs}
    if move.case.status != Case.Status.RUNNING or step not in tree.steps:
        return False
    behind = {key for block in left for key in tree.behind(block)}
    if any(tree.steps[key]["kind"] in MACHINE for key in behind & been):
        return False
    return not left or tree.block[left[-1]] is not None
