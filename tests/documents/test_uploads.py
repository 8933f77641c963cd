"""Files arrive in parts over a bad line, are checked by the worker, and go out by ranges."""

import base64
import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import Any, cast

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponseBase, StreamingHttpResponse
from django.test import Client, RequestFactory
from django.urls import reverse
from django_tasks_db.models import DBTaskResult
from pytest_django import DjangoCaptureOnCommitCallbacks, Settings

from lizhi.accounts.models import User
from lizhi.common import clock
from lizhi.common.refusals import AlreadyDone, NotPermitted, Refused
from lizhi.documents import actions, handlers, jobs, parts, rules
from lizhi.documents.models import StoredFile, Upload
from lizhi.documents.signals import upload_checked
from lizhi.documents.store import Damaged
from lizhi.documents.views import serve
from tests.documents import corpus

pytestmark = pytest.mark.django_db
PART = 64 * 1024
TUS = {"Tus-Resumable": "1.0.0"}


@pytest.fixture(autouse=True)
def house(settings: Settings, tmp_path: Path) -> None:
    """Store and waiting parts in a folder of this test."""
    settings.DATA_DIR = tmp_path
    settings.STORE_DIR = tmp_path / "store"


@pytest.fixture
def zhang_min() -> User:
    """Who leaves."""
    return User.objects.with_phone("13800002046", name="张敏")


@pytest.fixture
def phone(client: Client, zhang_min: User) -> Client:
    """Her phone, signed in."""
    client.force_login(zhang_min)
    return client


def begin(phone: Client, size: int, purpose: str = "proof", name: str = "陪护证明.jpg") -> Any:
    words = ",".join(
        f"{key} {base64.b64encode(value.encode()).decode()}"
        for key, value in {"filename": name, "purpose": purpose}.items()
    )
    headers = {**TUS, "Upload-Length": str(size), "Upload-Metadata": words}
    return phone.post("/uploads/", headers=headers)


def part(phone: Client, place: str, offset: int, data: bytes, **headers: str) -> Any:
    return phone.patch(
        place,
        data,
        content_type="application/offset+octet-stream",
        headers={**TUS, "Upload-Offset": str(offset), **headers},
    )


def send(phone: Client, data: bytes, **kind: str) -> Upload:
    place = begin(phone, len(data), **kind).headers["Location"]
    for offset in range(0, len(data), PART):
        assert part(phone, place, offset, data[offset : offset + PART]).status_code == 204
    return Upload.objects.get(pk=place.split("/")[-2])


def received(user: User, data: bytes, **values: Any) -> Upload:
    return actions.receive(user, **{"purpose": "proof", "name": "证明.jpg", "data": data, **values})


def test_a_photo_sent_in_parts_becomes_original_and_clean_copy(
    phone: Client, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    data = corpus.picture("JPEG")
    with django_capture_on_commit_callbacks(execute=True):
        upload = send(phone, data)
    assert upload.state == Upload.State.CHECKING
    path = parts.path_of(upload)
    assert path.stat().st_mode & 0o777 == 0o600

    told: list[str] = []

    def listen(upload: Upload, **_: object) -> None:
        told.append(upload.state)

    upload_checked.connect(listen)
    with django_capture_on_commit_callbacks(execute=True):
        jobs.check_upload.call(str(upload.pk))
        jobs.check_upload.call(str(upload.pk))
    upload_checked.disconnect(listen)

    upload.refresh_from_db()
    assert (upload.state, upload.name, told) == ("ready", "陪护证明.jpg", ["ready"])
    assert upload.file is not None
    assert upload.file.view is not None
    assert actions.read(upload.file) == data
    assert upload.file.retention == upload.file.view.retention == StoredFile.Retention.PROOF
    assert b"HUAWEI" not in actions.read(upload.file.view)
    assert not path.exists()
    assert StoredFile.objects.count() == 2


def test_a_cut_line_goes_on_where_it_stopped(phone: Client) -> None:
    data = bytes(range(256)) * 1000
    place = begin(phone, len(data)).headers["Location"]
    part(phone, place, 0, data[:100_000])
    head = phone.head(place, headers=TUS)
    assert (head.headers["Upload-Offset"], head.headers["Upload-Length"]) == ("100000", "256000")

    again = part(phone, place, 0, data[:100_000])
    assert (again.status_code, again.headers["Upload-Offset"]) == (409, "100000")
    ahead = part(phone, place, 200_000, data[200_000:])
    assert (ahead.status_code, ahead.headers["Upload-Offset"]) == (409, "100000")
    too_much = part(phone, place, 100_000, data[100_000:] + b"x")
    assert too_much.status_code == 409
    assert part(phone, place, 100_000, data[100_000:]).status_code == 204
    upload = Upload.objects.get()
    assert parts.path_of(upload).read_bytes() == data


def test_bytes_that_a_fallen_host_lost_are_asked_for_again(phone: Client) -> None:
    data = bytes(200_000)
    place = begin(phone, len(data)).headers["Location"]
    part(phone, place, 0, data[:PART])
    path = parts.path_of(Upload.objects.get())
    path.write_bytes(data[:1000])
    assert phone.head(place).headers["Upload-Offset"] == "1000"
    assert part(phone, place, 1000, data[1000:]).status_code == 204
    path.unlink()
    assert part(phone, place, 0, b"more").status_code == 409


def test_the_job_lies_in_the_queue_together_with_the_last_part(zhang_min: User) -> None:
    upload = received(zhang_min, b"whole")
    waiting = DBTaskResult.objects.get()
    assert waiting.task_path == "lizhi.documents.jobs.check_upload"
    assert waiting.args_kwargs["args"] == [str(upload.pk)]


def test_a_folder_that_is_gone_for_a_while_is_not_blamed_on_the_file(
    zhang_min: User, caplog: pytest.LogCaptureFixture
) -> None:
    upload = received(zhang_min, corpus.picture("JPEG"))
    path = parts.path_of(upload)
    path.rename(path.with_suffix(".away"))
    handlers.check_upload(str(upload.pk))
    upload.refresh_from_db()
    assert upload.state == Upload.State.CHECKING
    assert DBTaskResult.objects.count() == 2
    path.with_suffix(".away").rename(path)
    handlers.check_upload(str(upload.pk))
    upload.refresh_from_db()
    assert upload.state == Upload.State.READY
    assert "证明" not in caplog.text


def test_a_file_that_cannot_be_opened_says_so_kindly(phone: Client) -> None:
    upload = send(phone, b"<html></html>")
    handlers.check_upload(str(upload.pk))
    answer = phone.get(reverse("documents:upload", args=[upload.pk])).json()
    assert answer["state"] == "refused"
    assert answer["problem"] == str(rules.PROBLEMS["unreadable"])


def test_nobody_sees_or_continues_somebody_elses_file(phone: Client, client: Client) -> None:
    place = begin(phone, 100).headers["Location"]
    other = User.objects.with_phone("13800002047", name="王磊")
    theirs = Client()
    theirs.force_login(other)
    assert theirs.head(place).status_code == 404
    assert part(theirs, place, 0, b"x").status_code == 404
    assert theirs.delete(place).status_code == 404
    assert Client().head(place).status_code == 401
    assert begin(Client(), 100).status_code == 401


def test_what_a_program_gets_wrong_is_answered_with_a_number(phone: Client) -> None:
    assert begin(phone, 0).status_code == 409
    assert begin(phone, rules.MOST_BYTES + 1).status_code == 413
    assert begin(phone, 100, purpose="virus").status_code == 409
    assert phone.post("/uploads/", headers=TUS).status_code == 400
    assert phone.post("/uploads/", headers={"Tus-Resumable": "0.2"}).status_code == 412
    odd = {"Upload-Length": "10", "Upload-Metadata": "filename ***,purpose,,x =="}
    assert phone.post("/uploads/", headers=odd).status_code == 409
    assert phone.options("/uploads/").headers["Tus-Max-Size"] == str(rules.MOST_BYTES)
    place = begin(phone, 100).headers["Location"]
    assert phone.patch(place, b"x", headers={"Upload-Offset": "0"}).status_code == 415
    assert part(phone, place, 0, bytes(1024 * 1024 + 1)).status_code == 413
    for offset in ("", "-1", "abc", "9" * 5000):
        assert part(phone, place, 0, b"x", **{"Upload-Offset": offset}).status_code == 400


def test_taking_a_file_away_leaves_nothing(
    phone: Client,
    tmp_path: Path,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        half = begin(phone, 100).headers["Location"]
        part(phone, half, 0, b"half")
        whole = send(phone, corpus.picture("JPEG"))
    with django_capture_on_commit_callbacks(execute=True):
        handlers.check_upload(str(whole.pk))
    with django_capture_on_commit_callbacks(execute=True):
        assert phone.delete(half).status_code == 204
        assert phone.delete(reverse("documents:upload", args=[whole.pk])).status_code == 204
    assert not Upload.objects.exists()
    assert not StoredFile.objects.exists()
    assert not [path for path in tmp_path.rglob("*") if path.is_file()]


def test_a_file_is_used_once_by_its_sender_and_then_stays(zhang_min: User) -> None:
    upload = received(zhang_min, corpus.picture("JPEG"))
    now = clock.now()
    with pytest.raises(Refused):
        actions.use_upload(upload, by=zhang_min, at=now)
    handlers.check_upload(str(upload.pk))
    other = User.objects.with_phone("13800002047", name="王磊")
    with pytest.raises(NotPermitted):
        actions.use_upload(upload, by=other, at=now)
    file = actions.use_upload(upload, by=zhang_min, at=now)
    assert file.media_type == "image/jpeg"
    with pytest.raises(AlreadyDone):
        actions.use_upload(upload, by=zhang_min, at=now)
    upload.refresh_from_db()
    with pytest.raises(Refused):
        actions.forget_upload(upload, by=zhang_min)


def test_ten_files_wait_at_most_and_a_day_has_an_end(zhang_min: User) -> None:
    for _ in range(10):
        actions.begin_upload(zhang_min, purpose="proof", name="x", size=rules.MOST_BYTES)
    with pytest.raises(Refused, match="10"):
        actions.begin_upload(zhang_min, purpose="proof", name="x", size=1)
    with pytest.raises(Refused):
        actions.begin_upload(zhang_min, purpose="photo", name="x", size=1)
    with clock.at(clock.now() + dt.timedelta(days=1, minutes=1)):
        assert actions.begin_upload(zhang_min, purpose="photo", name="x", size=1)


def test_what_nobody_used_for_thirty_days_is_forgotten(zhang_min: User) -> None:
    received(zhang_min, b"old")
    used = received(zhang_min, b"used")
    Upload.objects.filter(pk=used.pk).update(used_at=clock.now())
    with clock.at(clock.now() + dt.timedelta(days=31)):
        new = received(zhang_min, b"new")
        assert jobs.forget_old_uploads.call() == 1
    assert set(Upload.objects.all()) == {used, new}


def test_a_form_without_script_sends_whole_files_and_comes_back(phone: Client) -> None:
    files = [SimpleUploadedFile(f"{n}.jpg", b"photo") for n in range(2)]
    data = {"file": files, "purpose": "proof", "next": "/apply/"}
    answer = phone.post(reverse("documents:upload_form"), data)
    assert answer.headers["Location"] == "/apply/"
    assert Upload.objects.filter(state="checking").count() == 2
    elsewhere = phone.post(reverse("documents:upload_form"), {"next": "https://evil.example/"})
    assert elsewhere.headers["Location"] == "/"
    signed_out = Client().post(reverse("documents:upload_form"), {})
    assert signed_out.headers["Location"].startswith("/sign-in/")


@pytest.fixture
def paper() -> StoredFile:
    """A paper of 200,000 bytes."""
    data = bytes(range(250)) * 800
    return actions.keep(data, name="协议.pdf", media_type="application/pdf", retention="paper")


def asked(file: StoredFile, inline: bool = False, **headers: str) -> HttpResponseBase:
    known = {name.replace("_", "-"): value for name, value in headers.items()}
    request = RequestFactory().get("/", headers=known)
    return serve(request, file, inline=inline, name="离职协议.pdf")


def body(response: HttpResponseBase) -> bytes:
    pieces = cast(StreamingHttpResponse, response).streaming_content
    return b"".join(cast(Iterator[bytes], pieces))


@pytest.mark.parametrize(
    ("wanted", "start", "end"),
    [
        ("0-99", 0, 100),
        ("70000-", 70_000, 200_000),
        ("-5", 199_995, 200_000),
        ("5-9999999", 5, 200_000),
    ],
)
def test_a_download_goes_on_after_a_cut(
    paper: StoredFile, wanted: str, start: int, end: int
) -> None:
    response = asked(paper, Range=f"bytes={wanted}")
    assert response.status_code == 206
    assert response.headers["Content-Range"] == f"bytes {start}-{end - 1}/200000"
    assert body(response) == actions.read(paper)[start:end]


def test_odd_ranges_get_the_whole_and_impossible_ones_a_416(paper: StoredFile) -> None:
    for wanted in ("bytes=-", "bytes=1-2,4-5", "lines=1-2", "bytes=" + "9" * 5000 + "-"):
        assert asked(paper, Range=wanted).status_code == 200
    assert asked(paper, Range="bytes=1-5", If_Range='"old"').status_code == 200
    for wanted in ("bytes=200000-", "bytes=5-4", "bytes=-0"):
        assert asked(paper, Range=wanted).status_code == 416


def test_an_original_is_only_ever_downloaded_and_the_clean_copy_shown(
    phone: Client, zhang_min: User
) -> None:
    upload = received(zhang_min, corpus.picture("PNG"))
    handlers.check_upload(str(upload.pk))
    upload.refresh_from_db()
    assert upload.file is not None
    shown = asked(upload.file, inline=True)
    assert shown.headers["Content-Type"] == "image/jpeg"
    assert shown.headers["Content-Disposition"].startswith("inline")
    original = asked(upload.file)
    assert original.headers["Content-Type"] == "image/png"
    assert original.headers["Content-Disposition"].startswith("attachment")
    for response in (shown, original):
        assert "sandbox" in response.headers["Content-Security-Policy"]
        assert response.headers["X-Content-Type-Options"] == "nosniff"
        assert "no-store" in response.headers["Cache-Control"]
    sheet = actions.keep(b"x", name="x.html", media_type="text/html", retention="import")
    assert asked(sheet, inline=True).headers["Content-Disposition"].startswith("attachment")


def test_deleted_and_damaged_files_are_refused_before_the_answer_begins(
    paper: StoredFile, tmp_path: Path
) -> None:
    next(tmp_path.rglob("*.bin")).write_bytes(b"damaged")
    with pytest.raises(Damaged):  # which is a refusal for whoever asked: `config.middleware`
        asked(paper)
    actions.delete(paper, clock.now())
    with pytest.raises(Refused):
        asked(paper)
