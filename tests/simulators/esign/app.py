"""The service: what it is asked, and what it answers."""

import datetime as dt
import hashlib
import json
import re
import uuid
import zipfile
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any

import pikepdf

from lizhi.common import clock
from lizhi.signing.providers.esign import signing
from tests.simulators import vendor
from tests.simulators.calling import Call, Calls
from tests.simulators.esign.flows import (
    DECLINED,
    DONE,
    EXPIRED,
    REFUSED,
    SIGNED,
    SIGNING,
    Flow,
    Refusal,
    Signer,
    created,
    signers,
)
from tests.simulators.vendor import Spot
from tests.simulators.web import DROPPED, Answer, Asked, Start

SECRET = "dummysecret"
OTP = "123456"
WINDOW = dt.timedelta(minutes=15)
LIFE = dt.timedelta(hours=1)
TRIES = 16
"""The vendor shows the times between them only as a picture: here twice as long each time."""
DELAYS = [dt.timedelta(minutes=min(2**number, 720)) for number in range(TRIES - 1)]
READY_AFTER = 2
COMPANY = "示例制造（深圳）有限公司"
Json = dict[str, Any]
LIARS = {"signed", "completed", "other_paper", "unsigned", "stranger", "half"}
"""They say that all is over, whatever the truth is."""


@dataclass
class Faults:
    """What goes wrong; nothing, unless a test or a visitor says so."""

    drop_after: list[str] = field(default_factory=list)
    """Ends of paths: it acts, and its answer is lost, once for each entry."""
    answer: dict[str, Answer] = field(default_factory=dict)
    """By the end of the path: instead of acting, once."""
    zipped: bool = False
    redraws: bool = False
    lies: str = ""
    """As with 法大大; `half`: one signature of two; `changing`: other bytes each time."""
    down: bool = False
    """It has troubles of its own."""
    bad_signature: bool = False
    not_ready: int = 0
    """So often it says that a file is not ready yet."""


@dataclass
class File:
    """A file on its way in."""

    md5: str
    kind: str
    content: bytes = b""
    looks: int = 0


class Esign:
    """One installation of the vendor, with one app of a company."""

    def __init__(self, *, app_id: str = "7430000000", secret: str = SECRET) -> None:
        self.app_id, self.secret = app_id, secret
        self.calls = Calls(DELAYS)
        self.faults = Faults()
        self.vendor = vendor.of("模拟e签宝")
        self.company = COMPANY
        self.host = "http://esign.test"
        self.skew = dt.timedelta()
        self.addresses_open = True
        self.files: dict[str, File] = {}
        self.flows: dict[str, Flow] = {}
        self.downloads: dict[str, tuple[dt.datetime, bytes]] = {}
        self.faces: Any = None
        """Whoever plays the camera, where a test or a visitor has one."""
        self.asked: list[str] = []

    def __call__(self, environ: Json, start: Start) -> Iterable[bytes]:
        return self.answer(Asked.of(environ)).begin(start)

    def answer(self, asked: Asked) -> Answer:
        """Files and pages go without the headers of the API."""
        if asked.path.startswith("/store/"):
            return self._store(asked)
        if asked.path.startswith("/page/"):
            from tests.simulators.esign.page import show

            return show(self, asked)
        self.asked.append(asked.path)
        if self.faults.down:
            return Answer(503)
        for end in list(self.faults.answer):
            if asked.path.endswith(end):
                return self.faults.answer.pop(end)
        return self._refused(asked) or self._api(asked)

    def _refused(self, asked: Asked) -> Answer | None:
        told = asked.headers
        if told.get("x-tsign-open-app-id") != self.app_id:
            return _gateway("无效的应用")
        if told.get("x-tsign-open-auth-mode") != "Signature":
            return _gateway("TOKEN_CANT_BE_NULL")
        moment = told.get("x-tsign-open-ca-timestamp", "")
        if not moment.isdecimal() or self._is_off(moment):
            return _gateway("INVALID_TIMESTAMP")
        path = signing.path_of(asked.path, asked.query)
        digest = signing.digest(asked.raw)
        right = signing.signature(self.secret, asked.method, path, digest)
        if told.get("content-md5", "") != digest or told["x-tsign-open-ca-signature"] != right:
            return _gateway("INVALID_SIGNATURE")
        if not self.addresses_open:
            return Answer.json({"success": False, "code": 403, "message": "ip"}, 403)
        return None

    def _is_off(self, moment: str) -> bool:
        theirs = dt.datetime.fromtimestamp(int(moment) / 1000, dt.UTC)
        return abs(clock.now() + self.skew - theirs) > WINDOW

    def _api(self, asked: Asked) -> Answer:
        known = (
            (act, re.fullmatch(path, asked.path))
            for method, path, act in ROUTES
            if method == asked.method
        )
        act, found = next(((act, found) for act, found in known if found), (None, None))
        if act is None or found is None:
            return Answer.json({"code": 404, "message": "no such interface"}, 404)
        try:
            body = json.loads(asked.raw) if asked.raw else {}
            data = act(self, body, *found.groups())
        except Refusal as no:
            return Answer.json({"code": no.code, "message": no.said, "data": None})
        answer = Answer.json({"code": 0, "message": "成功", "data": data})
        for end in self.faults.drop_after:
            if asked.path.endswith(end):
                self.faults.drop_after.remove(end)
                answer.headers[DROPPED] = "1"
                break
        return answer

    def _store(self, asked: Asked) -> Answer:
        key = asked.path.rsplit("/", 1)[1]
        if asked.method == "PUT":
            file, told = self.files[key], asked.headers
            same = told.get("content-md5") == file.md5 == signing.digest(asked.raw)
            if not same or told.get("content-type") != file.kind or "x-tsign-open-app-id" in told:
                return Answer.json({"errCode": 1, "msg": "MD5"}, 403)
            file.content = asked.raw
            return Answer.json({"errCode": 0, "msg": "成功"})
        until, content = self.downloads.get(key, (clock.now(), b""))
        return Answer(200, content, "application/pdf") if until > clock.now() else Answer(403)

    def event(self, action: str, flow: Flow, mark: str = "", **more: object) -> None:
        """Something has happened: the address of the flow hears of it."""
        told = {
            "action": action,
            "timestamp": int(clock.now().timestamp() * 1000),
            "signFlowId": flow.id,
            **(
                {"customBizNum": mark, "operateTime": int(clock.now().timestamp() * 1000)}
                if mark
                else {}
            ),
            **more,
        }
        raw = json.dumps(told, ensure_ascii=False).encode()
        moment = str(told["timestamp"])
        sign = signing.callback_signature(self.secret, moment, {}, raw)
        headers = {
            signing.APP_ID: self.app_id,
            signing.CALLED_AT: moment,
            "X-Tsign-Open-SIGNATURE-ALGORITHM": "hmac-sha256",
            signing.CALLED_BY: sign[::-1] if self.faults.bad_signature else sign,
            "Content-Type": "application/json",
        }
        self.calls.add(Call(action, headers, {}, raw))

    # what it is asked for

    def upload_url(self, body: Json) -> Json:
        """For an hour."""
        key = uuid.uuid4().hex
        self.files[key] = File(body["contentMd5"], body["contentType"])
        return {"fileId": key, "fileUploadUrl": f"{self.host}/store/{key}"}

    def file(self, body: Json, key: str) -> Json:
        """It takes a moment."""
        file = self.files[key]
        file.looks += 1
        done = file.content and file.looks > READY_AFTER
        return {"fileId": key, "fileStatus": 2 if done else 1}

    def create(self, body: Json) -> Json:
        """A draft, unless it starts by itself."""
        known = {key: one.content for key, one in self.files.items() if one.content}
        flow = created(uuid.uuid4().hex, body, known)
        self.flows[flow.id] = flow
        if body["signFlowConfig"].get("autoStart", True):
            self.start({}, flow.id)
        return {"signFlowId": flow.id}

    def start(self, body: Json, key: str) -> Json:
        """People may sign from now on."""
        flow = self.flow(key)
        flow.start()
        self.event("SIGN_FLOW_INITIATED", flow)
        self._seal_what_may(flow)
        return {}

    def finish(self, body: Json, key: str) -> Json:
        """That is all."""
        flow = self.flow(key)
        flow.finish()
        self._over(flow)
        return {}

    def revoke(self, body: Json, key: str) -> Json:
        """Called back."""
        flow = self.flow(key)
        flow.revoke(body["revokeReason"])
        self._over(flow)
        return {}

    def delay(self, body: Json, key: str) -> Json:
        """More time, once."""
        self.flow(key).delay(body["signFlowExpireTime"])
        return {}

    def urge(self, body: Json, key: str) -> Json:
        """A text to whoever is asked."""
        self.flow(key).urge(clock.now())
        return {}

    def sign_url(self, body: Json, key: str) -> Json:
        """The page of one signer."""
        flow, account = self.flow(key), body["operator"]["psnAccount"]
        if account not in {one.account for one in flow.signers}:
            raise Refusal(1437114, "not a participant")
        link = hashlib.sha256(f"{key}{account}".encode()).hexdigest()[:12]
        flow.links[link] = account
        url = f"{self.host}/page/{key}/{link}"
        return {"shortUrl": url, "url": f"{url}?long=1"}

    def detail(self, body: Json, key: str) -> Json:
        """How far it is."""
        flow = self.flow(key)
        if self.faults.lies in LIARS:
            return flow.lied_about(everybody=self.faults.lies != "signed")
        return flow.detail()

    def add_fields(self, body: Json, key: str) -> Json:
        """Somebody more; a seal that goes on by itself does so at once."""
        flow = self.flow(key)
        if flow.state != SIGNING:
            raise Refusal(1435011, "not running")
        after = max(one.order for one in flow.signers) + 1
        flow.signers += signers(body["signers"], order=after)
        self._seal_what_may(flow)
        return {}

    def flow_list(self, body: Json) -> Json:
        """Newest first."""
        size, page = body["pageSize"], body["pageNum"]
        every = [
            one for one in reversed(self.flows.values()) if one.state in body["signFlowStatus"]
        ]
        shown = every[(page - 1) * size : page * size]
        return {
            "total": len(every),
            "signFlowInfos": [{"signFlowId": one.id, "signFlowTitle": one.title} for one in shown],
        }

    def download_url(self, body: Json, key: str) -> Json:
        """Only of one that is complete, for an hour."""
        flow = self.flow(key)
        if self.faults.not_ready:
            self.faults.not_ready -= 1
            raise Refusal(1437513, "file is not ready")
        if flow.state != DONE and self.faults.lies not in LIARS:
            raise Refusal(1437518, "not complete")
        pdf = self.given_out(flow)
        if self.faults.zipped:
            out = BytesIO()
            with zipfile.ZipFile(out, "w") as bag:
                bag.writestr("离职协议.pdf", pdf)
            pdf = out.getvalue()
        link = uuid.uuid4().hex
        self.downloads[link] = (clock.now() + LIFE, pdf)
        url = f"{self.host}/store/{link}"
        return {"files": [{"fileId": flow.file, "fileName": "a.pdf", "downloadUrl": url}]}

    def given_out(self, flow: Flow) -> bytes:
        """The file as it stands, or what a liar gives instead."""
        if self.faults.lies == "unsigned":
            return flow.sent
        if self.faults.lies == "broken":
            return b"<html>" + flow.pdf[6:]
        if self.faults.lies == "other_paper":
            with pikepdf.open(BytesIO(flow.sent)) as opened:
                pages = len(opened.pages)
            return self._all_signed(vendor.another(pages), flow.signers)
        if self.faults.lies == "half":
            return self._all_signed(flow.sent, flow.signers[:1])
        if self.faults.lies == "changing":
            return self._all_signed(flow.sent, flow.signers)
        if self.faults.lies == "stranger":
            spot = Spot(1, 200, 200)
            return self.vendor.sign(flow.sent, name="路人", spot=spot, field="x", at=clock.now())
        return flow.pdf

    def _all_signed(self, pdf: bytes, signers: list[Signer]) -> bytes:
        for number, one in enumerate(signers):
            pdf = self._signed(pdf, one, f"o{number}", Spot(1, 200, 200 + 80 * number))
        return pdf

    def _signed(self, pdf: bytes, signer: Signer, field: str, spot: Spot) -> bytes:
        name = self.company if signer.is_org else signer.name
        return self.vendor.sign(
            pdf,
            name=name,
            organisation=name if signer.is_org else "",
            spot=spot,
            field=field,
            at=clock.now(),
        )

    def face_begin(self, body: Json) -> Json:
        """A page with a camera."""
        found: Json = self.faces.begin(body)
        return found

    def face_told(self, body: Json, key: str) -> Json:
        """How it went there."""
        found: Json = self.faces.told(key)
        return found

    def flow(self, key: str) -> Flow:
        """The one that is meant."""
        if key not in self.flows:
            raise Refusal(1435002, "no such flow")
        return self.flows[key]

    # what tests ask, for every service in the same words

    def is_acknowledged(self, answer: bytes) -> bool:
        """Any 2xx will do."""
        return True

    def is_sealed(self, ref: str) -> bool:
        """The company's seal is on."""
        return any(one.is_org and one.status == SIGNED for one in self.flows[ref].signers)

    def is_open(self, ref: str) -> bool:
        """Somebody could still sign."""
        return ref in self.flows and self.flows[ref].state == SIGNING

    def expires_at(self, ref: str) -> dt.datetime:
        """Until when."""
        return self.flows[ref].expires_at

    def end_there(self, ref: str) -> None:
        """Somebody of the company ends it by hand, on the vendor's own pages."""
        self.revoke({"revokeReason": "不用签了"}, ref)

    CREATE = "/create-by-file"
    START = "/start"
    SEAL = "/signers/sign-fields"
    STATUS = "/detail"
    BUSY = Answer.json({"code": 1435012, "message": "busy"})

    def count(self) -> int:
        """How many flows were made."""
        return len(self.flows)

    def sent_bytes(self, ref: str) -> bytes:
        """The paper as it came."""
        return self.flows[ref].sent

    # what people do there

    def sign(self, flow: Flow, signer: Signer) -> None:
        """Somebody, or a seal by itself, has signed."""
        if not flow.may_sign(signer):
            raise Refusal(1435011, "not the turn of this one")
        if self.faults.redraws and not flow.is_redrawn:
            flow.pdf, flow.is_redrawn = vendor.redrawn(flow.pdf), True
        flow.pdf = self._signed(flow.pdf, signer, f"es_{len(flow.pdf)}", signer.spot)
        signer.status = SIGNED
        self.event("SIGN_MISSON_COMPLETE", flow, signer.mark, signResult=2, signOrder=signer.order)
        if flow.auto_finish and flow.all_signed:
            flow.state = DONE
            self._over(flow)
        self._seal_what_may(flow)

    def decline(self, flow: Flow, signer: Signer, reason: str) -> None:
        """Somebody said no: the flow is over."""
        if not flow.may_sign(signer):
            raise Refusal(1435011, "not the turn of this one")
        signer.status, flow.state, flow.said = REFUSED, DECLINED, reason
        self.event("SIGN_MISSON_COMPLETE", flow, signer.mark, signResult=4, signOrder=signer.order)
        self._over(flow)

    def night(self) -> None:
        """It ends what is out of time."""
        for flow in self.flows.values():
            if flow.state == SIGNING and flow.expires_at <= clock.now():
                flow.state = EXPIRED
                self._over(flow)

    def _over(self, flow: Flow) -> None:
        self.event("SIGN_FLOW_COMPLETE", flow, signFlowStatus=str(flow.state))

    def _seal_what_may(self, flow: Flow) -> None:
        for signer in flow.signers:
            if signer.auto and flow.may_sign(signer):
                self.sign(flow, signer)
                return


def _gateway(said: str) -> Answer:
    return Answer.json({"success": False, "code": 401, "message": said}, 401)


FLOW = r"/v3/sign-flow/([0-9a-f]{32})"
ROUTES: list[tuple[str, str, Callable[..., Json]]] = [
    ("POST", r"/v3/files/file-upload-url", Esign.upload_url),
    ("GET", r"/v3/files/([0-9a-f]{32})", Esign.file),
    ("POST", r"/v3/sign-flow/create-by-file", Esign.create),
    ("POST", r"/v3/sign-flow/sign-flow-list", Esign.flow_list),
    ("POST", FLOW + "/start", Esign.start),
    ("POST", FLOW + "/finish", Esign.finish),
    ("POST", FLOW + "/revoke", Esign.revoke),
    ("POST", FLOW + "/delay", Esign.delay),
    ("POST", FLOW + "/urge", Esign.urge),
    ("POST", FLOW + "/sign-url", Esign.sign_url),
    ("POST", FLOW + "/signers/sign-fields", Esign.add_fields),
    ("POST", FLOW + "/file-download-url", Esign.download_url),
    ("GET", FLOW + "/detail", Esign.detail),
    ("POST", "/v2/identity/auth/api/individual/face", Esign.face_begin),
    ("GET", r"/v2/identity/auth/api/common/([0-9a-f]+)/detail", Esign.face_told),
]
