"""Somebody presses a button, and the process dies before one write after the other.

A killed process is played by an exception that nobody catches: what was not committed is gone. A
cut network is the same press once more, after everything was done.
"""

import itertools
from collections.abc import Callable
from typing import Any

from django.db import connection

from lizhi.accounts.models import User
from tests.settlement import world

Press = Callable[[], Any]
State = Callable[[], Any]
WRITES = ("INSERT", "UPDATE", "DELETE")


class Killed(BaseException):
    """The power is gone."""


class Deaths:
    """How many died, and each state in which the database was found after one of them."""

    def __init__(self) -> None:
        self.number = 0
        self.seen: list[Any] = []
        self.answers: list[Any] = []
        """Of the press that came through, and of the one that repeats it."""

    def note(self, state: Any) -> None:
        """A state that was there already is not told again."""
        if state not in self.seen:
            self.seen.append(state)


def everywhere(press: Press, state: State) -> Deaths:
    """Press until nobody dies any more, then once more."""
    deaths = Deaths()
    deaths.note(state())
    for writes in itertools.count():
        try:
            with connection.execute_wrapper(_after(writes)):
                deaths.answers.append(press())
        except Killed:
            deaths.number += 1
            deaths.note(state())
        else:
            break
    deaths.note(state())
    deaths.answers.append(press())
    deaths.note(state())
    return deaths


def pressing(user: User, address: str, form: dict[str, Any]) -> Callable[[], tuple[int, str]]:
    """The same form with the same key, each time; status and where it leads."""
    browser = world.client_of(user)

    def press() -> tuple[int, str]:
        answer = browser.post(address, form)
        return answer.status_code, answer.headers.get("Location", "")

    return press


def check(deaths: Deaths, *, states: int, least: int = 1) -> None:
    """Nobody has seen more states than there are transactions, and both presses say the same."""
    assert deaths.number >= least
    assert len(deaths.seen) == states, deaths.seen
    first, again = deaths.answers
    assert first == again
    assert first[0] == 302


def _after(writes: int) -> Any:
    """Whoever asks the database dies before its next write."""
    left = itertools.count(writes, -1)

    def wrapper(execute: Callable[..., Any], sql: str, *call: Any) -> Any:
        if sql.lstrip().upper().startswith(WRITES) and next(left) == 0:
            raise Killed
        return execute(sql, *call)

    return wrapper
