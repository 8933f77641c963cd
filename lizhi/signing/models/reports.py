"""What was made for whoever has to prove a signature."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from lizhi.accounts.models import User
from lizhi.common.models import TimestampedModel
from lizhi.documents.models import StoredFile
from lizhi.signing.models.envelopes import Envelope


class EvidenceReport(TimestampedModel):
    """How one paper was signed, for one reader: a sealed PDF and the data behind it."""

    class State(models.TextChoices):
        ASKED = "asked", _("Being made")
        READY = "ready", _("Ready")

    envelope = models.ForeignKey(Envelope, on_delete=models.PROTECT, related_name="reports")
    reader = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    """It holds the whole records that this person may see, and of others only fingerprints."""
    state = models.CharField(max_length=8, choices=State, default=State.ASKED)
    number = models.CharField(max_length=60, unique=True)
    pdf = models.ForeignKey(StoredFile, on_delete=models.PROTECT, null=True, related_name="+")
    data = models.ForeignKey(StoredFile, on_delete=models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=("envelope", "reader", "-created_at"))]

    def __str__(self) -> str:
        return self.number
