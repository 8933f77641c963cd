"""Nobody in China reads an English sentence."""

from lizhi.config import catalogues


def test_every_sentence_has_its_chinese() -> None:
    assert [str(sentence) for sentence in catalogues.missing()] == []


def test_catalogues_are_compiled() -> None:
    assert all(path.with_suffix(".mo").exists() for path in catalogues.catalogues())
