"""What stands in the environment is read as it was meant, or named in one line."""

import pytest
from django.core.exceptions import ImproperlyConfigured

from lizhi.config import environment, processes


@pytest.mark.parametrize("word", ["1", "true", "Yes", "on", "y", "T", " true "])
def test_every_way_to_say_yes_is_yes(word: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LIZHI_X", word)
    assert environment.flag("LIZHI_X")


@pytest.mark.parametrize("word", ["0", "false", "No", "off", "n", "f", ""])
def test_every_way_to_say_no_is_no(word: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LIZHI_X", word)
    assert not environment.flag("LIZHI_X", default=True)


@pytest.mark.parametrize("word", ["ture", "2", "enabled", "ja"])
def test_what_is_neither_is_not_taken_for_no(word: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LIZHI_X", word)
    with pytest.raises(ImproperlyConfigured, match="LIZHI_X"):
        environment.flag("LIZHI_X")


@pytest.mark.parametrize("span", ["abc", "nan", "inf", "0", "-1", ""])
def test_a_span_of_time_is_a_number_above_nothing(
    span: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LIZHI_X", span)
    with pytest.raises(ImproperlyConfigured, match="LIZHI_X"):
        environment.seconds("LIZHI_X", 15)


def test_parts_of_a_second_are_allowed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LIZHI_X", "0.5")
    assert environment.seconds("LIZHI_X", 15) == 0.5


def test_a_log_level_may_be_written_small(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LIZHI_X", "info")
    assert environment.log_level("LIZHI_X", "WARNING") == "INFO"
    monkeypatch.setenv("LIZHI_X", "loud")
    with pytest.raises(ImproperlyConfigured, match="LIZHI_X"):
        environment.log_level("LIZHI_X", "WARNING")


@pytest.mark.parametrize("place", ["8000", "127.0.0.1:no", "127.0.0.1:99999", ":80", "[::g]:80"])
def test_a_place_to_listen_has_a_host_and_a_port(place: str) -> None:
    assert place in processes.why_not_at(place)
