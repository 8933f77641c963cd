"""Figures that a colleague has changed in the meantime, said beside the fields they stand in."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from lizhi.common import wording
from lizhi.settlement.changed import Change


class Marked(forms.Form):
    """What was typed stays, and each figure says what it is now."""

    meanwhile = False
    """Whether a colleague has saved other figures since the page was opened."""

    def field_of(self, name: str) -> str:
        """The field that shows this figure."""
        return name

    def mark(self, changes: Iterable[Change]) -> None:
        """A colleague was quicker: what was typed stays, and each figure says what it is now."""
        self.meanwhile = True
        for change in changes:
            name = self.field_of(change.name)
            words = _("%(who)s, %(at)s: %(value)s. Yours is kept; please choose which it is.")
            said = {
                "who": change.by.name if change.by else "?",
                "at": wording.moment(change.at),
                "value": _spelt(self.fields[name].prepare_value(change.value)),
            }
            self.add_error(name, words % said)


def _spelt(value: Any) -> str:
    if isinstance(value, bool):
        return _("ticked") if value else _("not ticked")
    if isinstance(value, tuple):
        return _("other items")
    if isinstance(value, dt.date):
        return wording.day(value, "month")
    return str(value or _("empty"))
