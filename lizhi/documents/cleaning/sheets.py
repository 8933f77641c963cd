"""Rosters: a spreadsheet is read cell by cell elsewhere; here it only must not burst."""

import io
import zipfile

from lizhi.documents.cleaning.outcomes import Cleaned, Unfit

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MOST_BYTES = 400 * 1024 * 1024
"""Unpacked. A roster of 100,000 people takes about 100 MB."""


def clean_sheet(data: bytes) -> Cleaned:
    """Nothing to show; true kind and size are known afterwards."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as pack:
            names = set(pack.namelist())
            unpacked = sum(info.file_size for info in pack.infolist())
    except (zipfile.BadZipFile, OSError, ValueError) as error:
        raise Unfit("not_a_sheet") from error
    if not {"[Content_Types].xml", "xl/workbook.xml"} <= names or unpacked > MOST_BYTES:
        raise Unfit("not_a_sheet")
    if any("vbaProject" in name for name in names):
        raise Unfit("not_a_sheet")
    return Cleaned(XLSX, b"")
