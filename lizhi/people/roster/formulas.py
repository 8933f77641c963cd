"""Where a workbook has formulas. The reader gives only the value that was seen last."""

import io
import re
import zipfile
from collections import Counter, defaultdict
from xml.etree import ElementTree as ET

from django.utils.translation import gettext_lazy as _

from lizhi.people.roster import gate

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_LINK = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_RELATIONS = "xl/_rels/workbook.xml.rels"
_FORMULA = re.compile(rb"<(?:\w+:)?f[\s/>]")
_CELL_WITH_FORMULA = re.compile(
    rb"<(?:\w+:)?c\s[^>]*?\br=[\"']([A-Z]+)(\d+)[\"'][^>]*>\s*<(?:\w+:)?f[\s/>]"
)
_ERROR = re.compile(rb"<(?:\w+:)?c\s(?=[^>]*\bt=[\"']e[\"'])[^>]*?\br=[\"']([A-Z]+)(\d+)[\"']")
_IS_ERROR = (b't="e"', b"t='e'")
"""#N/A and its like: what a formula left behind, also where it was copied as a value."""
_LONGEST_TAG = 300

Places = dict[int, set[int]]
"""Row as the spreadsheet numbers it → columns, counted from 0."""


def letter(index: int) -> str:
    """0 is A, 26 is AA."""
    text = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        text = chr(ord("A") + rest) + text
    return text


def index_of(letters: str) -> int:
    """A is 0, AA is 26."""
    number = 0
    for character in letters:
        number = number * 26 + ord(character) - ord("A") + 1
    return number - 1


class Formulas:
    """Watches a workbook go through the gate, and knows afterwards where its formulas are."""

    def __init__(self) -> None:
        self._found: dict[str, Places] = defaultdict(dict)
        self._failed: dict[str, Places] = defaultdict(dict)
        self._counts: Counter[str] = Counter()
        self._tails: dict[str, bytes] = {}

    def watch(self, path: str, chunk: bytes) -> None:
        """One piece of one sheet, in order. A cell and its formula may stand in two of them."""
        if b"<f" in chunk or b":f" in chunk:
            self._counts[path] += sum(1 for _found in _FORMULA.finditer(chunk))
            for cell in _CELL_WITH_FORMULA.finditer(self._tails.get(path, b"") + chunk):
                columns = self._found[path].setdefault(int(cell[2]), set())
                columns.add(index_of(cell[1].decode()))
        self._watch_errors(path, chunk)
        self._tails[path] = chunk[-_LONGEST_TAG:]

    def _watch_errors(self, path: str, chunk: bytes) -> None:
        tail = self._tails.get(path, b"")
        seam = tail[-len(_IS_ERROR[0]) :] + chunk[: len(_IS_ERROR[0])]
        if any(mark in chunk or mark in seam for mark in _IS_ERROR):
            for cell in _ERROR.finditer(tail + chunk):
                self._failed[path].setdefault(int(cell[2]), set()).add(index_of(cell[1].decode()))

    def by_sheet(self, data: bytes) -> dict[str, Places]:
        """Name of the sheet → its cells with formulas."""
        for path, count in self._counts.items():
            if count != sum(len(columns) for columns in self._found[path].values()):
                raise gate.Unreadable(_("The table has formulas. Please copy it as values."))
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            return {name: self._both(path) for name, path in _paths(package).items()}

    def _both(self, path: str) -> Places:
        found, failed = self._found.get(path, {}), self._failed.get(path, {})
        return {row: found.get(row, set()) | failed.get(row, set()) for row in {*found, *failed}}


def _paths(package: zipfile.ZipFile) -> dict[str, str]:
    """Name of the sheet → where it lies. A workbook without this map is not read at all."""
    if _RELATIONS not in package.namelist():
        return {}
    targets = {
        link.get("Id"): link.get("Target", "")
        for link in _parse(package.read(_RELATIONS)).iter()
        if link.get("Id")
    }
    found = {}
    for sheet in _parse(package.read("xl/workbook.xml")).iter(f"{_MAIN}sheet"):
        target = targets.get(sheet.get(_LINK), "")
        found[sheet.get("name", "")] = (
            target.lstrip("/") if target.startswith("/") else f"xl/{target}"
        )
    return found


def _parse(data: bytes) -> ET.Element:
    if b"<!DOCTYPE" in data or b"<!ENTITY" in data:
        return ET.Element("nothing")
    try:
        return ET.fromstring(data)  # noqa: S314  no document types, so no entities
    except ET.ParseError:
        return ET.Element("nothing")
