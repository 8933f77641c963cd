"""A page in the hand loads what exchanges parts of it where it has such parts, and nowhere else."""

import re
from pathlib import Path

import pytest
from django.conf import settings

INCLUDED = re.compile(r'{%\s*include\s+"([^"]+)"')
EXTENDED = re.compile(r'{%\s*extends\s+"?([^"\s%]+)')
EXCHANGED = re.compile(r"\bhx-(?!headers)[a-z]+")
LOADED = "parts/htmx.html"
DESK = "base_desk.html"


def _templates() -> dict[str, str]:
    return {
        str(path.relative_to(folder)): path.read_text(encoding="utf-8")
        for folder in Path(settings.PACKAGE).rglob("templates")
        for path in folder.rglob("*.html")
    }


ALL = _templates()


def line(name: str) -> list[str]:
    """This page and what it is built on."""
    found = EXTENDED.search(ALL.get(name, ""))
    return [name, *line(found.group(1))] if found else [name]


def parts(name: str) -> set[str]:
    """This template and everything that is put into it."""
    inside = {name}
    for one in INCLUDED.findall(ALL.get(name, "")):
        inside |= parts(one)
    return inside


PAGES = [name for name in ALL if len(line(name)) > 1 and DESK not in line(name)]


@pytest.mark.parametrize("name", PAGES)
def test_it_loads_what_it_needs(name: str) -> None:
    inside = set().union(*(parts(one) for one in line(name)))
    is_exchanged = any(EXCHANGED.search(ALL.get(one, "")) for one in inside)
    at_a_desk = line(name)[-1] == "request|frame"
    assert LOADED in inside or not is_exchanged or at_a_desk
    assert is_exchanged or LOADED not in inside


def test_every_desk_has_it() -> None:
    assert LOADED in parts(DESK)
