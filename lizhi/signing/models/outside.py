"""Envelopes at a service outside the house, and the doors to it for whoever signs there."""

from typing import Any, ClassVar

from django.db import models

from lizhi.common.models import TimestampedModel
from lizhi.documents.models import StoredFile
from lizhi.signing.models.envelopes import Actor, Envelope


class Outside(TimestampedModel):
    """What we know of an envelope that another firm's service signs."""

    envelope = models.OneToOneField(Envelope, on_delete=models.PROTECT, related_name="outside")
    sent = models.CharField(max_length=64)
    """SHA-256 of the very bytes that went there; what comes back must go on from them."""
    asked_at = models.DateTimeField()
    """When the service was asked first to make it: a second try looks for that one before."""
    told = models.CharField(max_length=12, blank=True)
    """How far it was there when somebody looked last, in the words of the port."""
    looked_at = models.DateTimeField(null=True, blank=True)
    looks = models.PositiveIntegerField(default=0)
    """How often in a row nothing had moved: the next look waits longer."""
    let_go_at = models.DateTimeField(null=True, blank=True)
    """The company's seal, which had waited, was let go."""
    review = models.CharField(max_length=40, blank=True)
    """Code of why somebody must look: what the service says and what we hold do not agree."""
    findings: models.JSONField[Any, Any] = models.JSONField(default=dict)
    """What our own validation found in the file that came back."""
    report = models.ForeignKey(StoredFile, on_delete=models.PROTECT, null=True, related_name="+")
    """The service's own record of how it was signed."""

    def __str__(self) -> str:
        return f"{self.envelope} outside"


class Door(TimestampedModel):
    """The page of a service where one signer signs. Whoever has the address can open it."""

    actor = models.OneToOneField(Actor, on_delete=models.PROTECT, related_name="door")
    sealed = models.BinaryField()
    """The address, encrypted: it opens without a sign-in."""
    expires_at = models.DateTimeField(null=True, blank=True)
    passed_at = models.DateTimeField(null=True, blank=True)
    """When the person read the paper here and went on to sign there, for the first time."""

    def __str__(self) -> str:
        return f"door of {self.actor}"


class WrongCalls(models.Model):
    """How often on a day somebody called in a service's name and was not it."""

    provider = models.CharField(max_length=20)
    day = models.DateField()
    times = models.PositiveIntegerField(default=0)
    last_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=("provider", "day"), name="wrong_calls_once_a_day")
        ]

    def __str__(self) -> str:
        return f"{self.provider} {self.day} {self.times}"
