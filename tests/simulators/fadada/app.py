"""The service: what it is asked, and what it answers."""

import datetime as dt
import json
import uuid
import zipfile
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any
from urllib.parse import unquote

from lizhi.common import clock
from lizhi.signing.providers.fadada import signing
from tests.simulators import vendor
from tests.simulators.calling import Call, Calls
from tests.simulators.fadada.gate import TOKEN_PATH, Gate, refusal
from tests.simulators.fadada.tasks import Actor, Refusal, Task, created
from tests.simulators.vendor import Spot
from tests.simulators.web import DROPPED, Answer, Asked, Start

BASE = "/api/v5"
SECRET = "dummysecret"
OTP = "123456"
"""Of everybody, on the page where somebody signs."""
UPLOAD = dt.timedelta(minutes=30)
DOWNLOAD = dt.timedelta(hours=1)
DELAYS = [dt.timedelta(minutes=3), dt.timedelta(minutes=30), dt.timedelta(hours=8)]
Json = dict[str, Any]
LIARS = {"signed", "completed", "other_paper", "unsigned", "stranger", "half"}
"""They say that all is over, whatever the truth is."""


@dataclass
class Faults:
    """What goes wrong; nothing, unless a test or a visitor says so."""

    drop_after: list[str] = field(default_factory=list)
    """Paths: it acts, and its answer is lost, once for each entry."""
    answer: dict[str, Answer] = field(default_factory=dict)
    """By path: instead of acting, once."""
    zipped: bool = False
    redraws: bool = False
    """It signs its own drawing of the paper, and not our bytes."""
    lies: str = ""
    """`signed`, `completed`: it says so and it is not so; `other_paper`, `unsigned`, `broken`,
    `stranger`, `half`: what it gives out then; `changing`: other bytes each time."""
    down: bool = False
    """It has troubles of its own."""
    bad_signature: bool = False
    finished_inside_signed: bool = False
    """No call of its own says that all is over: the last one about a signature does."""


class Fadada:
    """One installation of the vendor, with one app of a company."""

    def __init__(self, *, app_id: str = "00000000", secret: str = SECRET) -> None:
        self.gate = Gate(app_id, secret)
        self.secret = secret
        self.calls = Calls(DELAYS)
        self.faults = Faults()
        self.vendor = vendor.of("模拟法大大")
        self.host = "http://fadada.test"
        self.tasks: dict[str, Task] = {}
        self.uploads: dict[str, tuple[dt.datetime, bytes]] = {}
        self.files: dict[str, bytes] = {}
        self.downloads: dict[str, tuple[dt.datetime, bytes]] = {}
        self.reports: set[str] = set()
        self.faces: Any = None
        """Whoever plays the camera, where a test or a visitor has one."""
        self.asked: list[str] = []
        """Paths, in the order in which they were asked for."""

    def __call__(self, environ: Json, start: Start) -> Iterable[bytes]:
        asked = Asked.of(environ)
        return self.answer(asked).begin(start)

    def answer(self, asked: Asked) -> Answer:
        """Files and pages go without the headers of the API."""
        if asked.path.startswith("/store/"):
            return self._store(asked)
        if asked.path.startswith("/page/"):
            from tests.simulators.fadada.page import show

            return show(self, asked)
        if not asked.path.startswith(BASE) or asked.method != "POST":
            return Answer.json({"status": 404}, 404)
        return self._api(asked, asked.path.removeprefix(BASE))

    def _api(self, asked: Asked, path: str) -> Answer:
        self.asked.append(path)
        if self.faults.down:
            return Answer(503)
        if spoilt := self.faults.answer.pop(path, None):
            return spoilt
        if refused := self.gate.check(asked, path):
            return refused
        if path == TOKEN_PATH:
            return _good(self.gate.new_token())
        act = ROUTES.get(path)
        if act is None:
            return refusal("100013", "no such interface", 404)
        try:
            answer = _good(act(self, json.loads(asked.form.get(signing.CONTENT, "{}"))))
        except Refusal as no:
            return refusal(no.code, no.said)
        if path in self.faults.drop_after:
            self.faults.drop_after.remove(path)
            answer.headers[DROPPED] = "1"
        return answer

    def _store(self, asked: Asked) -> Answer:
        key = asked.path.rsplit("/", 1)[1]
        if asked.method == "PUT":
            until, _nothing = self.uploads.get(key, (clock.now(), b""))
            if until <= clock.now() or "x-fasc-app-id" in asked.headers:
                return Answer(403)
            self.uploads[key] = (until, asked.raw)
            return Answer(200)
        until, content = self.downloads.get(key, (clock.now(), b""))
        if until <= clock.now():
            return Answer(403)
        return Answer(200, content, "application/octet-stream")

    def event(self, name: str, task: Task, **more: str) -> None:
        """Something has happened: the callback address of the task hears of it."""
        told = {
            "eventTime": str(int(clock.now().timestamp() * 1000)),
            "signTaskId": task.id,
            "signTaskStatus": task.state,
            "transReferenceId": task.reference,
            **more,
        }
        content = json.dumps(told, ensure_ascii=False)
        headers = {
            signing.APP_ID: self.gate.app_id,
            signing.SIGN_TYPE: signing.HMAC,
            signing.TIMESTAMP: told["eventTime"],
            signing.NONCE: uuid.uuid4().hex,
            signing.EVENT: name,
        }
        sign = signing.signature(self.secret, headers | {signing.CONTENT: content})
        headers[signing.SIGN] = sign[::-1] if self.faults.bad_signature else sign
        raw = signing_form(content)
        self.calls.add(Call(name, headers, {}, raw))

    # what it is asked for

    def get_upload_url(self, body: Json) -> Json:
        """For half an hour."""
        key = uuid.uuid4().hex
        self.uploads[key] = (clock.now() + UPLOAD, b"")
        url = f"{self.host}/store/{key}"
        return {"uploadUrl": url, "fddFileUrl": f"https://fdd.example/{key}"}

    def process(self, body: Json) -> Json:
        """Only now it is a file there."""
        made = []
        for one in body["fddFileUrlList"]:
            if not one.get("fileName", "").endswith(f".{one.get('fileFormat', 'pdf')}"):
                raise Refusal("100011", "fileName needs its extension")
            _until, content = self.uploads.get(one["fddFileUrl"].rsplit("/", 1)[1], (None, b""))
            if not content.startswith(b"%PDF-"):
                raise Refusal("211096", "no such file")
            key = uuid.uuid4().hex
            self.files[key] = content
            made.append({"fileId": key, "fddFileUrl": one["fddFileUrl"]})
        return {"fileIdList": made}

    def create(self, body: Json) -> Json:
        """A draft, until it is started."""
        task = created(f"{1_700_000_000_000 + len(self.tasks)}", body, self.files)
        self.tasks[task.id] = task
        self.event("sign-task-created", task)
        if body.get("autoStart"):
            self.start({"signTaskId": task.id})
        return {"signTaskId": task.id}

    def start(self, body: Json) -> Json:
        """People may sign from now on."""
        task = self.task(body)
        task.start()
        self.event("sign-task-start", task)
        self._seal_what_may(task)
        return {}

    def get_url(self, body: Json) -> Json:
        """The page of one signer."""
        task = self.task(body)
        actor = task.actor(body["actorId"])
        actor.redirect = unquote(body.get("redirectUrl", ""))
        url = f"{self.host}/page/{task.id}/{actor.id}"
        return {"actorSignTaskUrl": url, "actorSignTaskEmbedUrl": f"{url}?embed=1"}

    def unblock(self, body: Json) -> Json:
        """The part that was held goes on."""
        task = self.task(body)
        task.actor(body["actorId"]).blocked = False
        self._seal_what_may(task)
        return {}

    def get_detail(self, body: Json) -> Json:
        """How far it is."""
        task = self.task(body)
        found = task.detail()
        if self.faults.lies in LIARS:
            found = task.lied_about(everybody=self.faults.lies != "signed")
        return found

    def get_list(self, body: Json) -> Json:
        """Newest first."""
        size, page = int(body.get("listPageSize") or 10), int(body.get("listPageNo") or 1)
        wanted = set(body["listFilter"]["signTaskStatus"])
        all_of = [one for one in reversed(self.tasks.values()) if one.state in wanted]
        return {"signTasks": [one.line() for one in all_of[(page - 1) * size : page * size]]}

    def cancel(self, body: Json) -> Json:
        """Only while it runs."""
        task = self.task(body)
        task.cancel(body.get("terminationNote", ""))
        self.event("sign-task-canceled", task, terminationNote=task.note)
        return {}

    def delete(self, body: Json) -> Json:
        """Only a draft."""
        task = self.task(body)
        if task.state != "task_created":
            raise Refusal("211055", "not a draft")
        del self.tasks[task.id]
        return {}

    def extension(self, body: Json) -> Json:
        """More time."""
        task = self.task(body)
        task.extend(int(body["extensionTime"]))
        self.event("sign-task-extension", task, expiresTime=str(body["extensionTime"]))
        return {}

    def urge(self, body: Json) -> Json:
        """Twice a day, two hours apart."""
        self.task(body).urge(clock.now())
        return {}

    def get_download_url(self, body: Json) -> Json:
        """For an hour; one file plain, or in a ZIP."""
        task = self.task(body)
        pdf = self.given_out(task)
        if self.faults.zipped:
            out = BytesIO()
            with zipfile.ZipFile(out, "w") as bag:
                bag.writestr("离职协议.pdf", pdf)
            pdf = out.getvalue()
        key = uuid.uuid4().hex
        self.downloads[key] = (clock.now() + DOWNLOAD, pdf)
        return {"downloadUrl": f"{self.host}/store/{key}"}

    def given_out(self, task: Task) -> bytes:
        """The file as it stands, or what a liar gives instead."""
        if self.faults.lies == "unsigned":
            return task.sent
        if self.faults.lies == "broken":
            return b"<html>" + task.pdf[6:]
        if self.faults.lies == "other_paper":
            return self._all_signed(vendor.another(task.pages), task.actors)
        if self.faults.lies == "half":
            return self._all_signed(task.sent, task.actors[:1])
        if self.faults.lies == "changing":
            return self._all_signed(task.sent, task.actors)
        if self.faults.lies == "stranger":
            spot = Spot(1, 200, 200)
            return self.vendor.sign(task.sent, name="路人", spot=spot, field="x", at=clock.now())
        return task.pdf

    def _all_signed(self, pdf: bytes, actors: list[Actor]) -> bytes:
        for number, actor in enumerate(actors):
            spot = Spot(1, 200, 200 + 80 * number)
            pdf = self.vendor.sign(
                pdf,
                name=actor.name,
                organisation=actor.name if actor.is_corp else "",
                spot=spot,
                field=f"fdd{number}",
                at=clock.now(),
            )
        return pdf

    def get_report_url(self, body: Json) -> Json:
        """There once it was asked for."""
        task = self.task(body)
        if task.id not in self.reports:
            return {}
        key = uuid.uuid4().hex
        self.downloads[key] = (clock.now() + DOWNLOAD, vendor.another(1))
        return {"downloadUrl": f"{self.host}/store/{key}"}

    def apply_report(self, body: Json) -> Json:
        """It takes a moment; a call says when it is there."""
        task = self.task(body)
        self.reports.add(task.id)
        self.event("report-download", task, reportDownloadId=uuid.uuid4().hex)
        return {}

    def face_begin(self, body: Json) -> Json:
        """A page with a camera."""
        found: Json = self.faces.begin(body)
        return found

    def face_told(self, body: Json) -> Json:
        """How it went there."""
        found: Json = self.faces.told(body)
        return found

    def task(self, body: Json) -> Task:
        """The one that is meant."""
        task = self.tasks.get(str(body.get("signTaskId")))
        if task is None:
            raise Refusal("211001", "no such task")
        return task

    # what tests ask, for every service in the same words

    def is_acknowledged(self, answer: bytes) -> bool:
        """The word that it waits for stands in the answer."""
        return b"success" in answer

    def is_sealed(self, ref: str) -> bool:
        """The company's seal is on."""
        return self.tasks[ref].actor("company").status == "signed"

    def is_open(self, ref: str) -> bool:
        """Somebody could still sign."""
        return ref in self.tasks and self.tasks[ref].state == "sign_progress"

    def expires_at(self, ref: str) -> dt.datetime:
        """Until when."""
        return self.tasks[ref].expires_at

    def end_there(self, ref: str) -> None:
        """Somebody of the company ends it by hand, on the vendor's own pages."""
        self.cancel({"signTaskId": ref, "terminationNote": "不用签了"})

    CREATE = "/sign-task/create"
    START = "/sign-task/start"
    SEAL = "/sign-task/unblock"
    STATUS = "/sign-task/app/get-detail"
    BUSY = Answer.json({"code": "100004", "msg": "too many", "success": False}, 403)

    def count(self) -> int:
        """How many tasks were made."""
        return len(self.tasks)

    def sent_bytes(self, ref: str) -> bytes:
        """The paper as it came."""
        return self.tasks[ref].sent

    # what people do there

    def sign(self, task: Task, actor_id: str) -> None:
        """Somebody, or a seal by itself, has signed."""
        actor, at = task.actor(actor_id), clock.now()
        task.check_may_sign(actor)
        if self.faults.redraws and not task.is_redrawn:
            task.pdf, task.is_redrawn = vendor.redrawn(task.pdf), True
        task.pdf = self.vendor.sign(
            task.pdf,
            name=actor.name,
            organisation=actor.name if actor.is_corp else "",
            spot=actor.spot,
            field=f"fdd_{actor.id}_{len(task.pdf)}",
            at=at,
        )
        actor.status, actor.signed_at = "signed", at
        over = task.go_on()
        if not (over and self.faults.finished_inside_signed):
            inside = {"signTaskStatus": "sign_progress"} if over else {}
            self.event("sign-task-signed", task, actorId=actor.id, **inside)
            if over:
                self.event("sign-task-finished", task)
        else:
            self.event("sign-task-signed", task, actorId=actor.id)
        self._seal_what_may(task)

    def decline(self, task: Task, actor_id: str, reason: str) -> None:
        """Somebody said no: the task is over."""
        actor = task.actor(actor_id)
        task.check_may_sign(actor)
        actor.status, actor.note = "sign_rejected", reason
        task.state, task.note = "task_terminated", reason
        self.event("sign-task-sign-rejected", task, actorId=actor.id, signRejectReason=reason)

    def night(self) -> None:
        """At one in the morning it ends what is out of time."""
        for task in self.tasks.values():
            if task.expire(clock.now()):
                self.event("sign-task-expire", task)

    def _seal_what_may(self, task: Task) -> None:
        for actor in task.actors:
            if actor.seals_alone and not actor.blocked and task.may_sign(actor):
                self.sign(task, actor.id)
                return


def signing_form(content: str) -> bytes:
    """As a form has it."""
    from urllib.parse import urlencode

    return urlencode({signing.CONTENT: content}).encode()


def _good(data: Json) -> Answer:
    return Answer.json({"code": "100000", "msg": "请求成功", "data": data})


ROUTES: dict[str, Callable[[Fadada, Json], Json]] = {
    "/file/get-upload-url": Fadada.get_upload_url,
    "/file/process": Fadada.process,
    "/sign-task/create": Fadada.create,
    "/sign-task/start": Fadada.start,
    "/sign-task/actor/get-url": Fadada.get_url,
    "/sign-task/unblock": Fadada.unblock,
    "/sign-task/app/get-detail": Fadada.get_detail,
    "/sign-task/owner/get-list": Fadada.get_list,
    "/sign-task/cancel": Fadada.cancel,
    "/sign-task/delete": Fadada.delete,
    "/sign-task/extension": Fadada.extension,
    "/sign-task/urge": Fadada.urge,
    "/sign-task/owner/get-download-url": Fadada.get_download_url,
    "/sign-task/evidence-report/get-download-url": Fadada.get_report_url,
    "/sign-task/apply-report": Fadada.apply_report,
    "/user/verify/face-recognition": Fadada.face_begin,
    "/user/verify/face-status-query": Fadada.face_told,
}
