"""Texts by Aliyun Dysms: SendSms of 2017-05-25, signed by ACS3-HMAC-SHA256.

Its own reports come unsigned, so none is taken; `ref` is the BizId by which Aliyun finds a text.
It does not tell two tries of one text apart: after a crash in the very moment of sending somebody
may get the same text twice.
"""

import hashlib
import json
import secrets
from collections.abc import Mapping

from django.conf import settings

from lizhi.common import clock
from lizhi.common.clouds import Key, acs3
from lizhi.common.refusals import NotPermitted
from lizhi.notifications.models import Message
from lizhi.notifications.providers import Report, SendFailed, approved, posting

ACTION, VERSION = "SendSms", "2017-05-25"
FOR_GOOD = ("isv.MOBILE_", "isv.INVALID_PARAM", "isv.PARAM_", "isv.BLACK_KEY", "isv.SMS_CONTENT")
"""About this number or these words; anything else is about the account or the hour."""


class AliyunSender:
    """One call a text."""

    def send(self, message: Message) -> str:
        """The template that fits, with its values."""
        filled = approved.fill(message, settings.SMS_TEMPLATES)
        query, headers = acs3(
            Key(settings.ALIYUN_KEY, settings.ALIYUN_SECRET),
            host=settings.ALIYUN_SMS_HOST,
            action=ACTION,
            version=VERSION,
            query=query_of(message, filled),
            at=clock.now(),
            nonce=secrets.token_hex(16),
        )
        said = posting.post(posting.address(settings.ALIYUN_SMS_HOST, query), headers, b"")
        code = str(said.get("Code", ""))
        if code != "OK":
            raise SendFailed(f"Aliyun said {code[:60]}", permanent=code.startswith(FOR_GOOD))
        return str(said.get("BizId") or message.key)[:120]

    def parse_delivery_report(
        self, headers: Mapping[str, str], query: Mapping[str, str], raw: bytes
    ) -> list[Report]:
        """Nobody could tell who sends them."""
        raise NotPermitted("Aliyun's reports are not signed")


def query_of(message: Message, filled: approved.Filled) -> dict[str, str]:
    """What stands in the query; OutId is our own name for the text, in 32 letters."""
    return {
        "OutId": hashlib.sha256(message.key.encode()).hexdigest()[:32],
        "PhoneNumbers": message.address,
        "SignName": settings.SMS_SIGN_NAME,
        "TemplateCode": filled.id,
        "TemplateParam": json.dumps(filled.values, ensure_ascii=False, separators=(",", ":")),
    }
