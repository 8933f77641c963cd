"""What production must have before anybody may sign in."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import SplitResult, urlsplit

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register

from lizhi.common import encryption

SECRET_LENGTH = 50
NEW_SECRET = "python3 -c 'import secrets; print(secrets.token_urlsafe(50))'"  # noqa: S105  a command
NEW_KEY = "python3 -c 'import secrets; print(secrets.token_hex(32))'"


@register(Tags.security, deploy=True)
def secrets_are_own(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """No secret of the demo, none too short to be one."""
    return [*_secret_key(), *_master_key(), *_wrap_keys()]


@register(Tags.security, deploy=True)
def nothing_of_the_demo(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """No moved clock, no sign-in by one click, no open line."""
    return [*_production(), *_demo(), *_origin()]


def _secret_key() -> Iterator[Error]:
    if settings.SECRET_KEY == settings.DEMO_SECRET_KEY or len(settings.SECRET_KEY) < SECRET_LENGTH:
        yield Error(
            f"LIZHI_SECRET_KEY is the demo's or shorter than {SECRET_LENGTH} characters.",
            hint=f"Set it, or LIZHI_SECRET_KEY_FILE, to what this prints: {NEW_SECRET}",
            id="lizhi.E001",
        )


def _master_key() -> Iterator[Error]:
    if settings.MASTER_KEY == settings.DEMO_MASTER_KEY or not encryption.is_key(
        settings.MASTER_KEY
    ):
        yield Error(
            "LIZHI_MASTER_KEY is the demo's or not 32 bytes: everything personal lies under it.",
            hint=f"Set it, or LIZHI_MASTER_KEY_FILE, to what this prints, and keep it apart from "
            f"the backups: {NEW_KEY}",
            id="lizhi.E002",
        )


def _wrap_keys() -> Iterator[Error]:
    before = settings.WRAP_KEY_BEFORE
    good_before = before in {"", encryption.OF_MASTER} or encryption.is_key(before)
    good_now = not settings.WRAP_KEY or encryption.is_key(settings.WRAP_KEY)
    if not (good_now and good_before):
        yield Error(
            "LIZHI_WRAP_KEY or LIZHI_WRAP_KEY_BEFORE is not 32 bytes: no key could be opened.",
            hint=f"Set it to what this prints: {NEW_KEY}",
            id="lizhi.E032",
        )


def _production() -> Iterator[Error]:
    if not settings.PRODUCTION:
        yield Error(
            "LIZHI_PRODUCTION is off: cookies may travel open and nothing holds the demo back.",
            hint="Set LIZHI_PRODUCTION=true.",
            id="lizhi.E008",
        )


def _demo() -> Iterator[Error]:
    if settings.CLOCK_FILE:
        yield Error(
            "LIZHI_CLOCK_FILE is set: a file could move the time of papers and deadlines.",
            hint="Unset LIZHI_CLOCK_FILE.",
            id="lizhi.E003",
        )
    if settings.DEMO_WANTED:
        yield Error(
            "LIZHI_DEMO is on: anybody could sign in as anybody.",
            hint="Unset LIZHI_DEMO.",
            id="lizhi.E004",
        )
    if settings.DEBUG:
        yield Error("DEBUG is on.", hint="Leave it off.", id="lizhi.E005")


def _origin() -> Iterator[Error]:
    origin = _parts(settings.ORIGIN)
    if origin.scheme != "https" or not origin.hostname:
        yield Error(
            f"LIZHI_ORIGIN is {settings.ORIGIN!r}, which is not an https:// address.",
            hint="Set it to where people reach the product, such as https://lizhi.example.com",
            id="lizhi.E006",
        )
    elif f"https://{origin.netloc}" != settings.ORIGIN or "@" in origin.netloc:
        yield Error(
            f"LIZHI_ORIGIN is {settings.ORIGIN!r}: links would lead nowhere with more than a host.",
            hint=f"Set LIZHI_ORIGIN=https://{origin.hostname}",
            id="lizhi.E009",
        )
    elif origin.hostname not in settings.ALLOWED_HOSTS or "*" in settings.ALLOWED_HOSTS:
        yield Error(
            "LIZHI_ALLOWED_HOSTS does not name exactly the hosts that we answer to.",
            hint=f"Set LIZHI_ALLOWED_HOSTS={origin.hostname}",
            id="lizhi.E007",
        )


def _parts(address: str) -> SplitResult:
    """Of the address; of an empty one when it is none."""
    try:
        found = urlsplit(address)
        return found if found.port or not found.netloc.endswith(":") else urlsplit("")
    except ValueError:  # a bracket too few, a port of letters
        return urlsplit("")
