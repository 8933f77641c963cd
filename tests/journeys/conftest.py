"""Two devices: a phone in the hand and a desk, both in China, both watched for what goes wrong."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from tests.journeys import browser as chromium
from tests.journeys.watching import Watch

os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")  # Playwright runs a loop of its own
CHINA: dict[str, Any] = {"locale": "zh-CN", "timezone_id": "Asia/Shanghai", "color_scheme": "light"}
PHONE: dict[str, Any] = {
    **CHINA,
    "viewport": {"width": 390, "height": 844},
    "device_scale_factor": 2,
    "is_mobile": True,
    "has_touch": True,
}
DESK: dict[str, Any] = {**CHINA, "viewport": {"width": 1440, "height": 900}}
PICTURES = chromium.ROOT / "build" / "pictures"
Open = Callable[..., Page]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything in here is a journey."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.journey)


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, Any]:
    """Start the Chromium that this machine has, else the one in the package."""
    found = chromium.find()
    return {
        "executable_path": str(found.path),
        "args": chromium.ARGUMENTS,
        "env": found.environment,
        "headless": True,
    }


@pytest.fixture
def device(browser: Browser) -> Iterator[Open]:
    """Open a page on a device of any kind; every one is watched, and closed in the end."""
    contexts: list[BrowserContext] = []
    watches: list[Watch] = []

    def take(kind: dict[str, Any], **more: Any) -> Page:
        context = browser.new_context(**{"service_workers": "block", **kind, **more})
        context.set_default_timeout(10_000)
        contexts.append(context)
        page = context.new_page()
        watches.append(Watch(page))
        return page

    yield take
    for context in contexts:
        context.close()
    assert [error for watch in watches for error in watch.errors] == []


@pytest.fixture
def phone(device: Open) -> Page:
    """A phone, 390 wide."""
    return device(PHONE)


@pytest.fixture
def desk(device: Open) -> Page:
    """A desk, 1440 wide."""
    return device(DESK)


@pytest.fixture
def picture() -> Callable[[Page, str], None]:
    """Keep what can be seen, in build/pictures, to be looked at."""
    PICTURES.mkdir(parents=True, exist_ok=True)

    def keep(page: Page, name: str) -> None:
        page.screenshot(path=PICTURES / f"{name}.png", animations="disabled")

    return keep
