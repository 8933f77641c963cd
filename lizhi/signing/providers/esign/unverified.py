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


FACE_MODE = "ESIGN"
"""D: one of the values of `faceauthMode`, and the default of others' clients."""
FACE_OUTCOMES = {"INIT": "pending", "ING": "pending", "SUCCESS": "passed", "FAIL": "failed"}
"""D: `SUCCESS` in answers that others have noted; I: the rest. Any other is no pass."""
FACE_REASONS = {
    "取消": "cancelled",
    "身份": "other_data",
    "姓名": "other_data",
    "照片": "no_picture",
    "库": "no_picture",
    "活体": "not_alive",
    "超时": "time_over",
}
"""U: what `failReason` says (D: its name). What is not recognised reads `not_same`."""
WILLING_FACE = "PSN_FACE_ESIGN"
"""V: one of `willingnessAuthModes`; U: whether an app has it without asking."""


def face_body(order: str, name: str, number: str, return_url: str) -> dict[str, str]:
    """D: names of the fields. U: whether this older interface is open to every app of V3."""
    return {
        "name": name,
        "certType": "INDIVIDUAL_CH_IDCARD",
        "idNo": number,
        "faceauthMode": FACE_MODE,
        "callbackUrl": return_url,
        "contextId": order,
    }


def face_outcome(said: Mapping[str, Any]) -> str:
    """`passed`, `failed` or `pending`. I: no status yet means that nobody was there yet.

    D: `indivInfo` names the person; U: whether in full. If the number is masked, nobody passes,
    and this has to be mended.
    """
    told = str(said.get("status") or "INIT")
    return FACE_OUTCOMES.get(told, "failed")


def face_reason(said: Mapping[str, Any]) -> str:
    """A code of `identity.faces.reasons`."""
    told = str(said.get("failReason") or "")
    return next((code for word, code in FACE_REASONS.items() if word in told), "not_same")
