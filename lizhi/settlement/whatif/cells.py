"""Small cells are joined to others, so that no sum tells what a single person earns."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

LEAST = 5
"""Nobody sees a number about fewer people than this."""


@dataclass(frozen=True)
class Cell:
    """So many people, and what their endings would cost together; yuan."""

    name: str
    people: int
    amount: Decimal = Decimal(0)

    def joined(self, other: "Cell", name: str) -> "Cell":
        """Both as one."""
        return Cell(name, self.people + other.people, self.amount + other.amount)


def bands(cells: Sequence[Cell]) -> list[Cell]:
    """Neighbouring bands are joined until each has enough people; none where all have too few."""
    filled = [number for number, cell in enumerate(cells) if cell.people]
    found: list[Cell] = []
    for cell in cells[filled[0] : filled[-1] + 1] if filled else ():
        if found and found[-1].people < LEAST:
            found[-1] = _beside(found[-1], cell)
        else:
            found.append(cell)
    if len(found) > 1 and found[-1].people < LEAST:
        last = found.pop()
        found[-1] = _beside(found[-1], last)
    return [cell for cell in found if cell.people >= LEAST]


def groups(cells: Sequence[Cell], others: str) -> list[Cell]:
    """Groups with too few people go into one of the others; the largest sums come first.

    Where those together are still too few, the smallest of the large ones joins them: else what is
    missing to the total would tell.
    """
    large = sorted((cell for cell in cells if cell.people >= LEAST), key=lambda cell: cell.people)
    small = [cell for cell in cells if 0 < cell.people < LEAST]
    if not small:
        return large[::-1]
    rest = Cell(others, sum(cell.people for cell in small), sum_of(small))
    if rest.people < LEAST and large:
        rest = rest.joined(large.pop(0), others)
    return [*large[::-1], *([rest] if rest.people >= LEAST else [])]


def sum_of(cells: Sequence[Cell]) -> Decimal:
    """What they cost together."""
    return sum((cell.amount for cell in cells), Decimal(0))


def _beside(first: Cell, last: Cell) -> Cell:
    """Two bands as one, from the beginning of the first to the end of the last."""
    return first.joined(last, f"{first.name.split('–')[0]}–{last.name.split('–')[-1]}")
