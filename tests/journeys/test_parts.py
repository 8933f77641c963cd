"""The parts, in a real browser: nobody is kept out, nothing runs over, and 中文 is drawn."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page
from pytest_django.live_server_helper import LiveServer

from tests.journeys import watching
from tests.journeys.conftest import DESK, PHONE, Open

PAGES = ["/ui/", "/ui/sign/", "/ui/apply/", "/ui/compare/", "/offline/", "/nowhere/"]
Keep = Callable[[Page, str], None]


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("look", ["light", "dark", "big"])
def test_the_phone_keeps_nobody_out(
    live_server: LiveServer, device: Open, picture: Keep, path: str, look: str
) -> None:
    page = device(PHONE, color_scheme="dark" if look == "dark" else "light")
    if look == "big":
        page.context.add_cookies([{"name": "type", "value": "big", "url": live_server.url}])
    page.goto(live_server.url + path)
    picture(page, f"phone{path.replace('/', '-')}{look}")
    assert watching.barriers(page) == []
    assert watching.small_targets(page) == []
    for width in (320, 360, 390):
        page.set_viewport_size({"width": width, "height": 844})
        assert watching.runs_over(page) == 0


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_desk_keeps_nobody_out(
    live_server: LiveServer, device: Open, picture: Keep, scheme: str
) -> None:
    page = device(DESK, color_scheme=scheme)
    page.goto(f"{live_server.url}/ui/desk/")
    picture(page, f"desk-ui-{scheme}")
    for width in (1920, 1440, 1280, 1024, 720, 390, 320):
        page.set_viewport_size({"width": width, "height": 900})
        assert watching.runs_over(page) == 0
        assert watching.barriers(page) == []


def test_chinese_is_drawn(live_server: LiveServer, phone: Page) -> None:
    phone.goto(f"{live_server.url}/ui/")
    title = watching.ink(phone, "h1")
    assert title > 0.05
    phone.evaluate("document.querySelector('h1').textContent = '\\u{F0000}\\u{F0001}\\u{F0002}'")
    assert watching.ink(phone, "h1") < title / 2  # what a font does not have looks different


def test_headings_are_bold(live_server: LiveServer, phone: Page) -> None:
    phone.goto(f"{live_server.url}/ui/")
    bold = watching.ink(phone, "h1")
    phone.evaluate("document.querySelector('h1').style.fontWeight = 400")
    assert bold > watching.ink(phone, "h1") * 1.1


def test_large_type_is_kept_on_the_phone(live_server: LiveServer, phone: Page) -> None:
    phone.goto(f"{live_server.url}/ui/")
    phone.get_by_role("button", name="大字显示").tap()
    phone.goto(f"{live_server.url}/offline/")
    assert phone.locator("html").get_attribute("data-size") == "big"
    phone.get_by_role("button", name="大字显示").tap()
    phone.reload()
    assert phone.locator("html").get_attribute("data-size") is None


def test_the_bar_says_that_nothing_is_lost(live_server: LiveServer, phone: Page) -> None:
    phone.goto(f"{live_server.url}/ui/")
    phone.context.set_offline(True)
    phone.get_by_role("status").filter(has_text="您填的内容都在").wait_for()
    assert watching.barriers(phone) == []
    phone.context.set_offline(False)
    phone.locator(".net").wait_for(state="detached")
