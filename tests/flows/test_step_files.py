"""A step of HR's own asks for a file: it is kept, stays with its step, and few read it."""

import datetime as dt
import io
import json
import re
import zipfile
from copy import deepcopy
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from lizhi.accounts.models import User
from lizhi.archive.models import Package
from lizhi.cases.models import Case
from lizhi.common import clock
from lizhi.common.refusals import Refused
from lizhi.documents import actions as documents
from lizhi.documents import jobs
from lizhi.documents.models import StoredFile, Upload
from lizhi.flows.migrating.making import migrate
from lizhi.flows.migrating.planning import Choices
from lizhi.offboarding import actions, daily, step_files
from lizhi.offboarding.actions import last_day
from lizhi.offboarding.models import StepFile
from lizhi.people.models import RoleGrant
from lizhi.workflow import actions as workflow
from lizhi.workflow import definitions
from lizhi.workflow.models import Task
from tests import make
from tests.documents import corpus
from tests.flows.bodies import LEGAL, branch, changed, review, step
from tests.flows.test_own_step import Body, Shenyang, later

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
PHOTO = corpus.picture("JPEG", (60, 40))
OTHER = corpus.picture("JPEG", (80, 40))
FIELDS = [
    {"key": "scan", "type": "file", "label": "盖章的扫描件", "required": True},
    {"key": "more", "type": "file", "label": "补充材料"},
    {"key": "risk", "type": "choice", "label": "风险", "required": True, "choices": ["高", "低"]},
]
SECOND = "second_look"


def with_scan(body: Body) -> None:
    """法务复核 asks for a scan; where more has come, group HR looks once more."""
    mine = review(fields=deepcopy(FIELDS), on={"send_back": "acknowledgement"})
    when = {"field": "more", "op": "there", "value": True}
    second = review(SECOND, name="再看一眼", on={"send_back": LEGAL})
    choice = {
        "id": "with_more",
        "kind": "choose",
        "name": "有补充材料",
        "branches": [{"when": when, "steps": [second]}, {"steps": []}],
    }
    body["key"], body["name"] = "shenyang", "沈阳的离职"
    branch(body, "手续")[2:2] = [mine, choice]


class Review:
    """李经理 leaves; 法务老周 has the review in hand, at a desk or on a phone."""

    def __init__(self, client: Client) -> None:
        self.place = Shenyang(with_scan)
        self.lawyer = self.place.lawyer
        self.case = self.place.at_review(self.place.manager)
        self.client = make.signed_in(client, self.lawyer)
        self.address = reverse("offboarding:task", args=[self.task.pk])

    @property
    def task(self) -> Task:
        return make.open_task(self.case, LEGAL)

    def send(self, address: str = "", **typed: Any) -> Any:
        values = {"key": "k", "way": "agree", "f_risk": "低", **typed}
        return self.client.post(address or self.address, values)

    def answer(self, **typed: Any) -> Any:
        """Send it, let the file be looked at, and send once more what the page says."""
        address = reverse("offboarding:task", args=[self.task.pk])
        waits = self.send(address, key=make.key(), **typed)
        look_at_all()
        return self.client.post(address, hidden(waits.content.decode()))

    def files(self) -> list[StepFile]:
        return step_files.of(self.case)

    def fresh(self) -> Case:
        self.case.refresh_from_db()
        return self.case


@pytest.fixture
def desk(client: Client) -> Any:
    made = Review(client)
    with later():
        yield made


def file(data: bytes = PHOTO, name: str = "意见书.jpg") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data, "image/jpeg")


def look_at_all() -> None:
    """The worker decodes what has arrived."""
    for upload in Upload.objects.filter(state=Upload.State.CHECKING):
        jobs.check_upload.call(str(upload.pk))


def hidden(page: str) -> dict[str, str]:
    """What the waiting page sends when it goes on by itself."""
    found = re.findall(r'type="hidden" name="([^"]+)" value="([^"]*)"', page)
    return {name: value for name, value in found if name != "csrfmiddlewaretoken"}


def sent(user: User, data: bytes = PHOTO, *, purpose: str = "step") -> str:
    """An upload of this person that has been looked at."""
    upload = documents.receive(user, purpose=purpose, name="别的.jpg", data=data)
    jobs.check_upload.call(str(upload.pk))
    return str(upload.pk)


def test_it_is_sent_with_the_form_looked_at_and_kept_with_the_step(desk: Review) -> None:
    page = desk.client.get(desk.address).content.decode()
    assert 'enctype="multipart/form-data"' in page
    assert "盖章的扫描件" in page
    waits = desk.send(f_scan=file())
    assert waits.status_code == 200
    assert "正在检查您的文件" in waits.content.decode()
    assert desk.files() == []
    assert LEGAL in make.open_steps(desk.case), "nobody has answered with what nobody has seen"
    look_at_all()
    done = desk.client.post(desk.address, hidden(waits.content.decode()))
    assert done.status_code == 302
    (one,) = desk.files()
    assert (one.run.step, one.field, one.user) == (LEGAL, "scan", desk.lawyer)
    assert one.proof.file.name == "意见书.jpg"
    assert documents.read(one.proof.file) == PHOTO
    assert desk.fresh().data["scan"] == one.pk
    assert desk.case.data["risk"] == "低"
    event = desk.case.events.get(kind="step_done", step=LEGAL)
    assert event.facts["proofs"] == [one.proof.file.digest]
    told = desk.client.get(desk.address).content.decode()
    assert "意见书.jpg" in told
    assert "法务老周" in told


def test_the_same_press_twice_keeps_one_file_and_leaves_none_lying(desk: Review) -> None:
    waits = desk.send(f_scan=file())
    look_at_all()
    again = hidden(waits.content.decode())
    for _ in range(2):
        assert desk.client.post(desk.address, again).status_code == 302
    assert desk.send(f_scan=file()).status_code == 302, "the same key, with its file once more"
    assert len(desk.files()) == 1
    assert Upload.objects.filter(purpose="step", used_at=None).count() == 0


@pytest.mark.parametrize("same_file", [True, False])
def test_two_presses_at_the_same_moment_are_one(
    desk: Review, monkeypatch: pytest.MonkeyPatch, same_file: bool
) -> None:
    """The second has looked whether it was done before the first was through."""
    first = sent(desk.lawyer)
    second = first if same_file else sent(desk.lawyer, OTHER)
    told = iter([None])
    known = workflow.done
    assert desk.send(f_scan=first).status_code == 302
    monkeypatch.setattr(workflow, "done", lambda key, **more: next(told, known(key, **more)))
    assert desk.send(f_scan=second).status_code == 302
    (one,) = desk.files()
    assert documents.read(one.proof.file) == PHOTO
    assert Upload.objects.filter(purpose="step", used_at=None).count() == 0


def test_a_mistake_elsewhere_loses_no_file(desk: Review) -> None:
    wrong = desk.send(f_scan=file(), f_risk="")
    html = wrong.content.decode()
    assert wrong.status_code == 422
    assert "意见书.jpg" in html
    upload = Upload.objects.get(purpose="step")
    assert f'name="f_scan" value="{upload.pk}"' in html
    look_at_all()
    assert desk.send(f_scan=[str(upload.pk), ""]).status_code == 302, "an empty picker says nothing"
    assert len(desk.files()) == 1


def test_another_file_takes_the_place_of_the_first(desk: Review) -> None:
    desk.send(f_scan=file(), f_risk="")
    first = Upload.objects.get(purpose="step")
    values = {"key": "k", "way": "agree", "f_risk": "", "f_scan": [str(first.pk), file(OTHER)]}
    assert desk.client.post(desk.address, values).status_code == 422
    assert not Upload.objects.filter(pk=first.pk).exists()
    second = Upload.objects.get(purpose="step")
    look_at_all()
    assert desk.send(f_scan=str(second.pk)).status_code == 302
    assert documents.read(desk.files()[0].proof.file) == OTHER


def test_what_need_not_be_there_can_be_taken_away_again(desk: Review) -> None:
    desk.send(f_scan=file(), f_more=file(OTHER, "补充.jpg"), f_risk="")
    look_at_all()
    scan, more = (Upload.objects.get(name=name).pk for name in ("意见书.jpg", "补充.jpg"))
    typed = {"f_scan": str(scan), "f_more": str(more), "take_away_more": "on"}
    assert desk.send(**typed).status_code == 302
    assert [one.field for one in desk.files()] == ["scan"]
    assert desk.fresh().data["more"] is None
    assert not Upload.objects.filter(pk=more).exists()
    assert SECOND not in make.open_steps(desk.case)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "这个文件是空的"),
        (b"MZ this is a program", "打不开"),
        (corpus.pdf(pages=31), "30 页"),
        (b"\xff\xd8\xff" + b"0" * (20 * 1024 * 1024), "20 MB"),
    ],
    ids=["empty", "no picture", "long", "large"],
)
def test_what_cannot_be_taken_is_said_at_its_field(desk: Review, data: bytes, words: str) -> None:
    answer = desk.send(f_scan=file(data))
    if answer.status_code == 200:
        look_at_all()
        answer = desk.client.post(desk.address, hidden(answer.content.decode()))
    html = answer.content.decode()
    assert answer.status_code == 422
    assert words in html
    assert 'value="低" selected' in html, "what was typed is still there"
    assert desk.files() == []
    assert LEGAL in make.open_steps(desk.case)


def test_somebody_elses_file_and_one_for_something_else_are_not_taken(desk: Review) -> None:
    foreign = [sent(desk.place.hr), sent(desk.lawyer, purpose="photo"), "nonsense", make.key()]
    for value in foreign:
        answer = desk.send(f_scan=value)
        assert answer.status_code == 422, value
        assert "请重新选一下这个文件" in answer.content.decode()
        with pytest.raises(Refused):
            actions.answer_step(
                desk.task,
                way="agree",
                by=desk.lawyer,
                data={"scan": value, "risk": "低"},
                key=make.key(),
            )
    assert desk.files() == []


def test_nobody_answers_with_a_file_that_nobody_has_looked_at(desk: Review) -> None:
    upload = documents.receive(desk.lawyer, purpose="step", name="x.jpg", data=PHOTO)
    answer = {"scan": str(upload.pk), "risk": "低"}
    with pytest.raises(Refused, match="检查"):
        actions.answer_step(desk.task, way="agree", by=desk.lawyer, data=answer, key=make.key())
    with pytest.raises(Refused, match="盖章的扫描件"):
        actions.answer_step(
            desk.task, way="agree", by=desk.lawyer, data={"risk": "低"}, key=make.key()
        )
    assert desk.files() == []


def test_whoever_sends_the_step_back_needs_none_and_leaves_none(desk: Review) -> None:
    back = desk.send(way="send_back:acknowledgement", f_scan=file(), f_risk="")
    assert back.status_code == 302
    assert desk.files() == []
    assert Upload.objects.filter(purpose="step").count() == 0


def test_a_condition_asks_whether_it_is_there(desk: Review) -> None:
    assert desk.answer(f_scan=file(), f_more=file(OTHER, "补充.jpg")).status_code == 302
    assert SECOND in make.open_steps(desk.case)


def test_after_a_way_back_the_file_stays_or_another_takes_its_place(desk: Review) -> None:
    desk.answer(f_scan=file(), f_more=file(OTHER, "补充.jpg"))
    _second_looks_back(desk)
    page = desk.client.get(reverse("offboarding:task", args=[desk.task.pk])).content.decode()
    assert 'name="f_scan" value="kept"' in page
    assert "意见书.jpg" in page
    third = corpus.picture("JPEG", (90, 40))
    desk.answer(f_scan="kept", f_more=["kept", file(third, "新的.jpg")])
    scan, old, new = desk.files()
    assert desk.fresh().data["scan"] == scan.pk
    assert desk.case.data["more"] == new.pk
    assert step_files.are_replaced(desk.files()) == {old.pk}
    assert documents.read(old.proof.file) == OTHER, "what was answered first is history"
    html = desk.client.get(reverse("offboarding:desk_case", args=[desk.case.number]))
    assert "之前交的" in html.content.decode()


def test_taken_away_at_the_second_answer_it_is_there_no_more(desk: Review) -> None:
    desk.answer(f_scan=file(), f_more=file(OTHER, "补充.jpg"))
    _second_looks_back(desk)
    address = reverse("offboarding:task", args=[desk.task.pk])
    typed = {"f_scan": "kept", "f_more": "kept", "take_away_more": "on", "key": make.key()}
    assert desk.send(address, **typed).status_code == 302
    assert desk.fresh().data["more"] is None
    assert SECOND not in make.open_steps(desk.case)
    assert len(desk.files()) == 2


def _second_looks_back(desk: Review) -> None:
    task = make.open_task(desk.case, SECOND)
    actions.answer_step(
        task, way=f"send_back:{LEGAL}", by=task.assignee, data={}, words="x", key=make.key()
    )


def test_hr_and_whoever_had_the_step_read_it_and_nobody_else(desk: Review) -> None:
    desk.answer(f_scan=file())
    (one,) = desk.files()
    address = reverse("offboarding:step_file", args=[desk.case.number, one.pk])
    place = desk.place
    stranger = make.employee("路人", "13900000009", at=place.place).user
    elsewhere = make.employee("别处 HR", "13900000008").user
    make.grant(elsewhere, RoleGrant.Role.HR, at=elsewhere.person.employments.get().branch)
    for user in (desk.lawyer, place.hr):
        answer = make.signed_in(Client(), user).get(address)
        assert answer.status_code == 200, user
        assert answer["Content-Type"] == "image/jpeg"
        assert answer["Cache-Control"] == "private, no-store"
    others = (desk.case.leaver, place.boss.user, place.finance, stranger, elsewhere)
    for user in others:
        assert make.signed_in(Client(), user).get(address).status_code == 404, user
    assert Client().get(address).status_code == 302
    page = reverse("offboarding:desk_case", args=[desk.case.number])
    for user, seen in ((place.hr, True), (place.boss.user, False)):
        html = make.signed_in(Client(), user).get(page).content.decode()
        assert ("意见书.jpg" in html) == seen, user


def test_it_stays_with_the_step_when_the_case_changes_its_version(desk: Review) -> None:
    desk.answer(f_scan=file(), f_more=file(OTHER, "补充.jpg"))
    again = changed(with_scan)
    step(again, LEGAL)["fields"][0]["label"] = "扫描件，要盖章"
    place = desk.place
    version = definitions.publish(
        "shenyang", "沈阳的离职", again, place.hr, clock.now(), branch=place.place
    )
    migrate(desk.case, version, Choices(), by=place.hr, at=clock.now())
    _second_looks_back(desk)
    address = reverse("offboarding:task", args=[desk.task.pk])
    page = desk.client.get(address).content.decode()
    assert "扫描件，要盖章" in page
    assert "意见书.jpg" in page
    kept = {"f_scan": "kept", "f_more": "kept", "key": make.key()}
    assert desk.send(address, **kept).status_code == 302
    scan, more = desk.files()
    assert (desk.fresh().data["scan"], desk.case.data["more"]) == (scan.pk, more.pk)
    assert step_files.question(scan) == "盖章的扫描件", "as it was asked when it was answered"


def of_leaver(body: Body) -> None:
    """Whoever leaves sends the receipt of the courier, from a phone."""
    asks = review("parcel", owner="leaver", name="寄回设备", fields=FIELDS[:1])
    body["key"], body["name"] = "shenyang", "沈阳的离职"
    step(body, "main")["branches"].append({"steps": [asks]})


def test_whoever_leaves_reads_what_the_own_step_was_answered_with(client: Client) -> None:
    place = Shenyang(of_leaver)
    case = make.case(place.clerk)
    task = make.open_task(case, "parcel")
    data = {"scan": sent(case.leaver)}
    actions.answer_step(task, way="agree", by=case.leaver, data=data, key=make.key())
    (one,) = step_files.of(case)
    address = reverse("offboarding:step_file", args=[case.number, one.pk])
    mine = make.signed_in(client, case.leaver)
    assert mine.get(address).status_code == 200
    page = mine.get(reverse("offboarding:task", args=[task.pk])).content.decode()
    assert "别的.jpg" in page
    assert address in page
    assert make.signed_in(Client(), place.hr).get(address).status_code == 200
    assert make.signed_in(Client(), place.manager.user).get(address).status_code == 404
    papers = mine.get(reverse("offboarding:papers", args=[case.number])).content.decode()
    assert address in papers, "and finds it again"


def test_in_the_own_case_nobody_is_hr(desk: Review) -> None:
    desk.answer(f_scan=file())
    (one,) = desk.files()
    make.grant(desk.case.leaver, RoleGrant.Role.HR, at=desk.place.place)
    mine = make.signed_in(Client(), desk.case.leaver)
    address = reverse("offboarding:step_file", args=[desk.case.number, one.pk])
    assert mine.get(address).status_code == 404
    papers = mine.get(reverse("offboarding:papers", args=[desk.case.number])).content.decode()
    assert "意见书.jpg" not in papers


def test_an_answer_that_was_taken_back_may_name_its_file_again(desk: Review) -> None:
    task = desk.task
    desk.answer(f_scan=file())
    actions.take_back_step(task, by=desk.lawyer, key=make.key())
    address = reverse("offboarding:task", args=[desk.task.pk])
    assert "意见书.jpg" in desk.client.get(address).content.decode()
    assert desk.send(address, f_scan="kept", key=make.key()).status_code == 302
    (one,) = desk.files()
    assert desk.fresh().data["scan"] == one.pk


def of_both(body: Body) -> None:
    """Everybody who is HR of the branch puts something in."""
    asks = review("both", owner="hr_of_branch", mode="all", name="都看一眼", fields=FIELDS[1:2])
    body["key"], body["name"] = "shenyang", "沈阳的离职"
    step(body, "main")["branches"].append({"steps": [asks]})


@pytest.mark.parametrize("second_has_one", [True, False])
def test_where_several_answer_beside_each_other_the_file_of_each_stands(
    second_has_one: bool,
) -> None:
    place = Shenyang(of_both)
    other = make.employee("另一位 HR", "13900000007", at=place.place).user
    case = make.case(place.clerk)
    run = make.open_task(case, "both").run
    workflow.add_task(run, to=other, by=place.hr, at=clock.now())
    tasks = list(Task.objects.open().at(case, "both").order_by("pk"))
    assert len(tasks) == 2
    for number, task in enumerate(tasks):
        data = {"more": sent(task.assignee)} if second_has_one or number == 0 else {}
        actions.answer_step(task, way="agree", by=task.assignee, data=data, key=make.key())
    found = step_files.of(case)
    case.refresh_from_db()
    assert len(found) == (2 if second_has_one else 1)
    assert case.data["more"] == found[-1].pk, "it is there, whoever answered last"
    assert step_files.are_replaced(found) == set()


def test_it_is_deleted_on_its_day_and_only_its_fingerprint_stays(desk: Review) -> None:
    desk.answer(f_scan=file())
    (one,) = desk.files()
    assert one.proof.delete_on > desk.case.contract_end + dt.timedelta(days=730)
    assert one.proof.file.retention == StoredFile.Retention.PAPER
    noon = dt.datetime.combine(one.proof.delete_on, dt.time(12), clock.SHANGHAI)
    with clock.at(noon):
        daily.delete_proofs(clock.now())
        make.signed_in(desk.client, desk.lawyer)
        html = desk.client.get(desk.address).content.decode()
        assert "已删除，只留指纹" in html
        address = reverse("offboarding:step_file", args=[desk.case.number, one.pk])
        assert desk.client.get(address).status_code == 409
    (one,) = desk.files()
    assert one.proof.file.deleted_at is not None
    assert len(one.proof.file.digest) == 64


def test_another_end_of_the_contract_moves_its_day(desk: Review) -> None:
    desk.answer(f_scan=file())
    before = desk.files()[0].proof.delete_on
    later_end = desk.case.contract_end + dt.timedelta(days=200)
    last_day.set_contract_end(desk.case, later_end, by=desk.place.hr, at=clock.now())
    assert desk.files()[0].proof.delete_on >= before + dt.timedelta(days=170)


def test_what_nobody_answered_with_is_swept_and_what_was_stays(desk: Review) -> None:
    desk.answer(f_scan=file())
    left = sent(desk.lawyer, OTHER)
    with clock.at(clock.now() + dt.timedelta(days=31)):
        documents.forget_old_uploads(clock.now())
        documents.sweep_store()
    assert not Upload.objects.filter(pk=left).exists()
    (one,) = desk.files()
    assert documents.read(one.proof.file) == PHOTO


def test_the_sealed_file_names_it_by_its_hash_and_holds_no_byte_of_it(desk: Review) -> None:
    desk.answer(f_scan=file())
    (one,) = desk.files()
    end = dt.datetime.combine(desk.case.contract_end, dt.time(12), clock.SHANGHAI)
    for days in range(0, 46, 5):
        with clock.at(end + dt.timedelta(days=days)):
            make.work()
    package = Package.objects.get(case=desk.case)
    whole = zipfile.ZipFile(io.BytesIO(documents.read(package.file)))
    data = {name.partition("/data/")[2]: name for name in whole.namelist()}
    (told,) = json.loads(whole.read(data["metadata/step-files.json"]))
    stored = one.proof.file
    assert (told["step"], told["question"], told["by"]) == (LEGAL, "盖章的扫描件", "法务老周")
    assert (told["sha256"], told["bytes"]) == (stored.digest, len(PHOTO))
    assert told["media_type"] == "image/jpeg"
    (proof,) = json.loads(whole.read(data["metadata/proofs.json"]))
    assert (proof["kind"], proof["sha256"]) == ("step", stored.digest)
    assert all(whole.read(name) != PHOTO for name in data.values())
    assert "意见书" not in str(told), "the name of a file can say more than it should"


def test_the_material_of_the_leaver_is_something_else(desk: Review) -> None:
    desk.answer(f_scan=file())
    (one,) = desk.files()
    make.signed_in(desk.client, desk.place.hr)
    address = reverse("offboarding:proof", args=[desk.case.number, one.proof.pk])
    assert desk.client.get(address).status_code == 404
    page = reverse("offboarding:desk_case", args=[desk.case.number])
    assert "限人查看" not in desk.client.get(page).content.decode()
