"""A voucher as this house writes it: one JSON shape, and the same columns as CSV and as XLSX.

The shape stands in `schema.json` beside this file and has a version of its own.
"""

import datetime as dt
import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from lizhi.settlement.vouchers import cells
from lizhi.settlement.vouchers.accounts import Table
from lizhi.settlement.vouchers.entries import Entry, check, sums

FORMAT, VERSION = "lizhi.voucher", 1
CURRENCY, RATE = "CNY", "1"
HEAD = (
    *("凭证号", "组织", "账簿", "日期", "期间", "凭证字", "分录", "摘要", "科目", "科目名称"),
    *("借方", "贷方", "币别", "汇率", "人员", "部门", "成本中心", "离职单", "附件指纹"),
)
COLUMNS = (
    *("voucher_id", "org", "book", "date", "period", "type", "line", "summary", "account"),
    *("account_name", "debit", "credit", "currency", "rate"),
    *("employee", "department", "cost_centre", "case_id", "attachment_sha256"),
)
Body = dict[str, Any]
ORDER = (
    *("format", "version", "voucher_id", "kind", "org", "org_name", "book", "date", "period"),
    *("settled_period", "type", "reverses", "account_table", "debit", "credit"),
    *("attachment_sha256", "settlements", "entries"),
)
OF_ENTRY = (
    *("line", "kind", "summary", "account", "account_name", "debit", "credit", "currency"),
    *("rate", "dims", "case_id", "cases"),
)
DIMS = ("employee", "department", "cost_centre")
OF_SETTLEMENT = ("case_id", "version", "net")


def body(
    entries: Sequence[Entry],
    *,
    voucher_id: str,
    kind: str,
    period: dt.date,
    booked_on: dt.date,
    org_name: str,
    table: Table,
    table_number: int,
    reverses: Sequence[str],
    details: Sequence[Mapping[str, Any]],
) -> Body:
    """The voucher, balanced or refused. `details` says which settlements are in it."""
    check(entries)
    debit, credit = sums(entries)
    return {
        "format": FORMAT,
        "version": VERSION,
        "voucher_id": voucher_id,
        "kind": kind,
        "org": table.org,
        "org_name": org_name,
        "book": table.book,
        "date": booked_on.isoformat(),
        "period": f"{booked_on:%Y-%m}",
        "settled_period": f"{period:%Y-%m}",
        "type": table.voucher_type,
        "reverses": list(reverses),
        "account_table": table_number,
        "debit": f"{debit:.2f}",
        "credit": f"{credit:.2f}",
        "attachment_sha256": fingerprint(details),
        "settlements": [dict(one) for one in details],
        "entries": [_entry(number, one) for number, one in enumerate(entries, 1)],
    }


def _entry(number: int, entry: Entry) -> dict[str, Any]:
    return {
        "line": number,
        "kind": entry.kind,
        "summary": entry.summary,
        "account": entry.account,
        "account_name": entry.name,
        "debit": f"{entry.debit:.2f}",
        "credit": f"{entry.credit:.2f}",
        "currency": CURRENCY,
        "rate": RATE,
        "dims": dict(entry.dims),
        "case_id": entry.cases[0] if len(entry.cases) == 1 else "",
        "cases": len(entry.cases),
    }


def fingerprint(value: Any) -> str:
    """SHA-256 over the canonical JSON."""
    return hashlib.sha256(_plain(value).encode()).hexdigest()


def _plain(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def in_order(content: Body) -> Body:
    """The same with its names as they were written: a database may keep them in another order."""
    settlements = [_picked(one, OF_SETTLEMENT) for one in content["settlements"]]
    entries = [
        _picked({**one, "dims": _picked(one["dims"], DIMS)}, OF_ENTRY) for one in content["entries"]
    ]
    return _picked({**content, "settlements": settlements, "entries": entries}, ORDER)


def _picked(values: Mapping[str, Any], names: Iterable[str]) -> dict[str, Any]:
    return {name: values[name] for name in names if name in values}


def as_json(content: Any) -> bytes:
    """For people to read as well; the same content gives the same bytes."""
    return (json.dumps(content, ensure_ascii=False, indent=1) + "\n").encode()


def as_csv(content: Body) -> bytes:
    """One line an entry; columns as in `COLUMNS`, their names in Chinese."""
    return cells.as_csv(HEAD, _rows(content))


def as_xlsx(content: Body) -> bytes:
    """The same columns, and on a second sheet which settlements are in it."""
    rows = [_row_of_settlement(one) for one in content["settlements"]]
    return cells.as_xlsx(
        [("凭证", HEAD, _rows(content)), ("离职单", ("离职单", "结算版本", "净额"), rows)]
    )


def _row_of_settlement(one: Mapping[str, Any]) -> cells.Row:
    return (one["case_id"], one["version"], Decimal(one["net"]))


def _rows(content: Body) -> Iterable[cells.Row]:
    for one in content["entries"]:
        dims = one["dims"]
        yield (
            *(content[name] for name in COLUMNS[:6]),
            *(one["line"], one["summary"], one["account"], one["account_name"]),
            *(_amount(one["debit"]), _amount(one["credit"]), one["currency"], one["rate"]),
            *(dims.get(name, "") for name in ("employee", "department", "cost_centre")),
            *(one["case_id"], content["attachment_sha256"]),
        )


def _amount(text: str) -> Decimal | None:
    """An empty cell where the entry stands on the other side."""
    return Decimal(text) or None
