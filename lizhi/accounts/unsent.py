"""What was sent when a code was needed first: it waits in the session until it is sent again.

Sessions are unreadable in the database (sessions.py), and this ends with them. Nothing is sent by
itself: whoever has typed it presses once more, from a page with a token of its own.
"""

import datetime as dt
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.http import urlencode

from lizhi.common.templatetags.ui import came_from

KEY = "unsent"
TOKEN = "csrfmiddlewaretoken"  # noqa: S105
MOST_CHARACTERS = 20_000
MOST_FORMS = 3
LIFE = dt.timedelta(days=1)
DESK = "/desk/"


@dataclass(frozen=True)
class Form:
    """What a form has sent, and where it stands."""

    path: str
    page: str
    fields: list[list[str]]
    had_files: bool

    @classmethod
    def of(cls, request: HttpRequest) -> "Form":
        """Everything but the token, in the order in which it came."""
        lists = request.POST.lists()
        fields = [[name, value] for name, values in lists if name != TOKEN for value in values]
        page = came_from(request) or "/"
        return cls(request.get_full_path(), page, fields, had_files=bool(request.FILES))

    @property
    def place(self) -> str:
        """What a phone calls the draft of that page (ui/drafts.ts)."""
        return self.page.partition("?")[0]


def keep(request: HttpRequest, at: dt.datetime) -> str:
    """Let it wait; the address where it is sent again, or nothing when there is too much of it."""
    form = Form.of(request)
    size = sum(len(name) + len(value) for name, value in form.fields)
    if not form.fields or size > MOST_CHARACTERS:
        return ""
    key = secrets.token_hex(4)
    record = {**asdict(form), "user": request.user.pk, "at": at.isoformat()}
    newest = list(_waiting(request).items())[1 - MOST_FORMS :]
    request.session[KEY] = {**dict(newest), key: record}
    name = "accounts:unsent_desk" if form.path.startswith(DESK) else "accounts:unsent"
    return f"{reverse(name)}?{urlencode({'form': key})}"


def find(request: HttpRequest, key: str) -> Form | None:
    """What waits under this key, for whoever has sent it."""
    record = _waiting(request).get(key)
    if record is None or record["user"] != request.user.pk:
        return None
    return Form(**{name: value for name, value in record.items() if name not in {"user", "at"}})


def forget_sent(request: HttpRequest) -> None:
    """The server has it."""
    waiting = _waiting(request)
    left = {key: one for key, one in waiting.items() if one["path"] != request.get_full_path()}
    if left != waiting:
        request.session[KEY] = left


@contextmanager
def kept_over(request: HttpRequest) -> Iterator[None]:
    """A session ends so that the same person begins another by a code."""
    waiting = _waiting(request)
    yield
    if waiting:
        request.session[KEY] = waiting


def tidy(request: HttpRequest, user_id: int, at: dt.datetime) -> None:
    """Somebody has signed in: what others have left here is gone, and what is older than a day."""
    waiting, since = _waiting(request), (at - LIFE).isoformat()
    left = {
        key: one for key, one in waiting.items() if one["user"] == user_id and one["at"] >= since
    }
    if left != waiting:
        request.session[KEY] = left


def _waiting(request: HttpRequest) -> dict[str, Any]:
    found: dict[str, Any] = request.session.get(KEY, {})
    return found
