"""Once a day: stamp the stories, drop codes. Only the job worker comes here."""

import datetime as dt

from lizhi.cases import actions as cases
from lizhi.signing import stamps
from lizhi.signing.models import OneTimeCode

KEPT = dt.timedelta(days=2)
"""Longer than the outbox tries to send one. What a signature needs of its code is in its record."""


def forget_codes(now: dt.datetime) -> int:
    """Codes whose minutes are over; how many they were."""
    return OneTimeCode.objects.filter(expires_at__lt=now - KEPT).delete()[0]


def stamp_heads(now: dt.datetime) -> int:
    """Each day that is over gets its stamped head; without a stamp none, and the job is retried."""
    return cases.add_heads(now, lambda head: stamps.answer(head, now))
