"""What was sent before a code was asked for waits, and is sent by another press of its owner."""

import datetime as dt
from typing import Any

import pytest
from django.contrib.auth.decorators import login_required
from django.contrib.sessions.models import Session
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import include, path

from lizhi.accounts import rules, unsent
from lizhi.common import clock
from lizhi.config.demo import forms
from tests.accounts.phones import ZHANG_MIN, code_on, person, sign_in
from tests.conftest import MONDAY

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.accounts.test_unsent")]
LATER = MONDAY + dt.timedelta(hours=13)
WORDS = "8,700 × 5% <b>"
SECOND = "13800002047"


@login_required
def figures(request: HttpRequest) -> HttpResponse:
    """Stands for any form about money."""
    rules.check_fresh_code(request, clock.now())
    if request.POST.get("words") == "wrong":
        return HttpResponse(status=422)
    return HttpResponse("+".join(request.POST.getlist("sum")) + request.POST.get("words", ""))


urlpatterns = [
    path("figures/", figures),
    path("desk/figures/", figures),
    path("", include("lizhi.config.urls")),
]


def typed(browser: Client, where: str = "/figures/", **more: Any) -> Any:
    """Send it from the page on which it stands."""
    came = {"referer": f"http://testserver{where}?edit=1"}
    return browser.post(
        f"{where}?step=2", {"sum": ["1", "2"], "words": WORDS, **more}, headers=came
    )


def text(answer: Any) -> str:
    return str(answer.content.decode())


def after_a_code(browser: Client, answer: Any, phone: str = ZHANG_MIN) -> Any:
    """Ask for a code on the page that wants one, and type it in."""
    again = next(part for part in text(answer).split('"') if part.startswith("/sign-in/again/"))
    ask = forms.find(text(browser.get(again)), field="next")
    sent = browser.post("/sign-in/again/", ask.values, follow=True)
    assert unsent.KEY in browser.session  # though nobody is signed in
    page = forms.find(text(sent), field="code")
    return browser.post("/sign-in/code/", {**page.values, "code": code_on(phone)}, follow=True)


@pytest.fixture
def browser() -> Client:
    person()
    browser = Client()
    sign_in(browser)
    return browser


@pytest.mark.parametrize("where", ["/figures/", "/desk/figures/"])
def test_one_press_after_the_code_sends_all_of_it(browser: Client, where: str) -> None:
    with clock.at(LATER):
        stopped = typed(browser, where)
        assert stopped.status_code == 403
        assert "您填的都在：填完验证码，再按一次就交上去" in text(stopped)

        page = after_a_code(browser, stopped)

        assert "您填的都在" in text(page)
        assert ("desk.css" in text(page)) == where.startswith("/desk/")
        assert f'href="{where}?edit=1"' in text(page)
        form = forms.find(text(page), field="words")
        assert form.action == f"{where}?step=2"
        assert text(browser.post(form.action, form.values)) == f"1+2{WORDS}"
        assert browser.session[unsent.KEY] == {}


def test_it_waits_until_the_server_has_it(browser: Client) -> None:
    with clock.at(LATER):
        page = after_a_code(browser, typed(browser, words="wrong"))
        form = forms.find(text(page), field="words")

        assert browser.post(form.action, form.values).status_code == 422

        assert len(browser.session[unsent.KEY]) == 1


def test_nobody_reads_it_in_the_database_or_without_a_code(browser: Client) -> None:
    with clock.at(LATER):
        typed(browser)
        key = next(iter(browser.session[unsent.KEY]))
        assert browser.get(f"/unsent/?form={key}")["Location"].startswith("/sign-in/again/")
    assert WORDS not in "".join(Session.objects.values_list("session_data", flat=True))


def test_somebody_else_in_the_same_browser_does_not_get_it(browser: Client) -> None:
    person(SECOND, "李丽")
    with clock.at(LATER):
        answer = typed(browser)
        key = next(iter(browser.session[unsent.KEY]))
        again = next(part for part in text(answer).split('"') if part.startswith("/sign-in/again/"))
        browser.post("/sign-in/again/", forms.find(text(browser.get(again)), field="next").values)
        sign_in(browser, SECOND)
        assert unsent.KEY in browser.session
        assert browser.get(f"/unsent/?form={key}")["Location"] == "/"
        assert browser.session[unsent.KEY] == {}


def test_what_nobody_has_sent_for_a_day_is_gone(browser: Client) -> None:
    with clock.at(LATER):
        stopped = typed(browser)
    with clock.at(LATER + dt.timedelta(days=1, minutes=1)):
        after_a_code(browser, stopped)
        assert browser.session[unsent.KEY] == {}


def test_what_is_too_much_is_typed_again_and_the_page_does_not_promise_otherwise(
    browser: Client,
) -> None:
    with clock.at(LATER):
        answer = typed(browser, words="长" * unsent.MOST_CHARACTERS)
        assert "填完验证码会回到那一页" in text(answer)
        assert unsent.KEY not in browser.session


def test_two_windows_wait_beside_one_another_and_the_oldest_goes(browser: Client) -> None:
    with clock.at(LATER):
        for number in range(unsent.MOST_FORMS + 2):
            typed(browser, words=f"{number}")
    waiting = [dict(one["fields"])["words"] for one in browser.session[unsent.KEY].values()]
    assert waiting == ["2", "3", "4"]


def test_files_are_said_to_be_missing(browser: Client) -> None:
    with clock.at(LATER):
        stopped = typed(browser, photo=SimpleUploadedFile("a.jpg", b"\xff\xd8\xff"))
        assert "文件没有一起留下" in text(after_a_code(browser, stopped))


@pytest.mark.parametrize("key", ["", "none", "\x00", "9" * 300])
def test_an_odd_address_leads_home(browser: Client, key: str) -> None:
    assert browser.get("/unsent/", {"form": key}).status_code in {302, 400}


class TestAnOldPage:
    """Signing in again, in another window say, makes the token of a page worthless."""

    @pytest.fixture
    def strict(self, browser: Client) -> Client:
        strict = Client(enforce_csrf_checks=True)
        strict.cookies = browser.cookies
        return strict

    def send(self, strict: Client, **headers: str) -> Any:
        came = {"referer": "http://testserver/figures/?edit=1", **headers}
        return strict.post("/figures/", {"words": WORDS, "csrfmiddlewaretoken": "x"}, headers=came)

    def test_what_our_own_page_sent_is_sent_again(self, strict: Client) -> None:
        answer = self.send(strict, origin="http://testserver")
        assert answer.status_code == 403
        form = forms.find(text(answer), field="words")
        assert form.values["words"] == [WORDS]
        assert text(strict.post(form.action, form.values)) == WORDS

    @pytest.mark.parametrize("origin", ["https://evil.example", "null", ""])
    def test_nothing_of_a_stranger_is_offered(self, strict: Client, origin: str) -> None:
        answer = self.send(strict, **({"origin": origin} if origin else {}))
        assert answer.status_code == 403
        assert WORDS.partition("<")[0] not in text(answer)

    def test_nobody_signed_in_is_led_back_to_the_form(self) -> None:
        answer = self.send(Client(enforce_csrf_checks=True), origin="http://testserver")
        assert answer.status_code == 403
        assert 'href="/figures/?edit=1"' in text(answer)
        assert "no-referrer" in text(answer)
