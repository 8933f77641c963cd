"""Whom the demo offers for one-click sign-in."""

from collections.abc import Callable

from lizhi.accounts.models import User

DEMO_PEOPLE: list[Callable[[], list[tuple[str, User]]]] = []
"""Rooms above add functions: each gives (what the person does here, login) in the order shown."""


def people() -> list[tuple[str, User]]:
    """Everybody on offer."""
    return [entry for offer in DEMO_PEOPLE for entry in offer()]
