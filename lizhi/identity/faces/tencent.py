"""人脸核身 of Tencent: DetectAuth and GetDetectInfoEnhanced of 2018-03-01, signed by TC3."""

import json
from typing import Any

from django.conf import settings

from lizhi.common import clock
from lizhi.common.clouds import Key, tc3
from lizhi.identity.faces import FaceRefuses, FaceSilent, Opened, Result, Who, unverified, wire

VERSION = "2018-03-01"
TEXT_ONLY = "1"
"""InfoType: neither pictures of the card (2), nor of the face (3), nor the video (4)."""
ALIKE = 70.0
BUSY = ("InternalError", "RequestLimitExceeded", "LimitExceeded.Frequency", "ResourceUnavailable")


class TencentFaces:
    """One call to open the way, one for the result."""

    title = "腾讯云"

    def start(self, who: Who) -> Opened:
        """A BizToken for this name and number; the person goes to its Url within two hours."""
        said = _ask(
            "DetectAuth",
            {
                "RuleId": settings.TENCENT_FACE_RULE,
                "IdCard": who.id_number,
                "Name": who.name,
                "RedirectUrl": who.return_url,
                "Extra": who.order,
            },
        )
        token = str(said.get("BizToken") or "")
        if not token or len(token) > 120:
            raise FaceSilent("no token")
        return Opened(token, wire.checked_link(said.get("Url")))

    def result(self, reference: str, who: Who) -> Result:
        """Text only. Whoever it is about has to be the one whom we asked about."""
        said = _ask(
            "GetDetectInfoEnhanced",
            {
                "BizToken": reference,
                "RuleId": settings.TENCENT_FACE_RULE,
                "InfoType": TEXT_ONLY,
            },
        )
        return result_of(wire.part(said, "Text"), who)


def result_of(text: dict[str, Any], who: Who) -> Result:
    """All three verdicts are 0 and it is alike enough; none yet: the person is not through."""
    if text.get("ErrCode") is None:
        return Result("pending")
    score = str(text.get("Sim") or "")[:10]
    if _is_other(text, who):
        return Result("failed", "other_person", score)
    if not _is_zero(text.get("LiveStatus")):
        return Result("failed", "not_alive", score)
    if not _is_zero(text.get("Comparestatus")) or not _is_alike(score):
        return Result("failed", "not_same", score)
    if not _is_zero(text.get("ErrCode")):
        return Result("failed", "service", score)
    return Result("passed", score=score)


def _ask(action: str, content: dict[str, str]) -> dict[str, Any]:
    body = json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()
    host = settings.TENCENT_FACE_HOST
    key = Key(settings.TENCENT_KEY, settings.TENCENT_SECRET)
    headers = tc3(key, host=host, action=action, version=VERSION, body=body, at=clock.now())
    said = wire.part(wire.post(host, headers, body=body), "Response")
    if not said:
        raise FaceSilent("no response")
    if code := str(wire.part(said, "Error").get("Code") or ""):
        raise FaceSilent(code[:60]) if code.startswith(BUSY) else FaceRefuses(code[:60])
    return said


def _is_other(text: dict[str, Any], who: Who) -> bool:
    """What it names, where it names it, is not what we asked."""
    number, name = str(text.get("IdCard") or ""), str(text.get("Name") or "")
    order = unverified.tencent_extra(text)
    return (
        bool(number and number.upper() != who.id_number.upper())
        or bool(name and name != who.name)
        or bool(order and order != who.order)
    )


def _is_zero(value: object) -> bool:
    return value is not None and not isinstance(value, bool) and str(value) == "0"


def _is_alike(score: str) -> bool:
    try:
        return ALIKE <= float(score) <= 100
    except ValueError:
        return False
