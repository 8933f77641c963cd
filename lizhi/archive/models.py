"""The sealed package of a closed case, and the stamps it has got since."""

from typing import Any, ClassVar

from django.db import models

from lizhi.cases.models import Case, Paper
from lizhi.common.models import TimestampedModel
from lizhi.documents.models import StoredFile


class Package(TimestampedModel):
    """A BagIt package in the store, with signature and time stamp over its manifest."""

    case = models.OneToOneField(Case, on_delete=models.PROTECT, related_name="package")
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    """The package as one ZIP: bag folder, beside it `seal.p7s`, `seal.tsr`, renewals, additions."""
    manifest_digest = models.CharField(max_length=64)
    """SHA-256 of tagmanifest-sha256.txt, which the seal and the stamp cover."""
    sealed_at = models.DateTimeField()
    renewed_at = models.DateTimeField(null=True, blank=True, db_index=True)
    """When it got its newest stamp; null: none yet but the first."""
    checks: models.JSONField[Any, Any] = models.JSONField(default=dict)

    def __str__(self) -> str:
        return f"package of {self.case}"


class Renewal(models.Model):
    """A year later: one more time stamp over the manifest and all stamps before."""

    package = models.ForeignKey(Package, on_delete=models.PROTECT, related_name="renewals")
    number = models.PositiveSmallIntegerField()
    at = models.DateTimeField()
    statement = models.CharField(max_length=64)
    """SHA-256 of `renewal-NNN.txt`, which the stamp covers."""

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=("package", "number"), name="one_renewal_a_number")
        ]

    def __str__(self) -> str:
        return f"renewal {self.number} of {self.package}"


class Addition(models.Model):
    """A paper that was issued after the sealing: beside the bag, with seal and stamp of its own."""

    package = models.ForeignKey(Package, on_delete=models.PROTECT, related_name="additions")
    number = models.PositiveSmallIntegerField()
    paper = models.OneToOneField(Paper, on_delete=models.PROTECT, related_name="addition")
    at = models.DateTimeField()
    statement = models.CharField(max_length=64)
    """SHA-256 of `addition-NNN.txt`, which seal and stamp cover."""

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=("package", "number"), name="one_addition_a_number")
        ]

    def __str__(self) -> str:
        return f"addition {self.number} to {self.package}"
