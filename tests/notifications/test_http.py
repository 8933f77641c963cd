"""Texts through a firm's own gateway."""

import json
import logging
from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client
from pytest_django import Settings

from lizhi.notifications import actions
from lizhi.notifications.models import Message
from lizhi.notifications.providers import SendFailed
from lizhi.notifications.providers.http import SIGNATURE, TIMESTAMP, body, signature
from tests.conftest import MONDAY
from tests.notifications import gateway
from tests.notifications.gateway import SECRET, Gateway

pytestmark = pytest.mark.django_db
PHONE = "13800002046"
TEXT = '【荔枝离职】"张敏"，请看\n进度 \\ http://127.0.0.1:8000/c/only-for-her'
NOW = str(int(MONDAY.timestamp()))


@pytest.fixture
def firm(settings: Settings) -> Iterator[Gateway]:
    """A firm whose gateway is up."""
    with gateway.running() as up:
        settings.SMS_SENDER = "http"
        settings.SMS_HTTP_URL = up.url
        settings.SMS_HTTP_SECRET = SECRET
        yield up


def send(key: str = "event:7:leaver:3") -> Message:
    return actions.send(key=key, channel="sms", address=PHONE, template="step.opened", text=TEXT)


def test_the_signature_is_what_the_documentation_says() -> None:
    """Computed beside it: printf '1780275600.{"a":1}' | openssl dgst -sha256 -hmac secret."""
    expected = "v1=5f78b3cd9117fb76834e8cafef5f69df2049219225ef5709bcf2cf527ac9c42e"
    assert signature("secret", "1780275600", b'{"a":1}') == expected


def test_words_are_escaped_and_stand_where_the_firm_wants_them() -> None:
    raw = body('{"mobile": "86$to", "body": {"t": "$text"}}', id="k", to=PHONE, text=TEXT)
    assert json.loads(raw) == {"mobile": "86" + PHONE, "body": {"t": TEXT}}


def test_a_text_reaches_the_gateway_signed_and_once(firm: Gateway) -> None:
    message = send()
    again = send()
    assert firm.taken == [{"id": "event:7:leaver:3", "to": PHONE, "text": TEXT}]
    assert (message.state, message.ref, message.sent_at) == (Message.State.SENT, "SMS-1", MONDAY)
    assert again.pk == message.pk


@pytest.mark.parametrize("answer", [b"", b"OK", b"[]", b'{"code": 0}'])
def test_an_answer_without_a_name_goes_by_our_own_key(firm: Gateway, answer: bytes) -> None:
    firm.answer = answer
    assert send().ref == "event:7:leaver:3"


@pytest.mark.parametrize("status", [408, 425, 429, 500, 503])
def test_a_gateway_that_is_down_is_tried_again_under_the_same_key(
    firm: Gateway, status: int
) -> None:
    firm.status = status
    with pytest.raises(SendFailed) as failure:
        send()
    assert not failure.value.permanent
    firm.status = 200
    assert send().state == Message.State.SENT
    assert [text["id"] for text in firm.taken] == ["event:7:leaver:3"] * 2


@pytest.mark.parametrize("status", [302, 400, 401, 403, 404, 422])
def test_a_gateway_that_refuses_is_not_asked_again(firm: Gateway, status: int) -> None:
    firm.status = status
    message = send()
    assert (message.state, message.error) == (Message.State.FAILED, f"the gateway said {status}")
    firm.status = 200
    assert send().state == Message.State.FAILED


def test_a_line_that_is_cut_is_tried_again(settings: Settings) -> None:
    settings.SMS_SENDER = "http"
    with gateway.running() as gone:
        settings.SMS_HTTP_URL = gone.url
    with pytest.raises(SendFailed) as failure:
        send()
    assert not failure.value.permanent
    assert Message.objects.get().state == Message.State.WAITING


def test_neither_number_nor_words_stand_in_logs_or_errors(
    firm: Gateway, caplog: pytest.LogCaptureFixture
) -> None:
    firm.status = 400
    with caplog.at_level(logging.DEBUG):
        message = send()
    said = " ".join(record.getMessage() for record in caplog.records)
    assert "was not sent" in said
    for secret in (PHONE, "张敏", "only-for-her"):
        assert secret not in said + message.error


def report(content: object, *, secret: str = SECRET, timestamp: str = NOW, raw: bytes = b"") -> Any:
    signed = json.dumps(content).encode()
    headers = {TIMESTAMP: timestamp, SIGNATURE: signature(secret, timestamp, signed)}
    path = "/hooks/messages/http/"
    browser = Client(enforce_csrf_checks=True)
    return browser.post(path, raw or signed, "application/json", headers=headers)


def test_a_signed_report_tells_that_the_text_arrived(firm: Gateway) -> None:
    message = send()
    answer = report({"ref": "SMS-1", "state": "delivered"})
    assert (answer.status_code, answer.content) == (200, b'{"taken": 1}')
    message.refresh_from_db()
    assert (message.state, message.delivered_at) == (Message.State.DELIVERED, MONDAY)
    assert report({"ref": "SMS-1", "state": "delivered"}).content == b'{"taken": 0}'


def test_several_reports_come_together_and_unknown_ones_are_let_be(firm: Gateway) -> None:
    message = send()
    failed = {"ref": "SMS-1", "state": "failed", "reason": "no such number"}
    answer = report([{"ref": "SMS-9", "state": "delivered"}, failed])
    assert answer.content == b'{"taken": 1}'
    message.refresh_from_db()
    assert (message.state, message.error) == (Message.State.FAILED, "no such number")


def test_a_forged_changed_or_old_report_is_refused(firm: Gateway) -> None:
    message = send()
    good = {"ref": "SMS-1", "state": "delivered"}
    assert report(good, secret="another secret").status_code == 403
    assert report(good, raw=b'{"ref": "SMS-2", "state": "failed"}').status_code == 403
    assert report(good, timestamp=str(int(NOW) - 301)).status_code == 403
    assert report(good, timestamp="soon").status_code == 403
    assert Client().post("/hooks/messages/http/", b"{}", "application/json").status_code == 403
    message.refresh_from_db()
    assert message.state == Message.State.SENT


@pytest.mark.parametrize(
    "content", ["", 7, None, {}, {"ref": "SMS-1"}, [[]], {"ref": "SMS-1", "state": "eaten"}]
)
def test_a_signed_report_that_makes_no_sense_breaks_nothing(firm: Gateway, content: object) -> None:
    assert report(content).status_code == 409


def test_without_a_secret_no_report_is_believed(firm: Gateway, settings: Settings) -> None:
    settings.SMS_HTTP_SECRET = ""
    assert report({"ref": "SMS-1", "state": "delivered"}, secret="").status_code == 403


def test_only_senders_in_use_have_a_door() -> None:
    for name in ("http", "smtp", "pigeon", "off"):
        assert Client().post(f"/hooks/messages/{name}/").status_code == 404
    assert Client().post("/hooks/messages/box/").status_code == 403
    assert Client().get("/hooks/messages/box/").status_code == 405
