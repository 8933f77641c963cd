"""The employee asks about a line; finance replies."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_stubs_ext import StrOrPromise

from lizhi.settlement.disputes.ways import PLACES, Unit, Way
from lizhi.settlement.forms.fields import DESK, AmountField
from lizhi.settlement.models import Line

UNITS: dict[Unit, StrOrPromise] = {
    "days": gettext_lazy("days"),
    "hours": gettext_lazy("hours"),
    "yuan": gettext_lazy("yuan"),
}
DAYS_LINES = {"wages", "unused_leave", "carried_leave", "company_leave"}

WRONG = {
    "days": gettext_lazy("The days are wrong"),
    "base": gettext_lazy("The wage it starts from is wrong"),
    "month": gettext_lazy("The month is wrong"),
    "amount": gettext_lazy("The amount is wrong"),
    "not_agreed": gettext_lazy("I never agreed to this"),
    "absent": gettext_lazy("Something is not in it"),
    "explain": gettext_lazy("I do not understand it and want to hear it explained"),
}


def wrongs_of(line: Line) -> list[str]:
    """What can be wrong with a line depends on the line."""
    if line.key in DAYS_LINES:
        return ["days", "base", "explain"]
    if line.key in {"insurance", "fund"}:
        return ["month", "amount", "explain"]
    if line.by_hand and line.side == Line.Side.DEDUCTION:
        return ["not_agreed", "amount", "explain"]
    return ["amount", "absent", "explain"]


class QuestionForm(forms.Form):
    """The employee asks about one line."""

    wrong = forms.ChoiceField(
        label=gettext_lazy("What is wrong"),
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Tap what is wrong; a guess is fine.")},
    )
    expected = AmountField(label="", attrs={})
    words = forms.CharField(
        label=gettext_lazy("Add a sentence"),
        required=False,
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, *args: Any, line: Line, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["wrong"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101  as declared above
        field.choices = [(key, WRONG[key]) for key in wrongs_of(line)]
        self.asks_days = line.key in DAYS_LINES
        self.fields["expected"].label = (
            _("How many days should it be, do you think")
            if self.asks_days
            else _("How much should it be, do you think")
        )

    def sentence(self) -> str:
        """What finance reads: the kind, the figure, the own words."""
        cleaned = self.cleaned_data
        parts = [str(WRONG[cleaned["wrong"]])]
        if cleaned["expected"] is not None:
            unit = _("should be %(days)s days") if self.asks_days else _("should be %(yuan)s yuan")
            value = self.fields["expected"].prepare_value(cleaned["expected"])
            parts.append(unit % {"days": value, "yuan": value})
        if cleaned["words"].strip():
            parts.append(cleaned["words"].strip())
        return _(", ").join(parts)


class ReplyForm(forms.Form):
    """Finance to the employee about one line: words, and by how much a figure is changed.

    `ways`: the inputs of this line that a number can change; without any it is kept, HR is asked,
    or the draft is opened.
    """

    LOOK, ADD, HR = "look", "add", "hr"
    NUMBERS = (LOOK, ADD)

    reply = forms.ChoiceField(
        choices=[(one, "") for one in (Line.Reply.KEPT, Line.Reply.CHANGED, HR, LOOK, ADD)]
    )
    words = forms.CharField(
        label=gettext_lazy("Answer"),
        required=False,
        max_length=300,
        widget=forms.Textarea(attrs={"class": "ta", "rows": 3}),
    )
    way = forms.ChoiceField(
        label=gettext_lazy("What was missing"),
        required=False,
        widget=forms.Select(attrs=DESK),
        error_messages={"invalid_choice": gettext_lazy("Please choose what was missing.")},
    )
    more = AmountField(label=gettext_lazy("How much more"))
    mark = forms.CharField(required=False, max_length=64)

    def __init__(self, *args: Any, ways: Iterable[Way] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.ways = {way.key: way for way in ways}
        field = self.fields["way"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101  as declared above
        field.choices = [(way.key, f"{way.label}（{UNITS[way.unit]}）") for way in ways]

    @property
    def chosen(self) -> Way | None:
        """Which input the number is about: what was chosen, the first else."""
        return self.ways.get(str(self["way"].value())) or next(iter(self.ways.values()), None)

    @property
    def unit(self) -> StrOrPromise:
        """Of the number."""
        return UNITS[self.chosen.unit] if self.chosen else ""

    def clean(self) -> dict[str, Any]:
        """Words for everybody who reads them; a number where one is to be worked with."""
        cleaned = super().clean() or {}
        reply = cleaned.get("reply")
        if reply != self.LOOK and "words" not in self.errors and not cleaned.get("words"):
            self.add_error("words", _("Please write a sentence for the employee."))
        if reply in self.NUMBERS:
            self._clean_number(cleaned)
        return cleaned

    def _clean_number(self, cleaned: dict[str, Any]) -> None:
        way, more = self.chosen, cleaned.get("more")
        if way is None:
            self.add_error(None, _("This line is changed in the draft."))
        elif "more" in self.errors:
            return
        elif not more:
            self.add_error("more", _("Please fill in how much more it is, a number above zero."))
        elif more != round(more, PLACES[way.unit]):
            self.add_error(
                "more",
                _("At most %(places)d places after the point.") % {"places": PLACES[way.unit]},
            )


class ReturnForm(forms.Form):
    """The second person gives it back: which line, and what is to be changed."""

    line = forms.ChoiceField(
        label=gettext_lazy("Which line"), required=False, widget=forms.Select(attrs={"class": "in"})
    )
    words = forms.CharField(
        label=gettext_lazy("What is to be changed"),
        max_length=300,
        widget=forms.Textarea(attrs={"class": "ta", "rows": 2}),
        error_messages={
            "required": gettext_lazy("Please say what is to be changed; whoever made it reads it.")
        },
    )

    def __init__(self, *args: Any, lines: Iterable[Line], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["line"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101  as declared above
        field.choices = [("", _("the whole")), *((line.key, line.title) for line in lines)]
