"""Keep bytes under the key of their retention class, read them back, let them go."""

import datetime as dt
import hashlib
import logging
from collections.abc import Iterator
from functools import partial
from itertools import islice
from typing import cast

from django.db import connection, transaction
from django.db.models import ProtectedError, QuerySet

from lizhi.common import encryption, rows
from lizhi.common.prepared import Prepared, given
from lizhi.common.trail import trail
from lizhi.documents import rules
from lizhi.documents.models import DataKey, StoredFile
from lizhi.documents.store import Damaged, get_store, stream

log = logging.getLogger(__name__)
SWEPT_AT_ONCE = 500
"""Objects whose rows are looked for in one query."""
NEWEST_KEY = Prepared(
    lambda: DataKey.objects.filter(retention=given("retention")).order_by("-pk")[:1]
)


@transaction.atomic
def keep(data: bytes, *, name: str, media_type: str, retention: str) -> StoredFile:
    """Encrypt and keep these bytes; they are on the disk when this returns.

    `retention` is one of `StoredFile.Retention`. Equal bytes of one class lie in the store once;
    if what lies there is damaged, these take its place.
    """
    key = _newest_key(retention)
    file = StoredFile(
        digest=hashlib.sha256(data).hexdigest(),
        size=len(data),
        media_type=media_type,
        name=rules.plain_name(name),
        retention=retention,
        key=key,
    )
    _hold(file.place)
    _put(file, data)
    rows.insert([file])
    return file


def keep_next(old: StoredFile, data: bytes) -> StoredFile:
    """Keep the next revision of a file: under its name, as the same kind, for the same term."""
    return keep(data, name=old.name, media_type=old.media_type, retention=old.retention)


def _put(file: StoredFile, data: bytes) -> None:
    """Into its place, whole: what lay there already is read once, and replaced if it is damaged.

    Equal bytes are brought again seldom, by whoever sends a photo twice or a job that runs anew; to
    read them costs about what writing them would have, and no more memory than one chunk.
    """
    key, store = _opened(cast(DataKey, file.key)), get_store()
    if store.put_if_absent(file.place, stream.seal(data, key=key, name=file.place)):
        return
    try:
        for _chunk in _chunks(file, 0, stream.last_chunk(file.size)):
            pass
    except Damaged as damage:
        log.error("kept object %s was damaged and is replaced: %s", file.place, trail(damage))
        store.delete(file.place)
        store.put_if_absent(file.place, stream.seal(data, key=key, name=file.place))


def read(file: StoredFile) -> bytes:
    """All its bytes, checked against its fingerprint.

    Refused when they were deleted; `store.Damaged` when the store gives anything else.
    """
    data = b"".join(_chunks(file, 0, stream.last_chunk(file.size)))
    if hashlib.sha256(data).hexdigest() != file.digest:
        raise Damaged(file.place)
    return data


def open_range(file: StoredFile, start: int = 0, end: int | None = None) -> Iterator[bytes]:
    """The bytes from `start` to before `end`, in pieces of at most 64 KiB, each one authentic."""
    end = file.size if end is None else min(end, file.size)
    if start >= end:
        return iter(())
    first, last = start // stream.CHUNK, (end - 1) // stream.CHUNK
    return _cut(_chunks(file, first, last), start - first * stream.CHUNK, end - start)


@transaction.atomic
def delete(file: StoredFile, at: dt.datetime) -> None:
    """Take the bytes of a file and of its view copy away; hash, kind and size remain."""
    for one in [file, file.view]:
        if one is not None and one.deleted_at is None and one.key is not None:
            one.deleted_at = at
            one.save(update_fields=["deleted_at"])
            transaction.on_commit(partial(_clear, one))


@transaction.atomic
def forget(file: StoredFile) -> bool:
    """Take a file away that nothing refers to, row and bytes and view copy; False: it is in use."""
    view = file.view
    try:
        file.delete()
    except ProtectedError:
        return False
    transaction.on_commit(partial(_clear, file))
    if view is not None:
        forget(view)
    return True


@transaction.atomic
def drop_key(key: DataKey, at: dt.datetime) -> int:
    """Make every file under this key unreadable for ever, in backups too; how many they were."""
    number = key.files.filter(deleted_at=None).update(deleted_at=at)
    key.delete()
    return number


def sweep_store() -> int:
    """Remove objects that no file refers to, left by a transaction that came to nothing.

    How many they were. Whoever is keeping the same bytes at this moment is waited for.
    """
    lying, cleared = get_store().list(), 0
    while some := list(islice(lying, SWEPT_AT_ONCE)):
        cleared += sum(_clear_if_lost(place) for place in _without_file(some))
    return cleared


def _without_file(places: list[str]) -> set[str]:
    """Those that no row seems to know: each is asked for again, alone, before it goes."""
    known = _living().filter(digest__in={place.partition("/")[2] for place in places})
    named = known.values_list("retention", "key", "digest")
    return set(places) - {f"{shelf}-{key}/{digest}" for shelf, key, digest in named}


def _living() -> QuerySet[StoredFile]:
    return StoredFile.objects.filter(deleted_at=None)


@transaction.atomic
def _clear_if_lost(place: str) -> bool:
    _hold(place)
    shelf, digest = place.split("/")
    retention, _, key = shelf.partition("-")
    living = _living().filter(digest=digest, retention=retention, key=int(key))
    return not living.exists() and get_store().delete(place)


def _chunks(file: StoredFile, first: int, last: int) -> Iterator[bytes]:
    rules.check_can_read(file)
    start, end = stream.sealed_range(first, last)
    whole = last == stream.last_chunk(file.size)
    store, key = get_store(), _opened(cast(DataKey, file.key))
    head = store.open_range(file.place, 0, stream.HEADER)
    body = store.open_range(file.place, start, None if whole else end)
    try:
        header, size = head.read(), file.size
        yield from stream.unseal(
            body, header, key=key, name=file.place, size=size, first=first, last=last
        )
    finally:
        head.close()
        body.close()


def _cut(chunks: Iterator[bytes], skip: int, size: int) -> Iterator[bytes]:
    for chunk in chunks:
        piece = chunk[skip : skip + size]
        skip, size = 0, size - len(piece)
        yield piece


def _newest_key(retention: str) -> DataKey:
    key = NEWEST_KEY.first(retention=retention)
    if key is None:
        retention = StoredFile.Retention(retention).value
        wrapped = encryption.wrap(encryption.new_data_key(), bound_to=f"store:{retention}")
        key = DataKey.objects.create(retention=retention, wrapped=wrapped)
    return key


def _opened(key: DataKey) -> bytes:
    return encryption.unwrap(bytes(key.wrapped), bound_to=key.bound_to)


def _hold(place: str) -> None:
    """Nobody deletes the same bytes while we keep them, nor keeps while we delete.

    SQLite has one writer at a time; that is enough there.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [place])


def _clear(file: StoredFile) -> None:
    _clear_if_lost(file.place)
