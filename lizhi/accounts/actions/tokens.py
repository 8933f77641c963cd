"""Tokens for programs: made once, shown once, revoked at once."""

import datetime as dt
import secrets
from collections.abc import Iterable

from django.db import transaction

from lizhi.accounts import rules
from lizhi.accounts.models import ApiToken, User

BYTES = 32


@transaction.atomic
def make_token(
    user: User, *, name: str, scopes: Iterable[str], at: dt.datetime, days: int | None = None
) -> str:
    """The token itself; it cannot be shown again. Without `days` it lives until it is revoked."""
    token = secrets.token_urlsafe(BYTES)
    ApiToken.objects.create(
        name=name,
        user=user,
        token_hash=rules.token_hash(token),
        scopes=sorted(set(scopes)),
        created_at=at,
        expires_at=at + dt.timedelta(days=days) if days else None,
    )
    return token


@transaction.atomic
def revoke_token(token: ApiToken, *, at: dt.datetime) -> None:
    """From now on it opens nothing."""
    token.revoked_at = at
    token.save(update_fields=["revoked_at"])


def find_token(token: str, now: dt.datetime) -> ApiToken | None:
    """The token behind these characters, while it lives and its person may sign in."""
    found = ApiToken.objects.select_related("user").filter(
        token_hash=rules.token_hash(token), revoked_at=None, user__is_active=True
    )
    live = found.first()
    if live is None or (live.expires_at is not None and live.expires_at <= now):
        return None
    return live
