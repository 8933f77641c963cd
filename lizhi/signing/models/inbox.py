"""What signing services have called in about, as it came."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from lizhi.common.models import TimestampedModel
from lizhi.signing.models.envelopes import Envelope


class Inbox(TimestampedModel):
    """One event of a signing service: kept before anything is made of it, and never twice."""

    class State(models.TextChoices):
        RECEIVED = "received", _("Received")
        APPLIED = "applied", _("Acted on")
        IGNORED = "ignored", _("Nothing followed from it")
        NEEDS_REVIEW = "needs_review", _("Somebody must look")

    provider = models.CharField(max_length=20)
    key = models.CharField(max_length=64)
    """By what a second copy of it is known."""
    kind = models.CharField(max_length=40)
    ref = models.CharField(max_length=120, blank=True)
    """The service's name for the envelope."""
    biz_no = models.CharField(max_length=64, blank=True)
    """Ours, where the service sends it back."""
    role = models.CharField(max_length=20, blank=True)
    envelope = models.ForeignKey(
        Envelope, on_delete=models.PROTECT, null=True, related_name="heard"
    )
    body = models.BinaryField()
    """The raw bytes under the installation's key: they name people."""
    happened_at = models.DateTimeField()
    received_at = models.DateTimeField()
    state = models.CharField(max_length=12, choices=State, default=State.RECEIVED)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=("provider", "key"), name="an_event_comes_once")
        ]
        indexes: ClassVar = [
            models.Index(fields=("-received_at", "-id"), name="inbox_newest"),
            models.Index(
                fields=("state", "received_at"),
                condition=models.Q(state__in=("received", "needs_review")),
                name="inbox_to_look_at",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.provider} {self.kind} {self.key[:12]}"
