"""Which agreements get the company's seal in one go."""

from typing import Any, cast

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from lizhi.offboarding import to_seal
from lizhi.offboarding.to_seal import Waiting


class SealForm(forms.Form):
    """What was ticked, and that the law's remark about early ends was read."""

    key = forms.CharField(max_length=64, widget=forms.HiddenInput)
    seen = forms.BooleanField(
        label=gettext_lazy("I have read this; it holds for each that is ticked"), required=False
    )

    def __init__(self, waiting: list[Waiting], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.free = {line.mark: line for line in waiting if not line.why_not}
        self.chosen: list[Waiting] = []

    def clean(self) -> dict[str, Any]:
        """All that was ticked is still as it was, and none is ticked unread."""
        values: dict[str, Any] = super().clean() or {}
        ticked = list(dict.fromkeys(cast(QueryDict, self.data).getlist("who")))
        self.chosen = [self.free[mark] for mark in ticked if mark in self.free]
        if problem := self._problem(len(ticked)):
            self.add_error(None, problem)
        if any(line.is_early for line in self.chosen) and not values.get("seen"):
            self.add_error("seen", _("Please read this and tick it."))
        return values

    def _problem(self, ticked: int) -> str:
        if not ticked:
            return _("Nothing is ticked yet.")
        if ticked > to_seal.AT_ONCE:
            return _("At most %(most)d in one go. Please untick some.") % {"most": to_seal.AT_ONCE}
        if gone := ticked - len(self.chosen):
            words = ngettext(
                "%(gone)d of these has changed meanwhile. The others are ticked.",
                "%(gone)d of these have changed meanwhile. The others are ticked.",
                gone,
            )
            return words % {"gone": gone}
        return ""
