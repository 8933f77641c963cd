"""What somebody presses on the pages of a process, as a browser without script sends it."""

import html
import re
from typing import Any

from django.test import Client
from django.urls import reverse

from lizhi.accounts.models import User
from lizhi.flows.models import Draft
from tests import make

SELECT = re.compile(r'<select name="([^"]+)"[^>]*>(.*?)</select>', re.DOTALL)
OPTION = re.compile(r'<option value="([^"]*)"( selected)?')
INPUT = re.compile(r"<input ([^>]*)>")
ATTRIBUTE = re.compile(r'([\w-]+)(?:="([^"]*)")?')


class Desk:
    """HR at the pages of one process."""

    def __init__(self, user: User, draft: Draft) -> None:
        self.user, self.draft = user, draft
        self.client = make.signed_in(Client(), user)

    def url(self, name: str, *parts: Any) -> str:
        return reverse(f"flows:{name}", args=[self.draft.key, *parts])

    def get(self, name: str, *parts: Any, **query: Any) -> str:
        """The page as text."""
        answer = self.client.get(self.url(name, *parts), query)
        assert answer.status_code == 200, answer.status_code
        return str(answer.content.decode())

    def press(self, page: str, *parts: Any, rev: int | None = None, **values: Any) -> Any:
        """Send a small form, with the state of the draft that the page had."""
        self.draft.refresh_from_db()
        known = {"rev": f"{self.draft.pk}-{self.draft.rev if rev is None else rev}"}
        return self.client.post(self.url(page, *parts), {**known, **values})

    def form(self, step: str) -> dict[str, Any]:
        """What the panel of a step would send if nothing were changed."""
        return filled(self.get("steps", step=step), "step-form")

    def save(self, step: str, **values: Any) -> Any:
        """Change these fields of the panel and send all of it."""
        sent = {**self.form(step), **{key.replace("__", "-"): one for key, one in values.items()}}
        return self.client.post(
            self.url("step", step), {k: v for k, v in sent.items() if v is not None}
        )

    def body(self) -> Any:
        """The draft as it is kept now."""
        self.draft.refresh_from_db()
        return self.draft.body


def filled(page: str, form: str) -> dict[str, Any]:
    """The fields of a form as they stand on the page."""
    (inside,) = re.findall(rf'<form[^>]*id="{form}".*?</form>', page, re.DOTALL)
    found: dict[str, Any] = {}
    for text in INPUT.findall(inside):
        one = {name: html.unescape(value) for name, value in ATTRIBUTE.findall(text)}
        box = one.get("type") in {"checkbox", "radio"}
        if one.get("name") and "disabled" not in one and (not box or "checked" in one):
            value = one.get("value", "on" if box else "")
            if box and one["name"] in found:
                found[one["name"]] = [*_listed(found[one["name"]]), value]
            else:
                found[one["name"]] = value
    for name, options in SELECT.findall(inside):
        values = OPTION.findall(options)
        chosen = [html.unescape(value) for value, selected in values if selected]
        found[name] = chosen[0] if chosen else html.unescape(values[0][0]) if values else ""
    return found


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]
