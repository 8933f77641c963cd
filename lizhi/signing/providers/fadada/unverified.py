"""What nobody has tried with keys of 法大大 yet, each thing alone and with what rests on it.

Marks as in our notes: U unknown, I inferred, D written down by others from the vendor's pages. Try
these first in the vendor's test surroundings, and mend them here; nothing else should need it.
"""

from collections.abc import Mapping
from typing import Any

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
