"""Where a workbook has formulas. The reader gives only the value that was seen last."""

import io
import re
import zipfile
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


def find(data: bytes) -> dict[str, Places]:
    """Name of the sheet → its cells with formulas."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        members = set(package.namelist())
        return {
            name: _in_sheet(package, path)
            for name, path in _paths(package).items()
            if path in members
        }


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


def _in_sheet(package: zipfile.ZipFile, path: str) -> Places:
    places: Places = {}
    count = 0
    tail = b""
    for chunk in gate.chunks(package, path):
        if b"<f" in chunk or b":f" in chunk:
            count += sum(1 for _found in _FORMULA.finditer(chunk))
            for cell in _CELL_WITH_FORMULA.finditer(tail + chunk):
                places.setdefault(int(cell[2]), set()).add(index_of(cell[1].decode()))
        tail = chunk[-_LONGEST_TAG:]
    if count != sum(len(columns) for columns in places.values()):
        raise gate.Unreadable(_("The table has formulas. Please copy it as values."))
    return places
