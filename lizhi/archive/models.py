"""The sealed package of a closed case."""

from typing import Any

from django.db import models

from lizhi.cases.models import Case
from lizhi.common.models import TimestampedModel
from lizhi.documents.models import StoredFile


class Package(TimestampedModel):
    """A BagIt package in the store, with signature and time stamp over its manifest."""

    case = models.OneToOneField(Case, on_delete=models.PROTECT, related_name="package")
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    """The package as one ZIP: bag folder, `seal.p7s` and `seal.tsr` beside it."""
    manifest_digest = models.CharField(max_length=64)
    """SHA-256 of tagmanifest-sha256.txt, which the seal and the stamp cover."""
    sealed_at = models.DateTimeField()
    checks: models.JSONField[Any, Any] = models.JSONField(default=dict)

    def __str__(self) -> str:
        return f"package of {self.case}"
