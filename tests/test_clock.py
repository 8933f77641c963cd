"""The clock is one."""

import datetime as dt
from pathlib import Path

import pytest

from lizhi.common import clock
from tests.conftest import MONDAY


def test_a_test_puts_a_moment_in_place_and_takes_it_back() -> None:
    with clock.at(MONDAY + dt.timedelta(hours=72)):
        assert clock.now() - MONDAY == dt.timedelta(hours=72)
    assert clock.now() == MONDAY


def test_the_demo_moves_time_through_a_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "clock"
    file.write_text("2026-11-27T00:05:00+08:00")
    monkeypatch.setenv("LIZHI_CLOCK_FILE", str(file))
    with clock.system():
        assert clock.today() == dt.date(2026, 11, 27)
        later = tmp_path / "clock.new"
        later.write_text("2026-11-28T09:30:00+08:00")
        later.replace(file)
        assert clock.today() == dt.date(2026, 11, 28)
