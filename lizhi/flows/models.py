"""A process on HR's desk, before anybody leaves by it."""

from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from lizhi.accounts.models import User
from lizhi.cases.models import Case
from lizhi.common.models import TimestampedModel
from lizhi.people.models import Branch, roles_of
from lizhi.workflow.models import Version


class DraftQuerySet(models.QuerySet["Draft"]):
    """Questions about what is being shaped."""

    def visible_to(self, user: User) -> Self:
        """Group HR shapes every process, HR of a branch that of the own branches."""
        branches = roles_of(user).hr_branches
        if branches is None:
            return self
        return self.filter(Q(branch__in=branches))


class Draft(TimestampedModel):
    """The next version of one process, changed step by step; publishing it empties the desk."""

    key = models.CharField(max_length=60, unique=True)
    """The process's name in code: also `Definition.key` once it is published."""
    name = models.CharField(max_length=80)
    way = models.CharField(max_length=20)
    branch = models.ForeignKey(
        Branch, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    based_on = models.ForeignKey(
        Version, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    """The version that it began as; None for a process that is new."""
    body: models.JSONField[Any, Any] = models.JSONField()
    past: models.JSONField[list[Any], list[Any]] = models.JSONField(default=list)
    """The bodies before it, the newest last, fifty at most: what was done can be undone."""
    rev = models.PositiveIntegerField(default=0)
    """Grows by one with every change; a page that was read at another rev is stale."""
    saved_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    saved_at = models.DateTimeField()

    objects = models.Manager.from_queryset(DraftQuerySet)()

    def __str__(self) -> str:
        return self.key

    @property
    def mark(self) -> str:
        """This draft as it is now: the page of one that is gone is no page of the next one."""
        return f"{self.pk}-{self.rev}"


class Migration(TimestampedModel):
    """Running cases that HR changes to a newer version, together, and what HR chose for them."""

    key = models.CharField(max_length=60, unique=True)
    """Of the form: the same one again begins nothing."""
    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.version} by {self.by}"


class MigratedCase(TimestampedModel):
    """One of them, and what has become of it."""

    class State(models.TextChoices):
        WAITING = "waiting", _("Waits to be changed")
        DONE = "done", _("Has changed")
        REFUSED = "refused", _("Stays as it was")

    migration = models.ForeignKey(Migration, on_delete=models.CASCADE, related_name="cases")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")
    close = models.BooleanField(default=False)
    """A step that is gone is given up; else the case stays."""
    start = models.BooleanField(default=True)
    """Branches that were added begin now; else they are skipped."""
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    reason = models.CharField(max_length=300, blank=True)
    """Why it stays; names steps, never a person."""

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=("migration", "case"), name="one_change_a_case")
        ]
        indexes: ClassVar = [
            models.Index(
                fields=("migration", "id"), condition=Q(state="waiting"), name="waiting_to_change"
            )
        ]

    def __str__(self) -> str:
        return f"{self.case} {self.state}"
