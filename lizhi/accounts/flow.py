"""The one place that touches allauth's inner flow: it has no public door for a second code.

allauth keeps the pending sign-in in the session (which our store encrypts): number, code, misses.
The five minutes of a code are ours, because they follow the house's clock.
"""

import datetime as dt

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.login_by_code import LoginCodeVerificationProcess
from allauth.account.stages import LoginByCodeStage, LoginStageController
from django.conf import settings
from django.http import HttpRequest

from lizhi.accounts import rules

SENT_AT = "code_sent_at"


def start(request: HttpRequest, phone: str, at: dt.datetime) -> None:
    """Send a code to this number (or, unknown, the text that says whom to ask) and wait for it."""
    user = get_adapter().get_user_by_phone(phone)
    LoginCodeVerificationProcess.initiate(request=request, user=user, phone=phone)
    request.session[SENT_AT] = at.isoformat()


def pending_phone(request: HttpRequest) -> str:
    """The number whose code this browser waits for, or nothing."""
    stage = LoginStageController.enter(request, LoginByCodeStage.key)
    return str(stage.state.get("phone", "")) if stage else ""


def is_expired(request: HttpRequest, now: dt.datetime) -> bool:
    """Whether the five minutes are over."""
    return _since(request, now) > dt.timedelta(minutes=settings.CODE_MINUTES)


def seconds_until_next(request: HttpRequest, now: dt.datetime) -> int:
    """How long until another code may be sent; 0 when at once."""
    left = dt.timedelta(seconds=settings.CODE_AGAIN_SECONDS) - _since(request, now)
    return max(0, round(left.total_seconds()))


def was_just_sent(request: HttpRequest, phone: str, now: dt.datetime) -> bool:
    """Whether a double tap asks again for what is on its way."""
    return pending_phone(request) == phone and seconds_until_next(request, now) > 0


def _since(request: HttpRequest, now: dt.datetime) -> dt.timedelta:
    sent_at = request.session.get(SENT_AT)
    return now - rules.moment(sent_at) if sent_at else dt.timedelta.max
