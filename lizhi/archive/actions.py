"""Keep a sealed package, and give it out again."""

import datetime as dt
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from lizhi.archive.models import Package
from lizhi.cases.models import Case
from lizhi.common.refusals import Refused
from lizhi.documents import actions as documents
from lizhi.documents.models import StoredFile

MEDIA_TYPE = "application/zip"


@transaction.atomic
def keep_package(
    case: Case, data: bytes, manifest_digest: str, checks: dict[str, Any], *, at: dt.datetime
) -> Package:
    """The package lies in the store for good; two workers at once keep only the first one's."""
    Case.objects.select_for_update().get(pk=case.pk)
    if package := Package.objects.filter(case=case).first():
        return package
    retention = StoredFile.Retention.PACKAGE
    name = f"{case.number}.zip"
    file = documents.keep(data, name=name, media_type=MEDIA_TYPE, retention=retention)
    return Package.objects.create(
        case=case, file=file, manifest_digest=manifest_digest, sealed_at=at, checks=checks
    )


def open_package(case: Case) -> Package:
    """The package of this case; refused with the reason while there is none."""
    package = Package.objects.filter(case=case).select_related("file__key").first()
    if package is None:
        raise Refused(_("The file of this case is sealed once everything is done. Not yet."))
    return package
