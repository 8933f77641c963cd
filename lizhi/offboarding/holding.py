"""Who holds a case up, besides the reader and besides whoever leaves."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from lizhi.accounts.models import User
from lizhi.cases.models import Case
from lizhi.offboarding import step_names
from lizhi.people import rules as people
from lizhi.workflow import actions as workflow
from lizhi.workflow import questions
from lizhi.workflow.models import Run, Task


@dataclass(frozen=True)
class Held:
    """A step that somebody else has in hand."""

    run: Run
    people: tuple[User, ...]
    now: dt.datetime

    @property
    def title(self) -> str:
        """主管知悉."""
        return step_names.of_run(self.run)

    @property
    def who(self) -> str:
        """王磊、孙悦."""
        return "、".join(user.name for user in self.people)

    @property
    def late(self) -> bool:
        """Its time is over."""
        return self.run.due_at is not None and self.run.due_at < self.now

    @property
    def again_at(self) -> dt.datetime | None:
        """From when on it may be pressed; None: now."""
        return again_at(self.run, self.now)


def above(held: Held, case: Case, by: User) -> User | None:
    """Who stands above the first of those who have it, where that is somebody else's business.

    Nobody tells on whoever leaves.
    """
    if case.leaver in held.people:
        return None
    found = people.superior_of(held.people[0])
    return None if found in {*held.people, case.leaver, by} else found


def again_at(run: Run, now: dt.datetime) -> dt.datetime | None:
    """From when on a step may be pressed; None: now."""
    free = workflow.next_press(run)
    return free if free is not None and free > now else None


def by_anybody(case: Case, reader: User, *, now: dt.datetime) -> list[Held]:
    """The steps that wait for somebody else than the reader, the most urgent first."""
    return among(questions.WAITING.all(case=case.pk), reader, now=now)


def among(waiting: Iterable[Task], reader: User, *, now: dt.datetime) -> list[Held]:
    """The same, of the open tasks of a case that are known already."""
    found: dict[int, list[Task]] = {}
    for task in waiting:
        if task.assignee_id != reader.pk:
            found.setdefault(task.run_id, []).append(task)
    return [
        Held(tasks[0].run, tuple(task.assignee for task in tasks), now) for tasks in found.values()
    ]


def by_others(case: Case, reader: User, *, now: dt.datetime) -> list[Held]:
    """Those of them that wait for colleagues: nobody but the company presses whoever leaves."""
    leaver = case.leaver
    return [one for one in by_anybody(case, reader, now=now) if leaver not in one.people]
