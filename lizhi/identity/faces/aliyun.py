"""金融级实人认证 of Aliyun: InitFaceVerify and DescribeFaceVerify of 2019-03-07, signed by ACS3."""

import secrets
from typing import Any

from django.conf import settings

from lizhi.common import clock
from lizhi.common.clouds import Key, acs3
from lizhi.identity.faces import FaceRefuses, FaceSilent, Opened, Result, Who, unverified, wire

VERSION = "2019-03-07"
GOOD = "200"
BUSY = ("Throttling", "ServiceUnavailable", "InternalError", "500")


class AliyunFaces:
    """One call to open the way, one for the result."""

    title = "阿里云"

    def start(self, who: Who) -> Opened:
        """A CertifyId for this name and number, and the address that goes with it."""
        said = _ask(
            "InitFaceVerify",
            {
                "OuterOrderNo": who.order,
                "ProductCode": unverified.ALIYUN_PRODUCT,
                "Model": unverified.ALIYUN_MODEL,
                "CertType": "IDENTITY_CARD",
                "CertName": who.name,
                "CertNo": who.id_number,
                "MetaInfo": unverified.aliyun_meta_info(),
                "ReturnUrl": who.return_url,
                "CertifyUrlType": "H5",
            },
        )
        token = str(said.get("CertifyId") or "")
        if not token or len(token) > 120:
            raise FaceSilent("no id")
        return Opened(token, wire.checked_link(said.get("CertifyUrl")))

    def result(self, reference: str, who: Who) -> Result:
        """The verdict. Addresses of pictures that come with it are not read."""
        return result_of(_ask("DescribeFaceVerify", {"CertifyId": reference}))


def result_of(said: dict[str, Any]) -> Result:
    """Passed, and for that reason: T with another code than 200 is no pass."""
    if unverified.aliyun_is_pending(said):
        return Result("pending")
    code = str(said["SubCode"])
    if said["Passed"] == "T" and code == GOOD:
        return Result("passed")
    return Result("failed", unverified.ALIYUN_WHY.get(code, "service"))


def _ask(action: str, about: dict[str, str]) -> dict[str, Any]:
    host = settings.ALIYUN_FACE_HOST
    query, headers = acs3(
        Key(settings.ALIYUN_KEY, settings.ALIYUN_SECRET),
        host=host,
        action=action,
        version=VERSION,
        query={"SceneId": settings.ALIYUN_FACE_SCENE, **about},
        at=clock.now(),
        nonce=secrets.token_hex(16),
    )
    said = wire.post(host, headers, query=query)
    code = str(said.get("Code") or "")
    if code == GOOD:
        return wire.part(said, "ResultObject")
    if not code or code.startswith(BUSY):
        raise FaceSilent(code[:60] or "no code")
    raise FaceRefuses(code[:60])
