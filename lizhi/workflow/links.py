"""Links in messages: one person, one task, 72 hours. They open a card, never a signature."""

import datetime as dt
import hashlib
import secrets

from django.utils.translation import gettext_lazy as _

from lizhi.accounts.models import User
from lizhi.common import rows
from lizhi.common.refusals import Gone
from lizhi.workflow import questions
from lizhi.workflow.models import Task, TaskLink

BYTES = 16
GOOD_FOR = dt.timedelta(hours=72)


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def make(task: Task, user: User, at: dt.datetime) -> str:
    """A new token of 128 bits for this person and task; only its hash is kept."""
    token = secrets.token_urlsafe(BYTES)
    link = TaskLink(token_hash=_hash(token), task=task, user=user, expires_at=at + GOOD_FOR)
    rows.insert([link])
    return token


def find(token: str, now: dt.datetime) -> TaskLink:
    """What the token opens; refused when its time is over, the task is done or somebody else's."""
    link = questions.LINK.first(token_hash=_hash(token))
    if link is None or link.expires_at <= now:
        raise Gone(_("This link does not work any more. Please sign in with your phone."))
    if link.task.state != Task.State.OPEN or link.task.assignee_id != link.user_id:
        raise Gone(_("This has been dealt with; the link is not needed any more."))
    return link


def forget_links(now: dt.datetime) -> int:
    """Links in messages whose 72 hours are over open nothing; how many were dropped."""
    return TaskLink.objects.filter(expires_at__lte=now).delete()[0]
