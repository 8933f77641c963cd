"""Every certificate that this installation has issued."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from lizhi.common.models import TimestampedModel
from lizhi.people.models import LegalEntity


class Certificate(TimestampedModel):
    """The ledger of every certificate that this installation has issued."""

    class Kind(models.TextChoices):
        ROOT = "root", _("Root")
        ISSUING = "issuing", _("Issuing")
        STAMP = "stamp", _("Time stamp")
        SEAL = "seal", _("Company seal")
        INSTALLATION = "installation", _("Seal of the installation")
        EVENT = "event", _("One signature of one person")

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
    """PKCS#8 under the installation's key; null: the key was destroyed after its one use."""
    not_after = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.kind} {self.serial}"
