"""Once a day the machine lets go of what nobody needs any more."""

import datetime as dt
import hashlib
import os
import uuid
from pathlib import Path

import pytest
from django.contrib.sessions.models import Session
from django_tasks_db.models import DBTaskResult
from pytest_django import Settings

from lizhi.accounts import actions as accounts
from lizhi.accounts.models import Invitation, User
from lizhi.cases import chain
from lizhi.cases.models import Case, Proof
from lizhi.common import clock
from lizhi.common.refusals import Refused
from lizhi.documents import actions as documents
from lizhi.documents.models import StoredFile, Upload
from lizhi.documents.store import get_store
from lizhi.jobs import daily, doing
from lizhi.jobs.models import Outbox
from lizhi.notifications import actions as notifications
from lizhi.notifications.models import Message
from lizhi.offboarding import daily as proofs
from lizhi.people.actions import rosters
from lizhi.people.models import RoleGrant
from lizhi.signing.models import OneTimeCode
from lizhi.workflow import links
from lizhi.workflow.models import TaskLink
from tests import make
from tests.conftest import MONDAY
from tests.people import sheets

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)
NIGHT = MONDAY - dt.timedelta(hours=7)
"""Two in the morning."""


def case() -> Case:
    """Somebody has resigned from a company that has somebody for it."""
    make.grant(User.objects.with_phone("13800001111", name="何姗"), RoleGrant.Role.HR)
    return make.case(make.employee("张敏", "13800002046"))


def proof() -> Proof:
    """A hospital paper that HR may see until thirty days after the end."""
    of = case()
    file = documents.keep(
        b"a hospital paper", name="诊断.jpg", media_type="image/jpeg", retention="proof"
    )
    until = of.contract_end + dt.timedelta(days=30)
    return Proof.objects.create(case=of, file=file, delete_on=until)


def at_end(of: Proof) -> dt.datetime:
    """Four in the morning of the day on which it has to go."""
    return dt.datetime.combine(of.delete_on, dt.time(4), clock.SHANGHAI)


@pytest.mark.django_db(transaction=True)
def test_a_proof_is_deleted_on_its_day_and_its_fingerprint_stays() -> None:
    shown = proof()
    place = shown.file.place
    with clock.at(at_end(shown) - DAY):
        assert proofs.delete_proofs(clock.now()) == 0
    with clock.at(at_end(shown)):
        assert proofs.delete_proofs(clock.now()) == 1
        assert proofs.delete_proofs(clock.now()) == 0
    file = StoredFile.objects.get(pk=shown.file_id)
    assert place not in list(get_store().list())
    assert (file.size, file.media_type, len(file.digest)) == (16, "image/jpeg", 64)
    with pytest.raises(Refused):
        documents.read(file)
    (event,) = shown.case.events.filter(kind="proof_deleted")
    assert event.facts == {"proof": "hospital", "sha256": file.digest, "size": 16}
    assert chain.first_broken(shown.case) is None


def test_every_job_is_done_once_a_day_by_whichever_worker_comes_first(settings: Settings) -> None:
    number = len(settings.DAILY_JOBS)
    assert daily.queue_due(NIGHT) == 0
    assert daily.queue_due(MONDAY) == number
    assert daily.queue_due(MONDAY + dt.timedelta(hours=5)) == 0
    make.work()
    done = Outbox.objects.filter(topic=daily.TOPIC, state=Outbox.State.DONE)
    assert done.count() == number
    assert daily.queue_due(MONDAY + DAY) == number


def test_a_job_that_fails_is_tried_again_and_the_others_are_done(settings: Settings) -> None:
    settings.DAILY_JOBS = ["lizhi.nowhere.sweep", "lizhi.workflow.links.forget_links"]
    daily.queue_due(MONDAY)
    doing.run_outbox(MONDAY)
    states = dict(Outbox.objects.values_list("payload__job", "state"))
    assert states == {
        "lizhi.nowhere.sweep": Outbox.State.PENDING,
        "lizhi.workflow.links.forget_links": Outbox.State.DONE,
    }


def test_a_job_of_an_older_release_is_let_be() -> None:
    row = Outbox(dedupe="daily:x", topic=daily.TOPIC, payload={"job": "lizhi.gone.away"})
    daily.run(row)


def test_links_that_open_nothing_are_dropped() -> None:
    task = make.open_task(case(), "acknowledgement")
    links.make(task, task.assignee, MONDAY)
    assert links.forget_links(MONDAY + 2 * DAY) == 0
    assert links.forget_links(MONDAY + 3 * DAY) == 1
    assert not TaskLink.objects.exists()


def test_the_words_of_codes_go_after_a_day_and_other_words_stay() -> None:
    for key, template in (("a", "sign_in.code"), ("b", "step_opened.any.leaver")):
        notifications.send(
            key=key, channel="sms", address="13800002046", template=template, text="123456"
        )
    notifications.prepare(
        key="c", channel="sms", address="13800002046", template="signing.code", text="654321"
    )
    handed = "lizhi.notifications.daily.forget_codes"
    assert _run(handed, MONDAY + dt.timedelta(hours=20)) == 0
    assert _run(handed, MONDAY + 2 * DAY) == 2
    texts = {message.key: (message.text, message.state) for message in Message.objects.all()}
    assert texts == {
        "a": ("", Message.State.SENT),
        "b": ("123456", Message.State.SENT),
        "c": ("", Message.State.FAILED),
    }


def test_codes_invitations_uploads_and_old_jobs_go() -> None:
    user = User.objects.with_phone("13800002046", name="张敏")
    OneTimeCode.objects.create(user=user, document="0" * 64, purpose="x", expires_at=MONDAY)
    accounts.invite("13800002046", MONDAY)
    Upload.objects.create(user=user, purpose="proof", name="x", size=1, key=uuid.uuid4())
    doing.work.enqueue()
    DBTaskResult.objects.update(status="SUCCESSFUL", finished_at=MONDAY)
    old = dt.datetime(2020, 1, 1, tzinfo=dt.UTC)
    DBTaskResult.objects.update(finished_at=old)
    later = MONDAY + 40 * DAY
    with clock.at(later):
        daily.queue_due(later)
        make.work()
    assert not OneTimeCode.objects.exists()
    assert not Invitation.objects.exists()
    assert not Upload.objects.exists()
    assert not DBTaskResult.objects.filter(finished_at=old).exists()


def test_rosters_go_after_a_week_also_when_nobody_brings_in_another(settings: Settings) -> None:
    hr = User.objects.with_phone("13900000004", name="李丽")
    make.grant(hr, RoleGrant.Role.HR)
    old, same, young = (sheets.workbook(sheets.people(number)) for number in (1, 2, 3))
    for days, data in ((0, old), (0, same), (7, same), (7, young)):
        rosters.upload(data, filename="花名册.xlsx", by=hr, at=MONDAY + days * DAY)
    folder = Path(settings.DATA_DIR) / "imports"
    for name in ("a" * 64, f"{'b' * 64}.1.part"):
        (folder / name).write_bytes(b"of a batch that was never made")
        os.utime(folder / name, (0, MONDAY.timestamp()))
    handed = "lizhi.people.daily.forget_rosters"
    before = {file.name for file in folder.iterdir()}

    _run(handed, MONDAY + 8 * DAY)

    left = {file.name for file in folder.iterdir()}
    assert {hashlib.sha256(data).hexdigest() for data in (same, young)} <= left
    assert hashlib.sha256(old).hexdigest() in before - left
    assert {"a" * 64, f"{'b' * 64}.1.part"} <= before - left
    assert handed in settings.DAILY_JOBS


def test_sessions_that_are_over_go() -> None:
    soon = dt.datetime(2999, 1, 1, tzinfo=dt.UTC)
    long_ago = dt.datetime(2020, 1, 1, tzinfo=dt.UTC)
    for key, until in (("old", long_ago), ("new", soon)):
        Session.objects.create(session_key=key, session_data="", expire_date=until)
    _run("lizhi.accounts.daily.clear_sessions", MONDAY)
    assert list(Session.objects.values_list("pk", flat=True)) == ["new"]


def _run(job: str, now: dt.datetime) -> object:
    from django.utils.module_loading import import_string

    return import_string(job)(now)
