"""A number that we do not know learns nothing, and nobody may ask without end."""

import datetime as dt
import re

import pytest
from django.test import Client
from pytest_django import Settings

from lizhi.accounts import daily
from lizhi.accounts.models import Allowance, User
from lizhi.common import clock
from tests.accounts.phones import (
    ZHANG_MIN,
    another_than,
    code_on,
    is_signed_in,
    person,
    sign_in,
    texts_to,
)
from tests.conftest import MONDAY

pytestmark = pytest.mark.django_db
STRANGER = "13700009999"
TOO_MANY = "发得有点多了，10 分钟后再试，或者打给 HR。"
CHANGES = re.compile(r'value="[A-Za-z0-9]{64}"|\d{3}\*{4}\d{4}|"X-CSRFToken":"[A-Za-z0-9]+"')


def seen(page: bytes) -> str:
    """A page without what differs for everybody."""
    return CHANGES.sub("", page.decode())


def test_only_the_stranger_s_phone_learns_that_we_do_not_know_it() -> None:
    person()
    known, unknown = Client(), Client()
    first = known.post("/sign-in/", {"phone": ZHANG_MIN}, follow=True)
    second = unknown.post("/sign-in/", {"phone": STRANGER}, follow=True)
    assert first.redirect_chain == second.redirect_chain
    assert seen(first.content) == seen(second.content)
    (text,) = texts_to(STRANGER)
    assert "没在花名册里" in text
    assert "问 HR" in text


def test_wrong_codes_look_the_same_for_a_stranger_up_to_the_new_code() -> None:
    person()
    known, unknown = Client(), Client()
    known.post("/sign-in/", {"phone": ZHANG_MIN})
    unknown.post("/sign-in/", {"phone": STRANGER})
    wrong = another_than(code_on(ZHANG_MIN))
    for _try in range(6):
        first = known.post("/sign-in/code/", {"code": wrong})
        second = unknown.post("/sign-in/code/", {"code": wrong})
        assert first.status_code == second.status_code == 422
        assert seen(first.content) == seen(second.content)
    assert not is_signed_in(unknown)


@pytest.mark.parametrize("phone", [ZHANG_MIN, STRANGER])
def test_another_code_goes_out_after_a_minute_and_a_double_tap_sends_one(phone: str) -> None:
    person()
    browser = Client()
    browser.post("/sign-in/", {"phone": phone})
    browser.post("/sign-in/", {"phone": phone})
    assert browser.post("/sign-in/resend/")["Location"] == "/sign-in/code/"
    assert len(texts_to(phone)) == 1
    with clock.at(MONDAY + dt.timedelta(seconds=61)):
        assert "现在可以重发" in browser.get("/sign-in/code/").content.decode()
        browser.post("/sign-in/resend/")
        assert "60</span> 秒后可以重发" in browser.get("/sign-in/code/").content.decode()
    assert len(texts_to(phone)) == 2


@pytest.mark.parametrize("phone", [ZHANG_MIN, STRANGER])
def test_five_codes_in_ten_minutes_are_enough_for_a_number(phone: str) -> None:
    person()
    for _browser in range(5):
        assert Client().post("/sign-in/", {"phone": phone}).status_code == 302
    page = Client().post("/sign-in/", {"phone": phone})
    assert page.status_code == 422
    assert TOO_MANY in page.content.decode()
    assert f'value="{phone}"' in page.content.decode()
    assert len(texts_to(phone)) == 5
    with clock.at(MONDAY + dt.timedelta(minutes=10, seconds=1)):
        assert Client().post("/sign-in/", {"phone": phone}).status_code == 302


def test_asking_again_for_the_sixth_time_says_when_to_come_back() -> None:
    person()
    browser = Client()
    for minute in range(6):
        with clock.at(MONDAY + dt.timedelta(seconds=65 * minute)):
            page = (
                browser.post("/sign-in/resend/")
                if minute
                else browser.post("/sign-in/", {"phone": ZHANG_MIN})
            )
    assert page.status_code == 422
    assert TOO_MANY in page.content.decode()


@pytest.mark.slow
def test_many_wrong_codes_end_at_the_number_which_says_when_to_come_back() -> None:
    person()
    browser = Client()
    browser.post("/sign-in/", {"phone": ZHANG_MIN})
    for round_of_five in range(5):
        with clock.at(MONDAY + dt.timedelta(seconds=65 * round_of_five)):
            for _try in range(5):
                page = browser.post("/sign-in/code/", {"code": another_than(code_on(ZHANG_MIN))})
    assert page.status_code == 422
    assert TOO_MANY in page.content.decode()
    assert len(texts_to(ZHANG_MIN)) == 5


@pytest.mark.slow
def test_many_browsers_together_do_not_get_more_tries() -> None:
    person()
    browsers = [Client() for _browser in range(5)]
    for browser in browsers:
        browser.post("/sign-in/", {"phone": ZHANG_MIN})
    wrong = another_than(code_on(ZHANG_MIN))
    for browser in browsers:
        for _try in range(4):
            browser.post("/sign-in/code/", {"code": wrong})
    for browser in browsers:
        browser.post("/sign-in/code/", {"code": wrong})
    late = Client()
    with clock.at(MONDAY + dt.timedelta(minutes=10, seconds=1)):
        sign_in(late)
    assert is_signed_in(late)


def test_one_network_address_may_not_ask_for_everybody(
    settings: Settings,
) -> None:
    settings.CODES_PER_ADDRESS = 3
    for last in range(3):
        assert Client().post("/sign-in/", {"phone": f"1380000000{last}"}).status_code == 302
    assert Client().post("/sign-in/", {"phone": "13800000009"}).status_code == 422
    elsewhere = Client(REMOTE_ADDR="203.0.113.9")
    assert elsewhere.post("/sign-in/", {"phone": "13800000009"}).status_code == 302


def test_counters_tell_nobody_who_asked_and_are_forgotten_the_next_day() -> None:
    Client().post("/sign-in/", {"phone": STRANGER})
    assert all(
        STRANGER not in row.key and "127.0.0.1" not in row.key for row in Allowance.objects.all()
    )
    assert daily.forget_counts(MONDAY + dt.timedelta(hours=23)) == 0
    assert daily.forget_counts(MONDAY + dt.timedelta(days=2)) == 2
    assert not Allowance.objects.exists()


def test_a_login_that_was_switched_off_is_a_stranger() -> None:
    user = person()
    User.objects.filter(pk=user.pk).update(is_active=False)
    Client().post("/sign-in/", {"phone": ZHANG_MIN})
    assert "没在花名册里" in texts_to(ZHANG_MIN)[-1]


def test_nobody_can_make_an_account_or_use_a_password() -> None:
    for path in (
        "/signup/",
        "/accounts/signup/",
        "/password/reset/",
        "/accounts/login/",
        "/email/",
    ):
        assert Client().get(path).status_code == 404
