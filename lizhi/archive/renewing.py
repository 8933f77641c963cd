"""Once a year a package gets a new stamp beside it. Only the job worker comes here.

The papers in it, and the bag, never change (decision D22). What is stamped anew is the manifest,
with the seal, all stamps so far, and lists of what was taken back that are fresh on that day.
"""

import datetime as dt
import hashlib
import io
import zipfile
from collections.abc import Callable, Sequence

from django.db import transaction
from django.db.models import Q

from lizhi.archive.actions import MEDIA_TYPE
from lizhi.archive.models import Package, Renewal
from lizhi.documents import actions as documents
from lizhi.documents import packages
from lizhi.documents.models import StoredFile
from lizhi.documents.packages import layout, renewals

EVERY = dt.timedelta(days=365)
Stamper = Callable[[bytes, dt.datetime], bytes]
"""Gives the answer of a time-stamp authority (`.tsr`) over these bytes."""
Files = list[tuple[str, bytes]]


class Moved(Exception):
    """Other bytes lie there than were read; the job is tried again."""


def due(now: dt.datetime) -> list[Package]:
    """Packages whose newest stamp is a year old, and whose bytes are still kept."""
    old = Q(renewed_at__lte=now - EVERY) | Q(renewed_at=None, sealed_at__lte=now - EVERY)
    return list(Package.objects.filter(old, file__deleted_at=None).order_by("pk"))


def renew(
    package: Package, at: dt.datetime, *, stamper: Stamper, lists: Sequence[bytes]
) -> Renewal | None:
    """The package with one more stamp beside it; None when it needs none yet.

    `lists` are fresh revocation lists as DER. Fails before anything is kept when there is no stamp.
    """
    if (package.renewed_at or package.sealed_at) > at - EVERY:
        return None
    number = package.renewals.count() + 1
    files = files_of(package)
    name = f"renewal-{number:03}"
    fresh = [(f"{name}-{place}.crl", data) for place, data in enumerate(lists, start=1)]
    told = renewals.statement(_digests([*files, *fresh]))
    answer = stamper(told, at)
    more = [*fresh, (f"{name}.txt", told), (f"{name}.tsr", answer)]
    return _keep(package, number, packages.pack([*files, *more]), told, at)


def files_of(package: Package) -> Files:
    """All in their order: a package of ours is read by any reader."""
    with zipfile.ZipFile(io.BytesIO(documents.read(package.file))) as archive:
        return [(name, archive.read(name)) for name in archive.namelist()]


def _digests(files: Files) -> dict[str, str]:
    """Of the manifest and of everything beside the bag; the rest follows from the manifest."""
    return {
        name: hashlib.sha256(data).hexdigest()
        for name, data in files
        if "/" not in name or name.partition("/")[2] == layout.SEALED
    }


@transaction.atomic
def _keep(package: Package, number: int, packed: bytes, told: bytes, at: dt.datetime) -> Renewal:
    replace(package, packed, at)
    package.renewed_at = at
    package.save(update_fields=["renewed_at"])
    return Renewal.objects.create(
        package=package, number=number, at=at, statement=hashlib.sha256(told).hexdigest()
    )


def replace(package: Package, packed: bytes, at: dt.datetime) -> None:
    """Call it in a transaction. `Moved` when somebody else has put something in meanwhile."""
    before = package.file
    if Package.objects.select_for_update().get(pk=package.pk).file_id != before.pk:
        raise Moved
    package.file = documents.keep(
        packed,
        name=before.name,
        media_type=MEDIA_TYPE,
        retention=StoredFile.Retention(before.retention),
    )
    package.save(update_fields=["file"])
    documents.delete(before, at)
