"""Several papers signed in one go: what was handed in at once, and what became of each."""

from typing import ClassVar

from django.db import models

from lizhi.accounts.models import User
from lizhi.common.models import TimestampedModel
from lizhi.signing.models.envelopes import Actor


class Ceremony(TimestampedModel):
    """One person has proved who it is once and written the name once, for exactly this set."""

    key = models.CharField(max_length=64, unique=True)
    """Of what was handed in: sent again, it is the same ceremony."""
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    bundle = models.CharField(max_length=64)
    """SHA-256 of the set, as `Binding.digest`."""

    def __str__(self) -> str:
        return f"ceremony {self.pk}"


class CeremonyPaper(TimestampedModel):
    """One paper of it: signed with a signature of its own, or refused with a reason."""

    ceremony = models.ForeignKey(Ceremony, on_delete=models.PROTECT, related_name="papers")
    actor = models.ForeignKey(Actor, on_delete=models.PROTECT, related_name="ceremonies")
    refused = models.CharField(max_length=300, blank=True)
    """Why it was not signed, in words for the person; empty where it was."""

    class Meta:
        ordering = ("pk",)
        constraints: ClassVar = [
            models.UniqueConstraint(fields=("ceremony", "actor"), name="once_in_a_ceremony")
        ]

    def __str__(self) -> str:
        return f"{self.actor} in {self.ceremony}"
