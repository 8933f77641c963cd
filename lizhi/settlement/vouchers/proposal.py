"""The table that the house proposes. It serves nobody before finance has confirmed it."""

from functools import cache
from pathlib import Path

import yaml

from lizhi.settlement.vouchers.accounts import Place, Row, Table

FILE = Path(__file__).with_name("proposal.yaml")


@cache
def rows() -> tuple[Row, ...]:
    """Its rows, in the order of the lines of a settlement."""
    written = yaml.safe_load(FILE.read_text(encoding="utf-8"))["rows"]
    return tuple(Row.of(row) for row in written)


def table(departments: list[str]) -> Table:
    """With an empty place for each department: its codes are nobody's guess."""
    return Table(rows(), tuple(Place(name) for name in departments))
