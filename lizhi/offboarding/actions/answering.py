"""Somebody answers a step that HR has added to the process."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from lizhi.accounts.models import User
from lizhi.common import clock
from lizhi.common.prepared import read_again
from lizhi.common.refusals import Refused
from lizhi.offboarding import going_back, own_steps, rules, step_files
from lizhi.offboarding.own_steps import Way
from lizhi.workflow import actions as workflow
from lizhi.workflow.models import Task


@transaction.atomic
def answer_step(
    task: Task, *, way: str, by: User, data: dict[str, Any], words: str = "", key: str
) -> None:
    """The case goes where this answer leads; what was asked is kept with it.

    A file is named by the key of an own upload that has been looked at; that of an earlier answer
    may stay. Going back gives up what was done since; nothing that the law gives is among that.
    """
    case = task.run.case = workflow.lock(task.case)
    now = clock.now()
    if not workflow.once(key, case=case, kind="answer_step", by=by, at=now):
        return
    read_again(task, "state", "assignee")
    check_may_answer(task, by)
    chosen = _chosen(task, way)
    if back := own_steps.leads_back(task.run, chosen):
        going_back.check(task.run, back, today=clock.local(now).date())
    if chosen.to:
        workflow.send_back(task, to=chosen.to, by=by, at=now, words=words)
        return
    answers, new = step_files.keep(task, data, by=by, at=now)
    facts = {"proofs": new} if new else {}
    workflow.complete(
        task, outcome=chosen.outcome, by=by, at=now, words=words, data=answers, **facts
    )


def check_may_answer(task: Task, user: User) -> None:
    """Its handler; whoever leaves only where the process asks the leaver."""
    asks_leaver = own_steps.step_of(task.run)["owner"] == "leaver"
    if not (asks_leaver and user == task.case.leaver and task.assignee_id == user.pk):
        rules.check_can_answer(task, user)


def _chosen(task: Task, way: str) -> Way:
    if not own_steps.is_one(task.run):
        raise Refused(_("This step has a page of its own. Please answer it there."))
    found = next((one for one in own_steps.ways(task.run) if one.value == way), None)
    if found is None:
        raise Refused(_("This answer is not one of those that the step asks for."))
    return found
