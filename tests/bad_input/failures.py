"""A page that fails, and why."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from http import HTTPStatus
from typing import Any

from django.core.signals import got_request_exception

from lizhi.common.trail import trail

OK = HTTPStatus.OK
FAILED = HTTPStatus.INTERNAL_SERVER_ERROR
MOST = 40


@contextmanager
def watched() -> Iterator[list[str]]:
    """Where what went wrong inside has gone wrong."""
    seen: list[str] = []

    def note(**kwargs: Any) -> None:
        error = sys.exc_info()[1]
        seen.append(f"{error!r:.200} {trail(error)}" if error else "?")

    got_request_exception.connect(note)
    try:
        yield seen
    finally:
        got_request_exception.disconnect(note)


def short(body: dict[str, Any]) -> dict[str, str]:
    """A body as a message can show it."""
    return {name: repr(value)[:MOST] for name, value in list(body.items())[:MOST]}
