"""What is kept in the encrypted store, and what is still on its way there."""

import uuid
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from lizhi.accounts.models import User
from lizhi.common.models import TimestampedModel


class DataKey(TimestampedModel):
    """The key of one retention class, locked with the installation's. Lose the row, lose the bytes.

    The newest one of a class locks new files; a class can have older ones that still open theirs.
    """

    retention = models.CharField(max_length=10)
    wrapped = models.BinaryField()

    @property
    def bound_to(self) -> str:
        """The place without which it does not open."""
        return f"store:{self.retention}"

    def __str__(self) -> str:
        return f"key {self.pk} for {self.retention}"


class StoredFile(TimestampedModel):
    """One file. Its bytes lie in the store under the SHA-256 of the plain text."""

    class Retention(models.TextChoices):
        """How long it is kept; each class has a key of its own (decision D19)."""

        PAPER = "paper", _("Papers of the case")
        PROOF = "proof", _("Medical and residence proofs: shortest")
        PICTURE = "picture", _("Photos and seals")
        PACKAGE = "package", _("Sealed packages")
        IMPORT = "import", _("Rosters that were brought in")

    digest = models.CharField(max_length=64, db_index=True)
    """SHA-256 of the plain bytes, 64 hex digits."""
    size = models.PositiveBigIntegerField()
    media_type = models.CharField(max_length=80)
    name = models.CharField(max_length=200)
    """What the person called it; shown, never used as a path."""
    retention = models.CharField(max_length=10, choices=Retention)
    key = models.ForeignKey(DataKey, on_delete=models.SET_NULL, null=True, related_name="files")
    """What opens it. None: the key was dropped, the bytes can be read by nobody any more."""
    view = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, blank=True)
    """The clean copy that screens show; the original is evidence and is never rendered."""
    deleted_at = models.DateTimeField(null=True, blank=True)
    """The bytes are gone; hash, kind and size remain (decision D22)."""

    def __str__(self) -> str:
        return f"{self.name} {self.digest[:8]}"

    @property
    def place(self) -> str:
        """Its name in the store: equal bytes of one class and key lie there once."""
        return f"{self.retention}-{self.key_id}/{self.digest}"


class Upload(TimestampedModel):
    """A file that arrives in parts (tus 1.0 core) and may be interrupted at any byte."""

    class State(models.TextChoices):
        ARRIVING = "arriving", _("Arriving")
        CHECKING = "checking", _("Being checked")
        READY = "ready", _("Ready")
        REFUSED = "refused", _("Refused")

    key = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="uploads")
    purpose = models.CharField(max_length=20)
    """`proof`, `service`, `step`, `scheme`, `signed`, `photo`, `seal`, `roster`."""
    name = models.CharField(max_length=200)
    size = models.PositiveBigIntegerField()
    offset = models.PositiveBigIntegerField(default=0)
    state = models.CharField(max_length=10, choices=State, default=State.ARRIVING)
    reason = models.CharField(max_length=200, blank=True)
    """Why it was refused: one of `rules.PROBLEMS`, worded by `rules.problem`."""
    file = models.ForeignKey(StoredFile, on_delete=models.SET_NULL, null=True, blank=True)
    """The sealed original; what screens show is its `view`."""
    used_at = models.DateTimeField(null=True, blank=True)
    """It has become part of something: a proof of a case, a seal, an imported roster."""

    class Meta:
        indexes: ClassVar = [models.Index(fields=("user", "purpose", "state"))]

    def __str__(self) -> str:
        return f"{self.name} {self.offset}/{self.size}"
