"""The texts that people agree to. Data with a version: a text once shown never changes.

`texts/<kind>.<version>.yaml` holds each. To change one, add a file with a later version; consents
keep the hash of what was agreed to, and old versions stay readable.

A text may depend on which other firms are set up (`by`): a line with `when: face` stands there only
where some firm compares faces, one with `unless` only where none does, one with `any` where one of
several does; and its version says who it was (`2026-12-2_face-tencent`), so that what was shown
back then can be made again.
"""

import hashlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from lizhi.accounts import outsiders

FOLDER = Path(__file__).with_name("texts")
SUFFIX = re.compile(r"_([a-z]+)-([a-z0-9]+)")


@dataclass(frozen=True)
class Section:
    """A heading and what stands under it."""

    heading: str
    lines: tuple[str, ...]


@dataclass(frozen=True)
class ConsentText:
    """One version of one text, in Chinese, as the page shows it."""

    kind: str
    version: str
    title: str
    summary: str
    """One sentence: what agreeing means."""
    sections: tuple[Section, ...]
    label: str = ""
    """The version as people read it: `2026-12-2 · 腾讯云`."""

    @property
    def text(self) -> str:
        """All of it as plain lines: what the hash covers and `record_consent` is given."""
        parts = [self.title, self.summary]
        for section in self.sections:
            parts += [section.heading, *section.lines]
        return "\n".join(parts)

    @property
    def hash(self) -> str:
        """SHA-256 of the text."""
        return text_hash(self.text)


def text_hash(text: str) -> str:
    """SHA-256 of a text in UTF-8."""
    return hashlib.sha256(text.encode()).hexdigest()


FILES: dict[tuple[str, str], Path] = {
    (file.stem.split(".", 1)[0], file.stem.split(".", 1)[1]): file
    for file in sorted(FOLDER.glob("*.yaml"), key=lambda one: one.stem)
}
"""By kind and version, the oldest first."""
NEWEST: dict[str, str] = dict(FILES.keys())
"""By kind: the version of its newest file."""


@cache
def _content(kind: str, version: str) -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load(FILES[kind, version].read_text(encoding="utf-8"))
    return found


@cache
def _made(kind: str, version: str, firms: tuple[tuple[str, str], ...]) -> ConsentText:
    """The text of this file where exactly these firms are set up."""
    content, who = _content(kind, version), dict(firms)
    names: dict[str, str] = {}
    for what, one in who.items():
        names |= {what: outsiders.firm(one).name, f"{what}_company": outsiders.firm(one).company}
    sections = (
        Section(one["heading"], tuple(_lines(one["lines"], who, names)))
        for one in content["sections"]
    )
    suffix = "".join(f"_{what}-{one}" for what, one in firms)
    summary = next(_lines([content["summary"]], who, names))
    label = " · ".join([version, *dict.fromkeys(outsiders.firm(one).name for one in who.values())])
    return ConsentText(kind, version + suffix, content["title"], summary, tuple(sections), label)


def _lines(lines: list[Any], who: Mapping[str, str], names: Mapping[str, str]) -> Iterator[str]:
    for line in lines:
        if isinstance(line, str):
            yield line
        elif _stands(line, who):
            yield line["line"].format(**names)


def _stands(line: Mapping[str, str], who: Mapping[str, str]) -> bool:
    """Whether each of `when`, one of `any` and none of `unless` is done by some firm here."""
    if any(what in who for what in line.get("unless", "").split()):
        return False
    if "any" in line and not any(what in who for what in line["any"].split()):
        return False
    return all(what in who for what in line.get("when", "").split())


def _firms_of(kind: str, version: str, set_up: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    """Those of these firms that this text speaks of."""
    named = _content(kind, version).get("by", ())
    return tuple((what, set_up[what]) for what in named if what in set_up)


class _Texts(Mapping[str, ConsentText]):
    """By kind: the newest text, as it is where things are set up as here."""

    def __getitem__(self, kind: str) -> ConsentText:
        version = NEWEST[kind]
        return _made(kind, version, _firms_of(kind, version, outsiders.set_up()))

    def __iter__(self) -> Iterator[str]:
        return iter(NEWEST)

    def __len__(self) -> int:
        return len(NEWEST)


class _Versions(Mapping[tuple[str, str], ConsentText]):
    """By kind and version: every text that was ever shown. Only the files are counted through."""

    def __getitem__(self, key: tuple[str, str]) -> ConsentText:
        kind, version = key
        base, firms = version.partition("_")[0], dict(SUFFIX.findall(version))
        if (kind, base) not in FILES:
            raise KeyError(key)
        found = _made(kind, base, _firms_of(kind, base, firms))
        if found.version != version:
            raise KeyError(key)
        return found

    def __iter__(self) -> Iterator[tuple[str, str]]:
        return iter(FILES)

    def __len__(self) -> int:
        return len(FILES)


VERSIONS: Mapping[tuple[str, str], ConsentText] = _Versions()
"""Every version that was ever shown."""

TEXTS: Mapping[str, ConsentText] = _Texts()
"""The newest version of each kind: `electronic_signature`, `face_check`, `privacy`, and so on."""


def of_service(kind: str, what: str, who: str) -> ConsentText:
    """The newest text of this kind, as it is where this firm does this."""
    version = NEWEST[kind]
    set_up = {**outsiders.set_up(), **({what: who} if who else {})}
    return _made(kind, version, _firms_of(kind, version, set_up))


def is_ours(kind: str, version: str, digest: str) -> bool:
    """Whether this is the newest text of its kind, word for word."""
    newest = TEXTS[kind]
    return newest.version == version and newest.hash == digest
