"""Signing in with nothing but a finger: once, here, for five minutes; the code is always left."""

import datetime as dt
import json
from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.test import Client, override_settings
from django.urls import include, path

from lizhi.accounts import rules
from lizhi.accounts.models import User
from lizhi.common import clock
from lizhi.identity import actions
from lizhi.identity.binding import Binding
from lizhi.identity.models import Passkey
from lizhi.identity.rules import passkeys_of
from tests.accounts.phones import is_signed_in, sign_in
from tests.identity.authenticator import Phone
from tests.identity.test_passkeys import set_up, somebody

pytestmark = pytest.mark.django_db
IN, ASKS = "/sign-in/passkey/", "/sign-in/passkey/options/"
NUMBER = 'name="phone"'


def money(request: HttpRequest) -> HttpResponse:
    """Stands for any page that shows money."""
    rules.check_fresh_code(request, clock.now())
    return HttpResponse("11,020.00")


urlpatterns = [path("money/", money), path("", include("lizhi.config.urls"))]
money_page = override_settings(ROOT_URLCONF=__name__)


def asked(browser: Client) -> dict[str, Any]:
    """What the page asks of this browser's phone."""
    answer = browser.post(ASKS)
    assert answer.status_code == 200
    return dict(answer.json())


def shows(browser: Client, phone: Phone, **more: str) -> Any:
    """Press, put the finger on, and see what comes."""
    return browser.post(IN, {"answer": phone.sign(asked(browser)), **more})


def led_back(answer: Any, words: str) -> bool:
    """The number is asked for, and it is said why."""
    page = answer.content.decode()
    return answer.status_code == 422 and NUMBER in page and words in page


def test_after_another_number_the_old_phone_lets_nobody_in_until_it_counts_again() -> None:
    user, browser = somebody(), Client()
    phone = set_up(user)
    user.phone = "13800009999"
    user.save()

    assert led_back(shows(browser, phone), "您的手机号换过")
    assert not is_signed_in(browser)

    kept = passkeys_of(user).get()
    binding = Binding.of(user.pk, "separation_agreement", ("ab" * 32,))
    question = actions.ask_passkey(binding, at=clock.now())
    shown = actions.check_passkey(binding, answer=phone.sign(question), at=clock.now())
    assert shown.proof, shown.problem
    shows(browser, phone)
    assert is_signed_in(browser)
    assert kept.number != passkeys_of(user).get().number


def test_zhang_min_signs_in_without_saying_who_she_is() -> None:
    user, browser = somebody(), Client()
    phone = set_up(user)
    question = asked(browser)["publicKey"]
    assert (question["userVerification"], question.get("allowCredentials")) == ("required", None)

    answer = shows(browser, phone)
    assert (answer.status_code, answer.headers["Location"]) == (302, "/")
    assert browser.session["_auth_user_id"] == str(user.pk)
    assert rules.STRENGTH in browser.session
    assert browser.session[rules.STRENGTH] == "passkey"
    assert passkeys_of(user).get().used_at == clock.now()


def test_she_lands_where_she_was_going_and_nowhere_else() -> None:
    phone = set_up(somebody())
    for wanted, reached in (("/papers/", "/papers/"), ("https://evil.example/", "/")):
        assert shows(Client(), phone, next=wanted).headers["Location"] == reached


def test_what_was_in_the_browser_before_has_another_key_now() -> None:
    phone, browser = set_up(somebody()), Client()
    asked(browser)
    before = browser.session.session_key
    shows(browser, phone)
    assert browser.session.session_key != before


def test_an_answer_opens_one_session_in_the_browser_that_was_asked() -> None:
    phone, browser, other = set_up(somebody()), Client(), Client()
    answer = phone.sign(asked(browser))
    asked(other)
    assert led_back(other.post(IN, {"answer": answer}), "对不上")
    assert led_back(Client().post(IN, {"answer": answer}), "已经用过了")
    assert browser.post(IN, {"answer": answer}).status_code == 302
    again = browser.post(IN, {"answer": answer})
    assert led_back(again, "已经用过了")


def test_a_browser_that_puts_its_old_session_back_gets_nothing_from_it() -> None:
    phone, browser = set_up(somebody()), Client()
    phone.counter = -1  # a phone that never counts
    question = asked(browser)
    kept = browser.session["passkey_asked"]
    answer = phone.sign(question)
    assert browser.post(IN, {"answer": answer}).status_code == 302
    browser.post("/sign-out/")
    asked(browser)
    session = browser.session
    session["passkey_asked"] = kept
    session.save()
    assert led_back(browser.post(IN, {"answer": answer}), "已经用过了")
    assert not is_signed_in(browser)


def test_after_five_minutes_it_is_too_late() -> None:
    phone, browser = set_up(somebody()), Client()
    answer = phone.sign(asked(browser))
    with clock.at(clock.now() + dt.timedelta(minutes=5)):
        assert led_back(browser.post(IN, {"answer": answer}), "过了几分钟")
    assert not is_signed_in(browser)


def test_a_phone_that_is_not_known_or_was_taken_away_is_told_so() -> None:
    user, browser = somebody(), Client()
    stranger = Phone(handle="AAAA")
    assert led_back(shows(browser, stranger), "没有在这里打开过，或者已经去掉了")
    phone = set_up(user)
    passkeys_of(user).delete()
    assert led_back(shows(browser, phone), "没有在这里打开过，或者已经去掉了")
    assert not is_signed_in(browser)


def test_an_answer_to_another_site_is_told_so() -> None:
    phone, browser = set_up(somebody()), Client()
    phone.origin = "https://lizhi.example.net"
    assert led_back(shows(browser, phone), "别的网站")
    assert not is_signed_in(browser)


def test_a_phone_that_does_not_look_or_says_somebody_else_is_not_believed() -> None:
    user, other, browser = somebody(), somebody("13800000011"), Client()
    phone, theirs = set_up(user), set_up(other)
    phone.verifies = False
    assert led_back(shows(browser, phone), "对不上")
    phone.verifies, mine, phone.handle = True, phone.handle, theirs.handle
    assert led_back(shows(browser, phone), "对不上")
    phone.handle = ""
    assert led_back(shows(browser, phone), "对不上")
    forged = Phone(name=theirs.name, handle=theirs.handle)
    assert led_back(shows(browser, forged), "对不上")
    phone.handle = mine
    assert shows(browser, phone).status_code == 302


def test_a_copied_passkey_is_found_out_by_its_counter() -> None:
    phone = set_up(somebody())
    copy = Phone(name=phone.name, key=phone.key, handle=phone.handle)
    for _ in range(2):
        assert shows(Client(), phone).status_code == 302
    browser = Client()
    assert led_back(shows(browser, copy), "可能被复制过")
    assert not is_signed_in(browser)


def test_somebody_who_may_not_sign_in_any_more_does_not() -> None:
    user, browser = somebody(), Client()
    phone = set_up(user)
    User.objects.filter(pk=user.pk).update(is_active=False)
    assert led_back(shows(browser, phone), "已经去掉了")
    assert not is_signed_in(browser)


NONSENSE = ("", "{", "[]", "null", '"x"', "[" * 5000, json.dumps({"response": {}}), "长" * 30_000)


@pytest.mark.parametrize("answer", NONSENSE)
def test_nonsense_leads_back_to_the_number(answer: str) -> None:
    browser = Client()
    asked(browser)
    for data in ({"answer": answer}, {}, {"answer": answer, "next": "/desk/"}):
        page = browser.post(IN, data)
        assert led_back(page, "请")
    assert "dist/desk.css" in page.content.decode()


def test_whoever_asks_too_often_is_told_to_use_the_code() -> None:
    browser = Client(REMOTE_ADDR="192.0.2.7")
    for _ in range(settings.CODES_PER_ADDRESS):
        asked(browser)
    answer = browser.post(ASKS)
    assert answer.status_code == 409
    assert "请用短信验证码登录" in answer.content.decode()
    assert Client(REMOTE_ADDR="192.0.2.8").post(ASKS).status_code == 200


def test_asking_is_a_post_and_changes_no_passkey() -> None:
    set_up(somebody())
    browser = Client()
    assert browser.get(ASKS).status_code == browser.get(IN).status_code == 405
    assert Client(enforce_csrf_checks=True).post(ASKS).status_code == 403
    assert Passkey.objects.get().used_at is None


@pytest.fixture
def li_li_is_hr() -> Iterator[User]:
    """HR, by whatever room says so."""
    user = somebody("13800001208")

    def is_li_li(one: User) -> bool:
        return one == user

    rules.OFFICERS.append(is_li_li)
    yield user
    rules.OFFICERS.remove(is_li_li)


@money_page
def test_for_money_the_finger_counts_as_a_code_does_some_hours_long() -> None:
    phone, browser = set_up(somebody()), Client()
    shows(browser, phone)
    assert browser.get("/money/").status_code == 200
    with clock.at(clock.now() + rules.fresh_limit() + dt.timedelta(minutes=1)):
        assert browser.get("/money/").status_code == 302


@money_page
def test_hr_comes_in_by_the_finger_and_needs_the_code_besides_for_money(li_li_is_hr: User) -> None:
    phone, browser = set_up(li_li_is_hr), Client()
    assert shows(browser, phone).status_code == 302
    assert browser.get("/money/").headers["Location"].startswith("/sign-in/again/")
    browser.post("/sign-out/")
    sign_in(browser, li_li_is_hr.phone)
    assert browser.get("/money/").status_code == 200
    assert rules.PASSKEY_AT not in browser.session


def test_the_page_offers_it_only_where_a_script_says_that_the_browser_can() -> None:
    for page in ("/sign-in/", "/sign-in/?next=/desk/"):
        text = Client().get(page).content.decode()
        button = text[text.index('form="passkey"') :].partition(">")[0]
        assert " hidden" in button
        assert "用指纹或刷脸" in text
        assert text.index("用指纹或刷脸") < text.index('id="passkey"')
