"""What has to be done outside the transaction that asked for it, and who is there to do it."""

import datetime as dt
from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from lizhi.cases.models import Case
from lizhi.common.models import TimestampedModel
from lizhi.common.prepared import given


class OutboxQuerySet(models.QuerySet["Outbox"]):
    """Questions about what has to leave the house."""

    def free(self, now: dt.datetime | given) -> Self:
        """Due, and held by no living worker."""
        waiting = self.filter(state=Outbox.State.PENDING, available_at__lte=now)
        return waiting.exclude(leased_until__gt=now).order_by("available_at", "pk")


class Outbox(TimestampedModel):
    """Something to be done outside the transaction that asked for it, at least once."""

    class State(models.TextChoices):
        PENDING = "pending", _("Pending")
        DONE = "done", _("Done")
        OFF = "off", _("Not needed any more")
        FAILED = "failed", _("Failed: somebody must look")

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
    last_error = models.TextField(blank=True)
    done_at = models.DateTimeField(null=True, blank=True)

    objects = models.Manager.from_queryset(OutboxQuerySet)()

    class Meta:
        indexes: ClassVar = [
            models.Index(
                fields=("available_at", "id"), condition=Q(state="pending"), name="pending_outbox"
            ),
        ]

    def __str__(self) -> str:
        return self.dedupe


class Worker(TimestampedModel):
    """A job worker that says every two seconds that it lives, by counting on."""

    name = models.CharField(max_length=64, unique=True)
    beat = models.PositiveBigIntegerField(default=0)
    """Who watches compares counts by his own watch, so that no two clocks need agree."""

    def __str__(self) -> str:
        return self.name
