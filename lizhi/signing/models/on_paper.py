"""A paper that somebody signs by hand: printed, signed, sent, and taken in by HR."""

from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from lizhi.accounts.models import User
from lizhi.cases.models import Paper
from lizhi.common.models import TimestampedModel
from lizhi.common.prepared import given
from lizhi.documents.models import StoredFile, Upload
from lizhi.signing.models.envelopes import Actor, Envelope


class OnPaperQuerySet(models.QuerySet["OnPaper"]):
    """Questions about signatures by hand."""

    def alive(self) -> Self:
        """Chosen, and neither taken in nor left for the phone."""
        return self.filter(state__in=OnPaper.ALIVE)

    def waiting(self) -> Self:
        """Somebody owes the next step: the signer to send it, HR to take it in or send it back."""
        out = Q(state__in=OnPaper.ALIVE, actor__envelope__state=Envelope.State.SIGNING)
        return self.filter(out | OnPaper.TO_SEND_BACK)

    def at_desk(self) -> Self:
        """HR owes the next step."""
        out = Q(state=OnPaper.State.SENT, actor__envelope__state=Envelope.State.SIGNING)
        return self.filter(out | OnPaper.TO_SEND_BACK)

    def of(self, actor: Actor | given) -> Self:
        """That of one signer."""
        return self.filter(actor=actor).select_related("received_by")


class OnPaper(TimestampedModel):
    """One signer has chosen to sign by hand. The paper is the original; the scan is a copy of it.

    Nothing in here is an electronic signature, and nothing claims one.
    """

    class State(models.TextChoices):
        CHOSEN = "chosen", _("To be printed and signed")
        SENT = "sent", _("On its way")
        WRONG = "wrong", _("Something is wrong with it")
        RECEIVED = "received", _("The original is here")
        LEFT = "left", _("Not on paper after all")

    ALIVE = (State.CHOSEN, State.SENT, State.WRONG)
    TO_SEND_BACK = Q(
        state=State.RECEIVED,
        back_at=None,
        actor__envelope__state=Envelope.State.COMPLETED,
        actor__envelope__paper__kind=Paper.Kind.AGREEMENT,
    )
    """The company has agreed; both copies want its seal by hand, and one goes to the person."""

    actor = models.OneToOneField(Actor, on_delete=models.PROTECT, related_name="on_paper")
    state = models.CharField(max_length=10, choices=State, default=State.CHOSEN)
    printed = models.CharField(max_length=64)
    """SHA-256 of the revision that was given out for printing."""
    cover = models.ForeignKey(StoredFile, on_delete=models.PROTECT, null=True, related_name="+")
    """The sheet that says how to sign it and where to send it; made by the job worker."""
    chosen_at = models.DateTimeField()
    carrier = models.CharField(max_length=40, blank=True)
    waybill = models.CharField(max_length=30, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    waits_since = models.DateTimeField()
    """Since when the next thing has been waiting, or when somebody was reminded of it last."""
    arrived_on = models.DateField(null=True, blank=True)
    received_at = models.DateTimeField(null=True, blank=True)
    received_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    kept_at = models.CharField(max_length=80, blank=True)
    """Where the original lies: a cabinet, a file number."""
    back_carrier = models.CharField(max_length=40, blank=True)
    back_waybill = models.CharField(max_length=30, blank=True)
    back_at = models.DateTimeField(null=True, blank=True)
    """When the copy with the company's seal by hand was sent to the person."""

    objects = models.Manager.from_queryset(OnPaperQuerySet)()

    class Meta:
        indexes: ClassVar = [models.Index(fields=("state",), name="on_paper_state")]

    def __str__(self) -> str:
        return f"{self.actor} on paper"


class Scan(TimestampedModel):
    """A picture or PDF of what was signed by hand; it is shown once it has been checked."""

    on_paper = models.ForeignKey(OnPaper, on_delete=models.PROTECT, related_name="scans")
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    of_original = models.BooleanField(default=False)
    """Made by HR of the original that lies here; else the signer's own, before it was sent."""
    upload = models.OneToOneField(
        Upload, on_delete=models.SET_NULL, null=True, related_name="signed_scan"
    )
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, null=True, related_name="+")
    """None while the upload is on its way or being checked."""

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"scan {self.pk} of {self.on_paper_id}"
