"""What has to be done outside the transaction that asked for it, and who is there to do it."""

import datetime as dt
from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from lizhi.accounts.models import User
from lizhi.cases.models import Case
from lizhi.common.models import TimestampedModel
from lizhi.common.prepared import given


class OutboxQuerySet(models.QuerySet["Outbox"]):
    """Questions about what has to leave the house."""

    def free(self, now: dt.datetime | given, latest: dt.datetime | given | None = None) -> Self:
        """Due, and held by no living worker.

        No lease given now lasts longer than to `latest`: one that does was given before the clock
        was set back, and would hold the row for as long.
        """
        waiting = self.filter(state=Outbox.State.PENDING, available_at__lte=now)
        held = Q(leased_until__gt=now)
        if latest is not None:
            held &= Q(leased_until__lte=latest)
        return waiting.exclude(held).order_by("available_at", "pk")

    def to_look_at(self) -> Self:
        """Given up by the machine, or failed at least once and waiting for its next try."""
        troubled = Q(state=Outbox.State.PENDING) & ~Q(last_error="")
        return self.filter(Q(state=Outbox.State.FAILED) | troubled)


class Outbox(TimestampedModel):
    """Something to be done outside the transaction that asked for it, at least once."""

    class State(models.TextChoices):
        PENDING = "pending", _("Pending")
        DONE = "done", _("Done")
        OFF = "off", _("Not needed any more")
        FAILED = "failed", _("Failed: somebody must look")
        GIVEN_UP = "given_up", _("Given up by somebody, with a reason")

    dedupe = models.CharField(max_length=120, unique=True)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, null=True, related_name="outbox")
    topic = models.CharField(max_length=60)
    payload: models.JSONField[Any, Any] = models.JSONField(default=dict)
    state = models.CharField(max_length=10, choices=State, default=State.PENDING)
    available_at = models.DateTimeField()
    attempts = models.PositiveSmallIntegerField(default=0)
    leased_until = models.DateTimeField(null=True, blank=True)
    lease = models.PositiveIntegerField(default=0)
    """Fencing number: only the holder of the newest lease may say that it is done."""
    held_by = models.CharField(max_length=64, blank=True, default="")
    """The worker that has taken it last, by its name; empty: somebody without a sign of life."""
    last_error = models.TextField(blank=True)
    done_at = models.DateTimeField(null=True, blank=True)
    """When it was done, or given up."""
    given_up_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    reason = models.CharField(max_length=200, blank=True)
    """Why it was given up, where no case can tell; of a case, its story says so."""

    objects = models.Manager.from_queryset(OutboxQuerySet)()

    class Meta:
        indexes: ClassVar = [
            models.Index(
                fields=("available_at", "id"), condition=Q(state="pending"), name="pending_outbox"
            ),
            models.Index(
                fields=("state", "-id"),
                condition=Q(state__in=("failed", "given_up")),
                name="failed_outbox",
            ),
            models.Index(fields=("-done_at",), condition=Q(state="done"), name="done_outbox"),
            models.Index(
                fields=("held_by",),
                condition=Q(state="pending", leased_until__isnull=False),
                name="leased_outbox",
            ),
        ]

    def __str__(self) -> str:
        return self.dedupe


class Worker(TimestampedModel):
    """A job worker that says every two seconds that it lives, by counting on."""

    name = models.CharField(max_length=64, unique=True)
    beat = models.PositiveBigIntegerField(default=0)
    """Who watches compares counts by his own watch, so that no two clocks need agree."""
    seen_at = models.DateTimeField(null=True, blank=True)
    """When it counted last, for whoever looks at the page."""

    def __str__(self) -> str:
        return self.name


class Look(TimestampedModel):
    """A look at every row by night: what was broken, so that somebody sees it by day."""

    seconds = models.FloatField()
    counts: models.JSONField[Any, Any] = models.JSONField(default=dict)
    """By the name of the check, where there was something; empty: all was sound."""
    rows: models.JSONField[Any, Any] = models.JSONField(default=list)
    """The first of them: check, table, row, case. Nothing of a person."""

    def __str__(self) -> str:
        return f"{self.created_at} {sum(self.counts.values())}"


class Pause(TimestampedModel):
    """From one moment to another nothing left the house but what the law asks and codes."""

    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(max_length=200)
    is_on = models.BooleanField(default=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=("is_on",), condition=Q(is_on=True), name="one_pause_at_a_time"
            )
        ]

    def __str__(self) -> str:
        return f"{self.created_at} {self.reason}"
