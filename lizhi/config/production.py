"""Production starts complete or not at all."""

from collections.abc import Iterable

from django.conf import settings
from django.core import checks
from django.core.management.base import CommandError

from lizhi.accounts.checks import secrets_are_own


def production_problems() -> list[str]:
    """What is missing and how to set it, a line each; empty on a laptop and when all is there."""
    if not settings.PRODUCTION:
        return []
    found = checks.run_checks(tags=[checks.Tags.security], include_deployment_checks=True)
    return _said(message for message in found if str(message.id).startswith("lizhi."))


def missing_secrets() -> list[str]:
    """What stands between production and any command that writes.

    Whatever were kept under the demo's keys, everybody could read, and nobody could read it once
    the right ones are set.
    """
    return _said(secrets_are_own(None)) if settings.PRODUCTION else []


def check() -> None:
    """Raise with everything that is missing in one list; web and worker begin with this."""
    if problems := production_problems():
        raise CommandError(listed(problems))


def listed(problems: list[str]) -> str:
    """For whoever has to mend it."""
    lines = [f"  {number}. {problem}" for number, problem in enumerate(problems, 1)]
    return "\n".join(["This installation may not start yet:", *lines])


def _said(messages: Iterable[checks.CheckMessage]) -> list[str]:
    return [f"{message.msg} {message.hint or ''}".strip() for message in messages]
