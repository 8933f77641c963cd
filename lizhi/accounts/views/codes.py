"""Send a code from a page."""

import datetime as dt

from allauth.account.adapter import get_adapter
from django.http import HttpRequest

from lizhi.accounts import actions, flow


def ask_for_code(request: HttpRequest, phone: str, *, at: dt.datetime) -> bool:
    """Send a code and wait for it in this session; False when that was too often.

    A double tap sends one: whoever asks again within the minute waits for the code on its way.
    """
    if flow.was_just_sent(request, phone, at):
        return True
    if not actions.may_send(phone, get_adapter().get_client_ip(request), at=at):
        return False
    flow.start(request, phone, at)
    return True
