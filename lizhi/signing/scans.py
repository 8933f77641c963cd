"""Pictures of a paper that was signed by hand: they belong to it at once, and show when checked."""

import datetime as dt
from collections.abc import Iterable

from lizhi.accounts.models import User
from lizhi.documents import actions as documents
from lizhi.documents.models import Upload
from lizhi.signing import originals
from lizhi.signing.models import OnPaper, Scan


def attach(
    found: OnPaper, uploads: Iterable[Upload], *, of_original: bool, by: User, at: dt.datetime
) -> int:
    """These uploads are pictures of it; how many were new.

    One that is still on its way or being checked joins by itself, see `join`.
    """
    own = [one for one in uploads if one.user == by and one.purpose == originals.PURPOSE]
    known = set(Scan.objects.filter(upload__in=own).values_list("upload_id", flat=True))
    fresh = [one for one in own if one.pk not in known and one.used_at is None]
    fresh = [one for one in fresh if one.state != Upload.State.REFUSED]
    for upload in fresh:
        Scan.objects.create(
            on_paper=found, by=by, of_original=of_original, upload=upload, created_at=at
        )
        join(upload, at=at)
    return len(fresh)


def join(upload: Upload, *, at: dt.datetime) -> None:
    """It has been checked: the picture is shown, or taken away when it was none."""
    scan = Scan.objects.filter(upload=upload, file=None).first()
    if scan is None:
        return
    if upload.state == Upload.State.REFUSED:
        scan.delete()
    elif upload.state == Upload.State.READY:
        scan.file = documents.use_upload(upload, by=upload.user, at=at)
        scan.save(update_fields=["file"])
