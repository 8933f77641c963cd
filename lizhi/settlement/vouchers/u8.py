"""用友 U8: the body of `voucher_ex/add` of its OpenAPI, and the text of the ledger's own import.

`biz_id` is our number of the voucher: sent twice, it is one voucher. Nothing is sent from here.
What has not been tried stands in `unverified`; it travels with the file.
"""

import datetime as dt
import io
import zipfile
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from lizhi.common.refusals import Refused
from lizhi.settlement.vouchers import neutral, unverified
from lizhi.settlement.vouchers.neutral import Body

ADDRESS = "/api/voucher_ex/add"
MOST_ACCOUNT, MOST_SUMMARY, MOST_NUMBER = 15, 60, 30
NOTES, TEXT = "导入前请看.txt", "{0}.txt"


def file(content: Body) -> bytes:
    """The body of the request, with what goes into the address, and the notes beside it."""
    _check(content)
    return neutral.as_json(
        {
            "address": ADDRESS,
            "query": {"biz_id": content["voucher_id"], "sync": 1},
            "data": {"voucher": voucher(content)},
            "unverified": list(unverified.U8),
        }
    )


def voucher(content: Body) -> dict[str, Any]:
    """Entries by side; their numbers keep the order."""
    day = dt.date.fromisoformat(content["date"])
    sides: dict[str, list[dict[str, Any]]] = {"debit": [], "credit": []}
    for one in content["entries"]:
        sides["debit" if Decimal(one["debit"]) else "credit"].append(_entry(one))
    return {
        "voucher_type": content["type"],
        "fiscal_year": day.year,
        "accounting_period": day.month,
        "date": content["date"],
        "enter": unverified.U8_ENTERED_BY,
        "attachment_number": len(content["settlements"]),
        "debit": {"entry": sides["debit"]},
        "credit": {"entry": sides["credit"]},
    }


def _entry(one: dict[str, Any]) -> dict[str, Any]:
    made = {
        "entry_id": one["line"],
        "account_code": one["account"],
        "abstract": one["summary"][:MOST_SUMMARY],
        **unverified.u8_amounts(one["debit"], one["credit"]),
    }
    if one["dims"]:
        made["auxiliary"] = {unverified.U8_DIMS[name]: code for name, code in one["dims"].items()}
    return made


def text(content: Body) -> bytes:
    """A package of the text and of the notes about it."""
    _check(content)
    lines = [line for line in (unverified.U8_TEXT_FIRST_LINE,) if line]
    lines += [_line(content, one) for one in content["entries"]]
    written = "".join(f"{line}\r\n" for line in lines).encode(unverified.U8_TEXT_ENCODING)
    notes = "".join(f"{note}\r\n" for note in unverified.U8_TEXT)
    package = io.BytesIO()
    with zipfile.ZipFile(package, "w", zipfile.ZIP_DEFLATED) as files:
        files.writestr(zipfile.ZipInfo(TEXT.format(content["voucher_id"])), written)
        files.writestr(zipfile.ZipInfo(NOTES), "\ufeff" + notes)
    return package.getvalue()


def _line(content: Body, one: dict[str, Any]) -> str:
    """Commas part the cells: one within a cell is written wide."""
    cells = (
        *(content["date"], content["type"], content["voucher_id"][:MOST_NUMBER]),
        *(str(len(content["settlements"])), one["summary"][:MOST_SUMMARY], one["account"]),
        *(one["debit"], one["credit"]),
        *(one["dims"].get(name, "") for name in ("department", "employee")),
    )
    return ",".join(cell.replace(",", "，").replace("\n", " ") for cell in cells)


def _check(content: Body) -> None:
    """What U8 would cut is refused by name."""
    long = [one for one in content["entries"] if len(one["account"]) > MOST_ACCOUNT]
    if long:
        words = _("U8 takes accounts of at most %(most)d signs; %(account)s is longer.")
        raise Refused(words % {"most": MOST_ACCOUNT, "account": long[0]["account"]})
