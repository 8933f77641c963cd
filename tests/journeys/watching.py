"""What is looked at on every page: errors, barriers, sideways scrolling, ink, bytes."""

import io
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from PIL import Image
from playwright.sync_api import ConsoleMessage, Page

from tests.journeys.browser import ROOT

AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
SMALL = """least => [...document.querySelectorAll("a, button, summary, input, select, textarea")]
  .map(element => element.closest("label") ?? element)
  .filter(element => element.checkVisibility() && !element.closest("p, .skip"))
  .map(element => [element.textContent.trim().slice(0, 20), element.getBoundingClientRect()])
  .filter(([, box]) => box.width && (box.height < least || box.width < least))
  .map(([words, box]) => `${words} ${Math.round(box.width)}x${Math.round(box.height)}`)"""


@dataclass
class Watch:
    """One page under watch: its errors, requests and bytes on the wire, and the taps on it."""

    page: Page
    errors: list[str] = field(default_factory=list)
    requests: int = 0
    octets: int = 0
    taps: int = 0

    def __post_init__(self) -> None:
        """Listen to the console, to broken scripts and to the network."""
        self.page.on("console", self._console)
        self.page.on("pageerror", lambda error: self.errors.append(f"script: {error}"))
        session = self.page.context.new_cdp_session(self.page)
        session.send("Network.enable")
        session.on("Network.loadingFinished", self._finished)

    def _console(self, message: ConsoleMessage) -> None:
        expected = ("status of 4", "net::ERR_")  # refusals, and lines that a test cuts
        if message.type == "error" and not any(one in message.text for one in expected):
            self.errors.append(message.text)

    def _finished(self, event: dict[str, Any]) -> None:
        octets = int(event["encodedDataLength"])
        self.requests += octets > 0  # what the phone has kept costs nothing
        self.octets += octets


def barriers(page: Page, rules: list[str] | None = None) -> list[str]:
    """What axe finds, one line each; nothing on a good page. Only these rules, if any are named."""
    page.evaluate(AXE.read_text(encoding="utf-8"))
    with _whole(page):
        found = page.evaluate(
            "rules => axe.run(document, {runOnly: rules, resultTypes: ['violations']})",
            rules or RULES,
        )
    return [f"{one['id']}: {one['nodes'][0]['html'][:160]}" for one in found["violations"]]


@contextmanager
def _whole(page: Page) -> Iterator[None]:
    """Everything is in the window, so that the button at its foot hides nothing from axe."""
    size = page.viewport_size
    assert size
    height = int(page.evaluate("document.documentElement.scrollHeight"))
    page.set_viewport_size({"width": size["width"], "height": min(max(height, 400), 8000)})
    yield
    page.set_viewport_size(size)


def runs_over(page: Page) -> int:
    """How many pixels the page is wider than the window."""
    return int(page.evaluate("document.documentElement.scrollWidth - innerWidth"))


def small_targets(page: Page, least: int = 44) -> list[str]:
    """What a finger would miss; links inside a sentence do not count."""
    return list(page.evaluate(SMALL, least))


def ink(page: Page, selector: str) -> float:
    """The share of dark pixels in an element: letters without a font draw none, or boxes."""
    shot = page.locator(selector).first.screenshot(animations="disabled")
    grey = Image.open(io.BytesIO(shot)).convert("L").histogram()
    return sum(grey[:128]) / sum(grey)
