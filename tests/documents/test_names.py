"""Names that can be typed but not printed are refused at the door."""

import subprocess
import sys

import pytest

from lizhi.documents import names
from lizhi.documents.management.commands import font_coverage


@pytest.mark.slow
def test_the_ranges_are_those_of_the_fonts() -> None:
    covered = font_coverage.covered()
    assert names.COVERAGE.read_text(encoding="utf-8") == font_coverage.text(covered)
    everything = "".join(map(chr, range(0x110000)))
    drawn = set(range(0x110000)) - set(map(ord, names.missing_characters(everything)))
    assert drawn == covered | {ord(c) for c in "\n\r\t"}


@pytest.mark.parametrize(
    "name", ["张敏", "王㛃䶮", "李𬭚喆", "阿依古丽·买买提", "Anna-Maria Müller"]
)
def test_rare_and_long_names_are_welcome(name: str) -> None:
    assert names.missing_characters(name) == ""


def test_a_character_that_no_font_has_is_named() -> None:
    assert names.missing_characters("王𠮷") == "𠮷"
    assert names.missing_characters("赵𮧵𠮷") == "𮧵𠮷"
    assert names.missing_characters("张\u200b敏") == "\u200b"


def test_each_missing_character_counts_once_and_line_ends_never() -> None:
    assert names.missing_characters("王𠮷\n王𠮷\t🌹") == "𠮷🌹"


@pytest.mark.slow
def test_a_web_worker_asks_without_loading_fonts_or_typst() -> None:
    program = (
        "import django; django.setup(); "
        "from lizhi.documents import names, reading, pages; names.missing_characters('张'); "
        "import sys; heavy = {'typst', 'fontTools', 'pypdfium2', 'pyhanko', 'segno'}; "
        "print(*heavy & set(sys.modules))"
    )
    done = subprocess.run(  # noqa: S603
        [sys.executable, "-c", program], check=True, capture_output=True, text=True
    )
    assert done.stdout.strip() == ""
