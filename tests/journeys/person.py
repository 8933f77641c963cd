"""Somebody with a device: opens, taps, types, looks. What it costs is counted."""

import os
import re
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial

from django.test import Client
from playwright.sync_api import Locator, Page, expect

from lizhi.accounts.models import User
from lizhi.notifications.models import Message
from tests import make
from tests.journeys import watching
from tests.journeys.browser import ROOT
from tests.journeys.house import House
from tests.journeys.watching import Watch

LOOKS = ROOT / "build" / "journeys" / "looks"
PHONES = 400
CODE = re.compile(r"(?<!\d)(\d{6})(?!\d)")
LINK = re.compile(r"https?://\S+")


@dataclass
class Person:
    """One person of a story, the device in the hand, and what was found on the pages."""

    house: House
    user: User | None
    watch: Watch
    role: str = ""
    """Who it is in the table of what a journey costs; empty for whoever only looks around."""
    barriers: list[str] = field(default_factory=list)
    read: int = 0
    """The last message that was read: a code is used once."""

    @property
    def page(self) -> Page:
        """What is on the screen."""
        return self.watch.page

    @property
    def is_touched(self) -> bool:
        """A phone in the hand, not a desk with a mouse."""
        return bool(self.page.evaluate("navigator.maxTouchPoints"))

    def open(self, path: str) -> None:
        """Type an address, or open a link of a message; that is no tap."""
        self.page.goto(path if path.startswith("http") else self.house.url + path)

    def open_message(self, words: str) -> None:
        """Open the link in the newest message with these words."""
        self.open(self.message(words, LINK))

    def tap(self, where: Locator | str) -> None:
        """Tap a button or a link by its words, or something by where it is; each counts."""
        self.watch.taps += 1
        target = self._named(where) if isinstance(where, str) else where
        if self.is_touched:
            target.tap()
        else:
            target.click()

    def _named(self, words: str) -> Locator:
        named = re.compile(f"^{re.escape(words)}")
        button = self.page.get_by_role("button", name=named)
        return button.or_(self.page.get_by_role("link", name=named)).first

    def type(self, label: str, words: str) -> None:
        """Write into a field."""
        self.page.get_by_label(label).fill(words)

    def sees(self, words: str) -> None:
        """The headline of the page begins with these words."""
        expect(self.page.get_by_role("heading", level=1)).to_contain_text(words)

    def code(self) -> str:
        """The six digits that have just come; every code is used once."""
        return self.message("验证码", CODE, after=self.read)

    def message(self, words: str, pattern: re.Pattern[str], *, after: int = 0) -> str:
        """What matches in the newest message to this phone that holds these words."""
        assert self.user
        end = time.monotonic() + 10
        while time.monotonic() < end:
            self.house.settle()
            for one in Message.objects.filter(pk__gt=after).order_by("-pk"):
                if one.address == self.user.phone and words in one.text:
                    self.read = max(self.read, one.pk)
                    found = pattern.search(one.text)
                    assert found, one.text
                    return found[0]
            time.sleep(0.1)
        raise AssertionError(f"no message with {words!r} to {self.user.name}")

    def code_comes(self, then: str) -> None:
        """The phone fills in the six digits by itself, and `then` is the address that follows."""
        self.page.locator("input[name=code]").fill(self.code())
        self.page.wait_for_url(re.compile(then))

    def sign_in(self, then: str) -> None:
        """By a code to the phone: one tap."""
        assert self.user
        self.sees("您好，先认一下是您本人")
        self.look("sign-in")
        self.type("手机号", self.user.phone)
        self.tap("发验证码")
        self.sees("验证码发好了")
        self.look("code")
        self.code_comes(then)

    def is_known(self) -> None:
        """The phone has signed in a moment ago."""
        assert self.user
        cookie = make.signed_in(Client(), self.user).cookies["sessionid"].value
        self.page.context.add_cookies(
            [{"name": "sessionid", "value": cookie, "url": self.house.url}]
        )

    def prove(self, then: str) -> None:
        """The code of this morning is too old: another one, one tap."""
        self.tap("发验证码")
        self.sees("验证码发好了")
        self.code_comes(then)

    def look(self, name: str, *, dark: bool = True, big: bool = True) -> None:
        """Find nothing that keeps anybody out; at night and in large type neither."""
        page = self.page
        self._note(name, "light", watching.barriers(page))
        if self.is_touched:
            self._note(name, "light", [f"small: {one}" for one in watching.small_targets(page)])
        if dark:
            page.emulate_media(color_scheme="dark")
            self._note(name, "dark", watching.barriers(page, ["color-contrast"]))
            page.emulate_media(color_scheme="light")
        if big:
            self._in_large_type(lambda: self._note(name, "big", []))

    def _note(self, name: str, kind: str, found: list[str]) -> None:
        if os.environ.get("LIZHI_LOOKS"):
            LOOKS.mkdir(parents=True, exist_ok=True)
            file = LOOKS / f"{name}-{kind}.png"
            self.page.screenshot(path=file, animations="disabled", timeout=60_000)
        over = watching.runs_over(self.page)
        found = [*found, f"runs over by {over}"] if over else found
        self.barriers += [f"{name} {kind}: {one}" for one in found]

    def _in_large_type(self, what: Callable[[], None]) -> None:
        self.page.evaluate("document.documentElement.dataset.size = 'big'")
        what()
        self.page.evaluate("delete document.documentElement.dataset.size")

    def narrow(self, *widths: int) -> None:
        """Nothing stands outside the window on a device of these widths, in normal and large."""
        size = self.page.viewport_size
        assert size
        for width in widths:
            self.page.set_viewport_size({"width": width, "height": size["height"]})
            self._look_over(f"at {width}")
            if width <= PHONES and self.is_touched:  # a desk has no large type
                self._in_large_type(partial(self._look_over, f"at {width}, large"))
        self.page.set_viewport_size(size)

    def _look_over(self, how: str) -> None:
        if over := watching.runs_over(self.page):
            self.barriers.append(f"{self.page.url} {how}: over by {over}")
