"""Several cases of the board at once: what can be done with each, and why not with the others."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from lizhi.accounts.models import User
from lizhi.cases.models import Case
from lizhi.common import wording
from lizhi.common.refusals import Refused
from lizhi.offboarding import holding, rules, stand_ins, step_names
from lizhi.offboarding.holding import Held
from lizhi.workflow.models import Task

MOST = 200
"""Cases in one go: a page that says of each what will happen has to stay readable."""


@dataclass(frozen=True)
class Pressing:
    """One case, whom a reminder would reach, or why none goes out."""

    case: Case
    held: Held | None
    why_not: str = ""

    @property
    def said(self) -> str:
        """主管知悉，王磊; or the reason."""
        if self.held is None or self.why_not:
            return self.why_not
        return _("%(step)s, %(who)s") % {"step": self.held.title, "who": self.held.who}


def to_press(cases: Iterable[Case], by: User, *, now: dt.datetime) -> list[Pressing]:
    """Of each case the most urgent step that waits for somebody else."""
    return [_to_press(case, by, now) for case in cases]


def _to_press(case: Case, by: User, now: dt.datetime) -> Pressing:
    if not rules.may_press_all(case, by):
        return Pressing(case, None, _("not yours to press"))
    waiting = holding.by_anybody(case, by, now=now)
    if not waiting:
        return Pressing(case, None, _("waits for nobody else"))
    free = [held for held in waiting if held.again_at is None]
    if free:
        return Pressing(case, free[0])
    hour = wording.moment(min(held.again_at for held in waiting if held.again_at))
    return Pressing(case, waiting[0], _("just reminded; again from %(hour)s") % {"hour": hour})


@dataclass(frozen=True)
class Handing:
    """A step of one of the cases that somebody has in hand and HR may give to others."""

    task: Task
    people: tuple[User, ...]

    @property
    def said(self) -> str:
        """工作交接，王磊."""
        values = {"step": step_names.of_run(self.task.run), "who": self.task.assignee.name}
        return _("%(step)s, %(who)s") % values


def to_hand_on(cases: Iterable[Case], by: User) -> list[Handing]:
    """The open steps of these cases, besides those that are for whoever leaves alone."""
    mine = [case for case in cases if _may_hand_on(case, by)]
    tasks = Task.objects.open().filter(case__in=mine)
    tasks = tasks.select_related("run__version", "assignee").defer("run__version__body")
    by_key = {case.pk: case for case in mine}
    found = []
    for task in tasks.order_by("due_at", "pk"):
        task.case = by_key[task.case_id]
        if task.assignee_id != task.case.leaver.pk:
            found.append(Handing(task, tuple(stand_ins.of(task))))
    return found


def _may_hand_on(case: Case, by: User) -> bool:
    try:
        rules.check_is_hr(case, by)
        rules.check_running(case)
    except Refused:
        return False
    return True


def holders(handings: Iterable[Handing]) -> list[tuple[User, int]]:
    """Whose steps they are, whoever has most of them first."""
    counted = Counter(one.task.assignee for one in handings)
    return counted.most_common()


def takers(handings: Iterable[Handing]) -> list[tuple[User, int]]:
    """Who could take how many of them, whoever could take most first."""
    counted = Counter(user for one in handings for user in one.people)
    return counted.most_common()
