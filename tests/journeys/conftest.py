"""Two devices: a phone in the hand and a desk, both in China, both watched for what goes wrong."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page
from pytest_django.plugin import DjangoDbBlocker

from lizhi.accounts.models import User
from tests import stories
from tests.journeys import browser as chromium
from tests.journeys import costs
from tests.journeys.house import House
from tests.journeys.person import Person
from tests.journeys.watching import Watch
from tests.stories import Company

os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")  # Playwright runs a loop of its own
CHINA: dict[str, Any] = {
    "locale": "zh-CN",
    "timezone_id": "Asia/Shanghai",
    "color_scheme": "light",
    "reduced_motion": "reduce",
}
PHONE: dict[str, Any] = {
    **CHINA,
    "viewport": {"width": 390, "height": 844},
    "device_scale_factor": 2,
    "is_mobile": True,
    "has_touch": True,
    "user_agent": "Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 (KHTML, like Gecko)"
    " Chrome/130.0.0.0 Mobile Safari/537.36",
}
DESK: dict[str, Any] = {**CHINA, "viewport": {"width": 1440, "height": 900}}
PICTURES = chromium.ROOT / "build" / "pictures"
Open = Callable[..., Page]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything in here is a journey."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.journey)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print what the journeys have cost."""
    for line in costs.table():
        terminalreporter.write_line(line)


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
def watched(browser: Browser) -> Iterator[Callable[..., Watch]]:
    """Open a page on a device of any kind; every one is watched, and closed in the end."""
    contexts: list[BrowserContext] = []
    watches: list[Watch] = []

    def take(kind: dict[str, Any], **more: Any) -> Watch:
        context = browser.new_context(**{"service_workers": "block", **kind, **more})
        context.set_default_timeout(10_000)
        contexts.append(context)
        watches.append(Watch(context.new_page()))
        return watches[-1]

    yield take
    for context in contexts:
        context.close()
    assert [error for watch in watches for error in watch.errors] == []


@pytest.fixture
def device(watched: Callable[..., Watch]) -> Open:
    """The same, for whoever only wants the page."""
    return lambda kind, **more: watched(kind, **more).page


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


@pytest.fixture(scope="session")
def open_house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """One installation for all stories."""
    house = House(tmp_path_factory.mktemp("house"))
    try:
        house.open()
        yield house
    finally:
        house.close()


@pytest.fixture
def house(open_house: House, django_db_blocker: DjangoDbBlocker) -> Iterator[House]:
    """The installation, its database under the hands of the test."""
    with django_db_blocker.unblock(), open_house.entered():
        yield open_house


@pytest.fixture
def company(house: House) -> Company:
    """A company of its own for every story."""
    return stories.found(house)


@pytest.fixture
def person(house: House, watched: Callable[..., Watch]) -> Iterator[Callable[..., Person]]:
    """Somebody with a device; in the end no page of it may keep anybody out."""
    people: list[Person] = []

    def take(
        user: User | None, kind: dict[str, Any] = PHONE, *, role: str = "", **more: Any
    ) -> Person:
        people.append(Person(house, user, watched(kind, **more), role))
        return people[-1]

    yield take
    costs.note(people)
    assert [barrier for one in people for barrier in one.barriers] == []
