"""What happened to a case, one after another."""

from typing import Any, ClassVar

from django.db import models

from lizhi.accounts.models import User
from lizhi.cases.models.case import Case


class Event(models.Model):
    """One thing that happened. Written once, never changed; each carries the hash of the last."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="events")
    seq = models.PositiveIntegerField()
    kind = models.CharField(max_length=60)
    actor = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    happened_at = models.DateTimeField()
    step = models.CharField(max_length=60, blank=True)
    facts: models.JSONField[Any, Any] = models.JSONField(default=dict)
    words = models.BinaryField(default=bytes)
    """What people wrote, encrypted under the case's key: drop the key and only they are gone."""
    previous = models.CharField(max_length=64)
    digest = models.CharField(max_length=64)

    class Meta:
        ordering = ("case", "seq")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=("case", "seq"), name="one_event_a_number")
        ]

    def __str__(self) -> str:
        return f"{self.case}: {self.kind}"
