"""What production must have before a text can reach anybody."""

import json
from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register

from lizhi.notifications.providers import OFF, SendFailed, approved
from lizhi.notifications.providers.http import body

SECRET_LENGTH = 32


@register(Tags.security, deploy=True)
def senders(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """No demo message box, and every chosen sender complete."""
    found: list[CheckMessage] = [*_sms(), *_mail()]
    if settings.SMS_SENDER == "http":
        found += _gateway()
    if settings.SMS_SENDER in {"aliyun", "tencent"}:
        found += _cloud(settings.SMS_SENDER.upper())
    return found


def _sms() -> Iterator[Error]:
    own = set(settings.MESSAGE_SENDERS) - {"box", "smtp"}
    if settings.SMS_SENDER not in own:
        yield Error(
            f"LIZHI_SMS_SENDER is {settings.SMS_SENDER!r}: no text message leaves the house.",
            hint="Set LIZHI_SMS_SENDER=http and LIZHI_SMS_HTTP_URL, LIZHI_SMS_HTTP_SECRET.",
            id="lizhi.E101",
        )


def _mail() -> Iterator[Error]:
    own = (set(settings.MESSAGE_SENDERS) - {"box"}) | {OFF}
    if settings.MAIL_SENDER not in own:
        yield Error(
            f"LIZHI_MAIL_SENDER is {settings.MAIL_SENDER!r}: no mail leaves the house.",
            hint="Set LIZHI_MAIL_SENDER=smtp and LIZHI_SMTP_HOST, or LIZHI_MAIL_SENDER=off.",
            id="lizhi.E102",
        )
    if settings.MAIL_SENDER == "smtp" and settings.DEFAULT_FROM_EMAIL.endswith("localhost"):
        yield Error(
            "Mail has no sender address.",
            hint="Set LIZHI_MAIL_FROM to an address of the firm.",
            id="lizhi.E103",
        )


def _gateway() -> Iterator[Error]:
    if not settings.SMS_HTTP_URL.startswith("https://"):
        yield Error(
            "LIZHI_SMS_HTTP_URL is not an https:// address.",
            hint="Set it to the gateway's address; texts hold codes and must not travel open.",
            id="lizhi.E104",
        )
    if len(settings.SMS_HTTP_SECRET) < SECRET_LENGTH:
        yield Error(
            f"LIZHI_SMS_HTTP_SECRET is shorter than {SECRET_LENGTH} characters.",
            hint="Set it, or LIZHI_SMS_HTTP_SECRET_FILE, to a secret that the gateway shares.",
            id="lizhi.E105",
        )
    if not _template_works():
        yield Error(
            "LIZHI_SMS_HTTP_TEMPLATE does not give JSON with the address and the text.",
            hint='Take {"id": "$id", "to": "$to", "text": "$text"} as the example.',
            id="lizhi.E106",
        )


def _cloud(name: str) -> Iterator[Error]:
    needed = {
        f"LIZHI_{name}_KEY": getattr(settings, f"{name}_KEY"),
        f"LIZHI_{name}_SECRET": getattr(settings, f"{name}_SECRET"),
        "LIZHI_SMS_SIGN_NAME": settings.SMS_SIGN_NAME,
        "LIZHI_SMS_TEMPLATES": settings.SMS_TEMPLATES,
    }
    if name == "TENCENT":
        needed["LIZHI_TENCENT_SMS_APP"] = settings.TENCENT_SMS_APP
    if missing := [variable for variable, value in needed.items() if not value]:
        yield Error(
            f"Texts go by {name.lower()}, and {', '.join(missing)} is empty.",
            hint="docs/how-to/connect-a-message-gateway.md says where each value comes from.",
            id="lizhi.E107",
        )
    elif not _templates_read():
        yield Error(
            "LIZHI_SMS_TEMPLATES is not a list of templates.",
            hint='Each is {"template": "signing.code", "id": "SMS_1", "text": "… ${code} …"}.',
            id="lizhi.E108",
        )


def _templates_read() -> bool:
    try:
        return bool(approved.read(settings.SMS_TEMPLATES))
    except SendFailed:
        return False


def _template_works() -> bool:
    try:
        raw = body(settings.SMS_HTTP_TEMPLATE, id="a", to="address", text='"text"')
        json.loads(raw)
    except (ValueError, KeyError):
        return False
    return b"address" in raw and b"text" in raw
