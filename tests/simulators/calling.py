"""Callbacks of a service: queued, tried again by its own times, and spoilt on demand."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field

from lizhi.common import clock


@dataclass(frozen=True)
class Call:
    """One call, ready to be sent: the same bytes each time."""

    name: str
    headers: dict[str, str]
    query: dict[str, str]
    raw: bytes


Post = Callable[[Call], bool]
"""Send it; True when it was acknowledged as the service wants it."""


@dataclass
class Waiting:
    """A call on its way."""

    call: Call
    due: dt.datetime
    tries: int = 0


@dataclass
class Calls:
    """All calls of a service, and what goes wrong with them."""

    delays: list[dt.timedelta]
    """Between tries; after the last one it gives up."""
    waiting: list[Waiting] = field(default_factory=list)
    recorded: list[Call] = field(default_factory=list)
    """All that were ever made, for replays and for a comparison with real traffic."""
    given_up: list[Call] = field(default_factory=list)
    lost: set[str] = field(default_factory=set)
    """Names of calls that nobody ever gets."""
    doubled: bool = False
    reordered: bool = False

    def add(self, call: Call) -> None:
        """Something has happened there."""
        self.recorded.append(call)
        if call.name not in self.lost:
            self.waiting += [Waiting(call, clock.now())] * (2 if self.doubled else 1)

    def deliver(self, post: Post) -> int:
        """Send what is due; what was not acknowledged comes again. How many were acknowledged."""
        now = clock.now()
        due = [one for one in self.waiting if one.due <= now]
        self.waiting = [one for one in self.waiting if one.due > now]
        taken = 0
        for one in reversed(due) if self.reordered else due:
            if post(one.call):
                taken += 1
            elif one.tries < len(self.delays):
                later = now + self.delays[one.tries]
                self.waiting.append(Waiting(one.call, later, one.tries + 1))
            else:
                self.given_up.append(one.call)
        return taken
