"""Texts on their way to people."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from lizhi.common.fields import EncryptedTextField, masked
from lizhi.common.models import TimestampedModel


class Message(TimestampedModel):
    """One text to one address, sent once however often its job runs."""

    class State(models.TextChoices):
        WAITING = "waiting", _("Waiting")
        SENT = "sent", _("Sent")
        DELIVERED = "delivered", _("Delivered")
        FAILED = "failed", _("Failed")

    key = models.CharField(max_length=120, unique=True)
    """Of the outbox row or the job that wants it: the second try finds the first one."""
    channel = models.CharField(max_length=20, default="sms")
    address = EncryptedTextField()
    template = models.CharField(max_length=60)
    text = EncryptedTextField()
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    provider = models.CharField(max_length=20, blank=True)
    ref = models.CharField(max_length=120, blank=True)
    """What the sender calls it; a delivery report comes under this name."""
    error = models.CharField(max_length=200, blank=True)
    """Why it failed, in the sender's words; never holds the address or the text."""
    due_at = models.DateTimeField(null=True, blank=True)
    """From when on a worker brings it by itself; empty: whoever wrote it does."""
    of_use_until = models.DateTimeField(null=True, blank=True)
    """After this moment it would only puzzle, as a code does; empty: late is better than never."""
    attempts = models.PositiveSmallIntegerField(default=0)
    """How often a worker has tried to bring it."""
    sent_at = models.DateTimeField(null=True, blank=True)
    delivered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=("provider", "ref"), name="message_by_ref"),
            models.Index(fields=("due_at",), name="message_due", condition=Q(state="waiting")),
            models.Index(
                fields=("due_at",),
                name="message_in_a_hurry",
                condition=Q(state="waiting", of_use_until__isnull=False),
            ),
            models.Index(
                fields=("due_at",),
                name="message_failed",
                condition=Q(state="failed", due_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.template} by {self.channel}"

    @property
    def masked_address(self) -> str:
        """As screens show it: 138****2046."""
        return masked(self.address)
