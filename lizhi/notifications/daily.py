"""Once a day: drop the words of texts that carried a code. Only the job worker comes here."""

import datetime as dt

from lizhi.notifications.models import Message

CODES = ".code"
"""Templates that carry six digits end so: `sign_in.code`, `signing.code`."""
KEPT = dt.timedelta(days=1)


def forget_codes(now: dt.datetime) -> int:
    """The digits are of no use after five minutes; that a text went out, and when, stays."""
    old = Message.objects.filter(template__endswith=CODES, created_at__lt=now - KEPT)
    waiting = old.filter(state=Message.State.WAITING)
    waiting.update(state=Message.State.FAILED, error="not sent within a day")
    return old.exclude(text="").update(text="")
