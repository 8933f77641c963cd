"""What strangers bring to be looked at, and what a leaver has handed to them."""

import uuid
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from lizhi.cases.models.papers import Paper
from lizhi.common.models import TimestampedModel


class FileCheck(models.Model):
    """A stranger's file on its way to an answer. Gone within the hour, the file at once."""

    class State(models.TextChoices):
        WAITING = "waiting", _("Being looked at")
        ANSWERED = "answered", _("Answered")

    key = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    """Whoever knows it reads the answer: nobody but the one who has sent the file."""
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    size = models.PositiveIntegerField()
    answer = models.BinaryField(default=bytes)
    """What was found, encrypted: a file may name people."""
    created_at = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return f"check {self.key}"


class ShareLink(TimestampedModel):
    """A link by which somebody reads one paper without signing in, until its day."""

    paper = models.ForeignKey(Paper, on_delete=models.CASCADE, related_name="links")
    nonce = models.CharField(max_length=32)
    """With the installation's key it makes the token anew, so that it can be copied once more."""
    token_hash = models.CharField(max_length=64, unique=True)
    """The token itself is stored nowhere."""
    name = models.BinaryField(default=bytes)
    """What its owner calls it, encrypted; nobody else reads it."""
    expires_at = models.DateTimeField()
    stopped_at = models.DateTimeField(null=True, blank=True)
    opened = models.PositiveIntegerField(default=0)

    class Meta:
        indexes: ClassVar = [models.Index(fields=("paper", "-created_at"))]

    def __str__(self) -> str:
        return f"link to {self.paper}"
