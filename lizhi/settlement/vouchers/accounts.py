"""Which account a line goes to: the table of a legal entity, as finance has confirmed it."""

import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from lizhi.settlement.vouchers import vocabulary

CODE = re.compile(r"[0-9A-Za-z][0-9A-Za-z._-]{0,29}")
"""An account, or any code of a ledger: nothing in it can be taken for a formula or a separator."""


@dataclass(frozen=True)
class Row:
    """A line's kind, where it holds, and the account.

    `department` is a name, with its branch where two share it (`深圳总部/财务部`); `cost_kind` says
    what a department's pay is booked as. Both empty: everywhere. `through` is what is owed to staff
    (应付职工薪酬): the expense is booked against it, and it is cleared in the same voucher.
    """

    kind: str
    account: str
    name: str = ""
    department: str = ""
    cost_kind: str = ""
    through: str = ""
    through_name: str = ""
    dims: tuple[str, ...] = ()
    through_dims: tuple[str, ...] = ()
    """What the two accounts want to know besides: see `vocabulary.DIMENSIONS`."""

    @classmethod
    def of(cls, stored: Mapping[str, Any]) -> "Row":
        """What was stored."""
        lists = {name: tuple(stored.get(name, ())) for name in ("dims", "through_dims")}
        return cls(**{**stored, **lists})

    def as_json(self) -> dict[str, Any]:
        """As it is stored."""
        return {**asdict(self), "dims": list(self.dims), "through_dims": list(self.through_dims)}


@dataclass(frozen=True)
class Place:
    """What the ledger calls a department, and what its pay is booked as."""

    department: str
    code: str = ""
    cost_kind: str = ""
    cost_centre: str = ""


@dataclass(frozen=True)
class Table:
    """All of it. `names`: whether a summary may name the person."""

    rows: tuple[Row, ...] = ()
    places: tuple[Place, ...] = ()
    org: str = ""
    book: str = ""
    voucher_type: str = "记"
    names: bool = False
    _found: dict[tuple[str, str, str], Row | None] = field(
        default_factory=dict, compare=False, repr=False
    )

    def find(self, kind: str, branch: str, department: str) -> Row | None:
        """The row that says most: of the department, else of its cost kind, else of everywhere."""
        asked = (kind, branch, department)
        if asked not in self._found:
            self._found[asked] = self._look(kind, branch, department)
        return self._found[asked]

    def _look(self, kind: str, branch: str, department: str) -> Row | None:
        mine = [row for row in self.rows if row.kind == kind]
        cost = self.place(branch, department).cost_kind
        names = (f"{branch}/{department}", department)
        for fits in (
            lambda row: row.department == names[0],
            lambda row: row.department == names[1],
            lambda row: not row.department and row.cost_kind and row.cost_kind == cost,
            lambda row: not row.department and not row.cost_kind,
        ):
            if found := next(filter(fits, mine), None):
                return found
        return None

    def place(self, branch: str, department: str) -> Place:
        """What the ledger knows of a department; nothing where finance has said nothing."""
        for name in (f"{branch}/{department}", department):
            for one in self.places:
                if one.department == name:
                    return one
        return Place(department)

    def as_json(self) -> dict[str, Any]:
        """As it is stored."""
        return {
            "org": self.org,
            "book": self.book,
            "voucher_type": self.voucher_type,
            "names": self.names,
            "rows": [row.as_json() for row in self.rows],
            "places": [asdict(one) for one in self.places],
        }

    @classmethod
    def of(cls, stored: Mapping[str, Any]) -> "Table":
        """What was stored."""
        rows = tuple(Row.of(row) for row in stored["rows"])
        places = tuple(Place(**one) for one in stored["places"])
        return cls(
            rows,
            places,
            org=stored["org"],
            book=stored["book"],
            voucher_type=stored["voucher_type"],
            names=stored["names"],
        )


def unnamed(table: Table) -> list[str]:
    """Kinds that the house knows and the table says nothing about."""
    known = {row.kind for row in table.rows}
    return [kind for kind in vocabulary.KINDS if kind not in known]
