"""Let nothing leave the house for a while: a gateway sends nonsense, or a number was mistyped.

What waits is sent afterwards. What the law asks for goes on, and so do codes: without them nobody
could sign in.
"""

import datetime as dt

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from lizhi.accounts.models import User
from lizhi.common.refusals import AlreadyDone
from lizhi.jobs import questions, rules
from lizhi.jobs.models import Pause


def current() -> Pause | None:
    """The pause that lasts now."""
    return questions.PAUSED.first()


def is_on() -> bool:
    """Whether what leaves the house waits; a worker asks four times a second."""
    return current() is not None


def pause(*, by: User, reason: str, at: dt.datetime) -> Pause:
    """From now on messages and papers for others wait in the house."""
    rules.check_can_look_after_jobs(by)
    try:
        with transaction.atomic():
            return Pause.objects.create(by=by, reason=reason, created_at=at)
    except IntegrityError:
        raise AlreadyDone(_("Sending has been paused already.")) from None


def resume(*, by: User, at: dt.datetime) -> None:
    """What has waited goes out now, people's nights respected; again changes nothing."""
    rules.check_can_look_after_jobs(by)
    Pause.objects.filter(is_on=True).update(is_on=False, ended_at=at, ended_by=by)
