"""Every event that the engine writes has words for the timeline."""

import re
from pathlib import Path

import lizhi.cases
import lizhi.workflow
from lizhi.cases import kinds as case_kinds
from lizhi.workflow import kinds


def test_every_kind_of_event_has_words() -> None:
    words = {name: value for name, value in vars(kinds).items() if isinstance(value, str)}
    named = {value for name, value in words.items() if name.isupper()}
    assert named == set(kinds.KINDS)


def test_the_code_writes_no_event_that_is_not_listed() -> None:
    used: set[str] = set()
    for room in (lizhi.cases, lizhi.workflow):
        for file in Path(room.__path__[0]).rglob("*.py"):
            source = file.read_text(encoding="utf-8")
            used |= set(re.findall(r'(?:record|Entry|_tell)\(\s*\w*,?\s*"(\w+)"', source))
            used |= set(re.findall(r"kinds\.([A-Z_]+)\b", source)) - {"KINDS"}
    listed = {*kinds.KINDS, *case_kinds.KINDS, *(kind.upper() for kind in kinds.KINDS)}
    assert used <= listed
