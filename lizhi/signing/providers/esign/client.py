"""Talk to e签宝: each question signed by itself, no token."""

import json
from typing import Any
from urllib.parse import quote

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from lizhi.common import clock
from lizhi.signing.providers import NotReady, wire
from lizhi.signing.providers.esign import signing, unverified
from lizhi.signing.providers.failing import (
    ServiceNotSetUp,
    ServiceRefuses,
    ServiceSilent,
    WrongState,
)

GOOD = 0
UNAUTHORISED, FORBIDDEN = 401, 403
CLOCK = _("The clock of this machine is off by more than a quarter of an hour.")
KEYS = _("e签宝 does not know these keys, or they belong to the other one of its two addresses.")
ADDRESS = _("The address of this machine is not on the list of addresses at e签宝.")
SET_UP = {
    1435404: _("The quota at e签宝 is used up."),
    1435405: _("The quota at e签宝 is used up."),
    1436116: _("e签宝 lacks a permission for this."),
    1437182: _("The company has not allowed e签宝 to use its seal."),
}
Json = dict[str, Any]


def get(path: str, query: dict[str, str] | None = None) -> Json:
    """A question that changes nothing."""
    return _ask("GET", path, b"", query)


def post(path: str, body: Json | None = None) -> Json:
    """The very bytes that are signed are the ones that are sent."""
    content = json.dumps(body or {}, ensure_ascii=False, separators=(",", ":")).encode()
    return _ask("POST", path, content)


def put(url: str, content: bytes, kind: str) -> None:
    """A file to the address that was given for it, by the digest that was named for it."""
    headers = {"Content-MD5": signing.digest(content), "Content-Type": kind}
    sent = wire.send("PUT", url, content=content, headers=headers)
    if not sent.is_success:
        raise ServiceSilent(f"upload HTTP {sent.status_code}")


def _ask(method: str, path: str, content: bytes, query: dict[str, str] | None = None) -> Json:
    told, digest = signing.path_of(path, query), signing.digest(content)
    headers = {
        signing.APP_ID: settings.ESIGN_APP_ID,
        signing.MODE: "Signature",
        signing.TIMESTAMP: str(int(clock.now().timestamp() * 1000)),
        signing.SIGNATURE: signing.signature(settings.ESIGN_APP_SECRET, method, told, digest),
        "Accept": signing.ACCEPT,
        "Content-Type": signing.JSON,
        "Content-MD5": digest,
    }
    travels = quote(told, safe="/?&=,:")
    sent = wire.send(method, settings.ESIGN_URL + travels, content=content, headers=headers)
    try:
        answer = sent.json()
        code = int(answer["code"])
    except (ValueError, KeyError, TypeError):
        raise ServiceSilent(f"HTTP {sent.status_code}, not JSON") from None
    if code == GOOD:
        return answer.get("data") or {}
    raise _failed(code, sent.status_code, str(answer.get("message", "")))


def _failed(code: int, status: int, said: str) -> Exception:
    """What the number means for whoever asked; what it says may name people and goes nowhere."""
    if status == FORBIDDEN:
        return ServiceNotSetUp("esign 403", ADDRESS)
    if status == UNAUTHORISED or code == UNAUTHORISED:
        return ServiceNotSetUp("esign 401", CLOCK if "TIMESTAMP" in said.upper() else KEYS)
    if code in unverified.NOT_READY:
        return NotReady()
    if code in unverified.SERVER | unverified.OVERDUE:
        return ServiceSilent(f"esign {code}")
    if code in SET_UP:
        return ServiceNotSetUp(f"esign {code}", SET_UP[code])
    if code in unverified.WRONG_STATE:
        return WrongState(f"esign {code}")
    return ServiceRefuses(f"esign {code}", _("e签宝 refuses this paper as it was sent."))
