"""The Chinese of every sentence: compile the catalogues of all rooms, and find what has none.

Babel does the work, so that nobody needs the gettext programs; it is a tool of development, not of
the running product.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from django.conf import settings
from django.utils.translation.template import templatize

LANGUAGE = "zh_Hans"
FUNCTIONS = {
    "_": None,
    "_lazy": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "npgettext_lazy": ((1, "c"), 2, 3),
}
CALL = re.compile(
    r"""\b(?:_|[np]*gettext)\((?:u?'(?:\\.|[^'\\])*'|u?"(?:\\.|[^"\\])*"|[\s,]|count)*\)"""
)
"""What `templatize` leaves of a template besides filling."""
Key = tuple[str, str]
"""Context and sentence."""


@dataclass(frozen=True)
class Sentence:
    """A sentence in the code or a template, and where it stands."""

    path: Path
    line: int
    context: str
    text: str

    def __str__(self) -> str:
        place = f"{self.path.relative_to(settings.ROOT)}:{self.line}"
        return f"{place}  {self.context + ' | ' if self.context else ''}{self.text}"


def catalogues() -> list[Path]:
    """Every room has its own, the shared pages have one in `lizhi/locale`."""
    return sorted(settings.PACKAGE.rglob(f"locale/{LANGUAGE}/LC_MESSAGES/django.po"))


def compile_all() -> list[Path]:
    """Write a .mo beside every .po whose content it does not have yet."""
    written = []
    for path in catalogues():
        with path.open("rb") as file:
            catalogue = read_po(file, locale=LANGUAGE, abort_invalid=True)
        content = BytesIO()
        write_mo(content, catalogue)
        target = path.with_suffix(".mo")
        if not target.exists() or target.read_bytes() != content.getvalue():
            target.write_bytes(content.getvalue())
            written.append(target)
    return written


def translated() -> dict[Key, set[str]]:
    """Everything that some catalogue says in Chinese, and how; one sentence has one translation."""
    known: dict[Key, set[str]] = defaultdict(set)
    for path in catalogues():
        with path.open("rb") as file:
            for message in read_po(file, locale=LANGUAGE):
                if message.id and _first(message.string) and not message.fuzzy:
                    key = (message.context or "", _first(message.id))
                    known[key].add(_first(message.string))
    return known


def sentences() -> Iterator[Sentence]:
    """Every sentence in code and templates that is meant for people."""
    for path in sorted(settings.PACKAGE.rglob("*.py")):
        if "migrations" not in path.parts:
            yield from _extract(path, path.read_text(encoding="utf-8"))
    for path in sorted(settings.PACKAGE.rglob("*.html")):
        lines = templatize(path.read_text(encoding="utf-8"), origin=str(path)).split("\n")
        yield from _extract(path, "\n".join(";".join(CALL.findall(line)) for line in lines))


def missing() -> list[Sentence]:
    """What a Chinese reader would see in English."""
    known = translated()
    return [one for one in sentences() if one.text and (one.context, one.text) not in known]


def contradictions() -> list[str]:
    """Sentences that two rooms say differently: the reader would see whichever comes first.

    A context (`pgettext`, `translate … context`) tells them apart.
    """
    several = ((key, words) for key, words in translated().items() if len(words) > 1)
    return [f"{key[1]}: {' / '.join(sorted(words))}" for key, words in several]


def _extract(path: Path, source: str) -> Iterator[Sentence]:
    found = extract("python", BytesIO(source.encode()), keywords=FUNCTIONS)
    for line, message, _comments, context in found:
        yield Sentence(path, line, context or "", _first(message))


def _first(forms: Sequence[str] | str | None) -> str:
    """Chinese has one form where English has two."""
    if isinstance(forms, str):
        return forms
    return forms[0] if forms else ""
