"""Pictures of things: they belong to the thing at once, and are shown once they were checked."""

import datetime as dt
from collections.abc import Iterable

from lizhi.accounts.models import User
from lizhi.cases import actions as cases
from lizhi.documents import actions as documents
from lizhi.documents.models import Upload
from lizhi.handover import kinds, rules
from lizhi.handover.models import Item, Photo

PURPOSE = "photo"


def attach(item: Item, uploads: Iterable[Upload], *, by: User, at: dt.datetime) -> int:
    """These uploads are pictures of this thing; how many there were.

    One that is still on its way or being checked joins by itself, see `join`.
    """
    own = [upload for upload in uploads if upload.user == by and upload.purpose == PURPOSE]
    known = set(Photo.objects.filter(upload__in=own).values_list("upload_id", flat=True))
    fresh = [upload for upload in own if upload.pk not in known and upload.used_at is None]
    for upload in fresh:
        Photo.objects.create(item=item, upload=upload)
        join(upload, at=at)
    if fresh:
        facts = {"item": item.pk, "photos": len(fresh)}
        entry = cases.Entry(kinds.ITEM_PHOTOS_ADDED, rules.STEP, by=by, facts=facts)
        cases.record_all(item.case, [entry], at=at)
    return len(fresh)


def join(upload: Upload, *, at: dt.datetime) -> None:
    """It has been checked: the picture is shown, or taken away when it was none."""
    photo = Photo.objects.filter(upload=upload, file=None).first()
    if photo is None:
        return
    if upload.state == Upload.State.REFUSED:
        photo.delete()
    elif upload.state == Upload.State.READY:
        photo.file = documents.use_upload(upload, by=upload.user, at=at)
        photo.save(update_fields=["file"])
