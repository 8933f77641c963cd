"""A run is a step that a case stands at; a task is one person's part in it."""

import datetime as dt
from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from lizhi.accounts.models import User
from lizhi.cases.models import Case
from lizhi.common.models import TimestampedModel
from lizhi.people.models import Branch


class Definition(TimestampedModel):
    """A process that HR can shape; cases run on one of its versions."""

    key = models.CharField(max_length=60, unique=True)
    name = models.CharField(max_length=80)
    way = models.CharField(max_length=20, default="resignation")
    """For which way of ending an employment it is: see `cases.Case.Way`."""
    branch = models.ForeignKey(
        Branch, on_delete=models.PROTECT, null=True, blank=True, related_name="definitions"
    )
    """Whose own process it is, instead of the group's; None: for every branch without an own."""
    active = models.ForeignKey(
        "Version", on_delete=models.PROTECT, null=True, blank=True, related_name="active_of"
    )

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=("way", "branch"), condition=~Q(way=""), name="one_process_of_a_branch"
            ),
            models.UniqueConstraint(
                fields=("way",),
                condition=Q(branch=None) & ~Q(way=""),
                name="one_process_of_the_group",
            ),
        ]

    def __str__(self) -> str:
        return self.key


class Version(TimestampedModel):
    """One published form of a process: never changed, told apart by the hash of its body."""

    definition = models.ForeignKey(Definition, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    body: models.JSONField[Any, Any] = models.JSONField()
    body_hash = models.CharField(max_length=64)
    published_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=("definition", "number"), name="one_version_number"),
            models.UniqueConstraint(fields=("definition", "body_hash"), name="one_version_body"),
        ]

    def __str__(self) -> str:
        return f"{self.definition} {self.number}"


class RunQuerySet(models.QuerySet["Run"]):
    """Questions about where cases stand."""

    def open(self) -> Self:
        """Steps that have not been left."""
        return self.filter(state=Run.State.OPEN)


class Run(TimestampedModel):
    """A case stands, or has stood, at a step."""

    class State(models.TextChoices):
        OPEN = "open", _("Open")
        DONE = "done", _("Done")
        CANCELLED = "cancelled", _("Cancelled")

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="runs")
    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="runs")
    step = models.CharField(max_length=60)
    visit = models.PositiveSmallIntegerField(default=1)
    state = models.CharField(max_length=10, choices=State, default=State.OPEN)
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)
    due_at = models.DateTimeField(null=True, blank=True)
    outcome = models.CharField(max_length=40, blank=True)
    after = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    """The run that was left when this one opened."""
    paused = models.DurationField(default=dt.timedelta)
    """By how much its time has been moved, because the case was suspended."""
    pressed = models.PositiveSmallIntegerField(default=0)
    """How often whoever has to act was pressed, by time or by a person."""
    pressed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    counted_by: models.JSONField[Any, Any] = models.JSONField(null=True)
    """By what span `due_at` was counted ({}: by none), where the version that the case has changed
    to says another: a change of version moves no time limit."""

    objects = models.Manager.from_queryset(RunQuerySet)()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=("case", "step", "visit"), name="one_run_a_visit"),
            models.UniqueConstraint(
                fields=("case", "step"), condition=Q(state="open"), name="one_open_run_a_step"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.step} of {self.case}"


class TaskQuerySet(models.QuerySet["Task"]):
    """Questions about what people have to do."""

    def open(self) -> Self:
        """Still to be done."""
        return self.filter(state=Task.State.OPEN)

    def unanswered(self) -> Self:
        """To be done now, or when its turn comes."""
        return self.filter(state__in=(Task.State.OPEN, Task.State.RESTING))

    def overdue(self, now: dt.datetime) -> Self:
        """Open, and past their time."""
        return self.open().filter(due_at__lt=now)

    def assigned_to(self, user: User) -> Self:
        """Somebody's own."""
        return self.filter(assignee=user)

    def at(self, case: Case, step: str) -> Self:
        """The tasks of one step of one case."""
        return self.filter(case=case, run__step=step)


class Task(TimestampedModel):
    """One person's part in a step (decision D17 calls the table item).

    A task rests while it is not its turn, or while a colleague has claimed the step: it stands in
    nobody's list and comes back by itself.
    """

    class State(models.TextChoices):
        OPEN = "open", _("Open")
        RESTING = "resting", _("Resting")
        DONE = "done", _("Done")
        CANCELLED = "cancelled", _("Cancelled")

    run = models.ForeignKey(Run, on_delete=models.PROTECT, related_name="tasks")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="tasks")
    assignee = models.ForeignKey(User, on_delete=models.PROTECT, related_name="tasks")
    on_behalf_of = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    position = models.PositiveSmallIntegerField(default=0)
    state = models.CharField(max_length=10, choices=State, default=State.OPEN)
    due_at = models.DateTimeField(null=True, blank=True)
    opened_at = models.DateTimeField()
    seen_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    outcome = models.CharField(max_length=40, blank=True)
    rev = models.PositiveIntegerField(default=0)

    objects = models.Manager.from_queryset(TaskQuerySet)()

    class Meta:
        indexes: ClassVar = [
            models.Index(
                fields=("assignee", "due_at", "id"),
                condition=Q(state="open"),
                name="open_tasks_of_person",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.run} for {self.assignee}"


class Timer(TimestampedModel):
    """Something that time will do to a run: an absolute moment, computed once by its rule."""

    class State(models.TextChoices):
        PENDING = "pending", _("Pending")
        FIRED = "fired", _("Fired")
        OFF = "off", _("Off")

    run = models.ForeignKey(Run, on_delete=models.PROTECT, related_name="timers")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="timers")
    n = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=12)
    """`wait`, `remind` or `escalate`."""
    due_at = models.DateTimeField()
    rule: models.JSONField[Any, Any] = models.JSONField()
    provisional = models.BooleanField(default=False)
    """Computed over a year whose working days have not been announced."""
    state = models.CharField(max_length=10, choices=State, default=State.PENDING)
    fired_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=("run", "kind", "n"), name="one_timer_a_rule")
        ]
        indexes: ClassVar = [
            models.Index(fields=("due_at",), condition=Q(state="pending"), name="pending_timers"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.n} of {self.run}"


class Action(models.Model):
    """What has been done already: the same key again changes nothing and gets the same answer."""

    key = models.CharField(max_length=120, primary_key=True)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, null=True, related_name="actions")
    actor = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    kind = models.CharField(max_length=60)
    request_hash = models.CharField(max_length=64, blank=True)
    result: models.JSONField[Any, Any] = models.JSONField(default=dict)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return self.key


class TaskLink(TimestampedModel):
    """The link in a message: one person, one task, 72 hours. Only its hash is stored."""

    token_hash = models.CharField(max_length=64, unique=True)
    task = models.ForeignKey(Task, on_delete=models.CASCADE, related_name="links")
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    expires_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"link to {self.task}"
