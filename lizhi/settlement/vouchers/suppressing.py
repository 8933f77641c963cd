"""Nobody's pay is read from a table: what is about fewer than five people is put together.

Rows first, then columns, the same for the whole table, so that nothing can be found by taking the
shown from the total. What is put together keeps every total what it is.
"""

from collections.abc import Hashable, Mapping, Sequence
from typing import TypeVar

LEAST = 5
Name = TypeVar("Name", bound=Hashable)
People = frozenset[int]
Cells = Mapping[Name, People]


def rows_apart(people: Cells[Name]) -> tuple[list[Name], list[Name]]:
    """Rows that may stand alone, and those that stand together in one; both keep their order.

    Where all of them together are fewer than five, nothing may be shown: both are empty.
    """
    if len(_all(people, people)) < LEAST:
        return [], []
    together = {name for name, some in people.items() if len(some) < LEAST}
    while together and len(_all(people, together)) < LEAST:
        alone = [name for name in people if name not in together]
        together.add(min(alone, key=lambda name: len(people[name])))
    return [n for n in people if n not in together], [n for n in people if n in together]


def columns_apart(
    names: Sequence[Name], rows: Sequence[Cells[Name]]
) -> tuple[list[Name], list[Name]]:
    """Columns that may stand alone in every row, and those that stand together in one column.

    Where even all of them together are about too few in some row, both are empty.
    """
    together = {name for name in names if any(_is_few(row.get(name, frozenset())) for row in rows)}
    alone = [name for name in names if name not in together]
    while together and alone and any(_is_few(_all(row, together)) for row in rows):
        fewest = min(alone, key=lambda name: sum(len(row.get(name, ())) for row in rows))
        together.add(fewest)
        alone.remove(fewest)
    if any(_is_few(_all(row, together)) for row in rows):
        return [], []
    return alone, [name for name in names if name in together]


def may_show(counts: Sequence[int]) -> bool:
    """Whether none of these counts is about one to four people."""
    return not any(0 < count < LEAST for count in counts)


def _is_few(people: People) -> bool:
    return 0 < len(people) < LEAST


def _all(cells: Cells[Name], names: Sequence[Name] | set[Name] | Cells[Name]) -> People:
    return frozenset().union(*(cells.get(name, frozenset()) for name in names))
