"""Money, signing and proofs ask how surely we know who is there."""

import datetime as dt
from collections.abc import Iterator

import pytest
from django.contrib.auth.models import AnonymousUser
from django.contrib.sessions.backends.base import SessionBase
from django.contrib.sessions.models import Session
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory, override_settings
from django.urls import include, path

from lizhi.accounts import http, rules
from lizhi.accounts.models import User
from lizhi.accounts.sessions import SessionStore
from lizhi.common import clock
from lizhi.common.permits import permit
from tests.accounts.phones import ZHANG_MIN, code_on, is_signed_in, person, sign_in, texts_to
from tests.conftest import MONDAY

pytestmark = pytest.mark.django_db


def money(request: HttpRequest) -> HttpResponse:
    """Stands for any page that shows money."""
    rules.check_fresh_code(request, clock.now())
    return HttpResponse("11,020.00")


urlpatterns = [path("money/", money), path("", include("lizhi.config.urls"))]
money_page = override_settings(ROOT_URLCONF=__name__)


@pytest.fixture
def li_li_is_hr() -> Iterator[User]:
    """HR, by whatever room says so."""
    user = person("13800001208", "李丽")

    def is_li_li(somebody: User) -> bool:
        return somebody == user

    rules.OFFICERS.append(is_li_li)
    yield user
    rules.OFFICERS.remove(is_li_li)


def request_of(session: SessionBase) -> HttpRequest:
    request = RequestFactory().get("/")
    request.session = session
    request.user = AnonymousUser()
    return request


def test_nobody_is_known_before_signing_in() -> None:
    request = request_of(SessionStore())
    assert rules.strength(request) == ""
    assert not permit(rules.check_fresh_code, request, MONDAY).allowed


@pytest.mark.parametrize("strength", ["link", "invitation"])
def test_whoever_came_by_a_link_is_asked_for_a_code(strength: str) -> None:
    request = request_of(SessionStore())
    http.sign_in(request, person(), strength="code", at=MONDAY)
    http.remember(request, person("13800002047"), strength=strength, at=MONDAY)
    answer = permit(rules.check_fresh_code, request, MONDAY)
    assert not answer.allowed
    assert answer.reason == "这一步要再认一次是您本人：发个验证码到您的手机。"


def test_a_code_counts_for_half_a_day() -> None:
    request = request_of(SessionStore())
    http.sign_in(request, person(), strength="code", at=MONDAY)
    assert permit(rules.check_fresh_code, request, MONDAY + dt.timedelta(hours=12)).allowed
    later = MONDAY + dt.timedelta(hours=12, seconds=1)
    assert not permit(rules.check_fresh_code, request, later).allowed


@money_page
def test_hr_works_all_day_but_not_after_half_an_hour_away(li_li_is_hr: User) -> None:
    browser = Client()
    sign_in(browser, "13800001208")
    for minutes in range(0, 15 * 60, 25):
        with clock.at(MONDAY + dt.timedelta(minutes=minutes)):
            assert browser.get("/money/").content == b"11,020.00"
    with clock.at(MONDAY + dt.timedelta(minutes=minutes + 31)):
        assert browser.get("/money/")["Location"] == "/sign-in/again/?next=%2Fmoney%2F"
        assert browser.get("/money/").status_code == 302


@money_page
def test_the_code_is_asked_for_and_the_page_comes_after_it() -> None:
    person()
    browser = Client()
    sign_in(browser)
    with clock.at(MONDAY + dt.timedelta(hours=13)):
        page = browser.get("/money/", follow=True)
        assert "138****2046" in page.content.decode()
        assert is_signed_in(browser)
        answer = browser.post("/sign-in/again/", {"next": "/money/"})
        assert answer["Location"] == "/sign-in/code/?next=%2Fmoney%2F"
        assert len(texts_to(ZHANG_MIN)) == 2
        code = {"code": code_on(ZHANG_MIN), "next": "/money/"}
        assert browser.post("/sign-in/code/", code, follow=True).content == b"11,020.00"


@money_page
def test_what_was_sent_is_not_done_and_the_page_says_so() -> None:
    person()
    browser = Client()
    sign_in(browser)
    with clock.at(MONDAY + dt.timedelta(hours=13)):
        page = browser.post("/money/", headers={"referer": "http://testserver/settlement/"})
        assert page.status_code == 403
        assert "刚才那一下还没有交上去" in page.content.decode()
        assert "next=http%3A%2F%2Ftestserver%2Fsettlement%2F" in page.content.decode()
        part = browser.get("/money/", headers={"HX-Request": "true"})
        assert part["HX-Redirect"] == "/sign-in/again/?next=%2F"
        foreign = browser.post("/money/", headers={"referer": "https://evil.example/"})
        assert "evil" not in foreign.content.decode()


def test_a_stranger_s_session_or_a_broken_one_opens_nothing() -> None:
    person()
    browser = Client()
    sign_in(browser)
    Session.objects.update(session_data="bm90IG91cnM=")
    assert not is_signed_in(browser)
    assert browser.get("/sign-in/").status_code == 200
