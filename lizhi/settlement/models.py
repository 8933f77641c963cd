"""The settlement of a case: versions of lines, each with the steps that explain it."""

from typing import Any, ClassVar, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from lizhi.accounts.models import User
from lizhi.cases.models import Case, Proof
from lizhi.common.models import TimestampedModel
from lizhi.documents.models import Upload
from lizhi.settlement.cities.records import CityFigure, FigureDeed
from lizhi.settlement.payroll.records import PayBatch, PayExport, PayRecord
from lizhi.settlement.vouchers.records import (
    AccountTable,
    Payment,
    PaymentBatch,
    Posting,
    TakenFile,
    Voucher,
)

__all__ = [
    "AccountTable",
    "CityFigure",
    "FigureDeed",
    "Line",
    "LineProof",
    "PayBatch",
    "PayExport",
    "PayRecord",
    "Payment",
    "PaymentBatch",
    "Posting",
    "Settlement",
    "SettlementQuerySet",
    "TakenFile",
    "Voucher",
]


class SettlementQuerySet(models.QuerySet["Settlement"]):
    """Questions about versions of what is owed."""

    def of(self, case: Case) -> Self:
        """All versions, the newest first."""
        return self.filter(case=case).order_by("-number")

    def shown(self) -> Self:
        """What the employee has before the eyes: sent, and not replaced since."""
        return self.filter(state__in=(Settlement.State.SENT, Settlement.State.ANSWERED))


class Settlement(TimestampedModel):
    """One version of what is owed. A changed input makes a new version."""

    class State(models.TextChoices):
        DRAFT = "draft", _("Being worked out")
        WAITING = "waiting", _("Waits for a second person")
        SENT = "sent", _("Sent to the employee")
        ANSWERED = "answered", _("Answered")
        REPLACED = "replaced", _("Replaced")

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="settlements")
    number = models.PositiveSmallIntegerField(default=1)
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT)
    inputs: models.JSONField[Any, Any] = models.JSONField(default=dict)
    """`gathered` from the roster and the case, `entered` by finance: enough to compute it again."""
    parameters_hash = models.CharField(max_length=64, blank=True)
    figures: models.JSONField[Any, Any] = models.JSONField(default=dict)
    """Every figure that was asked for, missing ones too: enough to compute it again years later."""
    lines_digest = models.CharField(max_length=64, blank=True)
    """SHA-256 over lines and steps as they were written."""
    engine = models.CharField(max_length=20, blank=True)
    insurance_until = models.DateField(null=True, blank=True)
    """First day of the last month for which insurance is paid."""
    fund_until = models.DateField(null=True, blank=True)
    missing = models.PositiveSmallIntegerField(default=0)
    """How many lines have no amount."""
    drafted_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    """Whoever entered what this version has more than the one before."""
    checked_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    """Whoever has checked it and handed it to a second person."""
    checked_at = models.DateTimeField(null=True, blank=True)
    second = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    """Whom it waits for, or has waited for; any other of finance may do it as well."""
    returned_at = models.DateTimeField(null=True, blank=True)
    """When the second person gave it back; what is wrong is an event of the case."""
    approved_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    approved_at = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    sent_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True, blank=True)

    objects = models.Manager.from_queryset(SettlementQuerySet)()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=("case", "number"), name="one_settlement_a_number")
        ]

    def __str__(self) -> str:
        return f"settlement {self.number} of {self.case}"


class Line(models.Model):
    """One sum with its formula, article and inputs; accepted or disputed by itself."""

    class Side(models.TextChoices):
        DUE = "due", _("Paid to the employee")
        DEDUCTION = "deduction", _("Taken off")
        APART = "apart", _("Shown, and not part of the net")

    class Answer(models.TextChoices):
        OPEN = "open", _("Not answered")
        ACCEPTED = "accepted", _("Accepted")
        DISPUTED = "disputed", _("Disputed")

    class Reply(models.TextChoices):
        NONE = "", _("Not replied to")
        KEPT = "kept", _("Kept as it was, with the reason")
        CHANGED = "changed", _("Changed in a new version")

    settlement = models.ForeignKey(Settlement, on_delete=models.CASCADE, related_name="lines")
    position = models.PositiveSmallIntegerField()
    key = models.CharField(max_length=40)
    title = models.CharField(max_length=80)
    note = models.CharField(max_length=200, blank=True)
    """A few words under the title: up to which day, by whom."""
    side = models.CharField(max_length=10, choices=Side, default=Side.DUE)
    amount = models.DecimalField(max_digits=14, decimal_places=2, null=True, blank=True)
    """Yuan; null: an input is missing and `missing` says which."""
    missing = models.CharField(max_length=200, blank=True)
    steps: models.JSONField[Any, Any] = models.JSONField(default=list)
    """Of `Explained`: {key, title, formula, value, article, inputs, reason, figures}."""
    by_hand = models.BooleanField(default=False)
    answer = models.CharField(max_length=10, choices=Answer, default=Answer.OPEN)
    reply = models.CharField(max_length=10, choices=Reply, default=Reply.NONE, blank=True)
    """What finance has said to a dispute; the words are events of the case."""
    replied_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("position",)
        constraints: ClassVar = [
            models.UniqueConstraint(fields=("settlement", "key"), name="one_line_a_key")
        ]

    def __str__(self) -> str:
        return self.title


class LineProof(TimestampedModel):
    """A picture or PDF that the leaver has sent with a question about a line."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="line_proofs")
    line = models.CharField(max_length=40)
    """Key of the line; versions come and go, the question stays."""
    name = models.CharField(max_length=200)
    upload = models.ForeignKey(Upload, on_delete=models.SET_NULL, null=True, related_name="+")
    """While it is looked at; a file that could not be taken says so."""
    proof = models.OneToOneField(Proof, on_delete=models.PROTECT, null=True, related_name="line")
    refused = models.CharField(max_length=20, blank=True)

    def __str__(self) -> str:
        return f"{self.name} about {self.line} of {self.case}"
