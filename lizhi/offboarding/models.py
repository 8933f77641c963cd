"""What the law asks of the company at an ending, views of the board, and rounds of sealing."""

import datetime as dt
from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from lizhi.accounts.models import User
from lizhi.cases.models import Case, Proof
from lizhi.common.fields import EncryptedTextField
from lizhi.common.models import TimestampedModel
from lizhi.common.prepared import Prepared, given
from lizhi.signing.models import Actor
from lizhi.workflow.models import Run


class DutyQuerySet(models.QuerySet["Duty"]):
    """Questions about what is still owed."""

    def open(self) -> Self:
        """Not done, and owed: whoever stays, or whose end is not certain, is owed nothing."""
        certain = Q(case__way=Case.Way.RESIGNATION) | Q(case__binding_at__isnull=False)
        owed = self.filter(certain, done_on=None)
        return owed.exclude(case__status=Case.Status.WITHDRAWN)

    def to_do(self) -> Self:
        """Of these, what somebody has to do; texts are only kept."""
        return self.open().exclude(kind=Duty.Kind.CONTRACT_TEXTS)

    def due_by(self, day: dt.date | given) -> Self:
        """To do, with this day or an earlier one as its last."""
        return self.to_do().filter(due__lte=day)


class Duty(TimestampedModel):
    """One duty of the company to one leaver; no holiday and no open handover moves its day.

    Only wages of a province that counts in working days follow its calendar (law facts, §3).
    """

    class Kind(models.TextChoices):
        CERTIFICATE = "certificate", _("Certificate")
        WAGES = "wages", _("Wages, all at once")
        UNEMPLOYMENT_LIST = "unemployment_list", _("List of the unemployed")
        TRANSFER = "transfer", _("Insurance and personal file")
        HOUSING_FUND = "housing_fund", _("Housing fund")
        CONTRACT_TEXTS = "contract_texts_years", _("Texts of the contract are kept")

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="duties")
    kind = models.CharField(max_length=24, choices=Kind)
    due = models.DateField(null=True, blank=True)
    """The last day on which it can be met; empty where the rule has not been verified."""
    article = models.CharField(max_length=120, blank=True)
    provisional = models.BooleanField(default=False)
    """Counted in working days over a year whose days are not announced; or, where nothing is
    counted in working days, by a text that another one, not yet verified, has replaced."""
    done_on = models.DateField(null=True, blank=True)
    done_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    """Whoever said so; nobody where the machine did it."""
    proof = EncryptedTextField(blank=True, default="")
    """The number of a receipt or voucher, or a note."""
    raised_at = models.DateTimeField(null=True, blank=True)
    """Since when HR of the branch knows that it is late."""
    raised_higher_at = models.DateTimeField(null=True, blank=True)
    """Since when the head of HR knows."""

    objects = models.Manager.from_queryset(DutyQuerySet)()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=("case", "kind"), name="one_duty_of_a_kind")
        ]
        indexes: ClassVar = [
            models.Index(fields=("due",), condition=Q(done_on=None), name="open_duties"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} of {self.case}"


class SchemeStop(TimestampedModel):
    """One insurance, or the housing fund, has been stopped for a leaver, and what shows it.

    One row of a case and scheme; said again it is corrected, and each word stays in the story.
    """

    class Scheme(models.TextChoices):
        PENSION = "pension", _("Pension insurance")
        MEDICAL = "medical", _("Medical insurance")
        UNEMPLOYMENT = "unemployment", _("Unemployment insurance")
        INJURY = "injury", _("Work injury insurance")
        HOUSING_FUND = "housing_fund", _("Housing provident fund")

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="scheme_stops")
    scheme = models.CharField(max_length=12, choices=Scheme)
    last_month = models.DateField()
    """First day of the last month that is paid."""
    done_on = models.DateField()
    done_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    reference = EncryptedTextField(blank=True, default="")
    """The number of the agency's receipt."""
    receipt = models.ForeignKey(Proof, on_delete=models.PROTECT, null=True, related_name="+")
    upload = models.UUIDField(null=True, blank=True)
    """A receipt that is still being looked at."""

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=("case", "scheme"), name="one_stop_of_a_scheme")
        ]

    def __str__(self) -> str:
        return f"{self.scheme} of {self.case}"

    def on_record(self, *, on: dt.date, month: dt.date, reference: str, by: User) -> None:
        """As it is said now; saved by whoever calls this."""
        self.done_on, self.last_month = on, month.replace(day=1)
        self.reference, self.done_by = reference, by


class SavedFilter(TimestampedModel):
    """A view of the board that somebody comes back to; nobody else sees it."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="saved_filters")
    name = models.CharField(max_length=20)
    query = models.CharField(max_length=300)
    """As it stands in the address: which chip, branch and words."""

    class Meta:
        ordering = ("pk",)
        constraints: ClassVar = [
            models.UniqueConstraint(fields=("user", "name"), name="one_filter_of_a_name")
        ]

    def __str__(self) -> str:
        return self.name


OF_USER = Prepared(lambda: SavedFilter.objects.filter(user=given("user")).order_by("pk"))


class StepFile(TimestampedModel):
    """A file with which a step of HR's own was answered; the bytes lie with the proof.

    Each answer adds a row and none is taken away: what a later answer has replaced is history.
    """

    proof = models.OneToOneField(Proof, on_delete=models.PROTECT, related_name="step_file")
    run = models.ForeignKey(Run, on_delete=models.PROTECT, related_name="files")
    field = models.CharField(max_length=40)
    """The key of the question in the process; a new version keeps it."""
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return f"{self.field} of {self.run}"


class SealRound(TimestampedModel):
    """What somebody of HR has confirmed in one go: up to a hundred agreements to be sealed."""

    key = models.CharField(max_length=64, unique=True)
    """Of the form: the same one sent again is the same round."""
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return f"round {self.pk}"


class ToSeal(TimestampedModel):
    """One agreement of a round, with what stood on the page when it was confirmed.

    The seal goes on that very text with those days, or not at all.
    """

    round = models.ForeignKey(SealRound, on_delete=models.PROTECT, related_name="lines")
    seal = models.ForeignKey(Actor, on_delete=models.PROTECT, related_name="+")
    """The company's part of the envelope."""
    digest = models.CharField(max_length=64)
    dates: models.JSONField[dict[str, str], dict[str, str]] = models.JSONField()
    """The four dates by name."""
    tries = models.PositiveSmallIntegerField(default=0)
    refused = models.CharField(max_length=300, blank=True)
    """Why it was not confirmed, in words for whoever asked; empty otherwise."""

    class Meta:
        ordering = ("pk",)
        constraints: ClassVar = [
            models.UniqueConstraint(fields=("round", "seal"), name="once_in_a_round")
        ]

    def __str__(self) -> str:
        return f"{self.seal} in {self.round}"
