"""At a bedside without a network: the own progress can still be read, and nothing else."""

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from tests.journeys.conftest import PHONE, Open

pytestmark = pytest.mark.urls("tests.journeys.kept_pages")


def kept_phone(live_server: LiveServer, device: Open) -> Page:
    """A phone that has the service worker and has seen one case, one paper and one desk."""
    page = device(PHONE, service_workers="allow")
    page.goto(f"{live_server.url}/case/7/")
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    for path in ("case/7/", "case/7/receipt/", "desk/"):
        page.goto(f"{live_server.url}/{path}")
    page.context.set_offline(True)
    return page


def test_the_progress_opens_without_a_network(live_server: LiveServer, device: Open) -> None:
    page = kept_phone(live_server, device)
    page.goto(f"{live_server.url}/case/7/")
    expect(page.get_by_role("heading", name="7 办到签协议了")).to_be_visible()
    expect(page.locator(".net")).to_contain_text("您填的内容都在")
    expect(page.locator("body")).to_have_css("margin", "0px")  # the sheet is kept, too


@pytest.mark.parametrize("path", ["desk/", "case/7/receipt/", "case/8/"])
def test_nothing_else_is_kept(live_server: LiveServer, device: Open, path: str) -> None:
    page = kept_phone(live_server, device)
    page.goto(f"{live_server.url}/{path}")
    expect(page.get_by_role("heading", name="这一页要有网才能看")).to_be_visible()


def test_the_progress_that_is_kept_is_offered(live_server: LiveServer, device: Open) -> None:
    page = kept_phone(live_server, device)
    page.goto(f"{live_server.url}/case/7/receipt/")
    page.get_by_role("link", name="看办理进度").click()
    expect(page.get_by_role("heading", name="7 办到签协议了")).to_be_visible()


def test_what_was_wanted_opens_once_there_is_a_network(
    live_server: LiveServer, device: Open
) -> None:
    page = kept_phone(live_server, device)
    page.goto(f"{live_server.url}/case/7/receipt/")
    expect(page.get_by_role("heading", name="这一页要有网才能看")).to_be_visible()
    page.context.set_offline(False)
    opened = page.get_by_role("heading", name="送达回执")
    expect(opened).to_be_visible(timeout=15_000)  # it tries every ten seconds


def test_whoever_takes_the_phone_next_reads_nothing(live_server: LiveServer, device: Open) -> None:
    page = kept_phone(live_server, device)
    page.context.set_offline(False)
    page.goto(f"{live_server.url}/sign-in/")
    page.wait_for_function("caches.has('pages').then(has => !has)")
    page.context.set_offline(True)
    page.goto(f"{live_server.url}/case/7/")
    expect(page.get_by_role("heading", name="这一页要有网才能看")).to_be_visible()
