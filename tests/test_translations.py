"""Nobody in China reads an English sentence."""

import re
from pathlib import Path

from lizhi.config import catalogues

ROOMS = Path(catalogues.__file__).resolve().parents[1]


def test_every_sentence_has_its_chinese() -> None:
    assert [str(sentence) for sentence in catalogues.missing()] == []


def test_no_two_rooms_say_the_same_sentence_differently() -> None:
    assert catalogues.contradictions() == []


def test_catalogues_are_compiled() -> None:
    assert all(path.with_suffix(".mo").exists() for path in catalogues.catalogues())


def test_nothing_is_said_to_stand_left_or_right_for_on_a_phone_it_stands_above() -> None:
    side = re.compile("^msgstr.*[左右](?:边|侧|栏).*$", re.MULTILINE)
    sided = [
        found
        for file in ROOMS.rglob("zh_Hans/LC_MESSAGES/django.po")
        for found in side.findall(file.read_text(encoding="utf-8"))
    ]
    assert sided == []
