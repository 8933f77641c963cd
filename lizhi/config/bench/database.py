"""Pages and actions with few and with many cases in the database."""

from collections.abc import Sequence

from lizhi.common import clock
from lizhi.config.bench import copies, pages, staff, steps, walking
from lizhi.config.bench.measuring import Row
from lizhi.offboarding import benchmarks, definitions

A_BRANCH = 5_000
"""A firm with more opens another one: few cases or many, the lists of a desk are full."""


def rows(sizes: Sequence[int], *, times: int) -> list[Row]:
    """Everything at each size, growing; `growth` compares with the first size.

    Minutes lie between the two, in which a machine gets slower or faster by half: both are counted
    in yardsticks, which were taken beside them.
    """
    found: list[Row] = []
    with clock.at(steps.BEGINS):
        definitions.publish_shipped(at=clock.now())
        filled = 0
        for size in sizes:
            more = size - filled
            company = staff.company(benchmarks.fill(more, branches=-(-more // A_BRANCH) or 1))
            filled = size
            models_of = walking.models_of(company)
            copies.spread(models_of)
            found += pages.rows(company, models_of, size, times=times)
            found += walking.rows(company, size, times=times)
    return [_compared(row, found) for row in found]


def _compared(row: Row, found: Sequence[Row]) -> Row:
    small = next(other for other in found if other["name"] == row["name"])
    if small is row:
        return row
    return {**row, "growth": round(row["yardsticks"] / small["yardsticks"], 2)}
