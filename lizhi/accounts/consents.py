"""The texts that people agree to. Data with a version: a text once shown never changes.

`texts/<kind>.<version>.yaml` holds each. To change one, add a file with a later version; consents
keep the hash of what was agreed to, and old versions stay readable.
"""

import hashlib
from dataclasses import dataclass
from pathlib import Path

import yaml

FOLDER = Path(__file__).with_name("texts")


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


def _read(file: Path) -> ConsentText:
    kind, version = file.stem.split(".", 1)
    content = yaml.safe_load(file.read_text(encoding="utf-8"))
    sections = tuple(
        Section(section["heading"], tuple(section["lines"])) for section in content["sections"]
    )
    return ConsentText(kind, version, content["title"], content["summary"], sections)


VERSIONS: dict[tuple[str, str], ConsentText] = {
    (text.kind, text.version): text for text in map(_read, sorted(FOLDER.glob("*.yaml")))
}
"""Every version that was ever shown."""

TEXTS: dict[str, ConsentText] = {text.kind: text for text in VERSIONS.values()}
"""The newest version of each kind: `electronic_signature`, `face_check`, `privacy`, and so on."""


def is_ours(kind: str, version: str, digest: str) -> bool:
    """Whether this is the newest text of its kind, word for word."""
    newest = TEXTS[kind]
    return newest.version == version and newest.hash == digest
