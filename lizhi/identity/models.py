"""That somebody has shown who they are: proofs, passkeys of the own phone, tries with a face."""

import datetime as dt
from typing import Any, ClassVar, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from lizhi.accounts.models import Consent, User
from lizhi.cases.models import Case
from lizhi.common.models import TimestampedModel
from lizhi.identity.binding import Binding


class IdentityProof(TimestampedModel):
    """Somebody has shown who they are, for one purpose and exactly these papers. Good once.

    The row is for the minutes until it is used: what the signature needs of it is in its record.
    """

    class Way(models.TextChoices):
        CODE = "code", _("Code to the phone")
        PASSKEY = "passkey", _("Fingerprint or face on the own phone")
        FACE = "face", _("Face check")
        WITNESS = "witness", _("With a witness")
        ON_PAPER = "on_paper", _("By hand, on paper")

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    way = models.CharField(max_length=10, choices=Way)
    purpose = models.CharField(max_length=40)
    documents: models.JSONField[list[str], list[str]] = models.JSONField()
    """SHA-256 of each paper, sorted."""
    bundle = models.CharField(max_length=64)
    """SHA-256 of the set, as `Binding.digest`."""
    facts: models.JSONField[Any, Any] = models.JSONField(default=dict)
    """What the evidence keeps of how it was shown: references, hashes, scores; nothing secret."""
    checked_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=("user", "-created_at"))]

    def __str__(self) -> str:
        return f"{self.way} for {self.purpose}"

    @property
    def binding(self) -> Binding:
        """What it holds for."""
        return Binding.of(self.user_id, self.purpose, self.documents)


class Passkey(TimestampedModel):
    """The public half of a key that stays in somebody's own phone, as finger and face do."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    name = models.CharField(max_length=40)
    """What the person calls the phone."""
    key_hash = models.CharField(max_length=64, unique=True)
    """SHA-256 of the credential's id: its name in evidence."""
    credential = models.BinaryField()
    """Id and public key, as the phone has given them."""
    number = models.CharField(max_length=32)
    """Index of the telephone number under which its owner was known here when it last counted."""
    counter = models.PositiveBigIntegerField(default=0)
    """How often the phone says that it has signed; one that goes back has been copied."""
    used_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return self.name


class PasskeyChallenge(TimestampedModel):
    """What a phone is asked to sign: for one person, one purpose and exactly these papers. Once."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    purpose = models.CharField(max_length=40)
    documents: models.JSONField[list[str], list[str]] = models.JSONField(default=list)
    nonce = models.CharField(max_length=64)
    challenge = models.CharField(max_length=64, unique=True)
    """SHA-256 over nonce, person, purpose and papers, hexadecimal: what was signed names them."""
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"challenge for {self.purpose}"

    @property
    def binding(self) -> Binding:
        """What an answer would prove."""
        return Binding.of(self.user_id, self.purpose, self.documents)


class FaceAttemptQuerySet(models.QuerySet["FaceAttempt"]):
    """Questions about tries with a face."""

    def alive(self, at: dt.datetime | None = None) -> Self:
        """Not over yet; with a moment: nor out of time then."""
        found = self.filter(state__in=FaceAttempt.ALIVE)
        return found if at is None else found.filter(expires_at__gt=at)


class FaceAttempt(TimestampedModel):
    """Somebody has a face compared by a service, for exactly these papers. States move forward.

    Neither a picture nor a number of the person is in it, and the address is dropped at the end.
    """

    class State(models.TextChoices):
        ASKED = "asked", _("The service is being asked")
        OPEN = "open", _("The way to the service is open")
        PASSED = "passed", _("Passed")
        FAILED = "failed", _("Not passed")
        OVER = "over", _("Out of time")
        VOID = "void", _("Void: the consent was taken back")
        DOWN = "down", _("The service was not to be had")

    ALIVE = (State.ASKED, State.OPEN)

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, null=True, related_name="+")
    about = models.CharField(max_length=80)
    """What it is for, as whoever asked calls it: the number of an envelope, or a set by a hash."""
    papers: models.JSONField[list[str], list[str]] = models.JSONField(default=list)
    """The number of each."""
    back_to = models.CharField(max_length=200)
    """Path of our page to which the service sends the person back."""
    purpose = models.CharField(max_length=40)
    documents: models.JSONField[list[str], list[str]] = models.JSONField()
    bundle = models.CharField(max_length=64)
    consent = models.ForeignKey(Consent, on_delete=models.PROTECT, related_name="+")
    second = models.ForeignKey(
        IdentityProof, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    """What was shown besides, for the same papers: a face is never enough."""
    provider = models.CharField(max_length=10)
    order = models.CharField(max_length=32, unique=True)
    """Our own name of it at the service."""
    reference = models.CharField(max_length=120, blank=True)
    """The service's name of it."""
    sealed = models.BinaryField(null=True)
    """The address to go to, encrypted: it opens without a sign-in."""
    state = models.CharField(max_length=8, choices=State, default=State.ASKED)
    reason = models.CharField(max_length=20, blank=True)
    """A code of `faces.reasons`."""
    looks = models.PositiveSmallIntegerField(default=0)
    expires_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    proof = models.OneToOneField(
        IdentityProof, on_delete=models.SET_NULL, null=True, related_name="face"
    )
    """What a pass has proved."""

    objects = models.Manager.from_queryset(FaceAttemptQuerySet)()

    class Meta:
        indexes: ClassVar = [models.Index(fields=("user", "-created_at"), name="face_of_user")]

    def __str__(self) -> str:
        return f"face for {self.purpose}: {self.state}"

    @property
    def binding(self) -> Binding:
        """What a pass would prove."""
        return Binding.of(self.user_id, self.purpose, self.documents)


class FacePerson(TimestampedModel):
    """One person whose face a service was asked to compare, by a name that says nothing."""

    person = models.CharField(max_length=32, unique=True)
    """Keyed hash of the account."""
    last_at = models.DateTimeField()

    class Meta:
        indexes: ClassVar = [models.Index(fields=("last_at",), name="face_person_last")]

    def __str__(self) -> str:
        return self.person
