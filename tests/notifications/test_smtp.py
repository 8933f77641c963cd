"""Mail through the firm's own server."""

import smtplib

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from pytest_django import Settings

from lizhi.notifications import actions
from lizhi.notifications.models import Message
from lizhi.notifications.providers import SendFailed

pytestmark = pytest.mark.django_db
ADDRESS = "zhangmin@example.com"


class Unwilling(EmailBackend):
    """A server that says no in the way the test wants."""

    error: Exception = OSError()

    def send_messages(self, *args: object) -> int:
        raise self.error


@pytest.fixture(autouse=True)
def by_mail(settings: Settings) -> Settings:
    settings.MAIL_SENDER = "smtp"
    settings.DEFAULT_FROM_EMAIL = "荔枝离职 <hr@example.com>"
    return settings


def send() -> Message:
    text = "【荔枝离职】您的离职证明开好了\n在这里下载：http://127.0.0.1:8000/"
    return actions.send(
        key="event:9", channel="mail", address=ADDRESS, template="certificate", text=text
    )


def test_the_first_line_is_the_subject_and_the_mail_goes_out_once() -> None:
    message = send()
    send()
    (sent,) = mail.outbox
    assert sent.to == [ADDRESS]
    assert sent.subject == "【荔枝离职】您的离职证明开好了"
    assert "在这里下载" in sent.body
    assert sent.message()["Message-ID"] == message.ref
    assert message.ref.endswith("@example.com>")
    assert (message.state, message.provider) == (Message.State.SENT, "smtp")


@pytest.mark.parametrize(
    "error",
    [
        smtplib.SMTPRecipientsRefused({ADDRESS: (550, b"no such user")}),
        smtplib.SMTPDataError(554, b"refused"),
    ],
)
def test_a_mailbox_that_does_not_exist_is_given_up(by_mail: Settings, error: Exception) -> None:
    by_mail.EMAIL_BACKEND = f"{__name__}.Unwilling"
    Unwilling.error = error
    message = send()
    assert message.state == Message.State.FAILED
    assert ADDRESS not in message.error


@pytest.mark.parametrize(
    "error",
    [
        OSError("unreachable"),
        smtplib.SMTPServerDisconnected(),
        smtplib.SMTPConnectError(421, b"busy"),
        smtplib.SMTPDataError(451, b"later"),
    ],
)
def test_a_server_that_is_busy_is_tried_again(by_mail: Settings, error: Exception) -> None:
    by_mail.EMAIL_BACKEND = f"{__name__}.Unwilling"
    Unwilling.error = error
    with pytest.raises(SendFailed):
        send()
    by_mail.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    assert send().state == Message.State.SENT


def test_a_channel_that_is_off_says_so(by_mail: Settings) -> None:
    by_mail.MAIL_SENDER = "off"
    message = send()
    assert (message.state, message.error) == (
        Message.State.FAILED,
        "this channel is switched off",
    )
