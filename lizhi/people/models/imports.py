"""A roster file on its way in, what it changed, and what an undo puts back."""

from typing import Any, ClassVar, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from lizhi.accounts.models import User
from lizhi.common.fields import EncryptedTextField
from lizhi.common.models import TimestampedModel
from lizhi.people.models.employments import Employment
from lizhi.people.models.roles import roles_of


class ImportBatchQuerySet(models.QuerySet["ImportBatch"]):
    """Questions about rosters that came in."""

    def visible_to(self, user: User) -> Self:
        """One's own; group HR and administrators see all."""
        roles = roles_of(user)
        if roles.group_hr or roles.is_administrator:
            return self
        return self.filter(by=user)

    def committed(self) -> Self:
        """Whatever changed the roster once."""
        return self.exclude(committed_at=None)


class ImportBatch(TimestampedModel):
    """One roster file on its way in: uploaded, mapped, tried, committed, perhaps undone."""

    class State(models.TextChoices):
        UPLOADED = "uploaded", _("Uploaded")
        MAPPED = "mapped", _("Columns confirmed, being tried")
        TRIED = "tried", _("Tried")
        COMMITTING = "committing", _("Being written")
        DONE = "done", _("Done")
        UNDONE = "undone", _("Undone")
        FAILED = "failed", _("Stopped by a fault, nothing written")

    number = models.CharField(max_length=20, unique=True)
    by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="imports")
    filename = models.CharField(max_length=200)
    digest = models.CharField(max_length=64)
    state = models.CharField(max_length=12, choices=State, default=State.UPLOADED)
    mapping: models.JSONField[dict[str, str], dict[str, str]] = models.JSONField(default=dict)
    """Header as the file writes it → our field."""
    report: models.JSONField[dict[str, Any], dict[str, Any]] = models.JSONField(default=dict)
    rows_done = models.PositiveIntegerField(default=0)
    rows_total = models.PositiveIntegerField(default=0)
    committed_at = models.DateTimeField(null=True, blank=True)
    undone_at = models.DateTimeField(null=True, blank=True)
    undone_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    undo_reason = models.CharField(max_length=200, blank=True)
    before: models.JSONField[dict[str, list[int]], dict[str, list[int]]] = models.JSONField(
        default=dict
    )
    """Keys of new companies, branches and departments, and `left`: departments people moved out of.

    People are found by their own columns."""

    objects = models.Manager.from_queryset(ImportBatchQuerySet)()

    def __str__(self) -> str:
        return f"{self.number} {self.state}"


class ImportedChange(models.Model):
    """What a batch changed on somebody who was here before, encrypted: see `differences.Kept`."""

    batch = models.ForeignKey(ImportBatch, on_delete=models.CASCADE, related_name="changes")
    employment = models.ForeignKey(
        Employment, on_delete=models.CASCADE, related_name="imported_changes"
    )
    values = EncryptedTextField()
    fields = models.PositiveSmallIntegerField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=("batch", "employment"), name="one_change_a_batch")
        ]

    def __str__(self) -> str:
        return f"{self.batch.number} {self.employment}"


class Reveal(TimestampedModel):
    """Somebody looked at a full number of somebody, or at what somebody earns."""

    class Field(models.TextChoices):
        PHONE = "phone", _("Phone")
        ID_NUMBER = "id_number", _("Identity number")
        BANK_ACCOUNT = "bank_account", _("Bank account")
        WAGE = "wage", _("Wage")

    NUMBERS = (Field.PHONE, Field.ID_NUMBER, Field.BANK_ACCOUNT)
    """What is covered on the page of a person, and shown for a moment."""

    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="reveals")
    employment = models.ForeignKey(Employment, on_delete=models.CASCADE, related_name="reveals")
    field = models.CharField(max_length=20, choices=Field)

    def __str__(self) -> str:
        return f"{self.by} saw {self.field} of {self.employment}"
