"""Once a day: drop codes that cannot be used any more. Only the job worker comes here."""

import datetime as dt

from lizhi.signing.models import OneTimeCode

KEPT = dt.timedelta(days=2)
"""Longer than the outbox tries to send one. What a signature needs of its code is in its record."""


def forget_codes(now: dt.datetime) -> int:
    """Codes whose minutes are over; how many they were."""
    return OneTimeCode.objects.filter(expires_at__lt=now - KEPT).delete()[0]
