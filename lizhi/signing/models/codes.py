"""The digits that prove who signs."""

from typing import ClassVar

from django.db import models

from lizhi.accounts.models import User
from lizhi.common.models import TimestampedModel
from lizhi.identity.models import IdentityProof


class OneTimeCode(TimestampedModel):
    """Six digits, five minutes, once, five tries; good for one person, one paper, one purpose."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    document = models.CharField(max_length=64)
    """One SHA-256 for the very papers that will be signed, as `Binding.digest`."""
    purpose = models.CharField(max_length=40)
    code_hash = models.CharField(max_length=64)
    sealed = models.BinaryField(null=True)
    """The digits on their way into the message, encrypted; dropped as soon as it has been sent."""
    message = models.CharField(max_length=60, blank=True)
    """Reference of the message that carried it: part of the evidence."""
    expires_at = models.DateTimeField()
    tries = models.PositiveSmallIntegerField(default=0)
    checked_at = models.DateTimeField(null=True, blank=True)
    """The right digits came back."""
    proof = models.OneToOneField(
        IdentityProof, on_delete=models.SET_NULL, null=True, related_name="code"
    )
    """What they have proved; the signature must follow within minutes."""
    used_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=("user", "-created_at"))]

    def __str__(self) -> str:
        return f"code for {self.purpose}"
