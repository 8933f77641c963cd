"""Production starts complete or not at all."""

from django.conf import settings
from django.core import checks


def production_problems() -> list[str]:
    """What is missing and how to set it, a line each; empty on a laptop and when all is there."""
    if not settings.PRODUCTION:
        return []
    found = checks.run_checks(tags=[checks.Tags.security], include_deployment_checks=True)
    ours = (message for message in found if str(message.id).startswith("lizhi."))
    return [f"{message.msg} {message.hint or ''}".strip() for message in ours]
