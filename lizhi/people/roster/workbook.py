"""Write a small .xlsx: text stays text, numbers are numbers, a cell can be marked as wrong.

Nothing here can become a formula, so a name that begins with = is only a name (CSV injection).
What looks like one is marked as text besides, so that editing the cell does not make it one.
"""

import datetime as dt
import io
import re
import zipfile
from collections.abc import Iterable, Sequence
from decimal import Decimal
from functools import partial
from typing import Any, NamedTuple
from xml.sax.saxutils import escape, quoteattr

from lizhi.people.roster.formulas import letter

TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_DOCUMENT = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_OPENXML = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_TYPES = (
    f'{_HEAD}<Types xmlns="{_PACKAGE}/content-types">'
    '<Default Extension="rels" '
    'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    f'<Override PartName="/xl/workbook.xml" ContentType="{_OPENXML}.sheet.main+xml"/>'
    f'<Override PartName="/xl/styles.xml" ContentType="{_OPENXML}.styles+xml"/>'
    "{sheets}</Types>"
)
_SHEET_TYPE = (
    f'<Override PartName="/xl/worksheets/sheet{{0}}.xml" ContentType="{_OPENXML}.worksheet+xml"/>'
)
_ROOT = (
    f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="rId1" '
    f'Type="{_DOCUMENT}/officeDocument" Target="xl/workbook.xml"/></Relationships>'
)
_STYLES = (
    f'{_HEAD}<styleSheet xmlns="{_MAIN}">'
    '<fonts count="2"><font><sz val="11"/></font><font><b/><sz val="11"/></font></fonts>'
    '<fills count="3"><fill><patternFill patternType="none"/></fill>'
    '<fill><patternFill patternType="gray125"/></fill>'
    '<fill><patternFill patternType="solid"><fgColor rgb="FFFBDAD7"/></patternFill></fill></fills>'
    '<borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs>'
    '<cellXfs count="6"><xf/><xf numFmtId="49" applyNumberFormat="1"/>'
    '<xf fontId="1" applyFont="1"/><xf numFmtId="49" fillId="2" applyFill="1"/>'
    '<xf numFmtId="14" applyNumberFormat="1"/>'
    '<xf numFmtId="49" applyNumberFormat="1" quotePrefix="1"/></cellXfs><cellStyles count="1">'
    '<cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
)
LEVEL = 3
TEXT, BOLD, MARKED, DAY, QUOTED = 1, 2, 3, 4, 5
LIKE_A_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_EPOCH = dt.date(1899, 12, 30)


class Marked(NamedTuple):
    """A cell with a red ground."""

    value: Any


class Bold(NamedTuple):
    """A header cell."""

    value: Any


Rows = Iterable[Sequence[Any]]


def workbook(sheets: Sequence[tuple[str, Rows]]) -> bytes:
    """Sheets with their rows as one file. None and "" are empty cells."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=LEVEL) as package:
        numbers = range(1, len(sheets) + 1)
        kinds = "".join(_SHEET_TYPE.format(number) for number in numbers)
        put = partial(package.writestr, compresslevel=LEVEL)
        put(_member("[Content_Types].xml"), _TYPES.replace("{sheets}", kinds))
        put(_member("_rels/.rels"), _ROOT)
        put(_member("xl/styles.xml"), _STYLES)
        put(_member("xl/workbook.xml"), _book([name for name, _rows in sheets]))
        put(_member("xl/_rels/workbook.xml.rels"), _links(len(sheets)))
        for number, (_name, rows) in zip(numbers, sheets, strict=True):
            with package.open(f"xl/worksheets/sheet{number}.xml", "w", force_zip64=True) as member:
                member.write(f'{_HEAD}<worksheet xmlns="{_MAIN}"><sheetData>'.encode())
                for place, row in enumerate(rows, 1):
                    member.write(_row(place, row).encode())
                member.write(b"</sheetData></worksheet>")
    return file.getvalue()


def _member(name: str) -> zipfile.ZipInfo:
    """Without the time of day: the same cells give the same bytes."""
    member = zipfile.ZipInfo(name)
    member.compress_type = zipfile.ZIP_DEFLATED
    return member


def _book(names: list[str]) -> str:
    sheets = "".join(
        f'<sheet name={quoteattr(name[:31])} sheetId="{number}" r:id="rId{number}"/>'
        for number, name in enumerate(names, 1)
    )
    return (
        f'{_HEAD}<workbook xmlns="{_MAIN}" xmlns:r="{_DOCUMENT}">'
        f"<sheets>{sheets}</sheets></workbook>"
    )


def _links(count: int) -> str:
    sheets = "".join(
        f'<Relationship Id="rId{number}" Type="{_DOCUMENT}/worksheet" '
        f'Target="worksheets/sheet{number}.xml"/>'
        for number in range(1, count + 1)
    )
    styles = f'<Relationship Id="rIdS" Type="{_DOCUMENT}/styles" Target="styles.xml"/>'
    return (
        f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">{sheets}{styles}</Relationships>'
    )


def _row(place: int, row: Sequence[Any]) -> str:
    cells = "".join(
        _cell(f"{letter(index)}{place}", value)
        for index, value in enumerate(row)
        if value is not None and value != ""
    )
    return f'<row r="{place}">{cells}</row>'


def _cell(where: str, value: Any) -> str:
    style = TEXT
    if isinstance(value, (Marked, Bold)):
        style = MARKED if isinstance(value, Marked) else BOLD
        value = value.value
    if isinstance(value, (int, float, Decimal)) and not isinstance(value, bool):
        return f'<c r="{where}" s="{style if style == MARKED else 0}"><v>{value}</v></c>'
    if isinstance(value, dt.datetime):
        value = value.date()
    if isinstance(value, dt.date):
        days = (value - _EPOCH).days
        return f'<c r="{where}" s="{style if style == MARKED else DAY}"><v>{days}</v></c>'
    text = _FORBIDDEN.sub("", str(value))
    style = QUOTED if style == TEXT and text.startswith(LIKE_A_FORMULA) else style
    words = escape(text)
    return (
        f'<c r="{where}" s="{style}" t="inlineStr"><is><t xml:space="preserve">{words}</t></is></c>'
    )
