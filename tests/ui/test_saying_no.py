"""A page that says no: what happened, what became of the input, and a way on."""

import re

import pytest
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.test import Client
from django.urls import path

from lizhi.common.refusals import AlreadyDone, Gone, NotPermitted, Refused
from lizhi.common.urls import urlpatterns as house

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.ui.test_saying_no")]
SIGNED = Refused("王磊 14:22 已经确认了。")
PRESSED = AlreadyDone("刚才催过了。")
ENDED = Gone("请用手机号登录。")
RESTRICTED = NotPermitted("这份材料只给 2 个人看。")


def sign(request: HttpRequest) -> HttpResponse:
    """The rules do not allow this now."""
    raise SIGNED


def press(request: HttpRequest) -> HttpResponse:
    """It has been done a moment ago."""
    raise PRESSED


def proof(request: HttpRequest) -> HttpResponse:
    """It is for other eyes."""
    raise RESTRICTED


def dead(request: HttpRequest) -> HttpResponse:
    """The link in a message has ended."""
    raise ENDED


def broken(request: HttpRequest) -> HttpResponse:
    """A page that breaks."""
    raise ZeroDivisionError


handler404 = "lizhi.config.saying_no.no_such_page"
urlpatterns = [
    *house,
    path("case/7/sign/", sign),
    path("case/7/press/", press),
    path("desk/case/7/", proof),
    path("t/dead/", dead),
    path("broken/", broken),
]


def test_a_refusal_says_why_and_leads_back(client: Client) -> None:
    came = {"referer": "http://testserver/case/7/?page=2"}
    page = client.post("/case/7/sign/", headers=came)
    text = page.content.decode()
    assert page.status_code == 409
    assert "王磊 14:22 已经确认了。" in text
    assert 'href="/case/7/?page=2"' in text
    assert "这一步现在不能办" in text
    assert "phone.css" in text


def test_somebody_elses_page_is_not_a_way_back(client: Client) -> None:
    page = client.post("/case/7/sign/", headers={"referer": "https://elsewhere.example/"})
    assert "elsewhere" not in page.content.decode()


def test_what_is_not_for_you_is_403_and_at_a_desk_looks_like_a_desk(client: Client) -> None:
    page = client.get("/desk/case/7/")
    assert page.status_code == 403
    assert "desk.css" in page.content.decode()
    assert "这个您看不了" in page.content.decode()


def test_htmx_gets_a_piece_and_not_a_page(client: Client) -> None:
    piece = client.post("/case/7/press/", headers={"hx-request": "true"})
    text = piece.content.decode()
    assert piece.status_code == 409
    assert "<html" not in text
    assert "<h1" not in text
    assert "刚才催过了。" in text


def test_a_page_that_is_not_there_says_so_in_chinese(client: Client) -> None:
    page = client.get("/nowhere/")
    assert page.status_code == 404
    assert "没有这一页" in page.content.decode()


@pytest.mark.parametrize(
    ("address", "status"),
    [("/nowhere/", 404), ("/desk/case/7/", 403), ("/case/7/press/", 409), ("/t/dead/", 410)],
)
def test_whatever_it_was_there_are_two_ways_on_and_a_number_for_support(
    client: Client, address: str, status: int
) -> None:
    page = client.get(address)
    text = page.content.decode()
    assert page.status_code == status
    assert re.search(rf"告诉 HR：{status}-[0-9A-F]{{4}}", text)
    ways = re.findall(r'<a class="btn[^"]*"\s+href="([^"]+)"', text)
    assert ways == ["/", "/help/"]
    came = client.get(address, headers={"referer": "http://testserver/case/7/"}).content.decode()
    assert re.findall(r'<a class="btn[^"]*"\s+href="([^"]+)"', came) == ["/case/7/", "/"]


def test_a_dead_link_speaks_of_the_link_and_of_nothing_typed(client: Client) -> None:
    text = client.get("/t/dead/").content.decode()
    assert "这个链接失效了" in text
    assert "您填的没有丢" not in text


@pytest.mark.parametrize("name", ["400.html", "403_csrf.html", "500.html"])
def test_pages_for_the_worst_moment_need_nothing(name: str) -> None:
    assert "回到首页" in render_to_string(name)


def test_a_broken_page_says_sorry_and_shows_nothing_of_us(client: Client) -> None:
    client.raise_request_exception = False
    page = client.get("/broken/")
    assert page.status_code == 500
    assert "我们这边出了点问题" in page.content.decode()
    assert "ZeroDivisionError" not in page.content.decode()
