"""What each role's journey has cost: taps, requests and bytes on the wire."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from tests.journeys.person import Person

KB = 1024


@dataclass(frozen=True)
class Cost:
    """One line of the table."""

    role: str
    taps: int
    requests: int
    octets: int


_costs: list[Cost] = []
_figures: list[tuple[str, str]] = []


def note(people: Iterable[Person]) -> None:
    """Remember what these have done."""
    for one in people:
        if one.role:
            watch = one.watch
            _costs.append(Cost(one.role, watch.taps, watch.requests, watch.octets))


def measured(what: str, figure: str) -> None:
    """Remember one more figure."""
    _figures.append((what, figure))


def table() -> Iterator[str]:
    """The lines that stand under the tests."""
    if _costs:
        yield f"{'journey':<24}{'taps':>6}{'requests':>10}{'KB':>8}"
    for cost in _costs:
        yield f"{cost.role:<24}{cost.taps:>6}{cost.requests:>10}{cost.octets / KB:>8.1f}"
    for what, figure in _figures:
        yield f"{what:<40}{figure:>8}"
