"""Read the forms of a page as a browser would, so that what is sent is what the page asks for."""

from dataclasses import dataclass, field
from html.parser import HTMLParser

Attributes = list[tuple[str, str | None]]
CHOSEN = {"checkbox", "radio"}
NOT_SENT = {"submit", "button", "file", "image", "reset"}


@dataclass
class Form:
    """Where it goes, and what it would send untouched."""

    action: str
    values: dict[str, list[str]] = field(default_factory=dict)
    asks: set[str] = field(default_factory=set)
    """The names of all fields, filled in or not."""
    boxes: dict[str, list[str]] = field(default_factory=dict)
    """What every box would send if it were ticked."""


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.forms: list[Form] = []
        self._form: Form | None = None
        self._area = ""
        self._select = ""

    def handle_starttag(self, tag: str, attrs: Attributes) -> None:
        values = {name: value or "" for name, value in attrs}
        if tag == "form":
            self._form = Form(values.get("action", ""))
            self.forms.append(self._form)
        elif self._form is not None:
            self._field(self._form, tag, values)

    def _field(self, form: Form, tag: str, values: dict[str, str]) -> None:
        name = values.get("name", "")
        if tag == "option" and self._select and "selected" in values:
            form.values[self._select] = [values.get("value", "")]
        if tag == "select":
            self._select = name
        if not name or tag not in {"input", "textarea", "select", "button"}:
            return
        form.asks.add(name)
        kind = values.get("type", "text")
        if kind == "checkbox":
            form.boxes.setdefault(name, []).append(values.get("value", "on"))
        if tag == "textarea":
            self._area = name
            form.values[name] = [""]
        elif (
            tag == "input" and kind not in NOT_SENT and (kind not in CHOSEN or "checked" in values)
        ):
            default = "on" if kind in CHOSEN else ""
            form.values.setdefault(name, []).append(values.get("value", default))

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._form = None
        elif tag == "select":
            self._select = ""
        elif tag == "textarea":
            self._area = ""

    def handle_data(self, data: str) -> None:
        if self._form is not None and self._area:
            self._form.values[self._area][0] += data


def read(html: str) -> list[Form]:
    """All forms of a page, in order."""
    reader = _Reader()
    reader.feed(html)
    return reader.forms


def find(html: str, *, field: str = "", action: str = "") -> Form:
    """The first form of the page with a field of this name, or that goes to this address."""
    for form in read(html):
        if (field and field in form.asks) or (action and form.action.endswith(action)):
            return form
    raise LookupError(f"{field or action} among {[form.action for form in read(html)]}")
