"""The terms of electronic signatures, agreed to anew for every paper."""

from lizhi.accounts import actions as accounts
from lizhi.accounts import consents
from lizhi.accounts.consents import ConsentText
from lizhi.accounts.models import Consent, User

KIND = "electronic_signature"


def text() -> ConsentText:
    """The newest version, as the page shows it."""
    return consents.TEXTS[KIND]


def agree(user: User, *, about: str) -> Consent:
    """This person agrees, word for word, for the envelope of this number; twice keeps one."""
    newest = text()
    return accounts.record_consent(user, newest.kind, newest.version, newest.text, about)
