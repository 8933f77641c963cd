"""A case ends before its time: by whoever decides so, or because its notice is withdrawn."""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from lizhi.accounts.models import User
from lizhi.cases.models import Case
from lizhi.common.refusals import AlreadyDone, Refused
from lizhi.workflow.engine import finding, trees
from lizhi.workflow.engine.move import Move
from lizhi.workflow.keys import lock
from lizhi.workflow.models import Run
from lizhi.workflow.tree import Tree

WITHDRAWN = "withdrawn"


@transaction.atomic
def stop(case: Case, *, outcome: str, by: User | None, at: dt.datetime) -> None:
    """Nobody need do anything more for this case: it ends where it stands.

    Withdrawn it can only be while `check_can_withdraw` lets it: where somebody signs at the same
    moment, whoever comes first is the one that counts.
    """
    lock(case)
    if case.status != Case.Status.RUNNING:
        raise AlreadyDone(_("This case has ended already."))
    version = finding.version(case)
    if outcome == WITHDRAWN:
        _check_until(case, trees.of(version))
    move = Move(case, version, by=by, at=at)
    move.end(outcome)
    move.finish()


def check_can_withdraw(case: Case) -> None:
    """The definition says until which step (`withdraw`); without a word, as long as it runs."""
    _check_until(case, trees.of(finding.version(case)))


def _check_until(case: Case, tree: Tree) -> None:
    done = Run.objects.filter(case=case, step=tree.until or "", state=Run.State.DONE)
    if tree.until and done.exists():
        name = tree.steps[tree.until].get("name", tree.until)
        raise Refused(
            _("“%(step)s” is done; from there on it cannot be withdrawn any more.") % {"step": name}
        )
