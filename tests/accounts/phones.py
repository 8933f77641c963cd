"""What a test's people hold in their hands: a phone that texts come to, and a browser."""

import re

from django.test import Client

from lizhi.accounts.models import User
from lizhi.notifications import actions as notifications
from lizhi.notifications.models import Message

ZHANG_MIN = "13800002046"
CODE = re.compile(r"验证码 (\d{6})")


def person(phone: str = ZHANG_MIN, name: str = "张敏") -> User:
    """Somebody who can sign in."""
    return User.objects.with_phone(phone, name=name)


def texts_to(phone: str) -> list[str]:
    """Everything that came to this phone, the newest last, once the worker has run."""
    for message in Message.objects.filter(state=Message.State.WAITING):
        notifications.deliver(message)
    return [m.text for m in Message.objects.order_by("pk") if m.address == phone]


def code_on(phone: str) -> str:
    """The digits of the newest text."""
    found = CODE.search(texts_to(phone)[-1])
    assert found, "no code in the newest text"
    return found.group(1)


def another_than(code: str) -> str:
    """Six digits that are wrong."""
    return f"{(int(code) + 1) % 10**6:06}"


def sign_in(browser: Client, phone: str = ZHANG_MIN, *, following: str = "") -> None:
    """The whole way: number, code, in."""
    answer = browser.post("/sign-in/", {"phone": phone, "next": following})
    assert answer.status_code == 302, answer.content.decode()
    answer = browser.post("/sign-in/code/", {"code": code_on(phone), "next": following})
    assert answer.status_code == 302, answer.content.decode()


def is_signed_in(browser: Client) -> bool:
    """Whether this browser is somebody."""
    return "_auth_user_id" in browser.session
