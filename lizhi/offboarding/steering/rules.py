"""Who may steer a case by hand, and when. Every rule passes in silence or refuses with a reason."""

import datetime as dt

from django.utils.translation import gettext_lazy as _

from lizhi.accounts.models import User
from lizhi.cases.models import Case
from lizhi.common.refusals import NotPermitted, Refused
from lizhi.offboarding import over, rules, takers, ways
from lizhi.people import rules as people
from lizhi.workflow import questions
from lizhi.workflow.engine import parts
from lizhi.workflow.models import Run, Task

SETTLEMENT = "settlement"
FINAL = frozenset(
    (
        *("application", "acknowledgement", "signature", "handover"),
        *("confirmation", "settlement", "answer"),
    )
)
"""Forms that have done more than answer their step: papers, signatures, dates, things given."""


def check_can_add(run: Run, user: User, to: User, *, today: dt.date) -> None:
    """HR, or whoever has the step, asks a colleague who is here and stays as well."""
    _check_steers(run, user)
    takers.check(run.case, to, today=today)


def check_can_remove(task: Task, user: User) -> None:
    """The same people let a colleague out again; never whoever leaves."""
    _check_steers(task.run, user)
    if task.assignee == task.case.leaver:
        raise Refused(_("This is for whoever leaves alone; nobody else can sign or answer it."))


def check_can_copy(case: Case, user: User) -> None:
    """HR, and whoever has a step of the company in hand."""
    rules.check_running(case)
    rules.check_works_here(user)
    if user == case.leaver or questions.HAS_OPEN.first(case=case.pk, user=user.pk) is None:
        rules.check_is_hr(case, user)


def check_can_take_back(task: Task, user: User) -> None:
    """Only what has done nothing but answer its step: no paper was made of it, nothing signed."""
    if task.assignee != user or not people.works_here(user):
        raise NotPermitted(_("Only whoever has done it can take it back."))
    if parts.step_of(task.run).get("form") in FINAL:
        raise Refused(_("Papers or dates have come of this step; it cannot be taken back."))


def check_can_send_back(task: Task, user: User) -> None:
    """Whoever has the step, where the process says that it may go back."""
    rules.check_can_answer(task, user)


def check_can_suspend(case: Case, user: User, *, today: dt.date) -> None:
    """HR, while the contract runs: afterwards all that is left is owed by law."""
    rules.check_is_hr(case, user)
    rules.check_running(case)
    if over.is_over(case, today):
        raise Refused(_("The contract has ended; what is left is owed and cannot be suspended."))


def check_can_jump(case: Case, user: User) -> None:
    """Group HR or an administrator, never about the own case."""
    roles = people.roles_of(user)
    if user == case.leaver or not (roles.group_hr or roles.is_administrator):
        raise NotPermitted(_("Only group HR or an administrator can lead a case elsewhere."))
    rules.check_running(case)


BINDING = ("recall_service", "decision", "service", "reply", "signature")
"""What makes an ending certain where it does not begin so; nothing ends without it."""


def check_target(run: Run, to: str) -> None:
    """Nobody is led past the settlement: wages are owed (劳动合同法 50, 工资支付暂行规定 9).

    Nor past a service or a signature without which nothing ends (劳动合同法 36, 39–41).
    """
    tree = parts.tree_of(run)
    place = {step: n for n, step in enumerate(tree.steps)}
    if to in place and not ways.is_certain(run.case):
        for step in BINDING:
            if step in place and place[run.step] <= place[step] < place[to]:
                raise Refused(_("Nothing has ended yet: this step cannot be left out by hand."))
    if SETTLEMENT not in place or to not in place:
        return
    passed = place[run.step] <= place[SETTLEMENT] < place[to]
    if passed and not run.case.runs.filter(step=SETTLEMENT, state=Run.State.DONE).exists():
        raise Refused(_("The settlement cannot be left out: wages are owed on their day."))


def _check_steers(run: Run, user: User) -> None:
    case = run.case
    rules.check_running(case)
    rules.check_works_here(user)
    tasks = questions.UNANSWERED_OF_RUN.all(run=run.pk)
    if any(task.assignee_id == case.leaver.pk for task in tasks):
        raise Refused(_("This is for whoever leaves alone; nobody else can sign or answer it."))
    if user == case.leaver or not any(task.assignee_id == user.pk for task in tasks):
        rules.check_is_hr(case, user)
