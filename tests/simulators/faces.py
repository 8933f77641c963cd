"""The face checks of two clouds, played from their contracts: signatures, a page, verdicts, faults.

No picture is anywhere in it: at the real services it lies there, and never comes to us.
"""

import datetime as dt
import json
import secrets
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import unquote

from lizhi.common.clouds import Key, acs3, tc3
from tests.simulators.esign.flows import Refusal as EsignRefusal
from tests.simulators.fadada.tasks import Refusal as FadadaRefusal
from tests.simulators.web import DROPPED, Answer, Asked, Start

Json = dict[str, Any]
KEY = Key("face-key", "face-secret")
PAGE = """<!doctype html><html lang="zh"><meta name="viewport" content="width=device-width">
<title>模拟人脸核验</title><h1>模拟人脸核验</h1><form method="post">
<button name="verdict" value="passed">是本人</button>
<button name="verdict" value="not_same">不像</button>
<button name="verdict" value="not_alive">没拍清楚</button>
<button name="verdict" value="cancelled">不做了</button></form>
"""


@dataclass
class Try:
    """Somebody stands in front of the camera, or has."""

    name: str
    number: str
    order: str
    back: str
    verdict: str = ""


@dataclass
class Faults:
    """What goes wrong, while it is set."""

    silent: bool = False
    """An inner error, to everything."""
    dropped: bool = False
    """It acts, and the answer never arrives."""
    refuses: str = ""
    """A code, to everything."""
    odd_link: str = ""
    other_person: bool = False
    """It answers about somebody else."""


@dataclass
class Faces:
    """What both have in common."""

    host: str = "127.0.0.1:1"
    faults: Faults = field(default_factory=Faults)
    tries: dict[str, Try] = field(default_factory=dict)
    asked: list[Json] = field(default_factory=list)
    """Every request, in the vendor's own words."""

    def __call__(self, environ: Json, start: Start) -> Iterable[bytes]:
        return self.answer(Asked.of(environ)).begin(start)

    def answer(self, asked: Asked) -> Answer:
        """A page for people; everything else is signed."""
        if asked.path.startswith("/face/"):
            return self._page(asked)
        if self.faults.silent:
            return Answer(503, b"<html>busy</html>", "text/html")
        answer = Answer.json(self.api(asked))
        if self.faults.dropped:
            answer.headers[DROPPED] = "1"
        return answer

    def api(self, asked: Asked) -> Json:
        """One request of ours."""
        raise NotImplementedError

    def new(self, name: str, number: str, order: str, back: str) -> str:
        """Another try, by its token."""
        token = secrets.token_hex(18)
        self.tries[token] = Try(name, number, order, back)
        return token

    def link(self, token: str) -> str:
        """Where the person goes."""
        return self.faults.odd_link or f"http://{self.host}/face/{token}"

    def says(self, verdict: str) -> None:
        """The newest one is through: `passed`, `not_same` or `not_alive`."""
        self.tries[list(self.tries)[-1]].verdict = verdict

    def _page(self, asked: Asked) -> Answer:
        found = self.tries.get(asked.path.rpartition("/")[2])
        if found is None:
            return Answer.page("没有这次核验", 404)
        if asked.method == "GET":
            return Answer.page(PAGE)
        found.verdict = asked.form.get("verdict", "")
        return Answer.to(f"{found.back}?result={found.verdict}")


@dataclass
class TencentFaces(Faces):
    """人脸核身."""

    def api(self, asked: Asked) -> Json:
        """By the header X-TC-Action, with JSON as its body."""
        action = asked.headers.get("x-tc-action", "")
        fresh = tc3(
            KEY,
            host=self.host,
            action=action,
            version="2018-03-01",
            body=asked.raw,
            at=dt.datetime.fromtimestamp(int(asked.headers["x-tc-timestamp"]), dt.UTC),
        )
        if asked.headers["authorization"] != fresh["Authorization"]:
            return self._error("AuthFailure.SignatureFailure")
        said = json.loads(asked.raw)
        self.asked.append(said)
        if self.faults.refuses:
            return self._error(self.faults.refuses)
        return self._start(said) if action == "DetectAuth" else self._result(said)

    def _start(self, said: Json) -> Json:
        token = self.new(said["Name"], said["IdCard"], said["Extra"], said["RedirectUrl"])
        return {"Response": {"BizToken": token, "Url": self.link(token), "RequestId": "R"}}

    def _result(self, said: Json) -> Json:
        found = self.tries.get(said["BizToken"])
        if found is None:
            return self._error("InvalidParameterValue.BizTokenIllegal")
        text: Json = {"ErrCode": None, "LiveStatus": None, "Comparestatus": None, "Sim": None}
        if found.verdict:
            text = {
                "ErrCode": 0 if found.verdict == "passed" else 2011,
                "LiveStatus": 0 if found.verdict != "not_alive" else 2016,
                "Comparestatus": 0 if found.verdict == "passed" else 2018,
                "Sim": "98.20" if found.verdict == "passed" else "31.00",
                "IdCard": "110101199003070038" if self.faults.other_person else found.number,
                "Name": found.name,
            }
        return {"Response": {"Text": text, "BestFrame": None, "RequestId": "R"}}

    @staticmethod
    def _error(code: str) -> Json:
        return {"Response": {"Error": {"Code": code, "Message": "模拟"}, "RequestId": "R"}}


@dataclass
class AliyunFaces(Faces):
    """金融级实人认证."""

    WHY = {"passed": "200", "not_same": "204", "not_alive": "205"}

    def api(self, asked: Asked) -> Json:
        """By the header x-acs-action, with everything in the query."""
        action = asked.headers.get("x-acs-action", "")
        _sent, fresh = acs3(
            KEY,
            host=self.host,
            action=action,
            version="2019-03-07",
            query=asked.query,
            at=dt.datetime.fromisoformat(asked.headers["x-acs-date"]),
            nonce=asked.headers["x-acs-signature-nonce"],
        )
        if asked.headers["authorization"] != fresh["Authorization"]:
            return {"Code": "SignatureDoesNotMatch", "Message": "模拟"}
        self.asked.append(asked.query)
        if self.faults.refuses:
            return {"Code": self.faults.refuses, "Message": "模拟"}
        return self._start(asked.query) if action == "InitFaceVerify" else self._result(asked.query)

    def _start(self, said: Json) -> Json:
        token = self.new(said["CertName"], said["CertNo"], said["OuterOrderNo"], said["ReturnUrl"])
        return self._good({"CertifyId": token, "CertifyUrl": self.link(token)})

    def _result(self, said: Json) -> Json:
        found = self.tries.get(said["CertifyId"])
        if found is None:
            return {"Code": "404", "Message": "模拟"}
        if not found.verdict:
            return self._good({"Passed": None, "SubCode": None})
        passed = found.verdict == "passed"
        code = "207" if self.faults.other_person else self.WHY[found.verdict]
        material = {"facialPictureFront": {"pictureUrl": "https://pictures.invalid/face.jpeg"}}
        return self._good(
            {
                "Passed": "T" if passed else "F",
                "SubCode": code,
                "MaterialInfo": json.dumps(material),
                "IdentityInfo": None,
            }
        )

    @staticmethod
    def _good(result: Json) -> Json:
        return {"Code": "200", "Message": "success", "RequestId": "R", "ResultObject": result}


@dataclass
class OfSigning(Faces):
    """The face check of a signing service: by its own keys, at its own addresses."""

    service: Any = None
    """The simulator of the whole service."""

    def answer(self, asked: Asked) -> Answer:
        """A page for people; everything else as the service answers it."""
        if asked.path.startswith("/face/"):
            return self._page(asked)
        if self.faults.silent:
            return Answer(503, b"<html>busy</html>", "text/html")
        known = len(self.asked)
        answer: Answer = self.service.answer(asked)
        if self.faults.dropped and len(self.asked) > known:
            answer.headers[DROPPED] = "1"
        return answer


WHY = {
    "not_same": "人脸比对不一致",
    "not_alive": "活体检测不通过",
    "cancelled": "用户取消",
    "other_data": "姓名与身份证号不匹配",
}
"""What both say in words; nobody has seen the vendors' own."""


class FadadaFaces(OfSigning):
    """人脸核验 of 法大大."""

    def __init__(self) -> None:
        from tests.simulators.fadada import Fadada

        super().__init__(service=Fadada())
        self.service.faces = self

    def begin(self, said: Json) -> Json:
        """`/user/verify/face-recognition`."""
        self._hear(said)
        back = unquote(said["redirectUrl"])
        token = self.new(said["userName"], said["userIdentNo"], "", back)
        return {"serialNo": token, "shortUrl": self.link(token), "url": self.link(token)}

    def told(self, said: Json) -> Json:
        """`/user/verify/face-status-query`."""
        self._hear(said)
        found = self.tries.get(said["serialNo"])
        if found is None:
            raise FadadaRefusal("211001", "no such try")
        passed = found.verdict == "passed"
        other = self.faults.other_person
        return {
            "userName": found.name,
            "userIdentNo": "110101199003070038" if other else found.number,
            "faceauthMode": "tencent",
            "resultStatus": "1" if passed else "2" if found.verdict else "0",
            "failedReason": WHY.get(found.verdict, ""),
            "faceImg": "https://pictures.invalid/face.jpeg" if said.get("getFile") else None,
        }

    def _hear(self, said: Json) -> None:
        self.asked.append(said)
        if self.faults.refuses:
            raise FadadaRefusal(self.faults.refuses, "模拟")


class EsignFaces(OfSigning):
    """刷脸核身 of e签宝."""

    NO_RIGHT = 1436116

    def __init__(self) -> None:
        from tests.simulators.esign import Esign

        super().__init__(service=Esign())
        self.service.faces = self

    def begin(self, said: Json) -> Json:
        """`/v2/identity/auth/api/individual/face`."""
        self._hear(said)
        token = self.new(said["name"], said["idNo"], said["contextId"], said["callbackUrl"])
        return {"flowId": token, "authUrl": self.link(token), "expire": 1783936406218}

    def told(self, key: str) -> Json:
        """The detail of a flow."""
        self._hear({"flowId": key})
        found = self.tries.get(key)
        if found is None:
            raise EsignRefusal(30503100, "no such flow")
        passed = found.verdict == "passed"
        other = self.faults.other_person
        return {
            "flowId": key,
            "status": "SUCCESS" if passed else "FAIL" if found.verdict else "ING",
            "objectType": "INDIVIDUAL",
            "failReason": WHY.get(found.verdict, ""),
            "indivInfo": {
                "name": found.name,
                "certNo": "110101199003070038" if other else found.number,
                "certType": "INDIVIDUAL_CH_IDCARD",
                "facePhotoUrl": "https://pictures.invalid/face.jpeg",
            },
        }

    def _hear(self, said: Json) -> None:
        self.asked.append(said)
        if self.faults.refuses:
            raise EsignRefusal(self.NO_RIGHT, self.faults.refuses)
