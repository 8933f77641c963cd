"""How the first administrator comes in, before anybody is in the house."""

import datetime as dt
import secrets

from django.db import transaction

from lizhi.accounts import phones, rules
from lizhi.accounts.models import Invitation, User

VALID = dt.timedelta(hours=24)
TOKEN_BYTES = 16


def invite(phone: str, at: dt.datetime) -> str:
    """Make a one-time link for this number; only its hash is kept, so show it at once."""
    token = secrets.token_urlsafe(TOKEN_BYTES)
    Invitation.objects.create(
        token_hash=rules.token_hash(token),
        phone=phones.clean(phone),
        created_at=at,
        expires_at=at + VALID,
    )
    return token


@transaction.atomic
def accept(token: str, at: dt.datetime) -> User:
    """The invited person comes in; the link is used up, also when it is pressed twice at once."""
    invitation = rules.find_invitation(token, at, lock=True)
    invitation.used_at = at
    invitation.save(update_fields=["used_at"])
    known = User.objects.by_phone(invitation.phone)
    return known or User.objects.with_phone(invitation.phone, name="", joined_at=at)
