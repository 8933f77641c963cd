"""Texts by Tencent Cloud SMS: SendSms of 2021-01-11, signed by TC3-HMAC-SHA256.

Its own reports come unsigned, so none is taken; `ref` is the SerialNo by which Tencent finds a
text. It does not tell two tries of one text apart, as Aliyun does not.
"""

import json
from collections.abc import Mapping

from django.conf import settings

from lizhi.common import clock
from lizhi.common.clouds import Key, tc3
from lizhi.common.refusals import NotPermitted
from lizhi.notifications.models import Message
from lizhi.notifications.providers import Report, SendFailed, approved, posting

ACTION, VERSION = "SendSms", "2021-01-11"
FOR_GOOD = (
    "InvalidParameterValue.IncorrectPhoneNumber",
    "InvalidParameterValue.ContentLengthLimit",
    "InvalidParameterValue.TemplateParameter",
    "FailedOperation.ContainSensitiveWord",
    "FailedOperation.PhoneNumberInBlacklist",
    "UnsupportedOperation.",
)
"""About this number or these words; anything else is about the account or the hour."""


class TencentSender:
    """One call a text."""

    def send(self, message: Message) -> str:
        """The template that fits, with its values in order."""
        filled = approved.fill(message, settings.SMS_TEMPLATES)
        body = body_of(message, filled)
        headers = tc3(
            Key(settings.TENCENT_KEY, settings.TENCENT_SECRET),
            host=settings.TENCENT_SMS_HOST,
            action=ACTION,
            version=VERSION,
            body=body,
            at=clock.now(),
            region=settings.TENCENT_REGION,
        )
        said = posting.post(posting.address(settings.TENCENT_SMS_HOST), headers, body)
        return _ref(said.get("Response")) or message.key

    def parse_delivery_report(
        self, headers: Mapping[str, str], query: Mapping[str, str], raw: bytes
    ) -> list[Report]:
        """Nobody could tell who sends them."""
        raise NotPermitted("Tencent's reports are not signed")


def body_of(message: Message, filled: approved.Filled) -> bytes:
    """Written once: the same bytes are signed and sent."""
    content = {
        "PhoneNumberSet": [f"+86{message.address}"],
        "SmsSdkAppId": settings.TENCENT_SMS_APP,
        "TemplateId": filled.id,
        "SignName": settings.SMS_SIGN_NAME,
        "TemplateParamSet": list(filled.values.values()),
        "SessionContext": message.key[:120],
    }
    return json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()


def _ref(said: object) -> str:
    if not isinstance(said, dict):
        raise SendFailed("Tencent said nothing that can be read", permanent=False)
    if error := said.get("Error"):
        _refuse(str(error.get("Code", "")))
    sent = (said.get("SendStatusSet") or [{}])[0]
    if sent.get("Code") != "Ok":
        _refuse(str(sent.get("Code", "")))
    return str(sent.get("SerialNo") or "")[:120]


def _refuse(code: str) -> None:
    raise SendFailed(f"Tencent said {code[:60]}", permanent=code.startswith(FOR_GOOD))
