"""张敏 signs her agreement by hand: 李丽 is HR of her branch and has the paper on the table."""

import io
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from lizhi.accounts.models import User
from lizhi.common import clock
from lizhi.documents import actions as documents
from lizhi.documents import jobs
from lizhi.documents.models import Upload
from lizhi.signing import actions, originals
from lizhi.signing.models import Actor, Envelope, OnPaper
from tests import make
from tests.signing import world

WAYBILL = "SF1234567890123"
TICKED = list(originals.CHECKED)


def photo(shade: int = 200) -> bytes:
    """A page, photographed."""
    out = io.BytesIO()
    Image.new("RGB", (600, 800), (shade, shade, shade)).save(out, "JPEG")
    return out.getvalue()


def out() -> tuple[Envelope, User]:
    """The agreement waits for 张敏."""
    envelope = world.sent()
    hr = make.employee("李丽", "13800000004").person.user
    make.grant(hr, "hr", at=envelope.case.branch)
    return envelope, hr


def chosen(envelope: Envelope) -> Actor:
    """She has chosen to sign on paper."""
    actor = world.employee(envelope)
    assert actor.user
    actions.choose_paper(actor, by=actor.user, at=clock.now())
    world.work()
    return actor


def upload(user: User, data: bytes | None = None, name: str = "签好.jpg") -> Upload:
    """Sent and looked at."""
    made = documents.receive(user, purpose="signed", name=name, data=data or photo())
    return looked_at(made)


def looked_at(upload: Upload) -> Upload:
    """The worker has decoded it."""
    jobs.check_upload.call(str(upload.pk))
    upload.refresh_from_db()
    return upload


def sent(envelope: Envelope) -> Actor:
    """With tracking number and a picture."""
    actor = chosen(envelope)
    assert actor.user
    actions.send_original(
        actor,
        carrier="顺丰",
        waybill=WAYBILL,
        uploads=[upload(actor.user)],
        by=actor.user,
        at=clock.now(),
    )
    return actor


def take_in(actor: Actor, hr: User, **values: Any) -> OnPaper:
    """HR has looked at all of it, scanned it, and writes it down."""
    given: dict[str, Any] = {
        "day": clock.today(),
        "kept_at": "3 号柜 2026-118",
        "checked": TICKED,
        "by": hr,
        "at": clock.now(),
        "key": f"original:{actor.pk}",
    }
    if values.pop("scan", True):
        actions.add_scans(actor, [upload(hr, photo(120))], by=hr, at=clock.now())
    return actions.receive_original(actor, **{**given, **values})


def received() -> tuple[Envelope, Actor, User]:
    """All of it, up to the company's seal."""
    envelope, hr = out()
    actor = sent(envelope)
    take_in(actor, hr)
    world.work()
    envelope.refresh_from_db()
    return envelope, world.employee(envelope), hr


def phone_posts(phone: Client, envelope: Envelope, **values: Any) -> Any:
    """On her phone, with the form of the page."""
    return phone.post(world.at("paper", envelope), values)


def desk_posts(desk: Client, envelope: Envelope, **values: Any) -> Any:
    """At the desk of HR."""
    return desk.post(world.at("original_desk", envelope, "employee"), values)


def file(data: bytes | None = None, name: str = "签好.jpg") -> SimpleUploadedFile:
    """A file as a form sends it."""
    return SimpleUploadedFile(name, data or photo(), "image/jpeg")
