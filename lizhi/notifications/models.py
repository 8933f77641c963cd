"""Texts on their way to people."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from lizhi.common.fields import EncryptedTextField
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
    sent_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.template} by {self.channel}"
