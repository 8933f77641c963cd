"""Talk to 法大大: one signed POST for each question, a token that every call prolongs."""

import datetime as dt
import json
import secrets
import threading
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from lizhi.common import clock
from lizhi.signing.providers import wire
from lizhi.signing.providers.fadada import signing, unverified
from lizhi.signing.providers.failing import (
    ServiceNotSetUp,
    ServiceRefuses,
    ServiceSilent,
    WrongState,
)

GOOD = "100000"
TOKEN_INVALID = frozenset({"100002", "100006"})
BUSY = frozenset({"100004", unverified.NONCE_USED})
FORM = "application/x-www-form-urlencoded"
SPARE = dt.timedelta(minutes=5)
CLOCK = _("The clock of this machine is off by more than five minutes; 法大大 answers nobody then.")
KEYS = _("法大大 does not know these keys, or they belong to the other one of its two addresses.")
SET_UP = {
    "100001": KEYS,
    "100003": KEYS,
    "100016": _("The address of this machine is not on the list of addresses at 法大大."),
    "211058": _("The quota at 法大大 is used up."),
    "211118": _("The scene for sealing without a code (businessId) is missing or not agreed."),
}
Json = dict[str, Any]

_tokens: dict[tuple[str, str], tuple[str, dt.datetime]] = {}
_lock = threading.Lock()
_renewing = threading.Lock()


def forget_tokens() -> None:
    """Keys have been changed, or a test begins."""
    with _lock:
        _tokens.clear()


def call(path: str, body: Json) -> Json:
    """Ask, and return the `data` of the answer; a token that is refused is renewed, once."""
    alive = token()
    try:
        return _asked(path, body, alive)
    except _TokenEnded:
        _drop(alive)
    try:
        return _asked(path, body, token())
    except _TokenEnded:
        raise ServiceNotSetUp("token", KEYS) from None


def token() -> str:
    """The one that is alive, else a new one; one thread asks for it, the others wait for that."""
    if kept := _kept():
        return kept
    with _renewing:
        return _kept() or _new()


def _kept() -> str:
    with _lock:
        kept = _tokens.get(_key())
    return kept[0] if kept and clock.now() < kept[1] else ""


def _drop(refused: str) -> None:
    """Only this one: another thread may have brought a new one in the meantime."""
    with _lock:
        if _tokens.get(_key(), ("",))[0] == refused:
            del _tokens[_key()]


def _new() -> str:
    now = clock.now()
    try:
        data = _post("/service/get-access-token", None, {signing.GRANT: "client_credential"})
    except _TokenEnded:
        raise ServiceNotSetUp("token", KEYS) from None
    made = str(data["accessToken"])
    life = dt.timedelta(seconds=int(data.get("expiresIn") or 0))
    with _lock:
        _tokens[_key()] = (made, now + max(life - SPARE, dt.timedelta()))
    return made


def _key() -> tuple[str, str]:
    return settings.FADADA_URL, settings.FADADA_APP_ID


class _TokenEnded(Exception):
    """Ask for a new one."""


def _asked(path: str, body: Json, alive: str) -> Json:
    content = json.dumps(body, ensure_ascii=False, separators=(",", ":"))
    return _post(path, content, {signing.TOKEN: alive})


def _post(path: str, content: str | None, more: dict[str, str]) -> Json:
    """The very string that is signed is the one that is sent."""
    headers = {
        signing.APP_ID: settings.FADADA_APP_ID,
        signing.SIGN_TYPE: signing.HMAC,
        signing.TIMESTAMP: str(int(clock.now().timestamp() * 1000)),
        signing.NONCE: secrets.token_hex(16),
        signing.VERSION: "5.1",
        **more,
    }
    signed = headers | ({signing.CONTENT: content} if content else {})
    headers[signing.SIGN] = signing.signature(settings.FADADA_APP_SECRET, signed)
    raw = urlencode({signing.CONTENT: content}).encode() if content else b""
    sent = wire.send(
        "POST", settings.FADADA_URL + path, content=raw, headers={**headers, "Content-Type": FORM}
    )
    try:
        answer = sent.json()
        code = str(answer["code"])
    except (ValueError, KeyError, TypeError):
        raise ServiceSilent(f"HTTP {sent.status_code}, not JSON") from None
    if code == GOOD:
        return answer.get("data") or {}
    raise _failed(code, str(answer.get("msg", "")))


def _failed(code: str, said: str) -> Exception:
    """What the number means for whoever asked; what it says may name people and goes nowhere."""
    if code in TOKEN_INVALID:
        return _TokenEnded()
    if code in BUSY:
        return ServiceSilent(f"fadada {code}")
    if code == "100001" and "timestamp" in said.lower():
        return ServiceNotSetUp(f"fadada {code}", CLOCK)
    if code in SET_UP:
        return ServiceNotSetUp(f"fadada {code}", SET_UP[code])
    if code.startswith(("2130", "2120")):
        lacks = _("法大大 lacks a permission or a payment for this.")
        return ServiceNotSetUp(f"fadada {code}", lacks)
    if code in unverified.NO_SUCH_STATE:
        return WrongState(f"fadada {code}")
    return ServiceRefuses(f"fadada {code}", _("法大大 refuses this paper as it was sent."))
