"""What every page knows about the house."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from lizhi.accounts import telling
from lizhi.accounts.models import User
from lizhi.config import framing

HELP = "/help/"
"""Not looked up by its name: pages that refuse something must not need anything to be found."""


def _is_untold(request: HttpRequest) -> bool:
    """Asked only by pages that would say it; public ones know nothing of a person."""
    user = getattr(request, "user", None)
    return isinstance(user, User) and telling.is_untold(user)


def house(request: HttpRequest) -> dict[str, Any]:
    """The product's name and line, whether this is the demo, and where to ask for help."""
    return {
        "product_name": settings.PRODUCT_NAME,
        "product_line": settings.PRODUCT_LINE,
        "demo": settings.DEMO,
        "help_url": HELP,
        "framed_by": framing.framed_by(request),
        "untold": lambda: _is_untold(request),
    }
