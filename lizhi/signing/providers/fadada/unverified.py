"""What nobody has tried with keys of 法大大 yet, each thing alone and with what rests on it.

Marks as in our notes: U unknown, I inferred, D written down by others from the vendor's pages. Try
these first in the vendor's test surroundings, and mend them here; nothing else should need it.
"""

from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

from lizhi.signing.providers.neutral import Field

PIXELS_A_POINT = 1.0
"""U: unit of `positionMode: pixel`. I: 72 dots an inch, so a pixel is a point of ours."""
ORIGIN_TOP_LEFT = True
"""U: where y is counted from. I: from the top, because keyword offsets grow to the right and down.
If it is the bottom, the height of the page has to come with the field."""

OPENS_ONCE_MINUTES = 10
"""D: life of `actorSignTaskEmbedUrl`. We lead people to the short address, which lives a year."""
LINK_DAYS = 300
"""D: `actorSignTaskUrl` lives a year; we ask again well before."""

NONCE_USED = "100009"
"""I: "repeated request", perhaps a nonce that was used before: a new try has a new one."""
DETAIL = "/sign-task/app/get-detail"
"""U: which of the two paths of the details is alive; this one is in both of the vendor's kits."""
NO_SUCH_STATE = frozenset({"211126", "211055"})
"""D: cannot be cancelled, no draft any more: it is further than we thought."""


def place(field: Field) -> dict[str, Any]:
    """A field of ours as 法大大 wants it: the centre, counted from the top left (see above)."""
    return {
        "positionMode": "pixel",
        "positionPageNo": field.page,
        "positionX": round(field.x * PIXELS_A_POINT, 1),
        "positionY": round(field.y * PIXELS_A_POINT, 1),
    }


def list_body(owner: Mapping[str, str], page: int, size: int) -> dict[str, Any]:
    """U: what narrows `/sign-task/owner/get-list` down. Only what the kits name is used here."""
    return {
        "ownerId": dict(owner),
        "ownerRole": "initiator",
        "listFilter": {
            "signTaskStatus": [
                *("task_created", "finish_creation", "fill_progress", "fill_completed"),
                *("sign_progress", "sign_completed", "task_finished"),
            ]
        },
        "listPageNo": page,
        "listPageSize": size,
    }


def listed(data: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """U: the name of the list in the answer; I: `signTasks`, each as in an event."""
    return list(data.get("signTasks") or [])


FACE_MODE = "tencent"
"""U: which values `faceauthMode` takes (V: that it is wanted); I: the engine that every phone's
browser can use."""
FACE_OUTCOMES = {"0": "pending", "1": "passed", "2": "failed"}
"""U: which values `resultStatus` takes (V: its name, and that it is a string). Any other is no
pass."""
FACE_REASONS = {
    "取消": "cancelled",
    "身份": "other_data",
    "姓名": "other_data",
    "照片": "no_picture",
    "库": "no_picture",
    "活体": "not_alive",
    "超时": "time_over",
}
"""U: what `failedReason` says (V: its name). What is not recognised reads `not_same`."""


def face_body(name: str, number: str, return_url: str) -> dict[str, str]:
    """V: names of the fields. D: addresses of the way back are encoded, as in other calls."""
    return {
        "userName": name,
        "userIdentNo": number,
        "faceauthMode": FACE_MODE,
        "redirectUrl": quote(return_url, safe=""),
    }


def face_outcome(said: Mapping[str, Any]) -> str:
    """`passed`, `failed` or `pending`. I: no status yet means that nobody was there yet.

    V: `userName` and `userIdentNo` come back; U: whether in full. If the number is masked, nobody
    passes, and this has to be mended.
    """
    told = str(said.get("resultStatus") or "0")
    return FACE_OUTCOMES.get(told, "failed")


def face_reason(said: Mapping[str, Any]) -> str:
    """A code of `identity.faces.reasons`."""
    told = str(said.get("failedReason") or "")
    return next((code for word, code in FACE_REASONS.items() if word in told), "not_same")
