"""Who has yet to be told that another firm gets something of them (PIPL 17: changes are told)."""

from lizhi.accounts import consents, outsiders
from lizhi.accounts.consents import ConsentText
from lizhi.accounts.models import TextShown, User

PRIVACY = "privacy"
FIRST = (PRIVACY, "2026-06")
"""Said to everybody before anybody was told by name."""


def is_untold(user: User) -> bool:
    """Whether the note names firms, and this person has not seen it as it is now.

    Where nothing leaves the house it says no more than the page of the sign-in leads to.
    """
    if not outsiders.set_up():
        return False
    text = consents.TEXTS[PRIVACY]
    seen = TextShown.objects.filter(user=user, kind=PRIVACY, text_hash=text.hash)
    return not seen.exists()


def new_lines(user: User) -> list[str]:
    """What it says now and did not say when this person was told last."""
    before = set(_lines(_last_told(user)))
    return [line for line in _lines(consents.TEXTS[PRIVACY]) if line not in before]


def _last_told(user: User) -> ConsentText:
    last = TextShown.objects.filter(user=user, kind=PRIVACY).order_by("-created_at", "-pk").first()
    known = consents.VERSIONS.get((PRIVACY, last.version)) if last else None
    return known or consents.VERSIONS[FIRST]


def _lines(text: ConsentText) -> list[str]:
    return [line for section in text.sections for line in section.lines]
