"""Let a file arrive in parts, have it checked, use it or forget it."""

import datetime as dt
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, cast

from django.db import transaction
from django.db.models import UUIDField
from django.utils.translation import gettext as _

from lizhi.accounts.models import User
from lizhi.common import clock, rows
from lizhi.common.prepared import Prepared, given
from lizhi.common.refusals import AlreadyDone
from lizhi.documents import jobs, parts, rules
from lizhi.documents.actions.files import forget, keep
from lizhi.documents.models import StoredFile, Upload
from lizhi.documents.signals import upload_checked

if TYPE_CHECKING:
    from lizhi.documents.cleaning import Cleaned


LOCKED = Prepared(
    lambda: (
        Upload.objects.select_for_update(of=("self",))
        .select_related("file", "user")
        .filter(pk=given("pk", UUIDField()))
    )
)


class OffsetMoved(AlreadyDone):
    """These bytes do not begin where the last part ended; `offset` says where to go on."""

    code = "offset_moved"

    def __init__(self, offset: int) -> None:
        super().__init__(_("Part of this file is here already. Please go on from there."))
        self.offset = offset


@transaction.atomic
def begin_upload(user: User, *, purpose: str, name: str, size: int) -> Upload:
    """A file of `size` bytes will come; nothing of it is here yet."""
    rules.check_can_send(user, purpose=purpose, size=size, now=clock.now())
    plain = rules.plain_name(name)
    return Upload.objects.create(user=user, purpose=purpose, name=plain, size=size)


@transaction.atomic
def add_part(upload: Upload, *, offset: int, data: bytes) -> Upload:
    """The next bytes have come. With the last of them the file goes to be checked.

    Raises `OffsetMoved` when another try was faster, or when earlier bytes are missing.
    """
    fresh = LOCKED.get(pk=upload.pk)
    here = parts.arrived(fresh) if fresh.state == Upload.State.ARRIVING else fresh.size
    if offset != here or offset + len(data) > fresh.size:
        raise OffsetMoved(here)
    parts.write(fresh, offset, data)
    fresh.offset = offset + len(data)
    if fresh.offset == fresh.size:
        fresh.state = Upload.State.CHECKING
        jobs.check_upload.enqueue(str(fresh.pk))  # a row of this very transaction, so never lost
    rows.update(fresh, "offset", "state")
    return fresh


@transaction.atomic
def receive(user: User, *, purpose: str, name: str, data: bytes) -> Upload:
    """A whole file at once, as a form without script sends it."""
    upload = begin_upload(user, purpose=purpose, name=name, size=len(data))
    return add_part(upload, offset=0, data=data)


@transaction.atomic
def accept_upload(upload: Upload, data: bytes, cleaned: "Cleaned") -> Upload:
    """It is what it should be: the original is sealed, screens get the clean copy."""
    fresh = LOCKED.get(pk=upload.pk)
    if fresh.state != Upload.State.CHECKING:
        return fresh
    retention = rules.RETENTIONS[fresh.purpose]
    file = keep(data, name=fresh.name, media_type=cleaned.media_type, retention=retention)
    if cleaned.view:
        file.view = keep(
            cleaned.view, name=fresh.name, media_type=cleaned.view_type, retention=retention
        )
        rows.update(file, "view")
    fresh.file, fresh.state = file, Upload.State.READY
    return _checked(fresh)


@transaction.atomic
def refuse_upload(upload: Upload, reason: str) -> Upload:
    """It cannot be taken; whoever sent it reads why and sends another."""
    fresh = LOCKED.get(pk=upload.pk)
    if fresh.state != Upload.State.CHECKING:
        return fresh
    fresh.reason, fresh.state = reason, Upload.State.REFUSED
    return _checked(fresh)


@transaction.atomic
def use_upload(upload: Upload, *, by: User, at: dt.datetime) -> StoredFile:
    """It becomes part of something and can no longer be taken away by its sender."""
    fresh = LOCKED.get(pk=upload.pk)
    rules.check_can_use(fresh, by)
    fresh.used_at = at
    rows.update(fresh, "used_at")
    return cast(StoredFile, fresh.file)


@transaction.atomic
def forget_upload(upload: Upload, *, by: User) -> None:
    """The sender takes it back: nothing of it stays."""
    rules.check_can_forget(upload, by)
    _forget(upload)


@transaction.atomic
def forget_old_uploads(now: dt.datetime) -> int:
    """Nobody has used these for thirty days; how many they were."""
    before = now - dt.timedelta(days=rules.UNUSED_DAYS)
    old = list(Upload.objects.filter(created_at__lt=before, used_at=None).select_related("file"))
    for upload in old:
        _forget(upload)
    return len(old)


def _checked(upload: Upload) -> Upload:
    rows.update(upload, "file", "state", "reason")
    transaction.on_commit(partial(_clear, parts.path_of(upload)))
    upload_checked.send(Upload, upload=upload)
    return upload


def _forget(upload: Upload) -> None:
    transaction.on_commit(partial(_clear, parts.path_of(upload)))
    file = upload.file
    upload.delete()
    if file is not None:
        forget(file)


def _clear(path: Path) -> None:
    path.unlink(missing_ok=True)
