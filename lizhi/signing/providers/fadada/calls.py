"""What 法大大 calls in about, in the words of the port."""

import datetime as dt
import hashlib
import json
from collections.abc import Mapping
from typing import Any
from urllib.parse import parse_qsl

from django.conf import settings

from lizhi.common import clock
from lizhi.signing.providers import ProviderEvent, Unreadable, WrongSignature
from lizhi.signing.providers.fadada import signing

KINDS = {
    "sign-task-created": "envelope.created",
    "sign-task-start": "envelope.started",
    "sign-task-joined": "actor.joined",
    "sign-task-join-failed": "actor.join_failed",
    "sign-task-read": "actor.viewed",
    "sign-task-signed": "actor.signed",
    "sign-task-sign-rejected": "actor.declined",
    "sign-task-sign-failed": "actor.failed",
    "sign-task-finished": "envelope.completed",
    "sign-task-canceled": "envelope.revoked",
    "sign-task-expire": "envelope.expired",
    "sign-task-extension": "envelope.extended",
    "sign-task-abolish": "envelope.voided",
    "report-download": "evidence.ready",
    "user-authorize": "identity.authorised",
    "corp-authorize": "identity.authorised",
}


def parse(headers: Mapping[str, str], raw: bytes) -> list[ProviderEvent]:
    """One event a call; its signature is right, or nothing of it is read."""
    content = _content(raw)
    if not signing.is_callback_right(settings.FADADA_APP_SECRET, headers, content):
        raise WrongSignature
    try:
        told: Any = json.loads(content)
    except ValueError:
        raise Unreadable from None
    if not isinstance(told, dict):
        raise Unreadable
    return [_event(headers.get(signing.EVENT, ""), told)]


def _content(raw: bytes) -> str:
    try:
        return dict(parse_qsl(raw.decode(), keep_blank_values=True)).get(signing.CONTENT, "")
    except ValueError:
        return ""


def _event(name: str, told: dict[str, Any]) -> ProviderEvent:
    ref = str(told.get("signTaskId") or told.get("signtaskId") or "")
    actor, moment = str(told.get("actorId") or ""), str(told.get("eventTime") or "")
    known_by = "\0".join((name, ref, actor, moment))
    return ProviderEvent(
        kind=KINDS.get(name, f"unknown.{name}"),
        key=hashlib.sha256(known_by.encode()).hexdigest(),
        ref=ref,
        at=_moment(moment),
        actor=actor,
        biz_no=str(told.get("transReferenceId") or ""),
        raw=told,
    )


def _moment(milliseconds: str) -> dt.datetime:
    """When it happened there; what cannot be read happened now."""
    try:
        return dt.datetime.fromtimestamp(int(milliseconds) / 1000, dt.UTC)
    except (ValueError, OverflowError, OSError):
        return clock.now()
