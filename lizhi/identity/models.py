"""That somebody has shown who they are, and the passkeys of people's own phones."""

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from lizhi.accounts.models import User
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
