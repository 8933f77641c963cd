"""Production starts complete or not at all."""

from django.conf import settings
from django.core import checks
from django.core.management.base import CommandError


def production_problems() -> list[str]:
    """What is missing and how to set it, a line each; empty on a laptop and when all is there."""
    if not settings.PRODUCTION:
        return []
    found = checks.run_checks(tags=[checks.Tags.security], include_deployment_checks=True)
    ours = (message for message in found if str(message.id).startswith("lizhi."))
    return [f"{message.msg} {message.hint or ''}".strip() for message in ours]


def check() -> None:
    """Raise with everything that is missing in one list; web and worker begin with this."""
    if problems := production_problems():
        lines = [f"  {number}. {problem}" for number, problem in enumerate(problems, 1)]
        raise CommandError("\n".join(["This installation may not start yet:", *lines]))
