"""A figure that a colleague has changed, and the refusal that names it."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from lizhi.accounts.models import User
from lizhi.common import wording
from lizhi.common.refusals import Refused


@dataclass(frozen=True)
class Change:
    """A figure that says something else since."""

    name: str
    value: Any
    version: int
    by: User | None
    at: dt.datetime


class ChangedMeanwhile(Refused):
    """A newer version says something else; who presses again has seen it."""

    code = "changed_meanwhile"

    def __init__(self, changes: list[Change]) -> None:
        self.changes = changes
        words = _(
            "%(who)s saved other figures %(at)s: %(names)s. Please look at version %(number)d."
        )
        last = changes[-1]
        super().__init__(
            words
            % {
                "who": last.by.name if last.by else "?",
                "at": wording.moment(last.at),
                "names": ", ".join(sorted(change.name for change in changes)),
                "number": last.version,
            }
        )
