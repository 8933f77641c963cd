"""Every certificate that this installation has issued."""

import datetime as dt
from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from lizhi.common import clock
from lizhi.common.models import TimestampedModel
from lizhi.people.models import LegalEntity

KEPT_AFTER_END = dt.timedelta(days=5 * 366)
"""电子签名法 24: information about certificates is kept for five years after they have ended."""


class KeptByLaw(Exception):
    """A row of the ledger may not go yet."""


class CertificateQuerySet(models.QuerySet["Certificate"]):
    """Questions about certificates."""

    def delete(self) -> tuple[int, dict[str, int]]:
        """Only what ended more than five years ago; `KeptByLaw` when there is anything else."""
        if self.filter(not_after__gt=clock.now() - KEPT_AFTER_END).exists():
            raise KeptByLaw
        return super().delete()


class Certificate(TimestampedModel):
    """The ledger of every certificate that this installation has issued."""

    class Kind(models.TextChoices):
        ROOT = "root", _("Root")
        ISSUING = "issuing", _("Issuing")
        STAMP = "stamp", _("Time stamp")
        SEAL = "seal", _("Company seal")
        INSTALLATION = "installation", _("Seal of the installation")
        EVENT = "event", _("One signature of one person")

    class Reason(models.TextChoices):
        """As revocation lists name it (RFC 5280, 5.3.1)."""

        UNSPECIFIED = "unspecified", _("No reason given")
        KEY = "keyCompromise", _("Somebody else may have the key")
        AUTHORITY = "cACompromise", _("Somebody else may have the key of the authority")
        AFFILIATION = "affiliationChanged", _("The name or the company has changed")
        SUPERSEDED = "superseded", _("Followed by a newer one")
        CEASED = "cessationOfOperation", _("No longer needed")

    serial = models.CharField(max_length=60, unique=True)
    """Hexadecimal, as certificate viewers show it."""
    kind = models.CharField(max_length=14, choices=Kind)
    slot = models.CharField(max_length=40, null=True, unique=True)
    """What it is in use as: `root`, `issuing`, `stamp`, `installation`, `seal:<entity>`; one each.

    Null: good for one signature only, or followed by a newer one.
    """
    subject = models.CharField(max_length=200)
    entity = models.ForeignKey(LegalEntity, on_delete=models.PROTECT, null=True, related_name="+")
    pem = models.TextField()
    wrapped_key = models.BinaryField(null=True)
    """PKCS#8 under the installation's key; null: destroyed after its one use, or kept elsewhere."""
    not_after = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)
    revoked_because = models.CharField(max_length=24, choices=Reason, blank=True)

    objects = models.Manager.from_queryset(CertificateQuerySet)()

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        """As the queryset: not before the term of the law is over."""
        if self.not_after > clock.now() - KEPT_AFTER_END:
            raise KeptByLaw
        return super().delete(*args, **kwargs)

    def __str__(self) -> str:
        return f"{self.kind} {self.serial}"


class RevocationList(models.Model):
    """What an authority whose key is kept elsewhere has signed about what it took back."""

    authority = models.ForeignKey(Certificate, on_delete=models.PROTECT, related_name="lists")
    data = models.BinaryField()
    """DER."""
    begins = models.DateTimeField()
    ends = models.DateTimeField()

    class Meta:
        indexes: ClassVar = [models.Index(fields=("authority", "-begins"))]

    def __str__(self) -> str:
        return f"list of {self.authority} until {self.ends:%Y-%m-%d}"


class KeyEvent(models.Model):
    """What somebody did to a key or a certificate of the house: never changed, never dropped."""

    class What(models.TextChoices):
        ROTATED = "rotated", _("Followed by a new one")
        REVOKED = "revoked", _("Taken back")
        TAKEN_OUT = "taken_out", _("The key was taken off line")
        BROUGHT_BACK = "brought_back", _("An answer of the root was brought in")

    certificate = models.ForeignKey(Certificate, on_delete=models.PROTECT, related_name="story")
    what = models.CharField(max_length=12, choices=What)
    at = models.DateTimeField()
    by = models.CharField(max_length=80)
    """The account of the machine on which the command was given."""
    reason = models.CharField(max_length=24, blank=True)

    def __str__(self) -> str:
        return f"{self.what} {self.certificate}"
