"""Lead a case to another step by hand, never so that what the law asks for could be lost."""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from lizhi.accounts.models import User
from lizhi.common.refusals import AlreadyDone, Refused
from lizhi.offboarding import kinds
from lizhi.workflow import questions
from lizhi.workflow.engine import finding, trees
from lizhi.workflow.engine.move import Move
from lizhi.workflow.keys import lock
from lizhi.workflow.models import Run
from lizhi.workflow.tree import MACHINE, Tree


@transaction.atomic
def jump(run: Run, *, to: str, by: User, at: dt.datetime, words: str) -> None:
    """The case goes from here to that step of the same or an enclosing sequence.

    What stands in the target's own sequence is given up, nothing beside it. Steps that are bound to
    a date, like the certificate, are neither given up nor passed over, and what the machine has
    done is not done again (劳动合同法 50).
    """
    fresh = finding.run(lock(run.case), run.pk)
    if fresh.state != Run.State.OPEN:
        raise AlreadyDone(_("This step has been dealt with already."))
    move = Move(fresh.case, fresh.version, by=by, at=at)
    hindered(move.tree, move.runs, fresh.step, to)
    move.note(kinds.STEP_JUMPED, fresh.step, words=words, to=to)
    walk = move.walk()
    walk.jump(fresh.step, to)
    if walk.outcome is not None:
        raise Refused(_("From there the case would end at once. Please choose another step."))
    walk.given_up.append(fresh.step)
    move.left = fresh.pk
    move.apply(walk)
    move.finish()


def places(run: Run) -> list[str]:
    """The steps that this one may be left for, in the order of the process."""
    ground = _Ground(trees.of(run.version), questions.RUNS.all(case=run.case_id))
    return [key for key in ground.tree.steps if not ground.hindrance(run.step, key)]


def hindered(tree: Tree, runs: list[Run], key: str, target: str) -> None:
    """Refuse with the step that stands in the way."""
    if reason := _Ground(tree, runs).hindrance(key, target):
        raise Refused(reason)


class _Ground:
    """Where the case stands and has been, and what must not be lost; looked up once."""

    def __init__(self, tree: Tree, runs: list[Run]) -> None:
        self.tree = tree
        self.standing = {run.step for run in runs if run.state == Run.State.OPEN}
        self.done = {run.step for run in runs if run.state == Run.State.DONE}
        self.place = {step: n for n, step in enumerate(tree.steps)}
        self.dated = dated(tree)
        self.machine = [key for key, step in tree.steps.items() if step["kind"] in MACHINE]

    def hindrance(self, key: str, target: str) -> str:
        """Why the case cannot go from here to there by hand; nothing when it can."""
        steps = self.tree.steps
        if target == key or target not in steps or steps[target]["kind"] == "end":
            return _("The case cannot go to this step by hand.")
        row = self.tree.rows[self.tree.row[target]]
        if key not in row:
            return _("This step lies in another branch; the case cannot go there from here.")
        for step in self.machine:
            name = {"step": steps[step].get("name", step)}
            if step not in row:
                continue
            if step in self.dated and self._is_lost(step, key, target):
                return _("“%(step)s” depends on a date alone and cannot be left out.") % name
            if step in self.done and self.place[step] >= self.place[target]:
                return _("“%(step)s” is done already and would be done again.") % name
        return ""

    def _is_lost(self, step: str, key: str, target: str) -> bool:
        """It would be given up, or be passed over before it was done."""
        between = self.place[key] < self.place[step] < self.place[target]
        return step in self.standing or (between and step not in self.done)


def dated(tree: Tree) -> set[str]:
    """Waits for a date, and what the machine does after them in the same sequence."""
    found: set[str] = set()
    for key, step in tree.steps.items():
        following: str | None = key if step["kind"] == "wait" else None
        while following is not None:
            found |= {following, *tree.inside(following)}
            following = tree.following[following]
    return {key for key in found if tree.steps[key]["kind"] in MACHINE}
