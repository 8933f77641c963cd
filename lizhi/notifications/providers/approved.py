"""Texts as Chinese clouds send them: only by a template that they have approved, with its values.

`LIZHI_SMS_TEMPLATES` is the path of a JSON file that says which approved template fits which text:

    [{"template": "signing.code", "id": "SMS_1", "text": "签《${paper}》的验证码 ${code}，…"}, …]

`text` is what was approved, with `${name}` where a value goes; the signature in 【】 is the
cloud's. `template` is ours, `*` for any. The first that fits is taken.
"""

import json
import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from lizhi.notifications.models import Message
from lizhi.notifications.providers import SendFailed

PLACE = re.compile(r"\$\{(\w+)\}")
SIGNED = re.compile(r"^【[^】]*】")


@dataclass(frozen=True)
class Template:
    """One text that a cloud has approved."""

    template: str
    id: str
    text: str

    def values_in(self, text: str) -> dict[str, str] | None:
        """The values that make this text out of the template, in its order; None: another text."""
        parts = PLACE.split(SIGNED.sub("", self.text))
        names, words = parts[1::2], [re.escape(word) for word in parts[0::2]]
        holes = [f"(?P<{name}>.+?)" for name in names]
        pattern = "".join(word + hole for word, hole in zip(words, [*holes, ""], strict=True))
        found = re.fullmatch(pattern, SIGNED.sub("", text), re.DOTALL)
        return {name: found[name] for name in names} if found else None


@dataclass(frozen=True)
class Filled:
    """An approved template with its values."""

    id: str
    values: dict[str, str]


def fill(message: Message, path: str) -> Filled:
    """What is sent for this message; a text for which nothing was approved cannot go out."""
    for one in read(path):
        if one.template not in {message.template, "*"}:
            continue
        values = one.values_in(message.text)
        if values is not None:
            return Filled(one.id, values)
    raise SendFailed(f"no approved template fits {message.template}", permanent=True)


@lru_cache(maxsize=8)
def read(path: str) -> tuple[Template, ...]:
    """The file, read once a process."""
    try:
        entries = json.loads(Path(path).read_text(encoding="utf-8"))
        return tuple(Template(one["template"], str(one["id"]), one["text"]) for one in entries)
    except (OSError, ValueError, KeyError, TypeError) as error:
        words = f"LIZHI_SMS_TEMPLATES cannot be read: {type(error).__name__}"
        raise SendFailed(words, permanent=False) from None
