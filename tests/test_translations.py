"""Nobody in China reads an English sentence."""

from lizhi.config import catalogues


def test_every_sentence_has_its_chinese() -> None:
    assert [str(sentence) for sentence in catalogues.missing()] == []


def test_no_two_rooms_say_the_same_sentence_differently() -> None:
    assert catalogues.contradictions() == []


def test_catalogues_are_compiled() -> None:
    assert all(path.with_suffix(".mo").exists() for path in catalogues.catalogues())
