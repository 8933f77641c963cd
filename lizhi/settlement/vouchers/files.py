"""The forms in which a voucher leaves the house."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

from lizhi.settlement.vouchers import cells, kingdee, neutral, u8, unverified
from lizhi.settlement.vouchers.neutral import Body

JSON = "application/json"
ZIP = "application/zip"


@dataclass(frozen=True)
class Form:
    """How a file is made, what it is called, and what nobody has tried about it."""

    title: StrOrPromise
    ending: str
    kind: str
    written: Callable[[Body], bytes]
    unverified: tuple[str, ...] = ()

    def write(self, content: Body) -> bytes:
        """The file; the same voucher gives the same bytes, wherever it is kept."""
        return self.written(neutral.in_order(content))

    def name(self, what: str) -> str:
        """Of the file."""
        return f"{what}{self.ending}"


FORMS: dict[str, Form] = {
    "xlsx": Form(_("Excel"), ".xlsx", cells.XLSX_TYPE, neutral.as_xlsx),
    "csv": Form(_("CSV"), ".csv", cells.CSV_TYPE, neutral.as_csv),
    "json": Form(_("JSON of this house"), ".json", JSON, neutral.as_json),
    "kingdee": Form(
        _("Kingdee Cloud Galaxy"), "-kingdee.json", JSON, kingdee.file, unverified.KINGDEE
    ),
    "u8": Form(_("Yonyou U8, by program"), "-u8.json", JSON, u8.file, unverified.U8),
    "u8-text": Form(_("Yonyou U8, as text"), "-u8.zip", ZIP, u8.text, unverified.U8_TEXT),
}
