"""Once a day: drop sign-ins and invitations that are over. Only the job worker comes here."""

import datetime as dt

from lizhi.accounts import limits
from lizhi.accounts.models import Invitation
from lizhi.accounts.sessions import SessionStore


def clear_sessions(now: dt.datetime) -> None:
    """Sessions whose time is over, by the clock that gave them their time."""
    SessionStore.clear_expired()


def forget_invitations(now: dt.datetime) -> int:
    """One-time links that work no more hold a phone number for nothing; how many they were."""
    return Invitation.objects.filter(expires_at__lte=now).delete()[0]


def forget_counts(now: dt.datetime) -> int:
    """How often somebody asked for a code, once nobody counts it any more; how many rows."""
    return limits.forget_old(now)
