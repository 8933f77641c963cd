"""What payroll and attendance have told: each version of each figure, and the file it came in."""

from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from lizhi.accounts.models import User
from lizhi.common.models import TimestampedModel
from lizhi.people.models import Employment


class PayBatchQuerySet(models.QuerySet["PayBatch"]):
    """Questions about files of payroll and attendance."""

    def of_turn(self, batch: "PayBatch") -> Self:
        """This one, unless something else was asked of it meanwhile."""
        return self.filter(pk=batch.pk, turn=batch.turn, state=batch.state)

    def of(self, user: User) -> Self:
        """One's own: whose people are in such a file is known to whoever brought it."""
        return self.filter(by=user)


class PayBatch(TimestampedModel):
    """One file, or one message of a program, on its way in; undone as a whole."""

    class State(models.TextChoices):
        WAITING = "waiting", _("Being read")
        REFUSED = "refused", _("Could not be read")
        TRIED = "tried", _("Tried")
        WRITING = "writing", _("Being brought in")
        DONE = "done", _("Done")
        UNDONE = "undone", _("Undone")

    number = models.CharField(max_length=20, unique=True)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="pay_batches")
    filename = models.CharField(max_length=200, blank=True)
    """Empty: a program sent it."""
    digest = models.CharField(max_length=64)
    key = models.CharField(max_length=120, blank=True)
    """Of the form that brought it, and of what was in it: sent twice, it is one batch."""
    state = models.CharField(max_length=10, choices=State, default=State.TRIED)
    turn = models.PositiveIntegerField(default=0)
    """Counts what was asked of the worker: an older turn that is still under way writes nothing."""
    rows_total = models.PositiveIntegerField(default=0)
    """0 until the file has been opened."""
    mapping: models.JSONField[Any, Any] = models.JSONField(default=dict)
    """`sheet|header` as the file writes them to our column; empty: it is not read."""
    report: models.JSONField[Any, Any] = models.JSONField(default=dict)
    committed_at = models.DateTimeField(null=True, blank=True)
    undone_at = models.DateTimeField(null=True, blank=True)
    undone_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    undo_reason = models.CharField(max_length=200, blank=True)

    objects = models.Manager.from_queryset(PayBatchQuerySet)()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=("by", "key"), condition=~Q(key=""), name="one_pay_batch_a_key"
            )
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.state}"

    @property
    def is_at_work(self) -> bool:
        """The worker has it, or will have it next."""
        return self.state in {self.State.WAITING, self.State.WRITING}

    @property
    def job(self) -> str:
        """Under what name the outbox holds its newest turn."""
        return f"payroll:{self.pk}:{self.turn}"


class PayRecord(TimestampedModel):
    """What one sheet says about one person and month, or one paper. A change is a new version."""

    employment = models.ForeignKey(Employment, on_delete=models.CASCADE, related_name="pay_records")
    sheet = models.CharField(max_length=16)
    """`pay`, `tax`, `attendance`, `contributions` or `advances`."""
    item = models.CharField(max_length=60)
    """The month, 2026-05; of an advance the number of its paper."""
    values: models.JSONField[Any, Any] = models.JSONField()
    """By the names of `payroll.sheets`; amounts and days are text. What was not told is absent."""
    batch = models.ForeignKey(PayBatch, on_delete=models.PROTECT, related_name="records")
    version = models.PositiveSmallIntegerField(default=1)
    is_current = models.BooleanField(default=True)
    replaces = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=("employment", "sheet", "item"),
                condition=Q(is_current=True),
                name="one_current_pay_record",
            )
        ]

    def __str__(self) -> str:
        return f"{self.employment} {self.sheet} {self.item}"


class PayExport(TimestampedModel):
    """Somebody took figures of payroll away as a file."""

    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    sheet = models.CharField(max_length=16)
    rows = models.PositiveIntegerField()

    def __str__(self) -> str:
        return f"{self.sheet}: {self.rows}"
