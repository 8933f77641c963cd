"""Envelopes and whoever signs in them."""

from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from lizhi.accounts.models import User
from lizhi.cases.models import Case, Paper
from lizhi.common.models import TimestampedModel
from lizhi.common.prepared import given
from lizhi.people.models import LegalEntity

VOIDING = "voiding"
"""Never stored: whoever says no to the new paper takes nothing back by it."""


class EnvelopeQuerySet(models.QuerySet["Envelope"]):
    """Questions about envelopes."""

    def open(self) -> Self:
        """May still be completed."""
        return self.filter(state__in=Envelope.OPEN)


class Envelope(TimestampedModel):
    """A paper sent for signature. Its state only moves forward.

    One that is completed becomes `voided` when another one, which says so, has been completed.
    While that other one is out this one is completed all the same: see `is_being_voided`.
    """

    class State(models.TextChoices):
        DRAFT = "draft", _("Draft")
        SIGNING = "signing", _("Being signed")
        ALL_SIGNED = "all_signed", _("All have signed")
        COMPLETED = "completed", _("Completed")
        DECLINED = "declined", _("Declined")
        REVOKED = "revoked", _("Called back")
        EXPIRED = "expired", _("Expired")
        FAILED = "failed", _("Did not work")
        VOIDED = "voided", _("Voided by a new paper of both sides")

    OPEN = (State.DRAFT, State.SIGNING, State.ALL_SIGNED)

    biz_no = models.CharField(max_length=64, unique=True)
    """Ours, and the idempotency key towards every provider."""
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="envelopes")
    paper = models.ForeignKey(Paper, on_delete=models.PROTECT, related_name="envelopes")
    purpose = models.CharField(max_length=40)
    provider = models.CharField(max_length=20)
    ref = models.CharField(max_length=120, blank=True)
    level = models.CharField(max_length=4, default="L1")
    state = models.CharField(max_length=12, choices=State, default=State.DRAFT)
    subject = models.CharField(max_length=200)
    pages = models.PositiveSmallIntegerField(default=0)
    expires_at = models.DateTimeField()
    reason = models.CharField(max_length=40, blank=True)
    """Code of why it ended unsigned; the words are in the case's events, encrypted."""
    ended_at = models.DateTimeField(null=True, blank=True)
    wanted_at = models.DateTimeField(null=True, blank=True)
    """When the person asked for it again, after its time was over."""
    voids = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="voided_in"
    )
    """The completed one that holds no more once this one is complete."""

    objects = models.Manager.from_queryset(EnvelopeQuerySet)()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=("case", "purpose"),
                condition=Q(state__in=("draft", "signing", "all_signed")),
                name="one_open_envelope_a_purpose",
            )
        ]

    def __str__(self) -> str:
        return self.biz_no

    @property
    def is_optional(self) -> bool:
        """The paper holds already: each name on it is for itself, and nothing hangs on any."""
        return self.paper.issued_at is not None

    @property
    def is_being_voided(self) -> bool:
        """It holds, and a paper by which it would hold no more is out for signature."""
        return self.state == self.State.COMPLETED and self.voided_in.open().exists()

    @property
    def told_state(self) -> str:
        """The state, or `voiding` while it is being voided: for pages, programs and evidence."""
        return VOIDING if self.is_being_voided else self.state


class ActorQuerySet(models.QuerySet["Actor"]):
    """Questions about signers."""

    def of(self, user: User | given) -> Self:
        """Somebody's own parts, with everything that the pages show of them."""
        return self.filter(user=user).select_related(
            "user", "envelope__case__branch", "envelope__case__entity", "envelope__paper__file"
        )


class Actor(TimestampedModel):
    """One signer of an envelope: a person, or a company by its seal."""

    class Kind(models.TextChoices):
        PERSON = "person", _("Person")
        ORG = "org", _("Company")

    class State(models.TextChoices):
        WAITING = "waiting", _("Not yet asked")
        ASKED = "asked", _("Asked")
        GIVEN = "given", _("Given; the signature is being made")
        SIGNED = "signed", _("Signed")
        DECLINED = "declined", _("Declined")

    envelope = models.ForeignKey(Envelope, on_delete=models.PROTECT, related_name="actors")
    kind = models.CharField(max_length=8, choices=Kind)
    role = models.CharField(max_length=20)
    """The name of the signature field in the paper: `employee`, `company`, `receiver`."""
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="signings", null=True)
    entity = models.ForeignKey(LegalEntity, on_delete=models.PROTECT, null=True, related_name="+")
    order = models.PositiveSmallIntegerField(default=1)
    page = models.PositiveSmallIntegerField(default=0)
    """Where in the paper the signature will stand, counted from 1."""
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    viewed_at = models.DateTimeField(null=True, blank=True)
    given_at = models.DateTimeField(null=True, blank=True)
    """The moment of the will; the machine's signature follows at `signed_at`."""
    signed_at = models.DateTimeField(null=True, blank=True)
    strokes = models.BinaryField(default=bytes)
    """The drawn name as encrypted points with time; empty when it was typed."""
    typed = models.BooleanField(default=False)
    evidence: models.JSONField[Any, Any] = models.JSONField(default=dict)
    """The sealed record that the certificate binds by its hash, and what the signature became."""

    objects = models.Manager.from_queryset(ActorQuerySet)()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=("envelope", "role"), name="one_actor_a_role")
        ]

    def __str__(self) -> str:
        return f"{self.role} of {self.envelope}"
