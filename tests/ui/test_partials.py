"""A part that is included alone gets what its forms need: what is not handed in is not there."""

import re

import pytest

from lizhi.config.settings import ROOT

INCLUDE = re.compile(r'{%\s*include\s+"([^"]+)"([^%]*)%}')
TOKEN = re.compile(r"{%\s*csrf_token\s*%}")
TEMPLATES = {
    file.as_posix().rpartition("/templates/")[2]: file.read_text(encoding="utf-8")
    for file in sorted((ROOT / "lizhi").rglob("templates/**/*.html"))
}


def sends(name: str) -> bool:
    """Whether something that is shown by this part is sent by POST."""
    text = TEMPLATES.get(name, "")
    return bool(TOKEN.search(text)) or any(
        sends(inner) for inner, _ in INCLUDE.findall(text) if inner != name
    )


ALONE = [
    (name, inner, given)
    for name, text in TEMPLATES.items()
    for inner, given in INCLUDE.findall(text)
    if re.search(r"\bonly\b", given) and sends(inner)
]


def test_there_are_parts_that_send_something() -> None:
    assert len(ALONE) >= 10


@pytest.mark.parametrize(("name", "inner", "given"), ALONE)
def test_what_a_part_sends_is_taken_for_the_persons_own(name: str, inner: str, given: str) -> None:
    assert "csrf_token=csrf_token" in given, (
        f"{name} includes {inner} without the token of its forms"
    )
