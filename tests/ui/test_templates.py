"""Every template of the house: no style and no script in the page, icons that exist."""

import re
from pathlib import Path

import pytest
from django.conf import settings

TEMPLATES = sorted(settings.PACKAGE.rglob("*.html"))
INLINE = {
    "a style": re.compile(r"<[^>]*\sstyle\s*=|<style", re.IGNORECASE),
    "a handler": re.compile(r"<[^>]*\s(?:on[a-z]+|hx-on[:\w-]*)\s*=", re.IGNORECASE),
    "a script": re.compile(r"<script(?![^>]*\ssrc=)", re.IGNORECASE),
    "code for HTMX": re.compile(r"(?:hx-vals|hx-headers|hx-trigger)[^=]*=['\"][^'\"]*(?:js:|\[)"),
}


def named(path: Path) -> str:
    """The path from the package, for the list of tests."""
    return str(path.relative_to(settings.PACKAGE))


@pytest.mark.parametrize("path", TEMPLATES, ids=named)
def test_a_strict_policy_lets_all_of_it_through(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    found = {what: rule.findall(text) for what, rule in INLINE.items() if rule.search(text)}
    assert not found


@pytest.mark.parametrize("path", TEMPLATES, ids=named)
def test_every_icon_is_in_the_house(path: Path) -> None:
    names = set(re.findall(r'{%\s*icon "([^"]+)"', path.read_text(encoding="utf-8")))
    icons = settings.PACKAGE / "templates" / "icons"
    assert {name for name in names if not (icons / f"{name}.svg").exists()} == set()


def test_an_icon_is_one_small_line() -> None:
    icons = settings.PACKAGE / "templates" / "icons"
    for path in icons.glob("*.svg"):
        text = path.read_text(encoding="utf-8")
        assert text.startswith('<svg class="ico" viewBox="0 0 24 24" aria-hidden="true">'), path
        assert text.count("\n") == 1, path
