"""Keys that sign what a certificate says to somebody without a network."""

from django.db import models

from lizhi.common.models import TimestampedModel


class TokenKey(TimestampedModel):
    """One Ed25519 key. It is published as long as papers signed by it are to be believed."""

    key = models.CharField(max_length=16, unique=True)
    """Its id: the first 16 hexadecimal digits of the SHA-256 of the public half."""
    slot = models.CharField(max_length=8, null=True, unique=True)
    """`token` for the one in use; null: followed by a newer one."""
    public = models.BinaryField()
    wrapped_key = models.BinaryField(null=True)
    """The private half (32 bytes) under the installation's key; null: destroyed."""
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.CharField(max_length=80, blank=True)
    """The account of the machine on which the command was given."""
    revoked_at = models.DateTimeField(null=True, blank=True)
    """It is published no more: what it has signed is not to be believed."""

    def __str__(self) -> str:
        return f"token key {self.key}"
