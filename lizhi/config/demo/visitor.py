"""Somebody with a browser: pages, forms, and a count of what it costs."""

import re
import time
from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import urljoin

import httpx

from lizhi.config.demo import forms
from lizhi.notifications.models import Message

PHONE = (
    ("Mozilla/5.0 (Linux; Android 14; 荔园) AppleWebKit/537.36 Chrome/130.0 Mobile Safari/537.36")
    .encode("ascii", "ignore")
    .decode()
)
CODE = re.compile(r"(?<!\d)(\d{6})(?!\d)")
PROBLEM = re.compile(r'class="e[ "].*?<span>(.*?)</span>', re.DOTALL)
PATIENCE = 20.0


class Unexpected(Exception):
    """The server answered otherwise than the story has it."""


class Visitor:
    """One role of the story with its own cookies."""

    def __init__(
        self,
        origin: str,
        role: str,
        *,
        work: Callable[[], None],
        transport: httpx.BaseTransport | None = None,
    ) -> None:
        self.work = work
        self.origin = origin
        self.role = role
        self.requests = 0
        self.bytes = 0
        self._shown: httpx.Response | None = None
        self._client = httpx.Client(
            base_url=origin,
            timeout=30,
            follow_redirects=True,
            headers={"User-Agent": PHONE},
            transport=transport,
        )
        self._client.event_hooks["response"] = [self._count]

    def _count(self, response: httpx.Response) -> None:
        response.read()
        self.requests += 1
        self.bytes += response.num_bytes_downloaded

    def get(self, path: str, *, expect: int = 200) -> httpx.Response:
        """Open a page."""
        self._shown = self._expect(self._client.get(path), expect)
        return self._shown

    def _at(self, path: str) -> httpx.Response:
        """The page that is open already, as a person would; else it is opened."""
        shown = self._shown
        return shown if shown is not None and shown.url.path == path else self.get(path)

    def send(
        self,
        path: str,
        values: Mapping[str, Any],
        *,
        field: str = "",
        action: str = "",
        tick_all: bool = False,
    ) -> httpx.Response:
        """Be on a page, fill in its form (with this field, or to this address) and send it."""
        page = self._at(path)
        form = forms.find(page.text, field=field, action=action)
        ticked = form.boxes if tick_all else {}
        content = {**form.values, **ticked, **{key: _list(value) for key, value in values.items()}}
        target = urljoin(str(page.url), form.action) if form.action else str(page.url)
        answer = self._client.post(target, data=content, headers={"Referer": str(page.url)})
        self._shown = self._expect(answer, 200)
        return self._shown

    def post(self, path: str, **options: Any) -> httpx.Response:
        """A request of a script in the page."""
        token = self._client.cookies.get("csrftoken", "")
        headers = {**options.pop("headers", {}), "X-CSRFToken": token}
        method = options.pop("method", "POST")
        answer = self._client.request(method, path, headers=headers, **options)
        if answer.is_error:
            raise Unexpected(f"{self.role}: {method} {path} gave {answer.status_code}")
        return answer

    def _expect(self, response: httpx.Response, status: int) -> httpx.Response:
        if response.status_code != status:
            path = response.request.url.path
            said = " ".join(PROBLEM.findall(response.text))
            raise Unexpected(f"{self.role}: {path} gave {response.status_code}: {said}")
        return response

    def sign_in(self, phone: str, *, then: str = "/") -> httpx.Response:
        """Open a page as from a message, sign in by the code of the box, and be there."""
        self._client.cookies.clear()
        self._shown = None
        self.get(then)
        seen = newest_key()
        self.send("/sign-in/", {"phone": phone}, field="phone")
        return self._enter_code(phone, seen)

    def confirm(self, phone: str, *, then: str) -> httpx.Response:
        """Still signed in, but days have passed: a code shows once more who holds the phone."""
        self.get(then)
        seen = newest_key()
        self.send("/sign-in/again/", {}, action="/again/")
        return self._enter_code(phone, seen)

    def _enter_code(self, phone: str, seen: int) -> httpx.Response:
        digits = self.code_for(phone, after=seen)
        return self.send("/sign-in/code/", {"code": digits}, field="code")

    def code_for(self, phone: str, *, after: int) -> str:
        """The six digits of the next message to this number."""
        return self.text_for(phone, CODE, after=after)

    def text_for(self, phone: str, pattern: re.Pattern[str], *, after: int = 0) -> str:
        """What matches in the newest message to this number; waits for the worker."""
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            for message in Message.objects.filter(pk__gt=after).order_by("-pk"):
                found = pattern.search(message.text) if message.address == phone else None
                if found:
                    return found.group(1)
            self.work()
        raise Unexpected(f"no message with {pattern.pattern} came")


def _list(value: Any) -> list[str]:
    return [str(one) for one in value] if isinstance(value, list | tuple) else [str(value)]


def newest_key() -> int:
    """Of the last message so far."""
    last = Message.objects.order_by("-pk").values_list("pk", flat=True).first()
    return last or 0
