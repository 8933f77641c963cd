"""The demo's message box."""

import pytest
from django.db import connection
from django.test import Client
from pytest_django import DjangoAssertNumQueries, Settings

from lizhi.notifications import actions
from lizhi.notifications.models import Message

pytestmark = pytest.mark.django_db


@pytest.fixture
def demo(settings: Settings) -> Settings:
    settings.DEMO = True
    return settings


def send(number: int, text: str) -> Message:
    return actions.send(
        key=f"event:{number}", channel="sms", address="13800002046", template="t", text=text
    )


def test_the_newest_text_stands_on_top_with_links_to_press(demo: Settings) -> None:
    send(1, "先发的这条")
    send(2, "请看进度http://127.0.0.1:8000/c/Ab-9_x/，谢谢 <b>")
    page = Client().get("/demo/messages/").content.decode()
    assert page.index("请看进度") < page.index("先发的这条")
    assert '<a href="http://127.0.0.1:8000/c/Ab-9_x/">' in page
    assert "&lt;b&gt;" in page
    assert "138****2046" in page
    assert "13800002046" not in page


def test_the_box_renews_itself_and_is_small(
    demo: Settings, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(60):
        send(number, f"第 {number} 条")
    with django_assert_num_queries(1):
        part = Client().get("/demo/messages/", headers={"HX-Request": "true"}).content.decode()
    assert part.count("<article") == 50
    assert "<html" not in part


def test_an_empty_box_says_what_will_come(demo: Settings) -> None:
    assert "还没有发过短信" in Client().get("/demo/messages/").content.decode()


def test_production_sends_nothing_into_a_box(settings: Settings) -> None:
    settings.PRODUCTION = True
    message = send(1, "验证码 407116")
    assert message.state == Message.State.FAILED
    assert "production" in message.error


def test_address_and_words_lie_encrypted_in_the_table() -> None:
    send(1, "验证码 407116")
    with connection.cursor() as cursor:
        cursor.execute("SELECT address, text FROM notifications_message")
        kept = " ".join(cursor.fetchone())
    assert "13800002046" not in kept
    assert "407116" not in kept
