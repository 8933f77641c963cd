"""A page of a signature in the frame of a portal, in a real browser: who is told, and who not."""

from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from lizhi.config.middleware import POLICY
from tests.ui.test_weight import DIST

PORTAL, STRANGER, HERE = (f"https://{name}.example.cn" for name in ("portal", "stranger", "lizhi"))
AROUND = f"""<title>门户</title><script>heard = [];
addEventListener("message", (event) => heard.push({{...event.data, origin: event.origin}}))</script>
<iframe src="{HERE}/sign/XY-1/done/" title="签署文件" width="390" height="600"></iframe>"""
INSIDE = f"""<title>签好了</title><meta name="framed-by" content="https://b.cn {PORTAL}">
<script type="module" src="/embed.js"></script><p data-said="signed" data-papers="XY-1">签好了</p>
<p><a href="/sign/">还有的</a> <a href="/case/1/">回到进度</a></p>"""


@pytest.fixture
def portal(phone: Page) -> Page:
    """The page of the company around it."""
    return _played(phone)


def _played(phone: Page) -> Page:
    """Both houses are played: the script and the policy are ours."""
    policy = POLICY.replace("frame-ancestors 'none'", f"frame-ancestors https://b.cn {PORTAL}")

    def here(route: Route) -> None:
        if route.request.url.endswith("/embed.js"):
            route.fulfill(path=DIST / "embed.js", content_type="text/javascript")
        else:
            headers = {"Content-Security-Policy": policy}
            kind = "text/html; charset=utf-8"
            route.fulfill(body=INSIDE, content_type=kind, headers=headers)

    def around(route: Route) -> None:
        route.fulfill(body=AROUND, content_type="text/html; charset=utf-8")

    phone.route(f"{HERE}/**", here)
    phone.context.route(f"{HERE}/case/**", here)
    for address in (PORTAL, STRANGER):
        phone.route(f"{address}/**", around)
    return phone


def _heard(page: Page) -> Any:
    return page.evaluate("heard")


def test_the_portal_of_the_setting_hears_what_became_of_the_paper(portal: Page) -> None:
    portal.goto(f"{PORTAL}/")
    frame = portal.frame_locator("iframe")
    expect(frame.get_by_text("签好了")).to_be_visible()
    portal.wait_for_function("heard.length")
    told = {"from": "lizhi", "said": "signed", "papers": ["XY-1"], "origin": HERE}
    assert _heard(portal) == [told]


def test_other_pages_of_the_house_open_in_a_window_of_their_own(portal: Page) -> None:
    portal.goto(f"{PORTAL}/")
    frame = portal.frame_locator("iframe")
    portal.wait_for_function("heard.length")
    with portal.expect_popup() as opened:
        frame.get_by_text("回到进度").click()
    assert opened.value.url == f"{HERE}/case/1/"
    frame.get_by_text("还有的").click()
    expect(frame.get_by_text("签好了")).to_be_visible()


def test_a_stranger_frames_nothing_and_hears_nothing(browser: Browser) -> None:
    page = _played(browser.new_page())  # not watched: the browser says loudly what it refuses
    page.goto(f"{STRANGER}/")
    page.wait_for_timeout(1000)
    assert _heard(page) == []
    assert "签好了" not in page.frames[-1].content()
    page.close()
