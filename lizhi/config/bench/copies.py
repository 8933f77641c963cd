"""Give filled cases what a real case leaves in the tables that its pages and actions read.

Every running case gets the story of a real one at the same step; whichever ended lately, and one
in ten of the others, a whole one. It is a real story under other keys; the chain of hashes in it
is the model's.
"""

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any, TypeVar

from django.db import models, transaction

from lizhi.cases.models import Case, Event
from lizhi.jobs.models import Outbox
from lizhi.offboarding import step_names
from lizhi.workflow.models import Action, Run, Task, Timer

AT_ONCE = 100
ONE_IN = 10
LATELY = 50
"""A desk tells how long each step took lately: it has something to tell, few cases or many."""
LATER = dt.timedelta(days=400)
"""Copied timers wait so much longer: nobody acts on them while we measure."""
ENDED = ""
M = TypeVar("M", bound=models.Model)


def spread(models_of: Mapping[str, Case]) -> None:
    """Copy the stories of these cases, by step (`ENDED`: a whole one), to all that have none."""
    without = Case.objects.filter(runs=None).select_related("employment__person")
    for step, model in models_of.items():
        if step == ENDED:
            ended = list(without.filter(status=Case.Status.CLOSED).order_by("-ended_at"))
            targets = ended[:LATELY] + ended[LATELY::ONE_IN]
        else:
            targets = list(without.running().filter(label=step_names.of(step)))
        story = Story(model)
        for start in range(0, len(targets), AT_ONCE):
            story.copy_to(targets[start : start + AT_ONCE])


class Story:
    """The rows of one case."""

    def __init__(self, case: Case) -> None:
        self.leaver = case.leaver.pk
        self.label = case.label
        self.runs = list(case.runs.order_by("pk"))
        self.tasks = list(case.tasks.order_by("pk"))
        self.timers = list(case.timers.order_by("pk"))
        self.events = list(case.events.order_by("pk"))
        self.actions = list(case.actions.order_by("pk"))
        self.outbox = list(case.outbox.order_by("pk"))

    @transaction.atomic
    def copy_to(self, cases: Iterable[Case]) -> None:
        """All of it, for each of these."""
        runs = {
            (case.pk, run.pk): _copy(run, case_id=case.pk) for case in cases for run in self.runs
        }
        Run.objects.bulk_create(runs.values())
        Task.objects.bulk_create(
            _copy(
                task,
                run_id=runs[case.pk, task.run_id].pk,
                case_id=case.pk,
                assignee_id=self._assignee(task, case),
            )
            for case in cases
            for task in self.tasks
        )
        Timer.objects.bulk_create(
            _copy(
                timer,
                run_id=runs[case.pk, timer.run_id].pk,
                case_id=case.pk,
                due_at=timer.due_at + LATER,
            )
            for case in cases
            for timer in self.timers
        )
        Event.objects.bulk_create(_copy(e, case_id=case.pk) for case in cases for e in self.events)
        self._copy_keyed(cases)

    def _copy_keyed(self, cases: Iterable[Case]) -> None:
        Action.objects.bulk_create(
            _copy(done, case_id=case.pk, key=f"{case.pk}:{done.key}"[:120])
            for case in cases
            for done in self.actions
        )
        Outbox.objects.bulk_create(
            _copy(row, case_id=case.pk, dedupe=f"{case.pk}:{row.dedupe}"[:120])
            for case in cases
            for row in self.outbox
        )

    def _assignee(self, task: Task, case: Case) -> int:
        if task.assignee_id == self.leaver:
            return case.employment.person.user_id
        is_open = task.state == Task.State.OPEN
        return case.holder_user_id if is_open and case.holder_user_id else task.assignee_id


def _copy(row: M, **values: Any) -> M:
    kept = {
        field.attname: getattr(row, field.attname)
        for field in row._meta.concrete_fields  # noqa: SLF001  Django's own public interface
        if not field.primary_key
    }
    return type(row)(**{**kept, **values})
