"""Codes to phones: how many, how many tries, and the text that carries one."""

import datetime as dt
import secrets

from django.conf import settings

from lizhi.accounts import limits, sms
from lizhi.common import clock
from lizhi.notifications import actions as notifications

OF_USE = dt.timedelta(minutes=10)
"""What comes later puzzles: a code is over by then, and whoever asked has asked again."""


def may_send(phone: str, address: str, *, at: dt.datetime) -> bool:
    """Count one more code for this number and from this network address, or say no.

    An address may ask oftener than a number: a whole office stands behind one.
    """
    window = dt.timedelta(minutes=settings.CODE_WINDOW_MINUTES)
    by_number = limits.take("code", phone, amount=settings.CODES_PER_NUMBER, within=window, at=at)
    return by_number and limits.take(
        "from", address, amount=settings.CODES_PER_ADDRESS, within=window, at=at
    )


def may_guess(phone: str, *, at: dt.datetime) -> bool:
    """Count one more try for this number, from wherever: many browsers do not give many tries."""
    window = dt.timedelta(minutes=settings.CODE_WINDOW_MINUTES)
    amount = settings.CODES_PER_NUMBER * settings.CODE_TRIES
    return limits.take("guess", phone, amount=amount, within=window, at=at)


def send_code(phone: str, code: str) -> None:
    """Text this code to its owner's phone, by a worker once the transaction stands."""
    text = sms.CODE.format(product=settings.PRODUCT_NAME, code=code, minutes=settings.CODE_MINUTES)
    _send(phone, template="sign_in.code", text=text)


def send_unknown(phone: str) -> None:
    """Text to a number that we do not know whom to ask; the page tells nobody either way."""
    _send(phone, template="sign_in.unknown", text=sms.UNKNOWN.format(product=settings.PRODUCT_NAME))


def _send(phone: str, *, template: str, text: str) -> None:
    now = clock.now()
    notifications.prepare(
        key=f"{template}:{secrets.token_hex(16)}",
        channel="sms",
        address=phone,
        template=template,
        text=text,
        due_at=now,
        of_use_until=now + OF_USE,
    )
