"""Where the bars of a played case lie: a drawing made on the server, with nothing to run."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, field

from lizhi.common import clock
from lizhi.flows.simulation import Result
from lizhi.flows.simulation.result import Row

WIDTH, LEFT, RIGHT = 800, 132, 12
TOP, LINE, BAR = 24, 29, 14
MOST_TICKS = 12
LEAST = 5
"""Pixels of what takes no time."""
FAR = 560
"""A bar that ends beyond has its note on its left."""
HIDDEN = {"wait", "notify"}
ONE_DAY = dt.timedelta(days=1)


@dataclass(frozen=True)
class Piece:
    """Part of a bar, with the class that colours it."""

    x: int
    width: int
    look: str


@dataclass(frozen=True)
class Line:
    """One step."""

    name: str
    y: int
    pieces: list[Piece]
    note: str
    note_x: int
    anchor: str

    @property
    def text_y(self) -> int:
        """Of the words beside the bar."""
        return self.y + 11


@dataclass(frozen=True)
class Tick:
    """One day of the scale."""

    x: int
    words: str


@dataclass(frozen=True)
class Chart:
    """Everything that the template draws."""

    ticks: list[Tick] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)
    end_x: int | None = None
    """Where the contract ends; None: it does not."""
    height: int = 0

    @property
    def foot(self) -> int:
        """Down to where the days are drawn."""
        return self.height - LEAST - BAR


def draw(result: Result) -> Chart:
    """The steps of people and of the machine from top to bottom, days from left to right."""
    shown = [row for row in result.rows if row.kind not in HIDDEN]
    scale = _Scale(result)
    lines = [_line(row, number, scale) for number, row in enumerate(shown)]
    height = TOP + LINE * len(lines) + BAR + LEAST
    ends = scale.x(_midnight(result.contract_end)) if result.contract_end else None
    return Chart(list(scale.ticks()), lines, ends, height)


def _midnight(day: dt.date) -> dt.datetime:
    return dt.datetime.combine(day, dt.time(), clock.SHANGHAI)


class _Scale:
    """Moments to pixels, from the day of the notice to the day after the end."""

    def __init__(self, result: Result) -> None:
        closed = [row.closed for row in result.rows if row.closed]
        last = max([*closed, result.done or result.arrived, result.arrived])
        arrived = clock.local(result.arrived).date()
        ends = result.contract_end or arrived
        self.first = min(arrived, ends)
        self.last = max(clock.local(last).date(), ends) + ONE_DAY
        self._zero = _midnight(self.first)
        self._whole = (self.last - self.first) / ONE_DAY

    def x(self, moment: dt.datetime) -> int:
        share = (moment - self._zero) / ONE_DAY / self._whole
        return LEFT + round(share * (WIDTH - LEFT - RIGHT))

    def ticks(self) -> Iterator[Tick]:
        every = max(1, -(-int(self._whole) // MOST_TICKS))
        month = 0
        for number in range(0, int(self._whole), every):
            day = self.first + number * ONE_DAY
            words = f"{day.day}" if day.month == month else f"{day.month}/{day.day}"
            month = day.month
            yield Tick(self.x(_midnight(day)), words)


def _line(row: Row, number: int, scale: _Scale) -> Line:
    pieces = list(_pieces(row, scale))
    last = pieces[-1]
    end = last.x + last.width
    far = end > FAR
    x = pieces[0].x - 8 if far else end + 8
    return Line(row.name, TOP + 5 + LINE * number, pieces, row.note, x, "end" if far else "start")


def _pieces(row: Row, scale: _Scale) -> Iterator[Piece]:
    closed = row.closed or _midnight(scale.last)
    if row.kind == "auto" or closed == row.opened:
        yield Piece(scale.x(row.opened), LEAST, "f-jade")
        return
    due = min(row.due or closed, closed)
    fair = min(row.disputed or due, due) if not row.disputed else min(row.disputed, closed)
    look = "f-2" if row.closed else "f-wait"
    yield _piece(row.opened, fair, look, scale)
    if fair < closed:
        yield _piece(fair, closed, "f-soon" if row.disputed else "f-late", scale)


def _piece(start: dt.datetime, end: dt.datetime, look: str, scale: _Scale) -> Piece:
    x = scale.x(start)
    return Piece(x, max(LEAST, scale.x(end) - x), look)
