"""What stays of it: account tables, vouchers and what is in them, payments, who took a file."""

from decimal import Decimal
from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from lizhi.accounts.models import User
from lizhi.common.fields import EncryptedTextField, masked
from lizhi.common.models import TimestampedModel
from lizhi.people.models import LegalEntity

Json = models.JSONField[Any, Any]


class AccountTable(TimestampedModel):
    """Which account a line of a settlement goes to; a changed table is a new version."""

    class State(models.TextChoices):
        PROPOSED = "proposed", _("Waits for a second person")
        IN_FORCE = "in_force", _("In force")
        REPLACED = "replaced", _("Replaced")
        DROPPED = "dropped", _("Not confirmed")

    entity = models.ForeignKey(LegalEntity, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=10, choices=State, default=State.PROPOSED)
    body: Json = models.JSONField()
    """`accounts.Table` in plain values."""
    made_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    decided_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    alone = models.BooleanField(default=False)
    """Nobody else is in finance here: whoever made it has confirmed it, and every page says so."""

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=("entity", "number"), name="one_account_table_a_number"),
            models.UniqueConstraint(
                fields=("entity",), condition=Q(state="in_force"), name="one_account_table_in_force"
            ),
            models.UniqueConstraint(
                fields=("entity",), condition=Q(state="proposed"), name="one_account_table_proposed"
            ),
        ]

    def __str__(self) -> str:
        return f"account table {self.number} of {self.entity}"


class Voucher(TimestampedModel):
    """Balanced entries for one ledger, frozen: whoever takes it again gets the same bytes."""

    class Kind(models.TextChoices):
        SETTLEMENT = "settlement", _("Settlements")
        REVERSAL = "reversal", _("Taken back in red")
        PAYMENT = "payment", _("Payment")

    voucher_id = models.CharField(max_length=30, unique=True)
    """What a ledger knows it by: sent twice, it is the same voucher."""
    entity = models.ForeignKey(LegalEntity, on_delete=models.PROTECT, related_name="+")
    period = models.DateField()
    """First day of the month in which the contracts ended."""
    number = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=10, choices=Kind)
    table = models.ForeignKey(AccountTable, on_delete=models.PROTECT, related_name="+")
    booked_on = models.DateField()
    body: Json = models.JSONField()
    made_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    ledger_number = models.CharField(max_length=40, blank=True)
    """Under which the ledger has taken it; finance writes it down."""
    ledger_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    ledger_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("period", "number")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=("entity", "period", "number"), name="one_voucher_a_number"
            )
        ]

    def __str__(self) -> str:
        return self.voucher_id

    @property
    def total(self) -> Decimal:
        """Of either side, in yuan."""
        return Decimal(self.body["debit"])


class Posting(models.Model):
    """A version of a settlement stands in a voucher, or was taken back by one. Each once."""

    class Kind(models.TextChoices):
        POSTED = "posted", _("Booked")
        REVERSED = "reversed", _("Taken back in red")

    voucher = models.ForeignKey(Voucher, on_delete=models.PROTECT, related_name="postings")
    settlement = models.ForeignKey(
        "settlement.Settlement", on_delete=models.PROTECT, related_name="postings"
    )
    kind = models.CharField(max_length=10, choices=Kind)
    entries: Json = models.JSONField()
    """Of this settlement alone, so that it can be taken back to the fen."""

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=("settlement", "kind"), name="one_posting_a_kind")
        ]

    def __str__(self) -> str:
        return f"{self.settlement} in {self.voucher}"


class PaymentBatchQuerySet(models.QuerySet["PaymentBatch"]):
    """Questions about payments."""

    def standing(self) -> Self:
        """Not taken back."""
        return self.exclude(state=PaymentBatch.State.UNDONE)


class PaymentBatch(TimestampedModel):
    """What goes to the bank in one file."""

    class State(models.TextChoices):
        MADE = "made", _("File made, not paid yet")
        PAID = "paid", _("Paid")
        UNDONE = "undone", _("Taken back before it was paid")

    number = models.CharField(max_length=30, unique=True)
    entity = models.ForeignKey(LegalEntity, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=6, choices=State, default=State.MADE)
    key = models.CharField(max_length=120, unique=True)
    """Of the form or the program: pressed twice, it is one batch."""
    count = models.PositiveIntegerField()
    total = models.DecimalField(max_digits=14, decimal_places=2)
    made_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    paid_on = models.DateField(null=True)
    bank_reference = models.CharField(max_length=60, blank=True)
    paid_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    paid_at = models.DateTimeField(null=True)
    voucher = models.ForeignKey(Voucher, on_delete=models.PROTECT, null=True, related_name="+")
    """That clears what was owed; none while the account table does not say how."""
    undone_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    undone_at = models.DateTimeField(null=True)
    undo_reason = models.CharField(max_length=200, blank=True)

    objects = models.Manager.from_queryset(PaymentBatchQuerySet)()

    def __str__(self) -> str:
        return self.number


class Payment(models.Model):
    """One person's line in the file: what was read when the file was made."""

    batch = models.ForeignKey(PaymentBatch, on_delete=models.PROTECT, related_name="payments")
    settlement = models.ForeignKey(
        "settlement.Settlement", on_delete=models.PROTECT, related_name="payments"
    )
    amount = models.DecimalField(max_digits=14, decimal_places=2)
    payee = EncryptedTextField()
    account = EncryptedTextField()
    bank = models.CharField(max_length=80, blank=True)
    purpose = models.CharField(max_length=40)
    """What the bank writes on the statement."""
    due_on = models.DateField()
    """The day by which the law wants it paid."""
    stands = models.BooleanField(default=True)
    """False once its batch was taken back: only then may it stand in another."""

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=("settlement",), condition=Q(stands=True), name="one_payment_a_settlement"
            )
        ]

    def __str__(self) -> str:
        return f"{self.settlement} in {self.batch}"

    @property
    def masked_account(self) -> str:
        """As screens show it."""
        return masked(self.account, head=4, tail=4)


class TakenFile(TimestampedModel):
    """Somebody took a file with money in it: who, which, when."""

    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    entity = models.ForeignKey(LegalEntity, on_delete=models.PROTECT, related_name="+")
    what = models.CharField(max_length=40)
    """Number of the voucher, of the batch, or the month of a list."""
    form = models.CharField(max_length=20)
    sha256 = models.CharField(max_length=64)

    class Meta:
        indexes: ClassVar = [models.Index(fields=("what", "-created_at"), name="who_took_a_file")]

    def __str__(self) -> str:
        return f"{self.what} as {self.form} by {self.by}"
