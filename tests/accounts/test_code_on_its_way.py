"""A worker brings the code to the phone: once, soon, and not when it is of no use any more."""

import datetime as dt

import pytest
from django.test import Client

from lizhi.jobs import worker
from lizhi.notifications import actions
from lizhi.notifications.models import Message
from lizhi.notifications.providers import SendFailed
from lizhi.notifications.providers.box import BoxSender
from lizhi.notifications.waiting import deliver_due
from tests.accounts.phones import CODE, ZHANG_MIN, person
from tests.conftest import MONDAY

pytestmark = pytest.mark.django_db
MINUTE = dt.timedelta(minutes=1)


@pytest.fixture
def message() -> Message:
    """The code that somebody has asked for."""
    person()
    Client().post("/sign-in/", {"phone": ZHANG_MIN})
    return Message.objects.get()


def state(message: Message) -> str:
    message.refresh_from_db()
    return message.state


def test_a_worker_brings_it_in_its_next_turn(message: Message) -> None:
    assert state(message) == Message.State.WAITING
    worker.Loops("w").turn()
    assert (state(message), message.provider) == (Message.State.SENT, "box")
    assert CODE.search(message.text)


def test_it_is_brought_once(message: Message) -> None:
    assert [deliver_due(MONDAY), deliver_due(MONDAY), deliver_due(MONDAY + MINUTE)] == [1, 0, 0]


def test_a_sender_that_is_down_is_asked_again_in_a_minute(
    message: Message, monkeypatch: pytest.MonkeyPatch
) -> None:
    def down(box: object, message: Message) -> str:
        raise SendFailed("no answer", permanent=False)

    with monkeypatch.context() as for_now:
        for_now.setattr(BoxSender, "send", down)
        assert deliver_due(MONDAY) == 1
    assert deliver_due(MONDAY) == 0
    assert state(message) == Message.State.WAITING
    assert deliver_due(MONDAY + MINUTE) == 1
    assert state(message) == Message.State.SENT


def test_what_is_of_no_use_any_more_is_not_brought(message: Message) -> None:
    assert deliver_due(MONDAY + 11 * MINUTE) == 1
    assert (state(message), message.error) == (Message.State.FAILED, "of no use any more")


def test_what_somebody_else_brings_does_not_wait_for_a_worker() -> None:
    actions.prepare(key="k", channel="sms", address=ZHANG_MIN, template="t", text="x")
    assert deliver_due(MONDAY) == 0
