"""What e签宝 calls in about, in the words of the port."""

import datetime as dt
import hashlib
import json
from collections.abc import Mapping
from typing import Any

from django.conf import settings

from lizhi.common import clock
from lizhi.signing.providers import ProviderEvent, Unreadable, WrongSignature
from lizhi.signing.providers.esign import flows, signing

KINDS = {
    "SIGN_FLOW_INITIATED": "envelope.started",
    "OPERATOR_CORRECT_IDENTITY": "actor.joined",
    "OPERATOR_READ": "actor.viewed",
    "TRANSMISS_SIGN": "actor.delegated",
    "SIGN_FILE_RESCINDED": "envelope.voided",
    "AUTH_PASS": "identity.verified",
    "AUTHORIZE_FINISH": "identity.authorised",
}
OF_SIGNER = {2: "actor.signed", 4: "actor.declined"}
OF_FLOW = {
    "2": "envelope.completed",
    "3": "envelope.revoked",
    "5": "envelope.expired",
    "7": "envelope.declined",
}


def parse(headers: Mapping[str, str], query: Mapping[str, str], raw: bytes) -> list[ProviderEvent]:
    """One event a call; its signature is right, or nothing of it is read."""
    if not signing.is_callback_right(settings.ESIGN_APP_SECRET, headers, query, raw):
        raise WrongSignature
    try:
        told: Any = json.loads(raw)
    except ValueError:
        raise Unreadable from None
    if not isinstance(told, dict):
        raise Unreadable
    return [_event(told)]


def _event(told: dict[str, Any]) -> ProviderEvent:
    mark = str(told.get("customBizNum") or "")
    ref = str(told.get("signFlowId") or "")
    parts = (told.get("action"), ref, mark, told.get("signResult"), told.get("signFlowStatus"))
    moment = told.get("operateTime") or told.get("timestamp") or ""
    known_by = "\0".join(str(part or "") for part in (*parts, moment))
    return ProviderEvent(
        kind=_kind(told),
        key=hashlib.sha256(known_by.encode()).hexdigest(),
        ref=ref,
        at=_moment(moment),
        actor=flows.role_of(mark),
        biz_no=mark.partition(",")[0].rpartition(":")[0],
        raw=told,
    )


def _kind(told: dict[str, Any]) -> str:
    action = str(told.get("action") or "")
    if action == "SIGN_MISSON_COMPLETE":  # the vendor's own spelling
        return OF_SIGNER.get(_number(told.get("signResult")), "actor.failed")
    if action == "SIGN_FLOW_COMPLETE":
        return OF_FLOW.get(str(told.get("signFlowStatus")), "envelope.ended")
    return KINDS.get(action, f"unknown.{action}")


def _number(value: object) -> int:
    return int(str(value)) if str(value).isdecimal() else 0


def _moment(milliseconds: object) -> dt.datetime:
    """When it happened there; what cannot be read happened now."""
    try:
        return dt.datetime.fromtimestamp(int(str(milliseconds)) / 1000, dt.UTC)
    except (ValueError, OverflowError, OSError):
        return clock.now()
