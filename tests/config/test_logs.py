"""What stands in logs opens nothing and names nobody."""

import logging
import sys

import pytest
from django.db import DatabaseError

from lizhi.config.logs import Discreet, discreet


@pytest.mark.parametrize(
    ("said", "written"),
    [
        ("Conflict: /t/AbC_def-123/", "Conflict: /t/…/"),
        ("Not Found: /invite/AbC_def-123/", "Not Found: /invite/…/"),
        ("Not Found: /v/7K2M9QXR4T8W", "Not Found: /v/…"),
        ("no message to 13800002046 yet", "no message to 1… yet"),
        ("number 11010519491231002X", "number id…"),
        ("outbox 1380000204612 done", "outbox 1380000204612 done"),
        ("case LZ-2026-000118 at /desk/case/LZ-2026-000118/", None),
    ],
)
def test_links_phones_and_identity_numbers_are_left_out(said: str, written: str | None) -> None:
    assert discreet(said) == (written or said)


def test_an_error_tells_where_it_was_and_not_which_row_it_had() -> None:
    row = "Failing row contains (7, 张敏)"
    try:
        raise DatabaseError(row)
    except DatabaseError:
        found = sys.exc_info()
    record = logging.LogRecord("django.request", 40, __file__, 1, "%s", ("/t/abc/",), found)
    line = Discreet("%(message)s").format(record)
    assert "Failing row" not in line
    assert "test_logs.py" in line
    assert line.splitlines()[0] == "/t/…/"
    assert line.endswith("DatabaseError")
