"""Whoever signs in with another phone from now on learns it on the one that goes."""

import datetime as dt

from django.conf import settings

from lizhi.accounts.models import User
from lizhi.common import calendar, wording
from lizhi.common.fields import masked
from lizhi.notifications import actions as notifications

CHANGED = (
    "【{product}】{day} {who}把您登录用的手机号从本号改成了 {phone}。"
    "不是您要改的，请马上找 HR 或管理员。"
)
"""Data, as all words of text messages."""


def phone_changed(old: str, user: User, *, key: str, by: User | None, at: dt.datetime) -> None:
    """Text to the former phone of this login, once under this key; by night in the morning."""
    notifications.prepare(
        key=f"roster.phone:{key}:{user.pk}",
        channel="sms",
        address=old,
        template="roster.phone",
        text=CHANGED.format(
            product=settings.PRODUCT_NAME,
            day=wording.day(at, "short"),
            who=by.name if by is not None else "管理员",
            phone=masked(user.phone),
        ),
        due_at=calendar.quiet(at),
    )
