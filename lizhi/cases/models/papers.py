"""What was issued in a case, how often it was looked up, and what the leaver has shown."""

from typing import Any, ClassVar, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from lizhi.cases.models.case import Case
from lizhi.common.models import TimestampedModel
from lizhi.documents.models import StoredFile


class PaperQuerySet(models.QuerySet["Paper"]):
    """Questions about papers."""

    def valid(self) -> Self:
        """Neither replaced nor revoked."""
        return self.filter(state=Paper.State.VALID)


class Paper(TimestampedModel):
    """A paper of the case that has been issued. Its file never changes; a new one replaces it."""

    class Kind(models.TextChoices):
        RECEIPT = "receipt", _("Receipt of arrival")
        LETTER = "letter", _("Resignation letter")
        DEPARTURE = "departure", _("Notice by the employee, for a fault of the company")
        RECALL = "recall", _("Call to come back")
        NOTICE = "notice", _("Notice by the company")
        AGREEMENT = "agreement", _("Separation agreement")
        VOIDING = "voiding", _("Voiding agreement")
        HANDOVER = "handover", _("Handover list")
        SETTLEMENT = "settlement", _("Settlement")
        CERTIFICATE = "certificate", _("Separation certificate")
        UNEMPLOYMENT = "unemployment", _("Statement for unemployment insurance")

    class State(models.TextChoices):
        DRAFT = "draft", _("Waiting for signatures")
        VALID = "valid", _("Valid")
        REPLACED = "replaced", _("Replaced")
        REVOKED = "revoked", _("Revoked")
        VOIDED = "voided", _("Voided by both sides")

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="papers")
    kind = models.CharField(max_length=12, choices=Kind)
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT)
    number = models.CharField(max_length=40, unique=True)
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    """The newest revision: each signature adds one; the ledger of them is `revisions`."""
    revisions: models.JSONField[Any, Any] = models.JSONField(default=list)
    """SHA-256 of every revision, oldest first: the last one is what must be presented."""
    template = models.CharField(max_length=60)
    template_hash = models.CharField(max_length=64)
    facts: models.JSONField[Any, Any] = models.JSONField(default=dict)
    """The values that were printed, sealed under the case's key as base64 in {"sealed": …}."""
    code_index = models.CharField(max_length=32, blank=True, db_index=True)
    """Blind index of the certificate code; the code itself is sealed in `facts`."""
    check_off_at = models.DateTimeField(null=True, blank=True)
    """Since when its owner lets nobody check it by its code; None: anybody may."""
    issued_at = models.DateTimeField(null=True, blank=True)
    replaced_by = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="replaces"
    )
    voided_by = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="voids"
    )
    """The paper of both sides by which this one holds no more, since that one was issued."""

    REGISTRATION = "registration"
    """The template of a letter's place when the notice came another way and HR entered it."""

    objects = models.Manager.from_queryset(PaperQuerySet)()

    class Meta:
        indexes: ClassVar = [models.Index(fields=("case", "kind"))]

    @property
    def title(self) -> str:
        """What people call it; what HR has entered is no letter of the employee."""
        if self.template == self.REGISTRATION:
            return str(_("Notice as registered by HR"))
        return str(self.Kind(self.kind).label)

    def __str__(self) -> str:
        return f"{self.kind} {self.number}"


class PaperCheck(models.Model):
    """How often a certificate was looked up on a day; nothing else is known, and nobody's address.

    Shown to the former employee.
    """

    class Way(models.TextChoices):
        SCAN = "scan", _("The code was scanned")
        TYPED = "typed", _("The code was typed or clicked")
        NAME = "name", _("A name was compared with it")
        SHARED = "shared", _("Your link was opened")
        FILE = "file", _("A file was compared with it")

    paper = models.ForeignKey(Paper, on_delete=models.CASCADE, related_name="checks")
    day = models.DateField()
    way = models.CharField(max_length=20, choices=Way)
    answer = models.CharField(max_length=20, choices=Paper.State)
    """What the page said: the state of the paper on that day."""
    times = models.PositiveIntegerField(default=0)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=("paper", "day", "way", "answer"), name="one_row_a_day_and_way"
            )
        ]

    def __str__(self) -> str:
        return f"{self.day} {self.way} {self.answer}"


class Proof(TimestampedModel):
    """A picture or PDF that the leaver chose to show. Named roles only, shortest retention.

    What proves a service and what a step of HR's own was answered with lie here too: each is
    deleted on its day, and the package names its hash.
    """

    OF_STEP = "step"
    """The kind of a file that belongs to a step; whoever has the step reads it, without a reason.
    """

    OF_LINE = "line"
    """The kind of a file that was sent with a question about a line: finance reads both."""
    OF_SCHEME = "scheme"
    """The kind of an agency's receipt that shows that an insurance or the fund was stopped."""
    ELSEWHERE = (OF_STEP, OF_LINE, OF_SCHEME)
    """Read where they belong, not among what the leaver has shown of the own life."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="proofs")
    kind = models.CharField(max_length=20, default="hospital")
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    delete_on = models.DateField()

    def __str__(self) -> str:
        return f"{self.kind} of {self.case}"
