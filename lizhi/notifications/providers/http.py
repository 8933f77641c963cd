"""Texts through a gateway of the firm: one signed POST for each, reports signed in the same way.

We send to `LIZHI_SMS_HTTP_URL`, with `LIZHI_SMS_HTTP_TEMPLATE` filled in as the body:

    POST … HTTP/1.1
    Content-Type: application/json
    X-Lizhi-Timestamp: 1780275600
    X-Lizhi-Signature: v1=<hex HMAC-SHA256 of "1780275600." + body under LIZHI_SMS_HTTP_SECRET>

    {"id": "event:7:leaver:3", "to": "13800002046", "text": "…"}

`id` is the same when we try again: a gateway that remembers it sends no text twice. Any 2xx means
taken; `{"ref": "…"}` in the answer names it, else our id does. 408, 425, 429, 5xx and a broken
line are tried again, every other answer is final.

Reports come to `/hooks/messages/http/` with the same two headers, at most five minutes old:

    {"ref": "…", "state": "delivered"}      or a list of them; state `failed` may add a "reason"
"""

import hashlib
import hmac
import json
from collections.abc import Mapping
from string import Template
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from lizhi.common import clock
from lizhi.common.refusals import NotPermitted, Refused
from lizhi.notifications.models import Message
from lizhi.notifications.providers import Report, SendFailed

TIMESTAMP = "X-Lizhi-Timestamp"
SIGNATURE = "X-Lizhi-Signature"
MAX_AGE_SECONDS = 300
CONNECT_SECONDS = 5
ANSWER_SECONDS = 10
TRY_AGAIN = frozenset({408, 425, 429})


def signature(secret: str, timestamp: str, raw: bytes) -> str:
    """The value of the signature header over exactly these bytes."""
    signed = timestamp.encode() + b"." + raw
    return "v1=" + hmac.new(secret.encode(), signed, hashlib.sha256).hexdigest()


def body(template: str, *, id: str, to: str, text: str) -> bytes:  # noqa: A002  the template's own word
    """The template with its three values, each escaped for a JSON string."""
    values = {"id": id, "to": to, "text": text}
    escaped = {name: json.dumps(value, ensure_ascii=False)[1:-1] for name, value in values.items()}
    return Template(template).substitute(escaped).encode()


class HttpSender:
    """One POST a text."""

    def send(self, message: Message) -> str:
        """Post it; the answer says whether the gateway took it."""
        import httpx  # a web worker that only reads reports does without

        raw = body(
            settings.SMS_HTTP_TEMPLATE, id=message.key, to=message.address, text=message.text
        )
        timestamp = str(int(clock.now().timestamp()))
        headers = {
            "Content-Type": "application/json",
            TIMESTAMP: timestamp,
            SIGNATURE: signature(settings.SMS_HTTP_SECRET, timestamp, raw),
        }
        timeout = httpx.Timeout(ANSWER_SECONDS, connect=CONNECT_SECONDS)
        try:
            answer = httpx.post(
                settings.SMS_HTTP_URL, content=raw, headers=headers, timeout=timeout
            )
        except httpx.TransportError as error:
            raise SendFailed(type(error).__name__, permanent=False) from None
        if not answer.is_success:
            again = answer.status_code in TRY_AGAIN or answer.status_code >= 500
            raise SendFailed(f"the gateway said {answer.status_code}", permanent=not again)
        return _ref(answer.content) or message.key

    def parse_delivery_report(
        self, headers: Mapping[str, str], query: Mapping[str, str], raw: bytes
    ) -> list[Report]:
        """Signature and age first, on the bytes as they came; then the JSON."""
        _check_signature(headers, raw)
        try:
            content = json.loads(raw)
            return [
                _report(entry) for entry in (content if isinstance(content, list) else [content])
            ]
        except (ValueError, KeyError, TypeError):
            raise Refused(_("This delivery report cannot be read.")) from None


def _check_signature(headers: Mapping[str, str], raw: bytes) -> None:
    timestamp = headers.get(TIMESTAMP, "")
    expected = signature(settings.SMS_HTTP_SECRET, timestamp, raw)
    given = headers.get(SIGNATURE, "")
    is_ours = bool(settings.SMS_HTTP_SECRET) and hmac.compare_digest(
        given.encode(), expected.encode()
    )
    if not is_ours or not timestamp.isdecimal():
        raise NotPermitted(_("The signature of this delivery report is wrong."))
    if abs(clock.now().timestamp() - int(timestamp)) > MAX_AGE_SECONDS:
        raise NotPermitted(_("This delivery report is too old."))


def _report(entry: dict[str, Any]) -> Report:
    state = entry["state"]
    if state not in {"delivered", "failed"}:
        raise ValueError(state)
    return Report(ref=str(entry["ref"]), state=state, reason=str(entry.get("reason", "")))


def _ref(raw: bytes) -> str:
    try:
        content = json.loads(raw)
    except ValueError:
        return ""
    return str(content["ref"])[:120] if isinstance(content, dict) and content.get("ref") else ""
