"""A paper that both sides have made void: genuine all the same, and holding no more."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from lizhi.common import wording


@dataclass(frozen=True)
class Voided:
    """By which paper, and since when; None: the ledger does not say so in a way one can read."""

    by: str
    at: dt.datetime | None

    @property
    def words(self) -> str:
        """As a sentence in the reader's language."""
        if self.at is None:
            return _("Void by the paper %(by)s, which both sides have signed.") % {"by": self.by}
        return _("Void since %(at)s by the paper %(by)s, which both sides have signed.") % {
            "at": wording.moment(self.at, "exact"),
            "by": self.by,
        }

    def as_json(self) -> dict[str, str | None]:
        """`by` and `at`, the moment in UTC."""
        return {"by": self.by, "at": self.at.astimezone(dt.UTC).isoformat() if self.at else None}


def read(entry: Mapping[str, Any]) -> Voided | None:
    """What an entry of a ledger (`voided_by`, `voided_at`) says; None: nothing."""
    by, at = entry.get("voided_by"), entry.get("voided_at")
    if not isinstance(by, str) or not by:
        return None
    return Voided(by, _moment(at))


def _moment(told: Any) -> dt.datetime | None:
    try:
        found = dt.datetime.fromisoformat(told)
    except (TypeError, ValueError):
        return None
    return found if found.tzinfo else None
