"""Files are kept under lock, once, and every change to the bytes on the disk is noticed."""

import hashlib
import io
import os
from pathlib import Path

import pytest
from django.db import transaction
from hypothesis import given
from hypothesis import strategies as st
from pytest_django import DjangoAssertNumQueries, DjangoCaptureOnCommitCallbacks, Settings

from lizhi.common import clock
from lizhi.common.refusals import Refused
from lizhi.documents import actions, jobs
from lizhi.documents.actions import files
from lizhi.documents.models import DataKey, StoredFile
from lizhi.documents.store import Damaged, Missing, Stream, get_store, stream
from lizhi.documents.store.folder import FolderStore

KEY = bytes(range(32))
NAME = "paper-1/" + "ab" * 32
OTHER = "paper-1/" + "cd" * 32
SIZES = [0, 1, stream.CHUNK - 1, stream.CHUNK, stream.CHUNK + 1, 3 * stream.CHUNK]


@pytest.fixture(autouse=True)
def store(settings: Settings, tmp_path: Path) -> Path:
    """An empty store for each test."""
    place = tmp_path / "store"
    settings.STORE_DIR = place
    return place


def kept(data: bytes, retention: str = "paper") -> StoredFile:
    return actions.keep(data, name="协议.pdf", media_type="application/pdf", retention=retention)


def on_disk(file: StoredFile, store: Path) -> Path:
    return next(store.rglob(f"{file.digest}.bin"))


def opened(sealed: bytes, size: int, name: str = NAME, key: bytes = KEY) -> bytes:
    header, body = sealed[: stream.HEADER], io.BytesIO(sealed[stream.HEADER :])
    last = stream.last_chunk(size)
    chunks = stream.unseal(body, header, key=key, name=name, size=size, first=0, last=last)
    return b"".join(chunks)


@pytest.mark.parametrize("size", SIZES)
def test_what_is_sealed_opens_again(size: int) -> None:
    data = os.urandom(size)
    assert opened(stream.seal(data, key=KEY, name=NAME).read(), size) == data


def test_an_object_moved_to_another_name_or_key_does_not_open() -> None:
    sealed = stream.seal(b"x" * 100, key=KEY, name=NAME).read()
    with pytest.raises(Damaged):
        opened(sealed, 100, name=OTHER)
    with pytest.raises(Damaged):
        opened(sealed, 100, key=bytes(32))


@pytest.mark.parametrize("size", SIZES)
def test_a_cut_is_noticed_even_between_two_chunks(size: int) -> None:
    sealed = stream.seal(os.urandom(size), key=KEY, name=NAME).read()
    borders = range(stream.HEADER, len(sealed), stream.SEALED)
    for end in {0, 10, len(sealed) - 1, *borders}:
        for claimed in (size, max(size - stream.CHUNK, 0)):
            with pytest.raises(Damaged):
                opened(sealed[:end], claimed)


def test_swapped_repeated_and_appended_chunks_are_noticed() -> None:
    size = 3 * stream.CHUNK
    sealed = stream.seal(os.urandom(size), key=KEY, name=NAME).read()
    head, a, b, c = (
        sealed[: stream.HEADER],
        *(sealed[stream.HEADER + n * stream.SEALED :][: stream.SEALED] for n in range(3)),
    )
    for order in ([b, a, c], [a, a, c], [c, b, a], [a, b, c, c], [a, b, c, b"x"], [a, c]):
        with pytest.raises(Damaged):
            opened(head + b"".join(order), size)


@given(st.data())
def test_no_flipped_bit_gets_through(data: st.DataObject) -> None:
    size = data.draw(st.sampled_from([0, 1, 500, stream.CHUNK + 7]))
    sealed = bytearray(stream.seal(b"z" * size, key=KEY, name=NAME).read())
    place = data.draw(st.integers(0, len(sealed) - 1))
    sealed[place] ^= 1 << data.draw(st.integers(0, 7))
    with pytest.raises(Damaged):
        opened(bytes(sealed), size)


@pytest.mark.django_db
def test_a_paper_is_read_back_and_nothing_of_it_shows_on_the_disk(store: Path) -> None:
    file = kept(b"%PDF secret words " * 9000)
    assert actions.read(file) == b"%PDF secret words " * 9000
    assert file.digest == hashlib.sha256(b"%PDF secret words " * 9000).hexdigest()
    assert b"secret" not in on_disk(file, store).read_bytes()
    assert not list(store.rglob(".new-*"))


@pytest.mark.django_db
def test_equal_bytes_lie_there_once_in_each_class(store: Path) -> None:
    first, second, photo = kept(b"same"), kept(b"same"), kept(b"same", "proof")
    assert first.place == second.place != photo.place
    assert len(list(store.rglob("*.bin"))) == 2
    assert actions.read(photo) == b"same"


@pytest.mark.django_db
@pytest.mark.parametrize("start", [0, 5, stream.CHUNK - 1, stream.CHUNK, 150_000, 200_000, 10**6])
@pytest.mark.parametrize("length", [0, 1, 70_000, None])
def test_any_part_of_a_file_can_be_read(start: int, length: int | None) -> None:
    data = bytes(range(256)) * 800
    file = kept(data)
    end = None if length is None else start + length
    assert b"".join(actions.open_range(file, start, end)) == data[start:end]


@pytest.mark.django_db
def test_damage_on_the_disk_is_noticed_by_whole_and_part_reads(store: Path) -> None:
    file = kept(os.urandom(3 * stream.CHUNK))
    path = on_disk(file, store)
    good = path.read_bytes()
    path.write_bytes(good[: stream.HEADER + stream.SEALED])
    with pytest.raises(Damaged):
        actions.read(file)
    with pytest.raises(Damaged):
        b"".join(actions.open_range(file, stream.CHUNK))
    path.unlink()
    with pytest.raises(Missing):
        actions.read(file)


@pytest.mark.django_db
def test_another_files_bytes_in_its_place_are_noticed(store: Path) -> None:
    mine, other = kept(b"mine"), kept(b"else")
    on_disk(mine, store).write_bytes(on_disk(other, store).read_bytes())
    with pytest.raises(Damaged):
        actions.read(mine)


@pytest.mark.django_db
def test_deleting_takes_the_bytes_of_proof_and_view_but_leaves_the_fingerprint(
    store: Path, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    proof, view = kept(b"hospital", "proof"), kept(b"picture", "proof")
    proof.view = view
    proof.save()
    with django_capture_on_commit_callbacks(execute=True):
        actions.delete(proof, clock.now())
    assert not list(store.rglob("*.bin"))
    proof.refresh_from_db()
    assert (proof.size, proof.deleted_at) == (8, clock.now())
    with pytest.raises(Refused):
        actions.read(proof)


@pytest.mark.django_db
def test_bytes_that_somebody_else_still_needs_stay(
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    one, two = kept(b"same"), kept(b"same")
    with django_capture_on_commit_callbacks(execute=True):
        actions.delete(one, clock.now())
    assert actions.read(two) == b"same"


@pytest.mark.django_db
def test_dropping_the_key_of_a_class_makes_its_files_unreadable_and_no_others() -> None:
    proof, paper = kept(b"hospital", "proof"), kept(b"paper")
    assert actions.drop_key(DataKey.objects.get(retention="proof"), clock.now()) == 1
    proof.refresh_from_db()
    with pytest.raises(Refused):
        actions.read(proof)
    assert actions.read(paper) == b"paper"
    assert actions.read(kept(b"next", "proof")) == b"next"


@pytest.mark.django_db
def test_what_a_failed_transaction_left_behind_is_swept(store: Path) -> None:
    file = kept(b"paper")
    with transaction.atomic():
        kept(b"never")
        transaction.set_rollback(True)
    assert len(list(store.rglob("*.bin"))) == 2
    assert jobs.sweep_store.call() == 1
    assert actions.read(file) == b"paper"


@pytest.mark.django_db
def test_a_sweep_asks_for_many_objects_at_once(
    store: Path, monkeypatch: pytest.MonkeyPatch, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    monkeypatch.setattr(files, "SWEPT_AT_ONCE", 4)
    for number in range(10):
        kept(b"%d" % number)
    with django_assert_num_queries(3):
        assert actions.sweep_store() == 0
    assert len(list(store.rglob("*.bin"))) == 10


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ("../../证明.jpg", "证明.jpg"),
        ("C:\\x\\a.pdf", "a.pdf"),
        ("a\r\nb\0.pdf", "ab.pdf"),
        ("/", ""),
    ],
)
def test_a_name_is_one_line_and_no_path(given: str, shown: str) -> None:
    file = actions.keep(b"x", name=given, media_type="application/pdf", retention="paper")
    assert file.name == shown or not shown
    assert file.name


def test_the_folder_lists_deletes_and_keeps_the_first(tmp_path: Path) -> None:
    store = FolderStore(str(tmp_path / "deep" / "store"))
    assert store.put_if_absent(NAME, io.BytesIO(b"first"))
    assert not store.put_if_absent(NAME, io.BytesIO(b"second"))
    part = store.open_range(NAME, 1, 3)
    assert part.read() == b"ir"
    part.close()
    assert list(store.list()) == list(store.list("paper-1/ab")) == [NAME]
    assert list(store.list("proof")) == list(store.list("paper-1/cd")) == []
    assert store.delete(NAME)
    assert not store.delete(NAME)


@pytest.mark.parametrize("name", ["../x", "paper-1/zz", "paper/" + "ab" * 32, NAME + "/.."])
def test_a_name_never_leads_out_of_the_folder(tmp_path: Path, name: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        FolderStore(str(tmp_path)).open_range(name, 0)


def test_the_setting_names_the_store(settings: Settings) -> None:
    assert isinstance(get_store(), FolderStore)


@pytest.mark.django_db
@pytest.mark.parametrize("size", [4, 3 * stream.CHUNK])
def test_bytes_that_are_brought_again_mend_what_lies_there_damaged(store: Path, size: int) -> None:
    data = os.urandom(size)
    file = kept(data)
    path = on_disk(file, store)
    good = path.read_bytes()
    for bad in (b"", good[:-1] + bytes([good[-1] ^ 1]), good + b"x", good[: stream.HEADER + 2]):
        path.write_bytes(bad)
        again = kept(data)
        assert again.place == file.place
        assert actions.read(file) == actions.read(again) == data


@pytest.mark.django_db
def test_a_good_object_is_not_written_anew(store: Path) -> None:
    file = kept(b"same")
    before = on_disk(file, store).read_bytes()
    kept(b"same")
    assert on_disk(file, store).read_bytes() == before


@pytest.mark.django_db
def test_a_disk_that_cannot_be_read_for_a_moment_loses_nothing(
    store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = kept(b"same")

    def busy(self: FolderStore, name: str, start: int, end: int | None = None) -> Stream:
        raise OSError(5, "Input/output error")

    with monkeypatch.context() as patched:
        patched.setattr(FolderStore, "open_range", busy)
        with pytest.raises(OSError, match="Input/output"):
            kept(b"same")
    assert actions.read(file) == b"same"
