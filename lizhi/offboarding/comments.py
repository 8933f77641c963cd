"""What people of a case have said to each other, the newest first."""

import datetime as dt
from dataclasses import dataclass

from lizhi.accounts.models import User
from lizhi.cases import chain
from lizhi.cases.models import Case, Event
from lizhi.offboarding import questions
from lizhi.workflow.models import Task

KIND = "commented"
SHOWN = 3


@dataclass(frozen=True)
class Said:
    """Somebody's words."""

    at: dt.datetime
    who: str
    words: str
    mine: bool


def of(case: Case, reader: User) -> list[Said]:
    """All of them, for whoever may open the case."""
    return [_said(case, event, reader) for event in questions.COMMENTS.all(case=case.pk)]


def by(case: Case, user: User) -> list[Said]:
    """Only the own ones: a link in a message shows nobody else's words."""
    return [said for said in of(case, user) if said.mine]


def newest(case: Case, events: list[Event], reader: User, tasks: list[Task]) -> list[Said]:
    """The last few of these, for a page that knows most people of the case already."""
    known = {task.assignee_id: task.assignee for task in tasks}
    last = events[-SHOWN:][::-1]
    for event in last:
        if event.actor_id in known:
            event.actor = known[event.actor_id]
    return [_said(case, event, reader) for event in last]


def _said(case: Case, event: Event, reader: User) -> Said:
    event.case = case
    who = event.actor.name if event.actor else ""
    return Said(event.happened_at, who, chain.read(event) or "", event.actor_id == reader.pk)
