"""Signing in with nothing but a phone."""

import datetime as dt
import logging

import pytest
from django.conf import settings
from django.contrib.sessions.models import Session
from django.test import Client

from lizhi.accounts import rules
from lizhi.common import clock
from lizhi.notifications.models import Message
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


def test_zhang_min_signs_in_with_the_code_that_came_to_her_phone() -> None:
    user = person()
    browser = Client()
    page = browser.post("/sign-in/", {"phone": "138 0000 2046"}, follow=True)
    assert "138****2046" in page.content.decode()
    assert "5 分钟内有效" in page.content.decode()

    answer = browser.post("/sign-in/code/", {"code": code_on(ZHANG_MIN)})

    assert (answer.status_code, answer["Location"]) == (302, "/")
    assert browser.session["_auth_user_id"] == str(user.pk)
    assert browser.session[rules.STRENGTH] == "code"
    assert browser.session[rules.CODE_AT] == MONDAY.isoformat()


def test_the_text_says_what_the_code_is_for_and_that_nobody_else_needs_it() -> None:
    person()
    Client().post("/sign-in/", {"phone": ZHANG_MIN})
    (text,) = texts_to(ZHANG_MIN)
    assert text.startswith("【荔枝离职】验证码 ")
    assert "5 分钟内有效" in text
    assert "都别给" in text


def test_she_lands_on_the_page_that_she_wanted_to_see() -> None:
    person()
    browser = Client()
    page = browser.get("/sign-in/?next=/cases/LZ-2026-000001/")
    assert 'name="next" value="/cases/LZ-2026-000001/"' in page.content.decode()
    answer = browser.post("/sign-in/", {"phone": ZHANG_MIN, "next": "/cases/LZ-2026-000001/"})
    assert answer["Location"] == "/sign-in/code/?next=%2Fcases%2FLZ-2026-000001%2F"
    code = {"code": code_on(ZHANG_MIN), "next": "/cases/LZ-2026-000001/"}
    assert browser.post("/sign-in/code/", code)["Location"] == "/cases/LZ-2026-000001/"


def test_whoever_goes_to_a_desk_signs_in_on_a_wide_page() -> None:
    person()
    browser = Client()
    page = browser.get("/sign-in/?next=/desk/")
    assert "dist/desk.css" in page.content.decode()
    answer = browser.post("/sign-in/", {"phone": "1380000204", "next": "/desk/"})
    assert (answer.status_code, "只有 10 位" in answer.content.decode()) == (422, True)
    page = browser.post("/sign-in/", {"phone": ZHANG_MIN, "next": "/desk/"}, follow=True)
    assert "验证码已发到 138****2046" in page.content.decode()
    wrong = {"code": another_than(code_on(ZHANG_MIN)), "next": "/desk/"}
    page = browser.post("/sign-in/code/", wrong)
    assert "还能试 4 次" in page.content.decode()
    assert "dist/desk.css" in page.content.decode()
    right = {"code": code_on(ZHANG_MIN), "next": "/desk/"}
    assert browser.post("/sign-in/code/", right)["Location"] == "/desk/"


def test_nobody_is_led_away_to_another_site() -> None:
    person()
    browser = Client()
    browser.post("/sign-in/", {"phone": ZHANG_MIN, "next": "https://evil.example/"})
    code = {"code": code_on(ZHANG_MIN), "next": "https://evil.example/"}
    assert browser.post("/sign-in/code/", code)["Location"] == "/"


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("1380000204", "手机号是 11 位，这里只有 10 位。"),
        ("138000020467", "手机号是 11 位，这里有 12 位。"),
        ("23800002046", "手机号是 1 开头的，请核对一下。"),
        ("张敏", "手机号只有数字，请核对一下。"),
        ("", "请填手机号。"),
        ("1" * 4000, "4000"),
        ("١٣٨٠٠٠٠٢٠٤٦", "手机号只有数字，请核对一下。"),
    ],
)
def test_a_number_with_a_mistake_comes_back_with_what_was_typed(typed: str, words: str) -> None:
    page = Client().post("/sign-in/", {"phone": typed})
    assert page.status_code == 422
    assert words in page.content.decode()
    if typed:
        assert f'value="{typed}"' in page.content.decode()
    assert not Message.objects.exists()


@pytest.mark.parametrize(
    "typed",
    [
        "138 0000 2046",
        "138-0000-2046",
        "+86 138 0000 2046",
        "008613800002046",
        "１３８００００２０４６",
    ],
)
def test_a_number_is_known_however_it_is_typed(typed: str) -> None:
    person()
    assert Client().post("/sign-in/", {"phone": typed}).status_code == 302
    assert texts_to(ZHANG_MIN)


def test_a_wrong_code_keeps_its_digits_and_says_how_many_tries_are_left() -> None:
    person()
    browser = Client()
    browser.post("/sign-in/", {"phone": ZHANG_MIN})
    wrong = another_than(code_on(ZHANG_MIN))
    for left in (4, 3, 2, 1):
        page = browser.post("/sign-in/code/", {"code": wrong})
        assert page.status_code == 422
        assert f"和短信里的不一样，请对最新的那条。还能试 {left} 次。" in page.content.decode()
        assert f'value="{wrong}"' in page.content.decode()
    browser.post("/sign-in/code/", {"code": code_on(ZHANG_MIN)})
    assert is_signed_in(browser)


def test_the_fifth_wrong_code_kills_it_and_brings_a_new_one() -> None:
    person()
    browser = Client()
    browser.post("/sign-in/", {"phone": ZHANG_MIN})
    first = code_on(ZHANG_MIN)
    with clock.at(MONDAY + dt.timedelta(minutes=2)):
        for _try in range(5):
            page = browser.post("/sign-in/code/", {"code": another_than(first)})
        assert page.status_code == 422
        assert "试了 5 次都不对，已经换了一个新码，请看短信。" in page.content.decode()
        assert len(texts_to(ZHANG_MIN)) == 2
        if (second := code_on(ZHANG_MIN)) != first:
            assert browser.post("/sign-in/code/", {"code": first}).status_code == 422
        browser.post("/sign-in/code/", {"code": second})
    assert is_signed_in(browser)


def test_a_code_with_digits_missing_is_no_try() -> None:
    person()
    browser = Client()
    browser.post("/sign-in/", {"phone": ZHANG_MIN})
    for _try in range(8):
        page = browser.post("/sign-in/code/", {"code": "4071"})
        assert (page.status_code, "还差 2 位。" in page.content.decode()) == (422, True)
    browser.post("/sign-in/code/", {"code": f" {code_on(ZHANG_MIN)[:3]}-{code_on(ZHANG_MIN)[3:]} "})
    assert is_signed_in(browser)


@pytest.mark.parametrize("typed", ["", "abcdef", "١٢٣٤٥٦", "4" * 40, "4" * 4000])
def test_no_nonsense_in_the_field_of_the_code_breaks_the_page(typed: str) -> None:
    person()
    browser = Client()
    browser.post("/sign-in/", {"phone": ZHANG_MIN})
    assert browser.post("/sign-in/code/", {"code": typed}).status_code == 422


def test_a_code_dies_after_five_minutes_and_the_page_says_so() -> None:
    person()
    browser = Client()
    browser.post("/sign-in/", {"phone": ZHANG_MIN})
    code = code_on(ZHANG_MIN)
    with clock.at(MONDAY + dt.timedelta(minutes=5, seconds=1)):
        assert "这个码过了 5 分钟，点下面重发。" in browser.get("/sign-in/code/").content.decode()
        page = browser.post("/sign-in/code/", {"code": code})
        assert page.status_code == 422
        assert "这个码过了 5 分钟，点下面重发。" in page.content.decode()
        assert browser.post("/sign-in/resend/")["Location"] == "/sign-in/code/"
        browser.post("/sign-in/code/", {"code": code_on(ZHANG_MIN)})
    assert is_signed_in(browser)


def test_a_code_lives_until_its_five_minutes_are_over() -> None:
    person()
    browser = Client()
    browser.post("/sign-in/", {"phone": ZHANG_MIN})
    with clock.at(MONDAY + dt.timedelta(minutes=5)):
        browser.post("/sign-in/code/", {"code": code_on(ZHANG_MIN)})
    assert is_signed_in(browser)


def test_a_code_works_once() -> None:
    person()
    browser = Client()
    browser.post("/sign-in/", {"phone": ZHANG_MIN})
    code = code_on(ZHANG_MIN)
    browser.post("/sign-in/code/", {"code": code})
    assert browser.post("/sign-in/code/", {"code": code})["Location"] == "/"
    browser.post("/sign-out/")
    assert browser.post("/sign-in/code/", {"code": code})["Location"] == "/sign-in/"
    assert not is_signed_in(browser)


def test_the_session_of_before_the_sign_in_is_worth_nothing_afterwards() -> None:
    person()
    browser = Client()
    browser.post("/sign-in/", {"phone": ZHANG_MIN})
    before = browser.cookies[settings.SESSION_COOKIE_NAME].value
    code = code_on(ZHANG_MIN)
    browser.post("/sign-in/code/", {"code": code})
    thief = Client()
    thief.cookies[settings.SESSION_COOKIE_NAME] = before
    assert thief.post("/sign-in/code/", {"code": code})["Location"] == "/sign-in/"
    assert not is_signed_in(thief)


def test_the_code_of_one_browser_does_not_open_another() -> None:
    person()
    one, other = Client(), Client()
    one.post("/sign-in/", {"phone": ZHANG_MIN})
    first = code_on(ZHANG_MIN)
    other.post("/sign-in/", {"phone": ZHANG_MIN})
    if code_on(ZHANG_MIN) != first:
        assert other.post("/sign-in/code/", {"code": first}).status_code == 422


def test_somebody_who_left_long_ago_signs_in_in_the_same_way() -> None:
    with clock.at(MONDAY - dt.timedelta(days=900)):
        person("13900001111", "何静")
    browser = Client()
    sign_in(browser, "13900001111")
    assert is_signed_in(browser)


def test_the_number_can_be_corrected_and_the_old_code_is_forgotten() -> None:
    person()
    browser = Client()
    browser.post("/sign-in/", {"phone": "13800002047"})
    page = browser.get("/sign-in/")
    assert 'value="13800002047"' in page.content.decode()
    sign_in(browser)
    assert is_signed_in(browser)


def test_whoever_is_signed_in_is_not_asked_again() -> None:
    person()
    browser = Client()
    sign_in(browser)
    assert browser.get("/sign-in/")["Location"] == "/"
    assert browser.get("/sign-in/code/")["Location"] == "/"


def test_the_page_of_the_code_leads_back_when_no_code_is_awaited() -> None:
    assert Client().get("/sign-in/code/")["Location"] == "/sign-in/"
    assert Client().post("/sign-in/resend/")["Location"] == "/sign-in/"


def test_signing_out_is_a_button_and_leaves_nothing_on_the_phone() -> None:
    person()
    browser = Client()
    sign_in(browser)
    assert browser.get("/sign-out/").status_code == 405
    answer = browser.post("/sign-out/")
    assert answer["Location"] == "/sign-in/"
    assert answer["Clear-Site-Data"] == '"cache", "storage"'
    assert not is_signed_in(browser)


def test_neither_number_nor_code_stand_in_logs_or_in_the_session_table(
    caplog: pytest.LogCaptureFixture,
) -> None:
    person()
    browser = Client()
    with caplog.at_level(logging.DEBUG):
        browser.post("/sign-in/", {"phone": ZHANG_MIN})
        code = code_on(ZHANG_MIN)
        browser.post("/sign-in/code/", {"code": another_than(code)})
        kept = " ".join(Session.objects.values_list("session_data", flat=True))
        browser.post("/sign-in/code/", {"code": code})
    said = " ".join(record.getMessage() for record in caplog.records)
    for secret in (ZHANG_MIN, code):
        assert secret not in said
        assert secret not in kept
    assert "login_code" not in kept
