"""What nobody has tried with keys of e签宝 yet, each thing alone and with what rests on it.

Marks as in our notes: U unknown, I inferred, D written down by others from the vendor's pages. Try
these first in the vendor's sandbox, and mend them here; nothing else should need it.
"""

from collections.abc import Mapping
from typing import Any

from lizhi.signing.providers.neutral import Envelope, Field

ANCHOR_IS_CENTRE = True
"""U: whether `positionX`, `positionY` mean the centre of a seal or its lower left corner."""
PAGE_HEIGHT = 842.0
"""I: y is counted from the bottom, because keywords are. Ours counts from the top; all papers that
this house prints are A4."""

LINK_DAYS = 80
"""U: `shortUrl` lives 90 or 180 days, sources differ; we ask again before the shorter of them."""
POLLS = 30
"""D: a file is ready after three-second looks, ninety seconds at most."""
URGENCY_MINUTES = 30
"""D: nobody may be reminded in the first half hour, then every ten minutes."""

NOT_READY = frozenset({1437513, 1437518})
"""D: the file is not ready yet, the flow is not complete yet."""
SERVER = frozenset({1435012, 1430012})
"""D: a trouble of their own."""
WRONG_STATE = frozenset({1437168, 1437203, 1437103, 1435011, 1437169})
"""D: it is further there, or over, or has not begun."""
OVERDUE = frozenset({1437137, 1437138})
"""D: reminded too soon."""
SEALED_ALREADY = 1437113
"""D: "fields open" when finishing: not all have signed yet."""


def place(field: Field) -> dict[str, Any]:
    """A field of ours as e签宝 wants it: in points from the bottom left (see above)."""
    x, y = field.x, PAGE_HEIGHT - field.y
    if not ANCHOR_IS_CENTRE:
        x, y = x - field.w / 2, y - field.h / 2
    return {
        "positionPage": str(field.page),
        "positionX": round(x, 1),
        "positionY": round(y, 1),
    }


def title(envelope: Envelope) -> str:
    """I: lists name a flow by its title only, so our number stands in it for a later look."""
    return f"{envelope.subject[:100]} {envelope.biz_no}"


def list_body(page: int, size: int) -> dict[str, Any]:
    """U: what narrows `/v3/sign-flow/sign-flow-list` down."""
    return {"pageNum": page, "pageSize": size, "signFlowStatus": [0, 1, 2]}


def listed(data: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """U: the name of the list in the answer; I: `signFlowInfos`."""
    return list(data.get("signFlowInfos") or [])


def added(fields: list[dict[str, Any]]) -> dict[str, Any]:
    """U: what `/{id}/signers/sign-fields` wants; I: signers as when the flow is made."""
    return {"signers": [{"signerType": 1, "signFields": fields}]}


def first_place(data: Mapping[str, Any]) -> tuple[str, str]:
    """I: details name the file and our number of each place, as they were given.

    The file of the flow, and our number of the envelope.
    """
    field = data["signers"][0]["signFields"][0]
    return str(field["fileId"]), str(field["customBizNum"]).partition(",")[0].rpartition(":")[0]
