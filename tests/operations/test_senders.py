"""A firm's own gateway and mail server are down, refuse, come back: everything else goes on."""

import datetime as dt

import pytest
from pytest_django import Settings

from lizhi.accounts.models import User
from lizhi.cases.models import Case
from lizhi.common import clock
from lizhi.jobs import doing
from lizhi.jobs.models import Outbox
from lizhi.notifications import actions as notifications
from lizhi.notifications.models import Message
from lizhi.notifications.providers import SendFailed
from lizhi.people.models import RoleGrant
from tests import make
from tests.conftest import MONDAY
from tests.notifications import gateway
from tests.operations import mailbox

pytestmark = pytest.mark.django_db


def case() -> Case:
    """Somebody has resigned from a company that has somebody for it."""
    make.grant(User.objects.with_phone("13800001111", name="何姗"), RoleGrant.Role.HR)
    return make.case(make.employee("张敏", "13800002046"))


def by_http(settings: Settings, up: gateway.Gateway) -> None:
    settings.SMS_SENDER = "http"
    settings.SMS_HTTP_URL, settings.SMS_HTTP_SECRET = up.url, gateway.SECRET


@pytest.mark.slow
def test_while_the_gateway_is_down_papers_are_made_and_later_every_text_goes_out_once(
    settings: Settings,
) -> None:
    with gateway.running() as firm:
        by_http(settings, firm)
        firm.status = 503
        made = case()
        doing.run_outbox(MONDAY)
        waiting = Outbox.objects.filter(topic="notices.send", state=Outbox.State.PENDING)
        assert waiting.exclude(last_error="").exists()
        assert made.papers.valid().count() == 2

        firm.status = 200
        firm.taken.clear()
        with clock.at(MONDAY + dt.timedelta(minutes=1)):
            make.work()
        keys = [text["id"] for text in firm.taken]
        assert keys
        assert len(keys) == len(set(keys))
        assert set(Message.objects.values_list("state", flat=True)) == {Message.State.SENT}


@pytest.mark.slow
def test_a_number_that_the_gateway_refuses_holds_nothing_up(settings: Settings) -> None:
    with gateway.running() as firm:
        by_http(settings, firm)
        firm.status = 422
        made = case()
        make.work()
        assert set(Message.objects.values_list("state", flat=True)) == {Message.State.FAILED}
        assert not Outbox.objects.filter(state=Outbox.State.FAILED).exists()
        assert made.papers.valid().count() == 2


def test_mail_goes_through_a_real_line(settings: Settings) -> None:
    def send(address: str) -> Message:
        text = "【荔枝离职】您的离职证明开好了\n请看 https://lizhi.example.com/"
        return notifications.send(
            key=address, channel="mail", address=address, template="x", text=text
        )

    with mailbox.running() as firm:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", firm.port
        settings.MAIL_SENDER, settings.DEFAULT_FROM_EMAIL = "smtp", "hr@example.com"
        firm.refuses = {"nobody@": "550 no such user", "busy@": "451 later"}
        fine = send("zhangmin@example.com")
        assert fine.state == Message.State.SENT
        (mail,) = firm.taken
        assert f"Message-ID: {fine.ref}" in mail
        assert "To: zhangmin@example.com" in mail
        assert send("nobody@example.com").state == Message.State.FAILED
        with pytest.raises(SendFailed) as failure:
            send("busy@example.com")
        assert not failure.value.permanent
        firm.refuses = {}
        assert send("busy@example.com").state == Message.State.SENT
