"""金蝶云星空: what `DynamicFormService.Save` takes for the form `GL_VOUCHER`.

Nothing is sent from here: finance, or a program of the firm, hands the file on. Base data is named
by code, must exist there and be audited. What has not been tried stands in `unverified`.
"""

import datetime as dt
from typing import Any

from lizhi.settlement.vouchers import neutral, unverified
from lizhi.settlement.vouchers.neutral import Body

FORM = "GL_VOUCHER"
GROUP, CURRENCY, RATE_TYPE = "PRE001", "PRE001", "HLTX01_SYS"


def file(content: Body) -> bytes:
    """The body of the request, with the notes beside it."""
    return neutral.as_json(
        {
            "formid": FORM,
            "voucher_id": content["voucher_id"],
            "data": {"Model": model(content)},
            "unverified": list(unverified.KINGDEE),
        }
    )


def model(content: Body) -> dict[str, Any]:
    """The voucher itself; `FVOUCHERID` 0 makes a new one."""
    day = dt.date.fromisoformat(content["date"])
    return {
        "FVOUCHERID": 0,
        "FAccountBookID": {"FNumber": content["book"]},
        "FDate": content["date"],
        "FYEAR": day.year,
        "FPERIOD": day.month,
        "FVOUCHERGROUPID": {"FNumber": GROUP},
        "FEntity": [_entry(one) for one in content["entries"]],
    }


def _entry(one: dict[str, Any]) -> dict[str, Any]:
    made: dict[str, Any] = {
        "FEXPLANATION": one["summary"],
        "FACCOUNTID": {"FNumber": one["account"]},
        "FCURRENCYID": {"FNumber": CURRENCY},
        "FEXCHANGERATETYPE": {"FNumber": RATE_TYPE},
        "FEXCHANGERATE": one["rate"],
        "FDEBIT": one["debit"],
        "FCREDIT": one["credit"],
    }
    if one["dims"]:
        made["FDetailID"] = unverified.kingdee_dims(one["dims"])
    return made
