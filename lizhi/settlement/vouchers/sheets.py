"""An account table as people write it: cells of a page or of a workbook, read alike.

What cannot be meant is said by row, and nothing that was typed is lost.
"""

import io
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from django.utils.translation import gettext as _
from python_calamine import CalamineWorkbook

from lizhi.people.roster import gate
from lizhi.settlement.vouchers import cells, vocabulary
from lizhi.settlement.vouchers.accounts import CODE, Place, Row, Table

Cells = Mapping[str, str]
ROWS = (
    *("kind", "department", "cost_kind", "account", "name", "dims"),
    *("through", "through_name", "through_dims"),
)
PLACES = ("department", "code", "cost_kind", "cost_centre")
BOOK = ("org", "book", "voucher_type", "names")
HEADS = {
    "kind": "项目",
    "department": "部门",
    "cost_kind": "费用类别",
    "account": "科目编码",
    "name": "科目名称",
    "dims": "辅助核算",
    "through": "应付职工薪酬科目",
    "through_name": "应付科目名称",
    "through_dims": "应付科目辅助核算",
    "code": "部门编码",
    "cost_centre": "成本中心",
    "org": "组织编码",
    "book": "账簿编码",
    "voucher_type": "凭证字",
    "names": "摘要写姓名",
}
SHEETS = {"科目": ROWS, "部门": PLACES, "账簿": BOOK}
MOST_ROWS, MOST_TEXT = 400, 60
YES = frozenset({"是", "1", "true", "on", "yes"})


class Unreadable(ValueError):
    """No workbook, or none that can be read."""


@dataclass
class Read:
    """A table as far as it could be read, the cells as they were written, and what is wrong."""

    rows: list[dict[str, str]] = field(default_factory=list)
    places: list[dict[str, str]] = field(default_factory=list)
    book: dict[str, str] = field(default_factory=dict)
    problems: dict[tuple[str, int], str] = field(default_factory=dict)
    """`("row", 3)` or `("place", 0)`: what to change there."""
    table: Table = field(default_factory=Table)


def read(rows: Iterable[Cells], places: Iterable[Cells], book: Cells) -> Read:
    """Rows without a word are left out; everything else has to be meant."""
    found = Read(_kept(rows, ROWS), _kept(places, PLACES), _plain(book, BOOK))
    made = [_row(one, number, found) for number, one in enumerate(found.rows)]
    known = [_place(one, number, found) for number, one in enumerate(found.places)]
    _twice([(r.kind, r.department, r.cost_kind) for r in made], "row", found)
    _twice([one.department for one in known], "place", found)
    for name in ("org", "book"):
        if found.book[name] and not CODE.fullmatch(found.book[name]):
            found.problems["book", 0] = _code(HEADS[name])
    found.table = Table(
        tuple(made),
        tuple(known),
        org=found.book["org"],
        book=found.book["book"],
        voucher_type=found.book["voucher_type"] or Table.voucher_type,
        names=found.book["names"].lower() in YES,
    )
    return found


def _kept(rows: Iterable[Cells], names: Sequence[str]) -> list[dict[str, str]]:
    plain = [_plain(one, names) for one in rows]
    return [one for one in plain if any(one.values())][:MOST_ROWS]


def _plain(one: Cells, names: Sequence[str]) -> dict[str, str]:
    return {name: str(one.get(name, "") or "").strip()[:MOST_TEXT] for name in names}


def _row(one: dict[str, str], number: int, found: Read) -> Row:
    kind = _known(one["kind"], vocabulary.KINDS)
    cost = _known(one["cost_kind"], vocabulary.COST_KINDS)
    problem = ""
    if not kind or not re.fullmatch(r"[a-z][a-z0-9_]{0,39}", kind):
        problem = _("Which line is it about? Please choose one.")
    elif not CODE.fullmatch(one["account"]):
        problem = _code(HEADS["account"])
    elif one["through"] and not CODE.fullmatch(one["through"]):
        problem = _code(HEADS["through"])
    elif one["through"] and kind not in vocabulary.DUES and kind in vocabulary.KINDS:
        problem = _("Only what is paid to the employee goes through an account of what is owed.")
    elif cost and cost not in vocabulary.COST_KINDS:
        problem = _("Please choose one of: %(names)s.") % {"names": _names(vocabulary.COST_KINDS)}
    dims, through_dims = _dims(one["dims"]), _dims(one["through_dims"])
    if dims is None or through_dims is None:
        problem = problem or _dimensions()
    if problem:
        found.problems["row", number] = problem
    return Row(
        kind,
        one["account"],
        one["name"],
        department=one["department"],
        cost_kind=cost,
        through=one["through"],
        through_name=one["through_name"],
        dims=dims or (),
        through_dims=through_dims or (),
    )


def _place(one: dict[str, str], number: int, found: Read) -> Place:
    cost = _known(one["cost_kind"], vocabulary.COST_KINDS)
    problem = ""
    if not one["department"]:
        problem = _("Please write the name of the department.")
    elif cost and cost not in vocabulary.COST_KINDS:
        problem = _("Please choose one of: %(names)s.") % {"names": _names(vocabulary.COST_KINDS)}
    for name in ("code", "cost_centre"):
        if one[name] and not CODE.fullmatch(one[name]):
            problem = problem or _code(HEADS[name])
    if problem:
        found.problems["place", number] = problem
    return Place(one["department"], one["code"], cost, one["cost_centre"])


def _twice(keys: Sequence[object], what: str, found: Read) -> None:
    seen: dict[object, int] = {}
    for number, key in enumerate(keys):
        if key in seen and (what, number) not in found.problems:
            words = _("This is said twice, in line %(number)d as well.")
            found.problems[what, number] = words % {"number": seen[key] + 1}
        seen.setdefault(key, number)


def _known(text: str, names: Mapping[str, str]) -> str:
    """The code of what was written as a code or in words."""
    return next((code for code, name in names.items() if text in {code, name}), text)


def _dims(text: str) -> tuple[str, ...] | None:
    """Codes in the house's order; None where a word is none of them."""
    words = [word for word in re.split(r"[\s,，、;；/]+", text) if word]
    codes = {_known(word, vocabulary.DIMENSIONS) for word in words}
    if codes - set(vocabulary.DIMENSIONS):
        return None
    return tuple(name for name in vocabulary.DIMENSIONS if name in codes)


def _names(names: Mapping[str, str]) -> str:
    return "、".join(names.values())


def _code(what: str) -> str:
    return _("%(what)s: letters, digits, points and hyphens, 30 at most.") % {"what": what}


def _dimensions() -> str:
    names = _names(vocabulary.DIMENSIONS)
    return _("Dimensions are of these: %(names)s.") % {"names": names}


def written(table: Table) -> Read:
    """A table back in cells, as a page shows it."""
    rows = [
        {
            **{name: str(getattr(row, name)) for name in ROWS if not name.endswith("dims")},
            "dims": _dims_words(row.dims),
            "through_dims": _dims_words(row.through_dims),
        }
        for row in table.rows
    ]
    places = [{name: str(getattr(one, name)) for name in PLACES} for one in table.places]
    book = {
        "org": table.org,
        "book": table.book,
        "voucher_type": table.voucher_type,
        "names": "是" if table.names else "",
    }
    return Read(rows, places, book, table=table)


def _dims_words(dims: Sequence[str]) -> str:
    return "、".join(vocabulary.DIMENSIONS[name] for name in dims)


def as_xlsx(table: Table) -> bytes:
    """Three sheets, to be changed and brought in again."""
    found = written(table)
    words = {"kind": vocabulary.KINDS, "cost_kind": vocabulary.COST_KINDS}

    def cell(name: str, value: str) -> str:
        return words[name].get(value, value) if name in words else value

    content = {"科目": found.rows, "部门": found.places, "账簿": [found.book]}
    return cells.as_xlsx(
        (
            sheet,
            tuple(HEADS[name] for name in names),
            [tuple(cell(name, one[name]) for name in names) for one in content[sheet]],
        )
        for sheet, names in SHEETS.items()
    )


def from_xlsx(data: bytes) -> Read:
    """The three sheets by their names, their columns by theirs, in any order."""
    try:
        gate.check(data, lambda _name, _chunk: None)
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        tables = {
            name: book.get_sheet_by_name(name).to_python(nrows=MOST_ROWS + 1)
            for name in book.sheet_names
            if name in SHEETS
        }
    except BaseException as fault:  # a panic of the reader is no Exception
        if isinstance(fault, (KeyboardInterrupt, SystemExit, MemoryError)):
            raise
        raise Unreadable from fault
    if "科目" not in tables:
        raise Unreadable
    content = {name: _lines(tables.get(name, []), SHEETS[name]) for name in SHEETS}
    return read(content["科目"], content["部门"], next(iter(content["账簿"]), {}))


def _lines(rows: Sequence[Sequence[object]], names: Sequence[str]) -> list[dict[str, str]]:
    if not rows:
        return []
    by_head = {HEADS[name]: name for name in names}
    heads = [by_head.get(str(cell).strip(), "") for cell in rows[0]]
    return [
        {name: _text(cell) for name, cell in zip(heads, row, strict=False) if name}
        for row in rows[1:]
    ]


def _text(cell: object) -> str:
    """A code that Excel has made a number is the number as it was typed."""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return "" if cell is None else str(cell)
