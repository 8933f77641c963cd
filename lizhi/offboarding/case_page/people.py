"""Who is part of a case, and what of it is the reader's own."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django_stubs_ext import StrOrPromise

from lizhi.accounts.models import User
from lizhi.cases.models import Case
from lizhi.handover.models import Item
from lizhi.offboarding import step_names
from lizhi.people import rules as people
from lizhi.workflow.models import Task

FAR = dt.datetime.max.replace(tzinfo=dt.UTC)
PAGES = {
    "confirmation": ("offboarding:confirm", lazy("Go and confirm")),
    "settlement": ("settlement:desk", lazy("Go and settle")),
    "handover": ("handover:arrange", lazy("Arrange the handover")),
    "recall_service": ("offboarding:serve", lazy("Say how it was served")),
    "service": ("offboarding:serve", lazy("Say how it was served")),
    "decision": ("offboarding:decide", lazy("Go and decide")),
    "reply": ("offboarding:reply", lazy("Go and answer")),
}


@dataclass(frozen=True)
class Part:
    """Somebody who is part of it."""

    user: User
    role: str


def parts(case: Case, tasks: Iterable[Task], items: Iterable[Item]) -> list[Part]:
    """Everybody with a step (of these tasks) or one of these to receive, the leaver first."""
    place = case.place or case.branch.city
    where = _("is in %(place)s") % {"place": place} if place else ""
    found = {
        case.leaver.pk: Part(
            case.leaver, "，".join(filter(None, (case.leaver.masked_phone, where)))
        )
    }
    manager = people.manager_of(case.employment)
    found.setdefault(manager.pk, Part(manager, _("manager")))
    for task in tasks:
        if task.state in {Task.State.OPEN, Task.State.DONE}:
            part = Part(task.assignee, step_names.of_run(task.run))
            found.setdefault(task.assignee_id, part)
    for item in items:
        found.setdefault(item.receiver_id, Part(item.receiver, _("receives the work")))
    return list(found.values())


@dataclass(frozen=True)
class Next:
    """The reader's own open step, and where it is done."""

    url: str
    words: StrOrPromise


def mine(case: Case, tasks: Iterable[Task], reader: User) -> Next | None:
    """What waits for this reader among these tasks, if anything does."""
    own = (
        task for task in tasks if task.state == Task.State.OPEN and task.assignee_id == reader.pk
    )
    first = min(own, key=lambda task: task.due_at or FAR, default=None)
    return _next(case, first) if first else None


def _next(case: Case, task: Task) -> Next:
    """A step of HR's own, and the manager's, are done on the page of the task."""
    if task.run.step in PAGES:
        page, words = PAGES[task.run.step]
        return Next(reverse(page, args=[case.number]), words)
    there = _("Go to “%(step)s”") % {"step": step_names.of_run(task.run)}
    return Next(reverse("offboarding:task", args=[task.pk]), there)
